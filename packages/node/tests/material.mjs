// The certificates that the repository ships. The tests run where the packages are installed, away from them.

import { readFileSync } from "node:fs";

/** A certificate with its chain, and its key. */
export const pair = (name) => ["crt", "key"].map((end) => readFileSync(`${process.env.MATERIAL}/${name}.${end}`, "utf8"));
