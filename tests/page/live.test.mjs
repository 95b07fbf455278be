// What happens while somebody looks.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Mock, browse, live, look, until } from "./mock.mjs";

let browser;

before(async () => (browser = await browse()));
after(() => browser.close());

const GONE = ["ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "ERR_NETWORK", "503"];

async function ask(mock, times, key = "certmock") {
  for (let i = 0; i < times; i += 50) await Promise.all(Array.from({ length: Math.min(50, times - i) }, () => mock.qiniu("GET", "/sslcert", undefined, key)));
}

test("a server that goes and comes again is followed without a reload", async () => {
  let mock = await Mock.start();
  const port = new URL(mock.at).port;
  const page = await look(browser, mock, { expected: GONE });
  await live(page);
  await mock.upload();
  await page.getByRole("row", { name: /UploadCertificate/ }).waitFor();
  await page.evaluate(() => (document.body.dataset.same = "yes"));
  await mock.stop();
  await page.getByText("server gone").waitFor();
  // What was shown is there yet, and nothing lies over it.
  await page.getByRole("row", { name: /UploadCertificate/ }).click({ trial: true });
  mock = await Mock.start("--listen", `127.0.0.1:${port}`).catch(() => null);
  await live(page);
  await page.getByRole("row", { name: /UploadCertificate/ }).waitFor({ state: "detached" });
  await mock.qiniu("GET", "/sslcert");
  await page.getByRole("row", { name: /ListCertificates/ }).waitFor();
  assert.equal(await page.evaluate(() => document.body.dataset.same), "yes");
  page.check();
  await page.context().close();
  await mock.stop();
});

test("what is paused stays as it is, and goes on with what came meanwhile", async () => {
  const mock = await Mock.start();
  const page = await look(browser, mock);
  await live(page);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.locator("#live.paused").waitFor();
  await ask(mock, 30);
  await page.waitForTimeout(400);
  assert.equal(await page.locator("#entries tr").count(), 0);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.waitForFunction(() => document.querySelectorAll("#entries tr").length === 30);
  page.check();
  await page.context().close();
  await mock.stop();
});

test("eight windows are open, and the eighth is answered: those that are hidden hold nothing", async () => {
  const mock = await Mock.start();
  const context = await browser.newContext();
  const pages = [];
  for (let i = 0; i < 8; i++) {
    const page = await look(browser, mock, { context });
    await page.locator("#live.live").waitFor();
    pages.push(page);
    if (i === 7) break;
    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    if (i === 4) await page.waitForTimeout(5500);
  }
  await mock.qiniu("GET", "/sslcert");
  await pages[7].getByRole("row", { name: /ListCertificates/ }).waitFor();
  // One that is looked at again follows what it has missed.
  await pages[0].evaluate(() => {
    delete document.hidden;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await pages[0].getByRole("row", { name: /ListCertificates/ }).waitFor();
  pages.forEach((page) => page.check());
  await context.close();
  await mock.stop();
});

test("under load the page answers, and holds no more than it can show", async () => {
  const mock = await Mock.start();
  const page = await look(browser, mock);
  await live(page);
  let isLoading = true;
  const loading = ask(mock, 5000).then(() => (isLoading = false));
  let clicks = 0;
  while (isLoading) {
    await page.getByRole("link", { name: clicks % 2 ? "Journal" : "Setup", exact: true }).click();
    clicks += 1;
  }
  await loading;
  assert.ok(clicks > 0);
  await page.getByRole("link", { name: "Journal", exact: true }).click();
  await until(async () => (await page.locator("#account option").nth(1).innerText()).includes("5,000"));
  assert.ok((await page.locator("#entries tr").count()) <= 500);
  // A gap is opened.
  const gap = page.locator(".gap button").first();
  if (await gap.count()) {
    const before = await page.locator("#entries tr").count();
    await gap.click();
    await until(async () => (await page.locator("#entries tr").count()) > Math.min(before, 499) || (await page.locator("#entries tr").count()) === 500);
  }
  page.check();
  await page.context().close();
  await mock.stop();
});

test("no secret that a client sends comes up in the page", async () => {
  const mock = await Mock.start();
  const mark = "c2VjcmV0LW1hcms";
  await mock.upload({ pri: `-----BEGIN PRIVATE KEY-----\n${mark}\n-----END PRIVATE KEY-----\n` }, "key-mark");
  await mock.qiniu("GET", `/sslcert?access_token=${mark}`);
  const page = await look(browser, mock);
  const bodies = [];
  page.on("response", async (it) => bodies.push(await it.text().catch(() => "")));
  await live(page);
  for (const row of await page.locator("#entries tr").all()) {
    await row.locator("td").first().click();
    await page.locator("#entry section").first().waitFor();
    assert.ok(!(await page.content()).includes(mark));
  }
  assert.ok(!bodies.join("").includes(mark));
  page.check();
  await page.context().close();
  await mock.stop();
});
