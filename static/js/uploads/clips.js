// The clips of whoever this page was rendered for: kept on the device at once, sent one after another, shown by every
// page. docs/offline.md tells how it works.
import { newId } from "../lib/ids.js";
import { outbox } from "../lib/outbox.js";
import { inOrder, isHeldHere, standOf, without } from "./rules.js";
import { runner } from "./runner.js";
import { all, change, edit, keep, whenOpenedLate } from "./store.js";

const KEEP_DONE_MS = 60 * 60 * 1000;
const KEEP_DROPPED_MS = 24 * 3600 * 1000; // then the server has forgotten it by itself
const WIFI_ONLY = "clips-wifi-only";
const SLOW_MS = 300;

let stands = new Map(); // id -> where it stood when this page was last told
let live = {}; // what the tab that sends said last: {id, sent, speed, stopped}
let channel = null;
let keeping = 0; // works that keep files on the device just now
let isHeld = false;

export const clips = {
  get account() {
    return document.body.dataset.account ?? null;
  },

  /** Keep files on the device; resolves with their clips. Drafts wait for `send`. */
  async add(files, { about = "", fields = {}, draft = false } = {}) {
    const { account } = clips;
    const kept = [];
    for (const file of files) {
      kept.push(await keep({
        id: newId(), account, about, fields, state: draft ? "draft" : "waiting", place: location.pathname, name: file.name, type: file.type,
        size: file.size, modified: file.lastModified, created_at: Date.now(), url: null, sent: 0, tries: 0, anyway: false, problem: null,
      }, file));
    }
    await told();
    askToPersist();
    return kept;
  },

  /** Do work that keeps files: the page is not left without a question meanwhile. `slow(is)` hears when it takes a while. */
  async keeping(work, slow) {
    keeping += 1;
    hold();
    const timer = setTimeout(slow, SLOW_MS, true);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      slow(false);
      keeping -= 1;
      hold();
    }
  },

  /** Return the clips in order, each with where it stands and how fast it goes. */
  async list() {
    const { account } = clips;
    if (!account) return [];
    const world = await worldNow();
    return inOrder(await all(account)).filter((clip) => clip.state !== "dropped").map((clip) => ({
      ...clip, stand: standOf(clip, world),
      ...(clip.id === live.id ? { sent: Math.max(live.sent, 0), speed: live.speed } : {}),
    }));
  },

  /** Write changes into clips: an object, or a function that makes it of the clip. */
  async edit(ids, changes) {
    await edit(clips.account, ids, changes);
    await told();
  },

  pause: (id) => clips.edit([id], (clip) => (clip.state === "waiting" ? { state: "paused" } : {})),
  resume: (id) => clips.edit([id], (clip) => (clip.state === "paused" ? { state: "waiting" } : {})),
  sendAnyway: () => clips.list().then((found) => clips.edit(found.filter((clip) => clip.stand === "wifi").map((clip) => clip.id), { anyway: true })),

  /** Send what was refused again, without the fields that are named. */
  again: (id, names = []) => clips.edit([id], (clip) => ({
    state: "waiting", problem: null, tries: 0, fields: without(clip.fields, names, clip.modified), url: names.length ? null : clip.url,
    ...(clip.problem?.code === "deleted" ? { as: newId() } : {}), // its video was deleted: that id is used up
    about: names.some((name) => ["exercise", "load_kg"].includes(name)) ? "" : clip.about,
  })),

  /** Take a clip off this device, and what of it is on the server. */
  async drop(id) {
    await change(clips.account, (known) => {
      const clip = known.find((one) => one.id === id);
      if (!clip) return {};
      return clip.url && clip.state !== "done" ? { put: [{ ...clip, state: "dropped" }], forget: [id] } : { remove: [id] };
    });
    await told();
  },

  get wifiOnly() {
    return Boolean(read(WIFI_ONLY));
  },

  set wifiOnly(wanted) {
    try {
      if (wanted) localStorage.setItem(WIFI_ONLY, "1");
      else localStorage.removeItem(WIFI_ONLY);
    } catch {
      // A browser that stores nothing remembers nothing.
    }
    told();
  },

  /** Send what waits from earlier, and go on whenever it may go on. Every page does. */
  start() {
    if (!clips.account) return;
    if (globalThis.BroadcastChannel) {
      channel = new BroadcastChannel("fitnessrec-clips");
      channel.addEventListener("message", (event) => event.data.account === clips.account && heard(event.data));
    }
    runner.start(clips.account, { world: worldNow, tell });
    addEventListener("online", () => runner.wake());
    addEventListener("offline", () => tell({ stopped: "offline", id: null }));
    addEventListener("pageshow", (event) => event.persisted && runner.wake());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && runner.wake());
    document.addEventListener("outbox", (event) => event.detail.state === "idle" && told({ wake: false }));
    navigator.connection?.addEventListener?.("change", () => told());
    whenOpenedLate(() => told());
    tidy().then(() => told());
  },
};

async function worldNow() {
  return {
    ops: await outbox.list(), wifiOnly: clips.wifiOnly, connection: navigator.connection?.type, stopped: live.stopped ?? null,
    sending: live.id ?? null,
  };
}

/** Something changed: look what is to be done, and show it here and in the other tabs. */
async function told({ wake = true } = {}) {
  channel?.postMessage({ account: clips.account, kind: "changed" });
  await announce();
  if (wake) runner.wake();
  else runner.run();
}

/** What this tab, which sends, says of it. */
async function tell(news) {
  live = { ...live, ...news };
  channel?.postMessage({ account: clips.account, kind: "live", live });
  await announce();
}

function heard(message) {
  if (message.kind === "live") live = message.live;
  else {
    runner.look();
    runner.run(); // it waits for its turn, should the other tab be closed
  }
  announce();
}

let announcing = null;
let stale = false;

/** Show how things stand; what changes meanwhile is shown after that, and never before. */
function announce() {
  stale = true;
  announcing ??= (async () => {
    while (stale) {
      stale = false;
      await announceOnce();
    }
  })().finally(() => {
    announcing = null;
  });
  return announcing;
}

async function announceOnce() {
  const found = await clips.list();
  isHeld = found.some(isHeldHere);
  hold();
  const before = stands;
  stands = new Map(found.map((clip) => [clip.id, clip.stand]));
  document.dispatchEvent(new CustomEvent("clips", { detail: { clips: found } }));
  for (const clip of found) {
    if (clip.stand === "done" && before.has(clip.id) && before.get(clip.id) !== "done") {
      document.dispatchEvent(new CustomEvent("clip-in", { detail: clip }));
    }
  }
}

/** Have the browser ask before the page is left while a clip would go with it; only then: it keeps a page from being kept. */
function hold() {
  if (isHeld || keeping) addEventListener("beforeunload", holdOn);
  else removeEventListener("beforeunload", holdOn);
}

const holdOn = (event) => event.preventDefault();

/** Forget what came in a while ago, or is shown by this very page. */
async function tidy() {
  const now = Date.now();
  const here = /^\/videos\/([0-9a-f-]{36})/.exec(location.pathname)?.[1];
  await change(clips.account, (known) => ({
    remove: known.filter((clip) => (clip.state === "done" && (clip.video === here || clip.done_at < now - KEEP_DONE_MS))
      || (clip.state === "dropped" && clip.created_at < now - KEEP_DROPPED_MS)).map((clip) => clip.id),
  }));
}

function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Ask the browser not to clear what is kept when the device runs low. */
function askToPersist() {
  navigator.storage?.persist?.().catch(() => {});
}
