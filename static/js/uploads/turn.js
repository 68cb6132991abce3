// One tab sends at a time: a lock of the browser's where there is one, else, over plain http, a lease in the database.
// Sending may take long, so the one who sends gives signs of life; who was put to sleep in the middle loses the turn.
import { newId } from "../lib/ids.js";
import { changeValue } from "./store.js";

const NAME = "fitnessrec-clips";
const LOOK_MS = 10_000;
const ASLEEP_MS = 45_000;
const LEASE_MS = 15_000;
const BEAT_MS = 4000;
let beaten = 0;

/**
 * Do `work` while no other tab does it. `work` gets a signal that says when the turn was taken away; then {lost: true} is
 * what this resolves with.
 */
export async function turn(work) {
  const lost = new AbortController();
  if (!navigator.locks) return withLease(work, lost);
  const patience = new AbortController();
  const watch = setInterval(async () => (await isAsleep()) && patience.abort(), LOOK_MS);
  const begin = () => {
    clearInterval(watch);
    return work(lost.signal);
  };
  try {
    return await navigator.locks.request(NAME, { signal: patience.signal }, begin).catch((error) => {
      if (!patience.signal.aborted) throw error;
      return navigator.locks.request(NAME, { steal: true }, begin);
    });
  } catch (error) {
    if (error.name !== "AbortError") throw error;
    lost.abort();
    return { lost: true };
  } finally {
    clearInterval(watch);
  }
}

/** Give a sign of life, now and then. */
export async function beat() {
  if (Date.now() - beaten < BEAT_MS && Date.now() >= beaten) return;
  beaten = Date.now();
  await changeValue("beat", () => beaten);
}

async function isAsleep() {
  let last = null;
  await changeValue("beat", (at) => {
    last = at ?? null;
  });
  return last !== null && Math.abs(Date.now() - last) > ASLEEP_MS;
}

async function withLease(work, lost) {
  while (!(await renew())) await new Promise((done) => setTimeout(done, 500 + 500 * Math.random()));
  const timer = setInterval(async () => (await renew()) || lost.abort(), BEAT_MS);
  try {
    return await work(lost.signal);
  } finally {
    clearInterval(timer);
    await changeValue("lease", (lease) => (lease?.tab === tab() ? { tab: null, until: 0 } : undefined));
  }
}

async function renew() {
  const now = Date.now();
  const lease = await changeValue("lease", (held) => {
    const free = !held || held.tab === tab() || held.until < now || held.until > now + LEASE_MS; // or the clock was set
    return free ? { tab: tab(), until: now + LEASE_MS } : undefined;
  });
  return lease !== undefined;
}

/** Return this tab's name; it outlives a reload, so that who reloads goes on at once. */
function tab() {
  try {
    sessionStorage.clipsTab ??= newId();
    return sessionStorage.clipsTab;
  } catch {
    return NAME; // no storage at all: then there is no database either
  }
}
