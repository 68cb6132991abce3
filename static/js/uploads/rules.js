// Which clip goes next, and what the others wait for.

/**
 * Return where a clip stands. `world` knows: {sending: its id, ops: what the outbox holds, wifiOnly, connection: the
 * browser's word for it, stopped: why nothing is sent just now}.
 */
export function standOf(clip, world) {
  if (clip.state !== "waiting") return clip.state;
  if (clip.id === world.sending) return "sending";
  const row = clip.fields.set ?? clip.fields.drill_log ?? null;
  const making = row === null ? undefined : world.ops.findLast((op) => op.row === row && op.method === "PUT");
  if (making?.state === "refused") return "row-refused";
  if (making?.state === "waiting") return "row-waiting";
  if (world.wifiOnly && world.connection === "cellular" && !clip.anyway) return "wifi";
  return world.stopped ?? "queued";
}

/** Return the clip to send next, undefined where none can go; the first that was chosen goes first. */
export function nextOf(clips, world) {
  return inOrder(clips).find((clip) => standOf(clip, { ...world, sending: null, stopped: null }) === "queued");
}

/** Return clips as they were chosen: their ids rise. */
export function inOrder(clips) {
  return [...clips].sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Tell whether a clip would be lost with the page that holds it. */
export const isHeldHere = (clip) => clip.lasting === false && !["done", "dropped"].includes(clip.state);

/** Return the fields that the server complained about and that a clip can do without. */
export function wrongFields(clip) {
  return Object.keys(clip.problem?.errors ?? {}).filter((name) => name in clip.fields);
}

/** Return the names of the fields that say which row a clip belongs to. */
export const rowsOf = (fields) => ["set", "drill_log"].filter((name) => name in fields);

/** Return what a clip shows without some of its fields: marks go together, and without its set its file tells the day. */
export function without(fields, names, modified) {
  const marks = names.some((name) => name.startsWith("trim_")) ? ["trim_start_s", "trim_end_s"] : [];
  const left = Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name) && !marks.includes(name)));
  return rowsOf(fields).some((name) => names.includes(name)) ? { recorded_at: new Date(modified).toISOString(), ...left } : left;
}
