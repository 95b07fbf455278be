// Values to texts and back. Nothing here touches the document.

/** A text as it is shown: what turns its direction, or is seen by nobody, is written out. @param {string} text */
export function visible(text, withLines = false) {
  const hidden = /[\0-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
  return text.replace(hidden, (it) => (withLines && (it === "\n" || it === "\t") ? it : `\\u{${it.charCodeAt(0).toString(16)}}`));
}

/** A time of day in the reader's zone. @param {string} moment */
export function timeOfDay(moment) {
  const at = new Date(moment);
  return `${at.toLocaleTimeString("en-GB")}.${String(at.getMilliseconds()).padStart(3, "0")}`;
}

/** A moment as UTC, without what is less than a second. @param {string} moment */
export const utc = (moment) => `${moment.slice(0, 10)} ${moment.slice(11, 19)} UTC`;

/** How long, in its largest unit: `12 days`. @param {number} seconds */
export function span(seconds) {
  const long = Math.abs(seconds);
  const [name, size] = [["day", 86400], ["h", 3600], ["min", 60]].find(([, size]) => long >= Number(size)) ?? ["s", 1];
  const units = Math.floor(long / Number(size));
  return name === "day" ? count(units, "day") : `${units} ${name}`;
}

/** `in 12 days`, or `12 days ago`. @param {number} seconds */
export const fromNow = (seconds) => (seconds < 0 ? `${span(seconds)} ago` : `in ${span(seconds)}`);

/** A figure. @param {number} figure */
export const number = (figure) => figure.toLocaleString("en");

/** `1 rule`, `2 rules`. @param {number} figure @param {string} one */
export const count = (figure, one) => `${number(figure)} ${one}${figure === 1 ? "" : "s"}`;

/** A size. @param {number} size */
export const bytes = (size) => (size < 1024 ? `${size} bytes` : size < 1 << 20 ? `${(size / 1024).toFixed(1)} KiB` : `${(size / (1 << 20)).toFixed(1)} MiB`);

/** A part of the page, by what stands behind the `#`. @param {string} hash */
export function readHash(hash) {
  const [path, query = ""] = hash.slice(1).split(/\?(.*)/s);
  const [view, id = ""] = path.split(/\/(.*)/s);
  return { view, id: decoded(id), wanted: new URLSearchParams(query) };
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What stands behind the `#` for it. @param {string} view @param {string} id @param {Record<string, string>} wanted */
export function writeHash(view, id, wanted) {
  const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value)).toString();
  return `#${view}${id && `/${encodeURIComponent(id)}`}${query && `?${query}`}`;
}

/** A word of a shell. @param {string} word */
const quoted = (word) => `'${word.replaceAll("'", "'\\''")}'`;

/**
 * A request as a command, without credentials.
 * @param {any} entry @param {string} origin @param {string} docs the vendor's page, which may name the action
 */
export function curl(entry, origin, docs = "") {
  const inPath = entry.path.split("/").map(decoded);
  const said = Object.entries(entry.parameters ?? {}).filter(([, value]) => !inPath.includes(String(value)));
  const named = new URLSearchParams(docs.split("?")[1]);
  const words = ["curl", "-X", entry.method, quoted(origin + entry.path)];
  if (named.has("Action")) words.push("-H", quoted(`X-TC-Action: ${entry.operation}`), "-H", quoted(`X-TC-Version: ${named.get("Version")}`));
  if (["GET", "HEAD", "DELETE"].includes(entry.method)) {
    if (said.length) words.push("--get");
    for (const [name, value] of said) words.push("--data-urlencode", quoted(`${name}=${typeof value === "string" ? value : JSON.stringify(value)}`));
  } else {
    words.push("-H", "'Content-Type: application/json'", "-d", quoted(JSON.stringify(Object.fromEntries(said))));
  }
  return words.join(" ");
}

/** A value as YAML. @param {any} value @returns {string} */
export function yaml(value, indent = "") {
  const isDeep = (/** @type {any} */ it) => it !== null && typeof it === "object" && Object.keys(it).length > 0;
  if (!isDeep(value)) return scalar(value);
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(([name, it]) => {
    if (Array.isArray(value)) return `- ${yaml(it, inner)}`;
    return `${scalar(name)}:${isDeep(it) ? `\n${inner}` : " "}${yaml(it, inner)}`;
  });
  return lines.join(`\n${indent}`);
}

/** @param {any} value */
function scalar(value) {
  const isPlain = typeof value === "string" && /^[A-Za-z](?:[\w .-]*[\w.-])?$/.test(value) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}

/** The name in a subject. @param {string} subject */
export const commonName = (subject) => /(?:^|, ?)CN=([^,]+)/.exec(subject)?.[1] ?? subject;
