// Pictures of every view, the same in each run of one browser: a clock that stands, ids of one seed.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Mock, browse, look, pem } from "./mock.mjs";

const folder = process.argv[2];
const only = process.argv[3];
mkdirSync(folder, { recursive: true });

const NOW = Date.parse("2026-01-15T08:00:00Z");
const mock = await Mock.start("--fixture", "demo,expiring-soon", "--seed", "1");
await mock.control("PUT /clock", { at: new Date(NOW).toISOString() });
await mock.control("POST /fixtures?name=expiring-soon,demo,mismatched");
await mock.upload();
await mock.qiniu("GET", "/sslcert", undefined, "team-b");
await mock.upload({ pri: pem("mismatched.key"), note: "x" });
await mock.tencent("DescribeCertificates", { Limit: 10 });
await mock.tencent("UploadCertificate", { CertificatePublicKey: pem("rsa-2048.crt"), CertificatePrivateKey: pem("rsa-2048.key"), Alias: "www", CertificateUse: "CLB" });
await mock.tencent("ReplaceCertificate", { CertificateId: "a91hoLqi", ValidType: "DNS" });
await mock.tencent("DescribeCertificates", { Limit: 10 }, "wrong");
await mock.control("POST /rules", { name: "throttled twice", when: { operation: "qiniu.UploadCertificate" }, calls: { first: 2 }, then: { error: "TooManyRequests" } });
await mock.upload();
await fetch(`${mock.at}/v1.0/cdn/domains?page_size=100`);
await mock.upload({ ca: pem("expired.crt"), pri: pem("expired.key") }, "team-b");

const { requests } = await mock.control("GET /requests");
const entry = requests.find((it) => it.error === "KeyMismatch").id;
const views = { journal: "#journal", entry: `#journal/${entry}`, certificates: "#certificates", rules: "#rules?operation=qiniu.UploadCertificate", coverage: "#coverage", setup: "#setup" };
const browser = await browse();
for (const [width, height] of only ? [[1280, 900]] : [[1280, 900], [390, 844]]) {
  for (const theme of only ? ["light"] : ["light", "dark"]) {
    for (const [name, hash] of Object.entries(views)) {
      if (only && name !== only) continue;
      const page = await look(browser, mock, { hash, width, height, theme });
      await page.locator("#live.live").waitFor();
      await page.waitForTimeout(600);
      if (name === "coverage") {
        await page.locator("#providers summary").nth(5).click();
        await page.waitForTimeout(200);
      }
      await settle(page);
      await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`) });
      page.check();
      await page.context().close();
    }
  }
}
await browser.close();
await mock.stop();

const source = new URL("../../src/control/page/", import.meta.url);
const files = readdirSync(source).sort().map((name) => readFileSync(new URL(name, source)));
writeFileSync(join(folder, "page.sha256"), `${createHash("sha256").update(Buffer.concat(files)).digest("hex")}\n`);

/** Has what is another in each run be the same: times of day, durations, the port. */
async function settle(page) {
  await page.evaluate(() => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let second = 0;
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      node.textContent = node.textContent
        .replace(/^\d\d:\d\d:\d\d(\.\d{3})?/, (_, rest) => `08:00:${String(59 - second++).padStart(2, "0")}${rest ? ".125" : ""}`)
        .replace(/^\.\d{3}$|\b\d+ s ago/, (it) => (it.startsWith(".") ? ".125" : "1 s ago"))
        .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:8080")
        .replace(/took [\d.]+ ms/, "took 1.20 ms");
    }
    for (const node of document.querySelectorAll("#entries td:last-child")) node.textContent = "1.2";
  });
}
