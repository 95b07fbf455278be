// What changes, as it changes: one stream, none while nobody looks.

import { api } from "./api.js";
import { query } from "./text.js";

/** How long a page may be hidden before it lets go of its stream, in milliseconds. */
const HIDDEN = 5000;

/** What may change: all of it may have where there was no stream. */
const ALL = ["requests", "journal", "rules", "clock", "state", "strays"];

/** Listens until the page is closed. @param {Record<string, Function>} to */
export function listen(to) {
	/** @type {EventSource | undefined} */
	let source;
	let [newest, started, failures, isPaused, timer, hiding] = [0, "", 0, false, 0, 0];

	function close() {
		clearTimeout(timer);
		source?.close();
		source = undefined;
	}

	/** Has to do with a server that was started then, and has had so many requests. */
	function meet(its, number = 0) {
		const isAnother = started !== "" && started !== its;
		if (started !== its) [started, newest] = [its, number];
		if (isAnother) to.begin();
		to.changed(isAnother ? ALL : ["requests"]);
	}

	/** What came is not read here: under load that is much, and the journal asks for what it shows. */
	const came = ({ lastEventId }) => {
		newest = Math.max(newest, Number(lastEventId));
		to.changed(["requests"]);
	};

	const hear = {
		hello({ data }) {
			const hello = JSON.parse(data);
			failures = 0;
			to.say("live");
			meet(hello.started, hello.number);
		},
		requests: came,
		gap: came,
		changed: ({ data }) => to.changed(JSON.parse(data).what),
	};

	function open() {
		close();
		if (isPaused || document.hidden) return;
		const own = (source = new EventSource(`./events${query({ after: started && String(newest), account: to.account() })}`));
		for (const [name, act] of Object.entries(hear)) own.addEventListener(name, (event) => own === source && act(event));
		own.addEventListener("error", () => own === source && retry());
	}

	/** Tries again, and later each time. A server that has no stream to give is asked what is new. */
	async function retry() {
		close();
		const pause = Math.min(2 ** failures++, 15);
		to.say("waiting", `waiting ${pause} s`);
		timer = setTimeout(open, pause * 1000);
		const about = await api.about().catch(() => null);
		if (source || isPaused) return;
		if (!about) return to.say("gone", "server gone");
		to.say("waiting", `no stream, waiting ${pause} s`);
		meet(about.started);
		to.changed(ALL);
	}

	document.addEventListener("visibilitychange", () => {
		clearTimeout(hiding);
		if (document.hidden) hiding = setTimeout(close, HIDDEN);
		else if (!source) open();
	});
	addEventListener("pagehide", close);
	addEventListener("pageshow", (event) => event.persisted && open());
	to.say("waiting", "connecting");
	open();

	return {
		again: open,
		pause(pause) {
			isPaused = pause;
			to.say(pause ? "paused" : "connecting");
			open();
		},
	};
}
