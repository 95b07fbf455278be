// Servers and accounts.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inspect, promisify } from "node:util";
import { ArgumentError, CertmockError, EndedError, findBinary, Server, StartError, WaitTimeout } from "certmock";

const run = promisify(execFile);
const launcher = fileURLToPath(new URL("../node_modules/.bin/certmock", import.meta.url));

let server;
before(async () => (server = await Server.start()));
after(() => server.stop());

const ask = async (at, account) => {
  const answer = await fetch(`${at.url}/openapi/v1/teams/team/certificates`, { headers: { Authorization: account.key } });
  await answer.text();
  return answer.status;
};

test("the binary comes from the package of the platform", async () => {
  assert.match(findBinary(), /node_modules\/@certmock\/linux-\w+\/bin\/certmock$/);
  const { version } = JSON.parse(readFileSync(new URL("../node_modules/certmock/package.json", import.meta.url)));
  assert.equal((await run(launcher, ["--version"])).stdout, `certmock ${version}\n`);
});

test("the command ends as the binary does, and passes on what it is told", async () => {
  await assert.rejects(run(launcher, ["--no-such-option"]), { code: 2 });
  const child = spawn(launcher, ["--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data");
  const { url } = await Server.at(String(line).trim().split(" ").at(-1));
  child.kill("SIGTERM");
  assert.deepEqual(await once(child, "exit"), [0, null]);
  await assert.rejects(fetch(`${url}/_certmock/health`));
});

test("a package that is not there is named", async () => {
  const script = 'Object.defineProperty(process, "arch", { value: process.argv[1] }); await import("certmock").then((it) => it.findBinary())';
  const said = async (arch) => (await run(process.execPath, ["--input-type=module", "--eval", script, arch], { cwd: dirname(launcher) }).catch((error) => error)).stderr;
  assert.match(await said("riscv64"), /there is no package for linux-riscv64, only for linux-x64 and linux-arm64/);
  const other = process.arch === "x64" ? "arm64" : "x64";
  assert.match(await said(other), new RegExp(`the package @certmock/linux-${other}, which has the binary, is not installed`));
});

test("a server ends when it is stopped, and leaves nothing", async () => {
  const own = await Server.start();
  const folder = dirname((await own.env()).CERTMOCK_DIR);
  assert.match(await own.authority(), /^-----BEGIN CERTIFICATE-----/);
  assert.ok(existsSync(folder));
  await own[Symbol.asyncDispose]();
  await own.stop();
  assert.ok(!existsSync(folder));
  await assert.rejects(own.requests(), /no certmock server answers/);
});

test("a server that nobody stops ends with the process, and does not keep it", async () => {
  const script = 'const { Server } = await import("certmock"); const it = await Server.start(); console.log(it.url, (await it.env()).CERTMOCK_DIR)';
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], { cwd: dirname(launcher), timeout: 20_000 });
  const [url, folder] = stdout.trim().split(" ");
  await assert.rejects(fetch(`${url}/_certmock/health`));
  assert.ok(!existsSync(folder));
});

for (const signal of ["SIGTERM", "SIGKILL"]) {
  test(`a server ends with a process that is killed by ${signal}, and leaves nothing`, async () => {
    const script = 'const { Server } = await import("certmock"); const it = await Server.start(); console.log(it.url, (await it.env()).CERTMOCK_DIR); setTimeout(() => {}, 60_000)';
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { cwd: dirname(launcher), stdio: ["ignore", "pipe", "inherit"] });
    const [url, folder] = String((await once(child.stdout, "data"))[0]).trim().split(" ");
    child.kill(signal);
    await once(child, "exit");
    const answers = () => fetch(`${url}/_certmock/health`).then(() => true, () => false);
    for (let tries = 0; tries < 200 && (existsSync(dirname(folder)) || (await answers())); tries++) await new Promise((done) => setTimeout(done, 20));
    assert.ok(!existsSync(dirname(folder)) && !(await answers()));
  });
}

for (const [signal, how] of [["SIGTERM", "exit code 0"], ["SIGKILL", "signal 9"]]) {
  test(`a server that ended by ${signal} says how`, async () => {
    const own = await Server.start({ log: "info" });
    const account = await own.account("rainbond");
    await ask(own, account);
    const children = readFileSync(`/proc/self/task/${process.pid}/children`, "utf8").trim().split(" ");
    const pid = children.find((one) => readFileSync(`/proc/${one}/cmdline`, "utf8").includes("--log=info"));
    process.kill(Number(pid), signal);
    for (let tries = 0; tries < 500 && existsSync(`/proc/${pid}`); tries++) await new Promise((done) => setTimeout(done, 20));
    // A server that is killed loses the lines that it was about to write.
    const said = signal === "SIGTERM" ? "; its last output:\\n.*ListCertificates" : "";
    const message = new RegExp(`^the server ended \\(${how}\\)${said}`, "s");
    await assert.rejects(account.requests(), (error) => error instanceof EndedError && message.test(error.message));
    await own.stop();
  });
}

test("an answer that does not come is not waited for long", async (t) => {
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
  t.after(() => silent.close());
  const started = Date.now();
  await assert.rejects(Server.at(`http://127.0.0.1:${silent.address().port}`), /GET \/health got no answer from .* within 5 s/);
  assert.ok(Date.now() - started < 9000);
});

test("a wait in vain names what was waited for and what came", async () => {
  const account = await server.account("rainbond");
  const waits = (message) => assert.rejects(account.wait("rainbond.CreateCertificate", { timeout: 50 }), (error) => error instanceof WaitTimeout && message.test(error.message));
  await waits(/within 50ms of rainbond.CreateCertificate; no requests arrived$/);
  await ask(server, account);
  await waits(/the last requests: rainbond.ListCertificates \(success\)$/);
});

test("what cannot be meant is said without asking the server, and what can be is taken", async () => {
  const account = await server.account("rainbond");
  const wrong = [
    () => account.arm("TeamNotFound", { calls: "2" }),
    () => account.arm("TeamNotFound", { calls: [1, 3] }),
    () => account.arm("TeamNotFound", { request: "alias" }),
    () => account.arm({ then: "reset" }),
    () => account.arm(undefined),
    () => account.load("demo"),
    () => account.advance(undefined),
    () => account.setClock({ at: 5 }),
    () => server.load(["demo"]),
    () => server.account(undefined),
    () => Server.start({ args: 7 }),
    () => Server.at(undefined),
  ];
  for (const one of wrong) await assert.rejects(async () => one(), ArgumentError, String(one));
  assert.deepEqual(await account.rules(), []);
  assert.equal((await account.setClock({ at: new Date("2026-01-15T08:00:00Z") })).now, "2026-01-15T08:00:00Z");
  const own = await Server.start({ args: "--auth strict --seed '7'" });
  assert.equal((await own.about()).auth, "strict");
  await own.stop();
});

test("a code without an operation is armed where the vendor documents it", async () => {
  const account = await server.account("rainbond");
  const name = await account.arm("PairMismatch");
  const rules = await account.rules();
  assert.deepEqual(rules.map(({ when }) => when.operation).sort(), ["rainbond.CreateCertificate", "rainbond.UpdateCertificate"]);
  assert.equal(await account.disarm(name), 2);
  await assert.rejects(account.arm("PairMismatched"), /no operation of rainbond documents an error "PairMismatched": did you mean PairMismatch/);
  await account.arm("TeamNotFound", { calls: 1 });
  assert.deepEqual([await ask(server, account), await ask(server, account)], [404, 200]);
});

test("a server that does not start says why", async () => {
  const starts = (options, message) => assert.rejects(Server.start(options), (error) => error instanceof StartError && message.test(error.message));
  await starts({ fixture: ["no-such-fixture"] }, /no-such-fixture/);
  await starts({ auth: "maybe" }, /possible values: known, off, strict/);
  await starts({ binary: "/no/such/binary" }, /ENOENT/);
  await starts({ binary: "/bin/true" }, /it printed nothing/);
});

test("options of the command line are members, and what the environment says is not meant for it", async () => {
  process.env.CERTMOCK_AUTH = "off";
  const own = await Server.start({ auth: "strict", answerFor: ["a.example.com", "b.example.com"], page: false, args: ["--seed", "7"] });
  delete process.env.CERTMOCK_AUTH;
  try {
    const about = await own.about();
    assert.deepEqual([about.auth, about.seed_fixed], ["strict", true]);
    assert.ok(about.answers_for.includes("b.example.com"));
    // Accounts are declared, and so let in; one that is forgotten is not.
    const [one, other] = [await own.account("rainbond"), await own.account("rainbond")];
    await one.forget();
    assert.deepEqual([await ask(own, one), await ask(own, other)], [401, 200]);
    await own.reset();
    assert.deepEqual([await ask(own, one), await ask(own, other)], [401, 200]);
  } finally {
    await own.stop();
  }
});

test("a server that runs already is used and goes on", async () => {
  const same = await Server.at(server.url);
  const account = await same.account("rainbond");
  assert.equal(await ask(same, account), 200);
  await same.stop();
  assert.equal(await ask(server, account), 200);
  for (const address of ["ftp://127.0.0.1", "127.0.0.1:8080", ""]) {
    await assert.rejects(Server.at(address), /is not the address/);
  }
});

test("an account keeps its rules, journal and clock to itself", async () => {
  const [one, other] = [await server.account("rainbond"), await server.account("rainbond")];
  await one.arm("TeamNotFound", { operation: "rainbond.ListCertificates" });
  await one.advance("60d");
  assert.deepEqual([await ask(server, one), await ask(server, other)], [404, 200]);
  assert.deepEqual((await one.requests({ outcome: "error" })).map(({ status }) => status), [404]);
  assert.deepEqual(await other.requests({ outcome: "error" }), []);
  assert.equal((await one.rules())[0].hits, 1);
  assert.equal((await one.setClock({ at: "2026-01-15T08:00:00Z" })).now, "2026-01-15T08:00:00Z");
  assert.equal(await one.disarm(), 1);
  assert.equal(await ask(server, one), 200);
  await one.reset();
  assert.deepEqual(await one.requests(), []);
  assert.equal(await ask(server, one), 200);
  assert.ok((await one.requests())[0].verified);
});

test("what is wrong is said in the words of the server, and no secret is shown", async () => {
  const account = await server.account("qiniu");
  await assert.rejects(account.arm("PairMismatched", { operation: "qiniu.UploadCertificate" }), /has no error "PairMismatched"/);
  await assert.rejects(account.arm({ operation: "qiniu.UploadCertificate" }), /one of the two/);
  await assert.rejects(server.account("aliyun"), /there is no vendor "aliyun"/);
  const refused = await account.load({ qiniu: { certificates: [{ pri: "s3cr3t" }] } }).catch((error) => error);
  assert.ok(refused instanceof CertmockError && refused.status === 400 && !refused.message.includes("s3cr3t"));
  for (const vendor of ["huawei", "qiniu", "rainbond", "tencent_gaap"]) {
    const one = await server.account(vendor);
    const shown = inspect(one, { depth: 5 }) + JSON.stringify(one);
    assert.ok(shown.includes(one.name) && !shown.includes(one.secret) && !(one.password && shown.includes(one.password)));
  }
});

test("fixtures are loaded by name, from a file and from an object", async () => {
  const own = await Server.start({ fixture: "two-teams" });
  try {
    const fixture = { certmock: 1, accounts: [{ name: "from-an-object" }] };
    const file = pathToFileURL(`${process.env.MATERIAL}/../two-teams.yaml`);
    assert.deepEqual(await own.load("expiring-soon", file, fixture), ["team-a", "team-b", "from-an-object"]);
    assert.ok((await own.certificates({ within: "10d" })).length > 3);
  } finally {
    await own.stop();
  }
});

test("an operation that no provider has is refused with the nearest name", async () => {
  const account = await server.account("qiniu");
  const refusal = (error) => error instanceof CertmockError && error.status === 400 && error.message.includes('did you mean "qiniu.UploadCertificate"');
  await assert.rejects(account.requests({ operation: "qiniu.UploadCertificat" }), refusal);
  await assert.rejects(account.wait("qiniu.UploadCertificat"), refusal);
});
