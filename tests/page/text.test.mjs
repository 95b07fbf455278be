// What becomes of values when they are shown, without a browser.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as text from "../../src/control/page/text.js";

test("what turns the direction of a text, or is seen by nobody, is written out", () => {
  assert.equal(text.visible("a\u202eb\u2066c\u200bd\0e\x1bf\x85g\ufeff"), "a\\u{202e}b\\u{2066}c\\u{200b}d\\u{0}e\\u{1b}f\\u{85}g\\u{feff}");
  assert.equal(text.visible("one\ttwo\nthree\r"), "one\ttwo\nthree\\u{d}");
  assert.equal(text.visible("证书 <img src=x> 🙂"), "证书 <img src=x> 🙂");
});

test("durations are said in their largest unit", () => {
  for (const [seconds, said] of [[0, "0 s"], [59.9, "60 s"], [60, "1 min"], [599.7, "10 min"], [3600, "1 h"], [86400, "1 day"], [12 * 86400 - 5, "12 days"], [36191 * 86400, "36,191 days"]]) {
    assert.equal(text.span(seconds), said);
  }
  assert.equal(text.fromNow(12 * 86400), "in 12 days");
  assert.equal(text.fromNow(-2 * 86400), "2 days ago");
});

test("figures, numbers of things and sizes are readable", () => {
  assert.equal(text.number(1234567), "1,234,567");
  assert.equal(text.count(1, "rule"), "1 rule");
  assert.equal(text.count(0, "rule"), "0 rules");
  assert.equal(text.bytes(1023), "1023 bytes");
  assert.equal(text.bytes(1536), "1.5 KiB");
  assert.equal(text.bytes(16 << 20), "16.0 MiB");
});

test("a moment is shown in the zone of the reader, and as UTC", () => {
  const moment = "2026-01-15T08:00:07.045678Z";
  assert.equal(text.utc(moment), "2026-01-15 08:00:07 UTC");
  const at = new Date(moment);
  const two = (it) => String(it).padStart(2, "0");
  assert.equal(text.timeOfDay(moment), `${two(at.getHours())}:${two(at.getMinutes())}:07.045`);
});

test("what stands behind the # is read as it was written", () => {
  for (const [view, id, wanted] of [["journal", "5f3a", { account: "qiniu:a", operation: "x.*" }], ["rules", "a/b?c#d %", { name: "€ & =" }], ["setup", "", {}]]) {
    const read = text.readHash(text.writeHash(view, id, wanted));
    assert.deepEqual([read.view, read.id, Object.fromEntries(read.wanted)], [view, id, wanted]);
  }
  assert.equal(text.writeHash("journal", "", { account: "", text: undefined }), "#journal");
  assert.equal(text.readHash("#journal/%").id, "%");
  assert.equal(text.readHash("").view, "");
});
