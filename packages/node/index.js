// certmock in tests: a mock server for the certificate APIs of Tencent Cloud, Huawei Cloud, Qiniu and Rainbond.

export { Account } from "./lib/account.js";
export { findBinary } from "./lib/binary.js";
export { ArgumentError, CertmockError, EndedError, StartError, WaitTimeout } from "./lib/errors.js";
export { Server } from "./lib/server.js";
