// Whoever reads the page, and with whatever: by ear, by keyboard, magnified, in a narrow window.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Mock, axe, browse, live, look, pem } from "./mock.mjs";

let browser;
let mock;

/** Every view, and what is there when it is. */
const VIEWS = {
  "#journal": "#entries tr",
  "#journal/ENTRY": "#entry section",
  "#journal?operation=none": "#empty h3",
  "#certificates": "#certificate-list tbody tr",
  "#rules?operation=qiniu.UploadCertificate": ".errors li",
  "#coverage": "#providers .card",
  "#setup": "#fixtures li",
};

before(async () => {
  browser = await browse();
  mock = await Mock.start("--fixture", "demo,expiring-soon,mismatched", "--seed", "1");
  await mock.upload({ pri: pem("mismatched.key"), note: "x" });
  await mock.tencent("DescribeCertificates", {}, "wrong");
  await mock.upload();
  await mock.control("POST /rules", { name: "near", when: { operation: "qiniu.UploadCertificate", request: { name: "other" } }, then: { error: "TooManyRequests" } });
  await mock.control("POST /clock/advance?account=certmock", { by: "1d" });
});
after(async () => {
  await browser.close();
  await mock.stop();
});

async function show(view, options = {}) {
  const { requests } = await mock.control("GET /requests?limit=50");
  const hash = view.replace("ENTRY", requests.find((it) => it.explanation)?.id);
  const page = await look(browser, mock, { hash, ...options });
  await page.locator(VIEWS[view]).first().waitFor();
  await live(page);
  if (view === "#coverage") {
    await page.locator("#providers summary").nth(5).click();
    await page.locator("#providers .chip").first().waitFor();
  }
  return page;
}

async function close(page) {
  page.check();
  await page.context().close();
}

for (const theme of ["light", "dark"]) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing wrong with any view, ${theme}, ${width} px wide`, async () => {
      for (const view of Object.keys(VIEWS)) {
        const page = await show(view, { theme, width });
        assert.deepEqual(await axe(page), [], view);
        await close(page);
      }
    });
  }
}

test("axe finds a fault that is there", async () => {
  const page = await show("#journal");
  await page.evaluate(() => {
    const input = document.querySelector("#filters input");
    input.placeholder = "";
    input.closest("label").replaceWith(input);
  });
  assert.match((await axe(page)).join(), /label/);
  await close(page);
});

test("no view is wider than a narrow window, or than one at 200 %", async () => {
  for (const view of Object.keys(VIEWS)) {
    for (const width of [390, 640]) {
      const page = await show(view, { width });
      const wide = await page.evaluate(() => [document.documentElement, ...document.querySelectorAll("main > section:not([hidden])")].filter((it) => it.scrollWidth > it.clientWidth + 1).map((it) => `${it.id || it.tagName}: ${it.scrollWidth} > ${it.clientWidth}`));
      assert.deepEqual(wide, [], `${view} at ${width}`);
      await close(page);
    }
  }
});

test("a rule is armed and disarmed by the keyboard alone, and the focus is where it was", async () => {
  const page = await show("#journal");
  const press = (key) => page.keyboard.press(key);
  const focused = () => page.evaluate(() => document.activeElement?.textContent || document.activeElement?.getAttribute("aria-label") || "");
  const tabTo = async (wanted) => {
    for (let i = 0; i < 60; i++) {
      if (wanted.test(await focused())) return;
      await press("Tab");
    }
    assert.fail(`Tab does not lead to ${wanted}`);
  };
  await tabTo(/^UploadCertificate$/);
  await press("ArrowDown");
  assert.equal(await focused(), "DescribeCertificates");
  await press("ArrowUp");
  await press("Enter");
  await page.getByRole("article").getByText("Asked").waitFor();
  await tabTo(/^Arm an error/);
  await press("Enter");
  await page.waitForFunction(() => document.activeElement?.closest(".errors"));
  const error = await focused();
  await press("Enter");
  await page.getByRole("row", { name: /at qiniu.UploadCertificate/ }).waitFor();
  assert.equal(await focused(), error);
  await page.keyboard.press("Shift+Tab");
  for (let i = 0; i < 60 && !/^Disarm/.test(await focused()); i++) await press("Shift+Tab");
  await page.evaluate(() => document.querySelector("#rule-list button")?.focus());
  assert.equal((await mock.control("GET /rules")).rules.length, 2);
  await press("Enter");
  await page.getByRole("row", { name: /at qiniu.UploadCertificate/ }).waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement?.ariaLabel), "Disarm near");
  assert.equal((await mock.control("GET /rules")).rules.length, 1);
  await close(page);
});

test("an entry that is closed by its key gives the focus back to its row", async () => {
  const page = await show("#journal");
  const name = page.getByRole("link", { name: "DescribeCertificates" });
  await name.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("article").getByText("Canonical request").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("article").waitFor({ state: "detached" }).catch(() => {});
  await page.waitForFunction(() => document.activeElement?.textContent === "DescribeCertificates");
  assert.equal(await page.locator("#entry").isVisible(), false);
  await close(page);
});

test("without colours of its own every state is told by a word or a sign", async () => {
  const page = await show("#certificates");
  await page.emulateMedia({ forcedColors: "active" });
  for (const words of await page.locator("#certificate-list tbody tr td:first-child").allInnerTexts()) assert.match(words, /^[✓✕▲◔] (good|expired|flawed|soon)$/);
  await close(page);
});

test("a theme that is chosen stays chosen", async () => {
  const page = await show("#journal", { theme: "light" });
  const dark = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await dark();
  await page.getByLabel("Theme").selectOption("dark");
  const chosen = await dark();
  assert.notEqual(chosen, before);
  await page.reload();
  await page.locator("#entries tr").first().waitFor();
  assert.equal(await dark(), chosen);
  await close(page);
});
