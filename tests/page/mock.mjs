// A running certmock, clients that ask it, and a browser that looks at its page.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHmac, createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { chromium } = require("playwright-core");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const folder = new URL("../../fixtures/certificates/", import.meta.url);

/** A certificate or a key of those that are shipped. */
export const pem = (name) => readFileSync(new URL(name, folder), "utf8");

/** A server of its own. */
export class Mock {
  /** Starts one; where no address is given, on a free port. */
  static async start(...flags) {
    const mock = new Mock();
    mock.process = spawn(process.env.CERTMOCK_BINARY, ["--listen", "127.0.0.1:0", "--log", "off", ...flags], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(mock.process.stdout, "data");
    mock.at = /http:\/\/\S+/.exec(String(line))[0];
    return mock;
  }

  async stop() {
    if (this.process.exitCode !== null) return;
    this.process.kill("SIGTERM");
    await once(this.process, "exit");
  }

  /** Asks the control API. */
  async control(what, body) {
    const [method, path] = what.split(" ");
    const answer = await fetch(`${this.at}/_certmock${path}`, { method, body: body && JSON.stringify(body) });
    const text = await answer.text();
    assert.ok(answer.ok, `${what}: ${answer.status} ${text}`);
    return text && JSON.parse(text);
  }

  /** Asks the CDN with a QBox token. */
  async qiniu(method, path, body, key = "certmock") {
    const token = createHmac("sha1", key).update(`${path}\n`).digest("base64").replaceAll("+", "-").replaceAll("/", "_");
    const headers = { Authorization: `QBox ${key}:${token}`, "Content-Type": "application/json" };
    return (await fetch(this.at + path, { method, headers, body: body && JSON.stringify(body) })).status;
  }

  upload(changes = {}, key = undefined) {
    return this.qiniu("POST", "/sslcert", { name: "site", ca: pem("rsa-2048.crt"), pri: pem("rsa-2048.key"), ...changes }, key);
  }

  /** Asks the SSL service with a signature by that secret. */
  async tencent(action, body, secret = "certmock") {
    const text = JSON.stringify(body);
    const now = Math.floor(Date.now() / 1000);
    const date = new Date(now * 1000).toISOString().slice(0, 10);
    const sha = (data) => createHash("sha256").update(data).digest("hex");
    const mac = (key, data) => createHmac("sha256", key).update(data).digest();
    const request = `POST\n/\n\ncontent-type:application/json\nhost:${new URL(this.at).host}\n\ncontent-type;host\n${sha(text)}`;
    const key = [date, "ssl", "tc3_request"].reduce(mac, `TC3${secret}`);
    const signature = mac(key, `TC3-HMAC-SHA256\n${now}\n${date}/ssl/tc3_request\n${sha(request)}`).toString("hex");
    const headers = {
      "Content-Type": "application/json",
      "X-TC-Version": "2019-12-05",
      "X-TC-Action": action,
      "X-TC-Timestamp": String(now),
      Authorization: `TC3-HMAC-SHA256 Credential=certmock/${date}/ssl/tc3_request, SignedHeaders=content-type;host, Signature=${signature}`,
    };
    return (await fetch(this.at, { method: "POST", headers, body: text })).status;
  }
}

/** A browser. */
export async function browse() {
  return chromium.launch({ executablePath: process.env.CHROME, args: ["--no-sandbox"] });
}

/**
 * A window with the page. It fails the test where the page says anything on the console, breaks its own
 * policy, or asks anybody but its own origin.
 */
export async function look(browser, mock, { hash = "", width = 1280, height = 900, theme = "light", expected = [], context } = {}) {
  context ??= await browser.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: "reduce", locale: "en-GB", timezoneId: "UTC", permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  const wrong = [];
  const isExpected = (words) => expected.some((it) => words.includes(it));
  page.on("console", (it) => !isExpected(it.text()) && wrong.push(`console: ${it.text()}`));
  page.on("pageerror", (it) => wrong.push(`error: ${it.stack}`));
  await page.route("**", (route) => {
    const { origin, protocol } = new URL(route.request().url());
    if (origin === mock.at || protocol === "data:") return route.continue();
    wrong.push(`it asked ${route.request().url()}`);
    return route.abort();
  });
  await page.goto(`${mock.at}/_certmock/${hash}`);
  page.check = () => assert.deepEqual(wrong, []);
  return page;
}

/** Waits until the page follows what happens. */
export const live = (page) => page.locator("#live.live").waitFor();

/** What axe finds wrong with the page, each in a line. */
export async function axe(page) {
  // As a debugger, not as the page: the page's policy lets no script in.
  const client = await page.context().newCDPSession(page);
  await client.send("Runtime.evaluate", { expression: AXE });
  const expression = `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map((it) => it.target + " " + it.failureSummary.replaceAll("\\n", " ")).join(" | "))))`;
  const { result } = await client.send("Runtime.evaluate", { expression, awaitPromise: true });
  await client.detach();
  return JSON.parse(result.value);
}

/** Waits until something holds, and returns how long that took, in milliseconds. */
export async function until(holds, patience = 10_000) {
  const start = performance.now();
  while (!(await holds())) {
    assert.ok(performance.now() - start < patience, `not within ${patience} ms: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return performance.now() - start;
}
