// Read by the compiler, and not run: what index.d.ts says of the package.

import { type Account, type Request, Server, WaitTimeout } from "certmock";

const server: Server = await Server.start({ fixture: ["demo"], auth: "strict", answerFor: "a.test", seed: 7, page: false });
const account: Account = await server.account("tencent_ssl");
const names: string[] = [
  await account.arm("RequestLimitExceeded", { operation: "tencent_ssl.*", calls: 2 }),
  await server.arm({ then: { transport: "reset" }, calls: { nth: [1] }, ttl: "5s" }),
];
const asked: Request[] = await account.wait("tencent_ssl.UploadCertificate", { count: 2, timeout: 1000 });
try {
  await account.wait();
} catch (error) {
  if (error instanceof WaitTimeout) asked.push(...error.requests);
}
const environment: Record<string, string> = { ...(await server.env({ without: ["java"] })), ...account.env() };
console.log(names, environment, (await account.certificates({ within: "30d" }))[0]?.flaws, (await account.advance("60d")).now);
// @ts-expect-error: there is no such vendor.
await server.account("aliyun");
// @ts-expect-error: a rule answers something.
await account.arm({ operation: "qiniu.*" });
await server.stop();
