// The outbox: everything a person logs is stored on the device first, then sent in order, once each. It belongs to the
// account that the page was rendered for. docs/offline.md tells how it works.
import { alone } from "./alone.js";
import { newId } from "./ids.js";
import { corrected, count, inOrder, nextOf, openFor, same, withEdit } from "./queue.js";
import { send } from "./sender.js";
import { all, change, changeValue, lasts } from "./store.js";

export { newId };

const LONGEST_PAUSE_S = 60;
const KEEP_SENT_MS = 30 * 24 * 3600 * 1000;
const KEEP_DAILY_MS = 2 * 24 * 3600 * 1000; // what pages show of one day only
const SHOWN = "shown"; // the newest version of each session that a page of this browser showed
const MOST_SHOWN = 50;

/** What operations on drill logs name as their session: they are no session's, and kept for the day when they are sent. */
export const DRILLS = "drills";

let state = "idle";
let failures = 0;
let notBefore = 0; // the server asked to be left alone until then
let timer = 0;
let running = null;
let again = false;
let channel = null;

export const outbox = {
  /** The id of who this page was rendered for, null where nobody is signed in. */
  get account() {
    return document.body.dataset.account ?? null;
  },

  /**
   * Store operations in one transaction, then send them; resolves with them, and their keys, when they are stored. One
   * with `merge` is written into what waits for its row, where that can be: many taps become one call.
   */
  async add(ops) {
    const { account } = outbox;
    if (!account) throw new Error("Nobody is signed in on this page.");
    const now = Date.now();
    const fresh = ops.map(({ method, url, body = null, row, after = null, session = null, words = "", shown = null, merge = false }) => ({
      method, url, body, row, after, session, words, shown, merge, account, state: "waiting", tries: 0, v: null, status: null,
      problem: null, created_at: now,
    }));
    const stored = await change(account, (known) => merged(fresh, known) ?? {
      add: fresh,
      put: known.filter((op) => op.state === "refused").flatMap((op) => {
        const body = corrected(op, fresh.map((later) => ({ ...later, key: Infinity })));
        return body ? [{ ...op, body, state: "waiting", problem: null, status: null }] : [];
      }),
      remove: known.filter((op) => op.state === "sent" && op.created_at < now - keep(op)).map((op) => op.key),
    });
    tell();
    run();
    askToPersist();
    return stored;
  },

  /** Return what is held of a session, or of all: waiting, refused, and sent until a page has shown it. */
  async list({ session } = {}) {
    const { account } = outbox;
    if (!account) return [];
    const ops = inOrder(await all(account));
    return session === undefined ? ops : ops.filter((op) => op.session === session);
  },

  /** Forget what was sent of a session, up to the version that a page showed. */
  async seen(session, v) {
    const before = await outbox.shown(session);
    if (v > before) {
      await changeValue(SHOWN, (known) => {
        const others = Object.entries(known ?? {}).filter(([id]) => id !== session);
        return Object.fromEntries([...others, [session, v]].slice(-MOST_SHOWN));
      });
    }
    const shown = (op) => op.state === "sent" && op.session === session && (op.v ?? 0) <= v;
    await edit((ops) => ({ remove: ops.filter(shown).map((op) => op.key) }));
  },

  /** Return the newest version of a session that a page showed: one from before it, in another tab, asks anew. */
  async shown(session) {
    let found = 0;
    await changeValue(SHOWN, (known) => {
      found = known?.[session] ?? 0;
    });
    return found;
  },

  /** Drop a refused operation, and those that wait behind it. */
  async discard(key) {
    await edit((ops) => {
      const refused = ops.some((op) => op.key === key && op.state === "refused");
      const behind = inOrder(ops).filter((op) => op.held_by === key);
      return { remove: refused ? [key, ...behind.map((op) => op.key)] : [] };
    });
    tell();
  },

  /** Send a refused operation again, with another body; what was deleted elsewhere is brought back first. */
  async amend(key, body) {
    await edit((ops) => {
      const refused = ops.find((op) => op.key === key && op.state === "refused");
      if (!refused) return {};
      const waiting = { ...refused, body, state: "waiting", problem: null, status: null, revive: [404, 410].includes(refused.status) };
      return { put: [waiting, ...withEdit(refused, body, ops)] };
    });
    tell();
    await outbox.flush();
  },

  /** Try now; resolves when nothing can be sent any more: all is sent, or it must wait. */
  async flush() {
    failures = 0;
    notBefore = 0;
    await run();
  },

  /** Send what waits from earlier, and go on whenever there may be a connection again. Every page does. */
  start() {
    if (!outbox.account) return;
    addEventListener("online", wake);
    addEventListener("offline", () => setState("offline"));
    addEventListener("pageshow", (event) => event.persisted && wake());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
    listen();
    wake();
  },
};

/** Return the change that writes one operation into another that waits for the same row, null where there is none. */
function merged(fresh, known) {
  if (fresh.length !== 1 || !fresh[0].merge) return null;
  const open = openFor(fresh[0], known);
  return open ? { put: [{ ...open, body: { ...open.body, ...fresh[0].body }, shown: fresh[0].shown, words: fresh[0].words }] } : null;
}

const keep = (op) => (op.session === DRILLS ? KEEP_DAILY_MS : KEEP_SENT_MS);

async function edit(plan) {
  const { account } = outbox;
  if (account) await change(account, plan);
}

function wake() {
  failures = 0;
  run();
}

function run() {
  if (!outbox.account) return Promise.resolve();
  if (running) again = true;
  running ??= sendAll();
  return running;
}

async function sendAll() {
  clearTimeout(timer);
  try {
    do {
      again = false;
      await sendOnce();
    } while (again);
  } catch (error) {
    console.error(error);
    pause("server-down");
  } finally {
    running = null; // without a pause after the question above, so that no call to `run` is lost
  }
}

async function sendOnce() {
  const { account } = outbox;
  if (!nextOf(await all(account))) {
    setState("idle");
    return;
  }
  if (Date.now() < notBefore) {
    pause(state === "idle" ? "server-down" : state);
    return;
  }
  if (state === "idle") setState("sending");
  const stopped = await alone(async (mayGoOn) => {
    while (await mayGoOn()) {
      const op = nextOf(await all(account));
      if (!op) return { stopped: null };
      const became = await send(op, account);
      if (became.failed) await change(account, (ops) => ({ put: ops.filter((one) => one.key === op.key).map((one) => ({ ...one, tries: one.tries + 1 })) }));
      if (became.stopped) return became;
      await note(op, became);
      failures = 0;
    }
    return undefined; // it is another tab's turn, then ours again
  });
  if (!stopped) again = true;
  else if (stopped.stopped) pause(stopped.stopped, stopped.after);
  else setState("idle");
}

/** Store what became of an operation. */
async function note(sent, became) {
  await change(sent.account, (ops) => {
    const op = ops.find((one) => one.key === sent.key);
    if (!op) return {};
    if (became.state === "sent" && op.session === null) return { remove: [op.key] };
    if (!same(op.body, sent.body)) return {}; // it says more since: that is still to be sent
    const { revive, ...rest } = op;
    const told = { ...rest, ...became, tries: op.tries + 1 };
    const body = became.state === "refused" ? corrected(op, ops) : null;
    return { put: [body ? { ...told, body, state: "waiting", revive } : told] };
  });
  tell();
}

function pause(why, after = 0) {
  failures += 1;
  if (after) notBefore = Math.max(notBefore, Date.now() + after * 1000);
  const pause_s = Math.min(LONGEST_PAUSE_S, 2 ** (failures - 1)) * (0.75 + Math.random() / 2);
  clearTimeout(timer);
  timer = setTimeout(run, Math.max(pause_s * 1000, notBefore - Date.now()));
  setState(why);
}

function setState(to) {
  state = to;
  tell();
}

/** Tell this page and the other tabs how things stand. */
function tell() {
  announce();
  channel?.postMessage({ account: outbox.account, state });
}

async function announce() {
  const { account } = outbox;
  if (!account) return;
  const detail = { ...count(await all(account)), state, lasting: lasts() };
  document.dispatchEvent(new CustomEvent("outbox", { detail }));
}

function listen() {
  if (!globalThis.BroadcastChannel) return;
  channel = new BroadcastChannel("fitnessrec-outbox");
  channel.addEventListener("message", (event) => {
    if (event.data.account !== outbox.account) return;
    if (!running) state = event.data.state;
    announce();
  });
}

/** Ask the browser, once, not to clear the storage when the device runs low. */
async function askToPersist() {
  if (!navigator.storage?.persist || !lasts()) return;
  let asked = true;
  await changeValue("asked to persist", (before) => {
    asked = Boolean(before);
    return true;
  });
  if (!asked) await navigator.storage.persist().catch(() => {});
}
