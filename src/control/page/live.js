// What changes, as it changes: one stream, none while nobody looks.

import { api } from "./api.js";

/** How long a page may be hidden before it lets go of its stream, in milliseconds. */
const HIDDEN = 5000;

/** What may change: all of it may have where there was no stream. */
export const ALL = ["requests", "journal", "rules", "clock", "state", "strays"];

/**
 * Listens until the page is closed.
 * @param {{account: () => string, hello: (hello: any, isAnother: boolean) => void, frame: (name: string, data: any) => void, say: (state: string, words?: string) => void}} to
 */
export function listen(to) {
  /** @type {EventSource | undefined} */
  let source;
  let [newest, started, failures, isPaused, timer, hiding] = [0, "", 0, false, 0, 0];
  /** @type {[string, any][]} */
  let frames = [];

  function close() {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  }

  /** Frames that come together are shown together. */
  function take(name, data) {
    if (frames.push([name, data]) > 1) return;
    requestAnimationFrame(() => {
      const all = frames;
      frames = [];
      for (const [name, data] of all) to.frame(name, data);
    });
  }

  const hear = {
    hello(hello) {
      const isAnother = started !== hello.started;
      if (isAnother) newest = hello.number;
      [started, failures] = [hello.started, 0];
      to.say("live");
      to.hello(hello, isAnother);
    },
    requests(data) {
      newest = Math.max(newest, data.requests.at(-1).number);
      take("requests", data);
    },
    gap(data) {
      newest = Math.max(newest, data.to);
      take("gap", data);
    },
    changed: (data) => take("changed", data),
  };

  function open() {
    close();
    if (isPaused || document.hidden) return;
    const after = started && `after=${newest}`;
    const own = (source = new EventSource(`./events?${after}&account=${encodeURIComponent(to.account())}`.replace(/&account=$/, "")));
    for (const [name, act] of Object.entries(hear)) own.addEventListener(name, (event) => own === source && act(JSON.parse(event.data)));
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
    const isAnother = started !== about.started;
    if (isAnother) [started, newest] = [about.started, 0];
    to.hello({}, isAnother);
    to.frame("changed", { what: ALL });
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
    /** Begins anew, for another account. */
    again: open,
    pause(pause) {
      isPaused = pause;
      to.say(pause ? "paused" : "connecting");
      open();
    },
  };
}
