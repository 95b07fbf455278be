// Each view, as somebody uses it.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";

import { Mock, browse, live, look, pem } from "./mock.mjs";

let browser;
let mock;
let page;

before(async () => (browser = await browse()));
after(() => browser.close());
beforeEach(async () => (mock = await Mock.start("--fixture", "demo,expiring-soon", "--seed", "1")));
afterEach(async () => {
  page.check();
  await page.context().close();
  await mock.stop();
});

const row = (name) => page.getByRole("row", { name });
const link = (name) => page.getByRole("link", { name, exact: true });
const button = (name) => page.getByRole("button", { name, exact: true });
const clipboard = () => page.evaluate(() => navigator.clipboard.readText());

/** What an element shows. A row of the journal has no text until a frame has drawn it: it is `content-visibility: auto`. */
async function text(locator) {
  await locator.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  return locator.innerText();
}

test("a request that a client makes stands in the journal at once, with what was asked, answered and why", async () => {
  page = await look(browser, mock);
  await live(page);
  assert.equal(await mock.upload({ pri: pem("mismatched.key"), note: "x" }), 400);
  const entry = row(/UploadCertificate.*400.*KeyMismatch/);
  await entry.waitFor({ timeout: 2000 });
  assert.match(await text(entry), /1 unread/);
  await entry.getByRole("link").click();
  const shown = page.getByRole("article", { name: "Request" });
  await shown.getByText("400324", { exact: false }).first().waitFor();
  await shown.getByText("the private key", { exact: false }).first().waitFor();
  await shown.getByRole("listitem").filter({ hasText: "note: not read x" }).or(shown.getByText("not read", { exact: true })).first().waitFor();
  const words = await text(shown);
  for (const part of ["Why", "Asked", "POST /sslcert", "account certmock, verified", "pri: sha256:", "Answered"]) assert.ok(words.includes(part), `${part} is not in ${words}`);
  assert.ok(!words.includes("PRIVATE KEY"));
  await shown.getByRole("button", { name: /^Show all/ }).first().click();
  assert.match(await text(shown), /END CERTIFICATE/);
});

test("a signature that is wrong is shown with what was to be signed", async () => {
  await mock.tencent("DescribeCertificates", { Limit: 1 }, "wrong");
  page = await look(browser, mock);
  await row(/DescribeCertificates.*SignatureFailure/).getByRole("link").click();
  const shown = page.getByRole("article");
  await shown.getByText("Canonical request").waitFor();
  const words = await text(shown);
  assert.match(words, /String to sign\s+TC3-HMAC-SHA256/);
  assert.match(words, /host:127\.0\.0\.1/);
  assert.match(words, /签名/);
});

test("a request is copied as a command without credentials, and as a rule for a fixture", async () => {
  await mock.upload({ pri: pem("mismatched.key") });
  page = await look(browser, mock);
  await row(/UploadCertificate/).getByRole("link").click();
  await button("Copy as fixture rule").click();
  await page.getByText("The rule is copied").waitFor();
  const fixture = await clipboard();
  assert.deepEqual(JSON.parse(fixture), { certmock: 1, rules: [{ name: "qiniu.UploadCertificate again", when: { operation: "qiniu.UploadCertificate" }, calls: { first: 1 }, then: { error: "KeyMismatch" } }] });
  await mock.control("POST /fixtures", JSON.parse(fixture));
  assert.equal((await mock.control("GET /rules")).rules.length, 1);
  await button("Copy as curl").click();
  await page.getByText("The command, without credentials and secrets, is copied").waitFor();
  const command = await clipboard();
  assert.ok(command.startsWith(`curl -X POST '${mock.at}/sslcert' -H 'Content-Type: application/json' -d '{"name":"site"`), command);
  assert.ok(!/authorization|PRIVATE KEY/i.test(command), command);
});

test("the journal is narrowed by operation, outcome and text, and the address keeps that", async () => {
  await mock.upload();
  await mock.qiniu("GET", "/sslcert/none");
  await mock.tencent("DescribeCertificates", {});
  page = await look(browser, mock);
  await row(/DescribeCertificates/).waitFor();
  assert.equal(await page.getByRole("row").count(), 4);
  await page.getByLabel("Operation", { exact: true }).fill("qiniu.*");
  await row(/DescribeCertificates/).waitFor({ state: "detached" });
  assert.equal(await page.getByRole("row").count(), 3);
  await page.getByLabel("Outcome").fill("error");
  await row(/UploadCertificate/).waitFor({ state: "detached" });
  await page.getByLabel("Text").fill("nothing has this");
  await page.getByText("No such request").waitFor();
  assert.match(page.url(), /#journal\?operation=qiniu\.\*&outcome=error&text=nothing/);
  await page.reload();
  await page.getByText("No such request").waitFor();
  await button("Clear").click();
  await row(/DescribeCertificates/).waitFor();
  // A part of a name is enough.
  await page.getByLabel("Operation", { exact: true }).fill("Describe");
  await row(/UploadCertificate/).waitFor({ state: "detached" });
  await row(/DescribeCertificates/).waitFor();
  assert.equal(await page.getByLabel("Text").inputValue(), "");
});

test("an entry that is looked at stays, and what comes meanwhile waits above", async () => {
  await mock.upload();
  page = await look(browser, mock);
  await live(page);
  await row(/UploadCertificate/).getByRole("link").click();
  await page.getByRole("article").getByText("Asked").waitFor();
  for (let i = 0; i < 12; i++) await mock.qiniu("GET", "/sslcert");
  await button("12 newer").waitFor();
  assert.equal(await page.getByRole("row").count(), 2);
  await page.getByText("12 new requests").waitFor({ state: "attached" });
  await button("12 newer").click();
  await row(/ListCertificates/).first().waitFor();
  assert.equal(await page.getByRole("row").count(), 14);
  assert.match(await text(page.getByRole("article")), /UploadCertificate/);
});

test("who comes back to the journal by its tab sees the newest", async () => {
  await mock.upload();
  page = await look(browser, mock);
  await live(page);
  await row(/UploadCertificate/).getByRole("link").click();
  await page.getByRole("article").getByText("Asked").waitFor();
  await link("Setup").click();
  await mock.qiniu("GET", "/sslcert");
  await link("Journal").click();
  await row(/ListCertificates/).waitFor();
  assert.equal(await page.locator("#newer").isVisible(), false);
});

test("an account that is chosen is the only one that is shown", async () => {
  await mock.upload({}, "team-a");
  await mock.upload({}, "team-b");
  page = await look(browser, mock);
  await row(/team-b/).waitFor();
  await page.getByLabel("Account").selectOption("qiniu:team-a");
  await row(/UploadCertificate/).waitFor();
  await page.waitForFunction(() => document.querySelectorAll("#entries tr").length === 1);
  await link("Certificates").click();
  await row(/team-a/).waitFor();
  assert.equal(await page.getByRole("row").count(), 2);
  assert.match(page.url(), /account=qiniu%3Ateam-a/);
});

test("an error is armed from a journal row with two clicks, and the next call alone meets it", async () => {
  await mock.upload();
  page = await look(browser, mock);
  await row(/UploadCertificate/).getByRole("link").click();
  await link("Arm an error for this operation").click();
  await page.getByRole("button", { name: /QuotaExceeded/ }).click();
  const armed = row(/QuotaExceeded at qiniu.UploadCertificate.*first 1.*0 of 0/);
  await armed.waitFor();
  assert.match(await text(armed), /10 min/);
  const [rule] = (await mock.control("GET /rules")).rules;
  assert.deepEqual([rule.when, rule.calls, rule.ttl, rule.then], [{ operation: "qiniu.UploadCertificate" }, { first: 1 }, "10m", { error: "QuotaExceeded" }]);
  assert.equal(await mock.upload(), 400);
  assert.equal(await mock.upload(), 200);
  await row(/1 of 2/).waitFor();
  await link("1 of 2").click();
  await row(/UploadCertificate.*400500/).waitFor();
  assert.equal(await page.locator("#entries tr").count(), 1);
});

test("a click on an error leaves it where it was, though the rules above grow", async () => {
  page = await look(browser, mock, { hash: "#rules?operation=qiniu.UploadCertificate" });
  const error = page.getByRole("button", { name: /^400500/ });
  await error.waitFor();
  const before = await error.boundingBox();
  await error.click();
  await row(/QuotaExceeded at qiniu.UploadCertificate/).waitFor({ state: "attached" });
  await page.waitForTimeout(200);
  assert.ok(Math.abs((await error.boundingBox()).y - before.y) < 2);
  await mock.upload();
  await row(/QuotaExceeded at qiniu.UploadCertificate.*used up/).waitFor({ state: "attached" });
});

test("a rule with all that it can have is shown before it is armed, and can be written by hand", async () => {
  page = await look(browser, mock, { hash: "#rules?operation=qiniu.UploadCertificate", expected: ["400 (Bad"] });
  await page.getByText("More…").click();
  const draft = page.getByLabel("The rule", { exact: true });
  assert.deepEqual(JSON.parse(await draft.inputValue()), { when: { operation: "qiniu.UploadCertificate" }, calls: { first: 1 }, ttl: "10m", then: {} });
  for (const change of ["All after the third", "For good", "Late"]) await button(change).click();
  assert.deepEqual(JSON.parse(await draft.inputValue()), { when: { operation: "qiniu.UploadCertificate" }, calls: { after: 3 }, then: { delay: "2s" } });
  await draft.fill(JSON.stringify({ when: { operation: "qiniu.UploadCertificate" }, calls: { after: 3 }, then: { transport: { truncate: 20 } } }));
  await button("Copy as fixture").click();
  await page.getByText("The fixture is copied").waitFor();
  assert.deepEqual(JSON.parse(await clipboard()).rules, [{ name: 'transport {"truncate":20} at qiniu.UploadCertificate', ...JSON.parse(await draft.inputValue()) }]);
  await button("Arm without an error").click();
  await row(/after 3/).waitFor();
  const [rule] = (await mock.control("GET /rules")).rules;
  assert.deepEqual([rule.name, rule.calls, rule.ttl, rule.then], ['transport {"truncate":20} at qiniu.UploadCertificate', { after: 3 }, undefined, { transport: { truncate: 20 } }]);
  await draft.fill(JSON.stringify({ when: { operation: "qiniu.UploadCertificate" }, then: { delay: "1ms" } }));
  await page.getByRole("button", { name: /QuotaExceeded/ }).click();
  await row(/QuotaExceeded at qiniu.UploadCertificate.*always/).waitFor();
  assert.deepEqual((await mock.control("GET /rules")).rules.find((it) => it.name.startsWith("QuotaExceeded")).then, { error: "QuotaExceeded", delay: "1ms" });
  await draft.fill(JSON.stringify({ when: { operation: "qiniu.UploadCertificate" }, then: {} }));
  await button("Expired in TLS").click();
  await button("Arm without an error").click();
  await row(/tls expired at qiniu\.\*/).waitFor();
  for (const [wrong, words] of [['{"when": {"operation": "none.*"}, "then": {}}', /none/], ["{", /JSON/]]) {
    await draft.fill(wrong);
    await button("Arm without an error").click();
    await page.getByRole("alert").getByText(words).waitFor();
  }
});

test("an operation is found by parts of its name, and which of its errors were met is said", async () => {
  await mock.upload({ pri: pem("mismatched.key") });
  page = await look(browser, mock, { hash: "#rules" });
  const search = page.getByLabel("1. Operation");
  await page.waitForFunction(() => document.activeElement?.id === "search");
  await search.pressSequentially("qiniu upl");
  await page.getByRole("list", { name: "Operations" }).getByRole("link", { name: /^UploadCertificate/ }).click();
  await page.getByText("2. What the next call answers").waitFor();
  const lines = await page.locator(".errors").first().locator("li").allInnerTexts();
  assert.deepEqual(lines.filter((line) => line.includes("met already")).map((line) => line.slice(0, 6)), ["400324"]);
  assert.ok(lines.length > 5);
  await search.fill("rainbond createc");
  await page.getByRole("list", { name: "Operations" }).getByRole("link").first().waitFor();
  await search.press("Enter");
  await page.getByRole("button", { name: /AliasExists/ }).waitFor();
});

test("a rule that nearly matched says what differed, and is disarmed", async () => {
  await mock.control("POST /rules", { name: "near", when: { operation: "qiniu.UploadCertificate", request: { name: "other" } }, then: { error: "TooManyRequests" } });
  await mock.upload();
  page = await look(browser, mock, { hash: "#rules/near" });
  await row(/near.*request\.name wanted "other", found "site"/).waitFor();
  assert.equal(await text(page.locator("#armed")), "1");
  await button("Disarm near").click();
  await page.getByText("No rule is armed").waitFor();
  assert.deepEqual((await mock.control("GET /rules")).rules, []);
});

test("what expires first comes first, and a clock that is turned shows what has expired", async () => {
  page = await look(browser, mock, { hash: "#certificates" });
  const rows = page.locator("#certificate-list tbody tr");
  await rows.first().waitFor();
  assert.match(await text(rows.first()), /soon[^]*soon\.example\.com[^]*in 7 days/);
  // Who issued it is told in full where that is wanted.
  await rows.first().getByText(/^leaf → /).click();
  await rows.first().getByText(/^CN=soon\.example\.com.*, until 20/).waitFor();
  await page.getByLabel("expiring within 30 days").check();
  await page.waitForFunction(() => ![...document.querySelectorAll("#certificate-list tbody tr")].some((it) => it.innerText.includes("demo.com")));
  await page.getByLabel("expiring within 30 days").uncheck();
  await link("Setup").click();
  await button("+60 d").click();
  await page.getByText("The clock is turned").waitFor();
  await link("Certificates").click();
  await row(/expired.*soon\.example\.com.*days ago/).first().waitFor();
  await page.getByText(/not the real time/).waitFor();
  const { certificates } = await mock.control("GET /certificates?provider=qiniu");
  assert.ok(certificates.some((it) => it.left_s < 0));
  await button("+30 d").click();
  await row(/expired.*www\.demo\.com/).first().waitFor();
  // The clock by which TLS is spoken is the real one.
  assert.ok(Date.now() - Date.parse((await mock.control("GET /about")).started) < 600_000);
});

test("a certificate with a flaw says what it is, and can be looked for", async () => {
  await mock.control("POST /fixtures?name=mismatched");
  page = await look(browser, mock, { hash: "#certificates" });
  await page.getByLabel("flawed", { exact: true }).check();
  const first = row(/flawed.*key does not match/).first();
  await first.waitFor();
  assert.match(await text(first), /does not match/);
  assert.equal(await row(/✓/).count(), 0);
});

test("coverage tells what was met by itself, by a rule and never, and leads to arming the rest", async () => {
  await mock.upload({ pri: pem("mismatched.key") });
  await mock.control("POST /rules", { when: { operation: "qiniu.UploadCertificate" }, calls: { first: 1 }, then: { error: "QuotaExceeded" } });
  await mock.upload();
  page = await look(browser, mock, { hash: "#coverage" });
  await page.getByText(/errors met 2\/42 \(1 earned\)/).click();
  await link("KeyMismatch, met by itself").first().waitFor();
  await link("QuotaExceeded, met by a rule").first().waitFor();
  await link("CertificateExpired, never met").first().click();
  await page.waitForFunction(() => document.activeElement?.dataset.name === "CertificateExpired");
  await page.keyboard.press("Enter");
  await row(/CertificateExpired at qiniu.UploadCertificate/).waitFor();
});

test("a fixture is loaded, and everything begins again when that is wanted twice", async () => {
  page = await look(browser, mock, { hash: "#setup" });
  await button("Load throttled-then-fine").click();
  await page.getByText("throttled-then-fine is loaded").waitFor();
  assert.ok((await mock.control("GET /rules")).rules.length > 0);
  await button("Reset everything…").click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  assert.ok((await mock.control("GET /rules")).rules.length > 0);
  await button("Reset everything…").click();
  await page.getByRole("dialog").getByRole("button", { name: "Do it" }).click();
  await page.getByText("It begins again").waitFor();
  assert.deepEqual((await mock.control("GET /rules")).rules, []);
});

test("the clock of one account is turned, and stands or is real again", async () => {
  await mock.upload({}, "a");
  page = await look(browser, mock, { hash: "#setup?account=qiniu%3Aa" });
  await page.getByText("the clock of qiniu:a").waitFor();
  await page.getByLabel("Stand at, in UTC").fill("2030-02-03T04:05:06");
  await button("Set").click();
  await row(/qiniu:a 2030-02-03 04:05:06 UTC.*stands/).waitFor();
  const { accounts } = await mock.control("GET /clock");
  assert.equal(accounts["qiniu:a"].at, "2030-02-03T04:05:06Z");
  assert.equal(accounts.certmock.at, undefined);
  await button("The real time again").click();
  await row(/qiniu:a.*the real time/).waitFor();
});

test("what went astray is listed, with what has clients ask here", async () => {
  const { request } = await import("node:http");
  const { hostname, port } = new URL(mock.at);
  await new Promise((resolve) => request({ host: hostname, port, path: "http://elsewhere.example/" }, (it) => it.resume().on("end", resolve)).end());
  page = await look(browser, mock, { hash: "#setup" });
  await row(/elsewhere\.example.*another's host.*×1/).waitFor();
  await page.getByText(`eval "$(certmock env --at ${mock.at})"`).waitFor();
  await button("Forget them").click();
  await page.getByText("None.", { exact: true }).waitFor();
  assert.deepEqual((await mock.control("GET /strays")).strays, []);
});

test("where nothing was asked yet the page says how to ask, for the service that is chosen", async () => {
  page = await look(browser, mock);
  await page.getByText("No request yet").waitFor();
  await page.getByLabel("Service").selectOption("Qiniu CDN");
  const command = await text(page.locator("#empty pre"));
  assert.match(command, new RegExp(`curl -X GET '${mock.at}/sslcert`));
});

test("where no request is kept the page says so", async () => {
  await mock.stop();
  mock = await Mock.start("--journal-entries", "0");
  page = await look(browser, mock);
  await page.getByText("Nothing is kept").waitFor();
});

test("the journal is forgotten when that is wanted twice", async () => {
  await mock.upload();
  page = await look(browser, mock);
  await row(/UploadCertificate/).waitFor();
  await button("Forget").click();
  await page.getByRole("dialog").getByRole("button", { name: "Do it" }).click();
  await page.getByText("No request yet").waitFor();
  assert.equal((await mock.control("GET /requests")).count, 0);
});

test("older requests are asked for, and no more than five hundred are in the document", async () => {
  for (let i = 0; i < 620; i += 20) await Promise.all(Array.from({ length: 20 }, () => mock.qiniu("GET", "/sslcert")));
  page = await look(browser, mock);
  await row(/ListCertificates/).first().waitFor();
  const rows = () => page.locator("#entries tr").count();
  assert.equal(await rows(), 100);
  for (const wanted of [200, 300, 400, 500]) {
    await button("Older requests").click();
    await page.waitForFunction((wanted) => document.querySelectorAll("#entries tr").length === wanted, wanted);
  }
  await button("Older requests").click();
  await button("100 newer").waitFor();
  assert.equal(await rows(), 500);
  await button("100 newer").click();
  await page.waitForFunction(() => document.querySelector("#newer").hidden);
  assert.equal(await rows(), 500);
});
