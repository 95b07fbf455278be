#!/usr/bin/env node
// Runs the binary of this platform, and ends as it does.

import { spawn } from "node:child_process";
import { constants } from "node:os";
import { findBinary } from "../lib/binary.js";

let binary;
try {
  binary = findBinary();
} catch (error) {
  console.error(`certmock: ${error.message}`);
  process.exit(1);
}
const child = spawn(binary, process.argv.slice(2), { stdio: "inherit" });
// A terminal tells the binary of SIGINT, too, and of a second one it ends at once.
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`certmock: ${error.message}`);
  process.exit(1);
});
child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
