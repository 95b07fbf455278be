// Values to texts and back. Nothing here touches the document.

/** A text as it is shown: what turns its direction, or is seen by nobody, is written out, lines and tabs aside. */
export function visible(text) {
	const hidden = /[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
	return String(text).replace(hidden, (it) => `\\u{${it.charCodeAt(0).toString(16)}}`);
}

/** Kept: to make one takes long. */
const clock = new Intl.DateTimeFormat(["en-GB"], { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });

/** A time of day in the reader's zone. */
export const timeOfDay = (moment) => clock.format(new Date(moment));

/** A moment as UTC, without what is less than a second. */
export const utc = (moment) => `${moment.slice(0, 10)} ${moment.slice(11, 19)} UTC`;

/** How long, in its largest unit: `12 days`. */
export function span(seconds) {
	const long = Math.abs(seconds);
	if (long >= 86400) return count(Math.round(long / 86400), "day");
	const [size, unit] = long >= 3600 ? [3600, "h"] : long >= 60 ? [60, "min"] : [1, "s"];
	return `${Math.round(long / size)} ${unit}`;
}

/** `in 12 days`, or `12 days ago`. */
export const fromNow = (seconds) => (seconds < 0 ? `${span(seconds)} ago` : `in ${span(seconds)}`);

export const number = (figure) => figure.toLocaleString("en");

/** `1 rule`, `2 rules`. */
export const count = (figure, one) => `${number(figure)} ${one}${figure === 1 ? "" : "s"}`;

export const bytes = (size) => (size < 1 << 10 ? `${size} bytes` : size < 1 << 20 ? `${(size / 1024).toFixed(1)} KiB` : `${(size / (1 << 20)).toFixed(1)} MiB`);

/** A part of the page, by what stands behind the `#`. */
export function readHash(hash) {
	const [path, query] = hash.slice(1).split(/\?(.*)/s);
	const [view, id = ""] = path.split(/\/(.*)/s);
	const wanted = new URLSearchParams(query);
	return { view, id: decoded(id), wanted, account: wanted.get("account") ?? "" };
}

function decoded(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

export const writeHash = (view, id, wanted) => `#${view}${id && `/${encodeURIComponent(id)}`}${query(wanted)}`;

export function query(wanted) {
	const there = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value));
	return there.size ? `?${there}` : "";
}
