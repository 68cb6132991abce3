// Sends the clips that may go, one after another, in one tab at a time, and tries again by itself.
import { toast } from "../lib/toast.js";
import { nextOf } from "./rules.js";
import { dropUpload, sendClip } from "./send.js";
import { sampled, speedOf } from "./speed.js";
import { all, change, edit, fileOf } from "./store.js";
import { beat, turn } from "./turn.js";

const LONGEST_PAUSE_S = 60;
const TELL_MS = 250;
const STILL_MS = 8000; // a line that moved nothing for so long is said to stand still

let account = null;
let world = null;
let tell = null;
let running = null;
let again = false;
let failures = 0;
let notBefore = 0; // the server asked to be left alone until then
let timer = 0;
let current = null; // {id, stop}: what is being sent here

export const runner = {
  start(whose, page) {
    account = whose;
    ({ world, tell } = page);
  },

  /** Try now. */
  wake() {
    failures = 0;
    notBefore = 0;
    runner.look();
    runner.run();
  },

  run() {
    if (!account) return;
    if (running) again = true;
    running ??= sendAll();
  },

  /** Stop what is being sent where it no longer should be: paused, taken off, or changed in another tab. */
  async look() {
    if (!current) return;
    const { id } = current;
    const clip = (await all(account)).find((one) => one.id === id);
    if (current?.id === id && (clip?.state !== "waiting" || !nextOf([clip], await world()))) current?.stop();
  },
};

async function sendAll() {
  clearTimeout(timer);
  try {
    do {
      again = false;
      await sendSome();
    } while (again);
  } catch (error) {
    console.error(error);
    pause({ stopped: "server-down" });
  } finally {
    running = null; // without a pause after the question above, so that no call to `run` is lost
  }
}

const isToDo = (clips, around) => clips.some((clip) => clip.state === "dropped") || nextOf(clips, around);

async function sendSome() {
  if (!isToDo(await all(account), await world())) return;
  if (Date.now() < notBefore) {
    pause({});
    return;
  }
  const stopped = await turn(async (lost) => {
    while (!lost.aborted) {
      const known = await all(account);
      for (const clip of known.filter((one) => one.state === "dropped")) await dropped(clip);
      const next = nextOf(known, await world());
      if (!next) return null;
      const became = await sendOne(next, lost);
      if (became?.anew && !next.url) return { stopped: "server-down" }; // it was begun just now: do not go round in circles
      if (became?.stopped) return became;
      if (became?.state || became?.anew) failures = 0;
    }
    return { lost: true };
  });
  if (stopped?.lost) {
    again = true; // another tab sends: queue behind it
    return;
  }
  await tell({ id: null, speed: null, ...(stopped ? {} : { stopped: null }) });
  if (stopped) pause(stopped);
  else if ((await all(account)).some((clip) => clip.state === "dropped")) pause({}); // the server did not hear of it yet
}

async function dropped(clip) {
  if (await dropUpload(clip)) await change(account, () => ({ remove: [clip.id] }));
}

async function sendOne(clip, lost) {
  const own = new AbortController();
  const stop = () => own.abort();
  lost.addEventListener("abort", stop, { once: true });
  current = { id: clip.id, stop };
  let became;
  try {
    became = await attempt(clip, own.signal);
  } finally {
    current = null;
    lost.removeEventListener("abort", stop);
  }
  if (became) await note(clip, became);
  return became;
}

async function attempt(clip, signal) {
  const file = await fileOf(clip.id); // a database that fails is asked again; only one that has no file says that it is gone
  if (!file) return { state: "refused", problem: { detail: "This clip is no longer on this device. Choose it again.", errors: {} } };
  let samples = [];
  let said = 0;
  let reached = clip.sent;
  let still = 0;
  const moves = () => {
    clearTimeout(still);
    still = setTimeout(() => tell({ id: clip.id, sent: reached, speed: 0 }), STILL_MS);
  };
  await tell({ id: clip.id, sent: clip.sent, speed: null, stopped: null });
  moves();
  const became = await sendClip(clip, file, {
    url: (url) => edit(account, [clip.id], url === clip.url ? {} : { url, sent: 0 }),
    stored: (sent) => edit(account, [clip.id], { sent }),
    progress(sent) {
      const now = Date.now();
      samples = sampled(samples, now, sent);
      reached = sent;
      moves();
      beat();
      if (signal.aborted || (now - said < TELL_MS && now >= said && sent < clip.size)) return;
      said = now;
      tell({ id: clip.id, sent, speed: speedOf(samples), stopped: null });
    },
  }, signal).finally(() => clearTimeout(still));
  if (became === null || became.stopped) await edit(account, [clip.id], { sent: reached }); // near enough until the server is asked
  return became;
}

async function note(clip, became) {
  const ended = { id: null, speed: null };
  if (became.state === "done") {
    await change(account, (known) => ({
      put: known.filter((one) => one.id === clip.id).map((one) => ({ ...one, ...became, sent: one.size, url: null, problem: null, done_at: Date.now() })),
      forget: [clip.id],
    }));
    if (document.visibilityState === "visible") toast("The clip is in. Its picture is being made.");
  } else if (became.state === "refused") {
    await edit(account, [clip.id], { ...became, url: null, sent: 0 });
  } else if (became.anew) {
    await edit(account, [clip.id], { url: null, sent: 0 });
  } else if (became.failed) {
    await edit(account, [clip.id], (one) => ({ tries: one.tries + 1 }));
  }
  await tell(ended);
}

function pause({ stopped, after = 0 }) {
  failures += 1;
  if (after) notBefore = Math.max(notBefore, Date.now() + after * 1000);
  const pause_s = Math.min(LONGEST_PAUSE_S, 2 ** (failures - 1)) * (0.75 + Math.random() / 2);
  clearTimeout(timer);
  timer = setTimeout(() => runner.run(), Math.max(pause_s * 1000, notBefore - Date.now()));
  if (stopped) tell({ stopped });
}
