// One tab at a time: a lock of the browser's where there is one, else, over plain http, a lease in the database.
import { newId } from "./ids.js";
import { changeValue } from "./store.js";

const NAME = "fitnessrec-outbox";
const PATIENCE_MS = 30_000; // a tab that holds the lock for longer was put to sleep by the browser
const LEASE_MS = 15_000; // longer than one request may take
const tab = newId();

/** Do `work` while no other tab does it. `work` gets a function that tells whether it still may go on. */
export async function alone(work) {
  if (!navigator.locks) return withLease(work);
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    return await navigator.locks.request(NAME, { signal: patience.signal }, () => {
      clearTimeout(timer);
      return withLock(work);
    });
  } catch (error) {
    if (error.name !== "AbortError") throw error;
    // Somebody else's lock was waited for too long, or ours was taken from us; what is sent twice changes nothing.
    return patience.signal.aborted ? navigator.locks.request(NAME, { steal: true }, () => withLock(work)) : undefined;
  } finally {
    clearTimeout(timer);
  }
}

async function withLock(work) {
  const until = Date.now() + PATIENCE_MS;
  return work(async () => Date.now() < until);
}

async function withLease(work) {
  while (!(await renew())) await new Promise((done) => setTimeout(done, 200 + 200 * Math.random()));
  try {
    return await work(renew);
  } finally {
    await changeValue("lease", (lease) => (lease?.tab === tab ? { tab: null, until: 0 } : undefined));
  }
}

async function renew() {
  const now = Date.now();
  const lease = await changeValue("lease", (held) => {
    const free = !held || held.tab === tab || held.until < now || held.until > now + LEASE_MS; // or the clock was set
    return free ? { tab, until: now + LEASE_MS } : undefined;
  });
  return lease !== undefined;
}
