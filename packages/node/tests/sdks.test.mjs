// The vendors' SDKs, as they are, against accounts of a test.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, beforeEach, describe, test } from "node:test";
import { promisify } from "node:util";
import { Server, WaitTimeout } from "certmock";
import qiniu from "qiniu";
import tencentcloud from "tencentcloud-sdk-nodejs";
import { pair } from "./material.mjs";

let server;
before(async () => (server = await Server.start()));
after(() => server.stop());

describe("Tencent Cloud's SDK", () => {
  let account, client;
  beforeEach(async () => {
    account = await server.account("tencent");
    const credential = { secretId: account.key, secretKey: account.secret };
    const httpProfile = { protocol: "http://", endpoint: server.url.slice("http://".length) };
    client = new tencentcloud.ssl.v20191205.Client({ credential, region: "", profile: { httpProfile } });
  });
  const upload = (certificate, key, more = {}) =>
    client.UploadCertificate({ CertificatePublicKey: certificate, CertificatePrivateKey: key, Alias: "site", ...more });

  test("an upload is found again and verified", async () => {
    const { CertificateId } = await upload(...pair("rsa-2048"));
    const [held] = await account.certificates();
    assert.deepEqual([held.id, held.name, held.provider], [CertificateId, "site", "tencent_ssl"]);
    const [asked] = await account.requests({ operation: "tencent_ssl.*" });
    assert.deepEqual([asked.operation, asked.verified, asked.outcome], ["UploadCertificate", true, "success"]);
  });

  test("a key of another certificate is refused as documented", async () => {
    const code = "FailedOperation.CertificateMatchError";
    await assert.rejects(upload(pair("rsa-2048")[0], pair("rsa-4096")[1]), { code });
    const [asked] = await account.requests({ outcome: "error" });
    assert.equal(asked.outcome, code);
    assert.match(asked.flaw, /does not match/);
  });

  test("an error is forced twice and no more", async () => {
    const name = await account.arm("RequestLimitExceeded", { operation: "tencent_ssl.UploadCertificate", calls: 2 });
    for (let call = 0; call < 2; call++) {
      await assert.rejects(upload(...pair("rsa-2048")), { code: "RequestLimitExceeded" });
    }
    assert.ok((await upload(...pair("rsa-2048"))).CertificateId);
    assert.deepEqual((await account.requests()).map(({ rule }) => rule), [name, name, undefined]);
  });

  test("members that nothing reads are named", async () => {
    await upload(...pair("rsa-2048"), { CertificateUse: "web" });
    assert.deepEqual((await account.requests())[0].unread, ["CertificateUse"]);
  });

  test("unmodified, in another process, it asks the vendor's own host", async () => {
    const script = `
      const sdk = require("tencentcloud-sdk-nodejs");
      const credential = { secretId: process.env.TENCENTCLOUD_SECRET_ID, secretKey: process.env.TENCENTCLOUD_SECRET_KEY };
      new sdk.ssl.v20191205.Client({ credential, region: "" }).DescribeCertificates({}).then((it) => console.log(it.TotalCount));`;
    const env = { ...process.env, ...(await server.env()), ...account.env() };
    const { stdout } = await promisify(execFile)(process.execPath, ["--eval", script], { env });
    assert.equal(stdout.trim(), "0");
    const [asked] = await account.requests();
    assert.deepEqual([asked.host, asked.scheme, asked.verified], ["ssl.tencentcloudapi.com", "https", true]);
  });
});

describe("Qiniu's SDK", () => {
  let account;
  beforeEach(async () => (account = await server.account("qiniu")));
  const send = async (method, path, body) => {
    const url = server.url + path;
    const mac = new qiniu.auth.digest.Mac(account.key, account.secret);
    const content = body && JSON.stringify(body);
    const type = body ? "application/json" : "application/x-www-form-urlencoded";
    const headers = { Authorization: qiniu.util.generateAccessTokenV2(mac, url, method, type, content), "Content-Type": type };
    const options = { method, headers, content, dataType: "json" };
    const { data, resp } = await qiniu.rpc.qnHttpClient.sendRequest({ url, urllibOptions: options });
    return [resp.statusCode, data];
  };
  const upload = ([ca, pri]) => send("POST", "/sslcert", { name: "site", common_name: "www.example.com", ca, pri });

  test("an upload is listed, and an expired one refused", async () => {
    const [, { certID }] = await upload(pair("wildcard"));
    const [, { certs }] = await send("GET", "/sslcert");
    assert.deepEqual(certs.map((it) => it.certid), [certID]);
    const [status, { code }] = await upload(pair("expired"));
    assert.deepEqual([status, code], [400, 400329]);
  });

  test("a clock that is moved has a certificate expire", async () => {
    const soon = { certID: "soon", name: "soon", make: { names: ["www.example.com"], not_after: "+30d" } };
    await account.load({ qiniu: { certificates: [soon] } });
    assert.deepEqual(await account.certificates({ within: "20d" }), []);
    await account.advance("60d");
    const [held] = await account.certificates({ within: "20d" });
    assert.ok(held.left_s < 0);
    assert.match(held.flaws.join(), /expired/);
  });

  test("a client that acts by itself is waited for", async () => {
    setTimeout(() => upload(pair("rsa-2048")), 200);
    const [asked] = await account.wait("qiniu.UploadCertificate", { timeout: 10_000 });
    assert.equal(asked.parameters.name, "site");
    const late = (error) => error instanceof WaitTimeout && error.requests.length === 1 && /1 of 2 requests/.test(error.message);
    await assert.rejects(account.wait("qiniu.UploadCertificate", { count: 2, timeout: "100ms" }), late);
  });

  test("an answer is lost after the operation was done", async () => {
    await account.arm({ then: { transport: "reset", applied: true }, operation: "qiniu.UploadCertificate", calls: 1 });
    await assert.rejects(upload(pair("rsa-2048")));
    assert.equal((await account.certificates()).length, 1);
  });
});
