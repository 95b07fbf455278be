// What somebody sends to harm whoever looks at it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Mock, browse, live, look } from "./mock.mjs";

const MARKUP = '<img src=x onerror="document.title=1">';
const BIDI = "a\u202egpj.exe\u2066";

let browser;
let mock;

before(async () => {
  browser = await browse();
  mock = await Mock.start("--fixture", "demo");
});
after(async () => {
  await browser.close();
  await mock.stop();
});

/** Nothing became an element, and nothing is wider than the window. */
async function check(page) {
  assert.equal(await page.locator("img").count(), 0);
  assert.notEqual(await page.title(), "1");
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth || [...document.querySelectorAll("main > section:not([hidden])")].some((it) => it.scrollWidth > it.clientWidth + 1));
  assert.equal(isWide, false);
  page.check();
}

test("markup, marks of direction and a megabyte of text are shown as text, wherever they stand", async () => {
  const key = `k${MARKUP}`;
  await mock.upload({ name: MARKUP, [MARKUP]: BIDI, common_name: "long ".repeat(100_000), note: { [BIDI]: [MARKUP] } }, key);
  await fetch(`${mock.at}/sslcert/${encodeURIComponent(MARKUP)}/${"x".repeat(4000)}`);
  await fetch(`${mock.at}/domain/${encodeURIComponent(BIDI)}`);
  await mock.control("POST /rules", { name: MARKUP, when: { operation: "qiniu.UploadCertificate", request: { name: `${MARKUP}${BIDI}` } }, then: { error: "TooManyRequests" } });
  await mock.control("POST /rules", { name: `"'>${"y".repeat(290)}`, when: { operation: "*", account: BIDI }, then: { delay: "1ms" } });
  await mock.upload({ name: MARKUP }, key);
  for (const width of [1280, 390]) {
    const page = await look(browser, mock, { width });
    await page.locator("#entries tr").nth(3).waitFor();
    await live(page);
    await check(page);
    for (const row of await page.locator("#entries tr").all()) {
      await row.locator("td").first().click();
      await page.locator("#entry section").first().waitFor();
      await check(page);
      while (await page.locator("#entry .plain").count()) await page.locator("#entry .plain").first().click();
      await check(page);
      const words = await page.locator("#entry").innerText();
      assert.ok(!/[\u202a-\u202e\u2066-\u2069]/.test(words));
      await page.keyboard.press("Escape");
      await page.getByRole("link", { name: "Close" }).click({ timeout: 500 }).catch(() => {});
    }
    for (const view of ["certificates", "rules", "coverage", "setup"]) {
      await page.goto(`${mock.at}/_certmock/#${view}`);
      await page.locator(`#in-${view}`).waitFor();
      await page.waitForTimeout(300);
      await check(page);
    }
    await page.context().close();
  }
});

test("the page that is framed stays empty", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route("http://other.test/", (route) => route.fulfill({ contentType: "text/html", body: `<iframe src="${mock.at}/_certmock/"></iframe>` }));
  await page.goto("http://other.test/");
  await page.waitForTimeout(500);
  const words = await Promise.all(page.frames().slice(1).map((frame) => frame.locator("body").innerText({ timeout: 500 }).catch(() => "")));
  assert.ok(!words.join("").includes("certmock 0"), words.join());
  await context.close();
});
