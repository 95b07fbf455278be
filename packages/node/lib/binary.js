// Where the binary is.

import { createRequire } from "node:module";

const PLATFORMS = ["linux-x64", "linux-arm64"];

/** The binary: that of CERTMOCK_BINARY, or the one that came in the package for this platform. */
export function findBinary() {
  if (process.env.CERTMOCK_BINARY) return process.env.CERTMOCK_BINARY;
  const platform = `${process.platform}-${process.arch}`;
  if (!PLATFORMS.includes(platform)) {
    throw new Error(`there is no package for ${platform}, only for ${PLATFORMS.join(" and ")}: name a binary in CERTMOCK_BINARY`);
  }
  try {
    return createRequire(import.meta.url).resolve(`@certmock/${platform}/bin/certmock`);
  } catch {
    const why = `the package @certmock/${platform}, which has the binary, is not installed`;
    throw new Error(`${why}: npm leaves it out with --omit=optional; install it, or name a binary in CERTMOCK_BINARY`);
  }
}
