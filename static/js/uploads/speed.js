// How fast a clip goes, smoothed: what was sent within the last seconds, not what the last packet did.
const WINDOW_MS = 8000;
const SHORTEST_MS = 800; // before that, a guess would only jump about

/** Return the samples ([when in ms, bytes sent]) with one more; those that are too old are left out, but for one. */
export function sampled(samples, at, sent) {
  const last = samples.at(-1);
  const known = last && (sent < last[1] || at < last[0]) ? [] : samples; // begun anew, or the clock was set
  const first = known.findLastIndex(([when]) => when <= at - WINDOW_MS);
  return [...known.slice(Math.max(first, 0)), [at, sent]];
}

/** Return bytes a second, null while nobody can tell. */
export function speedOf(samples) {
  if (samples.length < 2) return null;
  const [began, from] = samples[0];
  const [ended, to] = samples.at(-1);
  if (ended - began < SHORTEST_MS || to <= from) return null;
  return ((to - from) * 1000) / (ended - began);
}
