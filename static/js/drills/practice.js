// What was practised of a drill today: the logs that the page knows, with what this device did since laid over them.
// Pure functions; the lines of drills on every page work on their answers.

const LOG = /^\/api\/v1\/drill-logs\/([^/]+)(\/restore)?$/;
const days = new Map();

/** Return the day, as 2026-03-29, that an instant belongs to in a time zone; in the device's own where that is unknown. */
export function dayOf(at, zone) {
  if (!days.has(zone)) days.set(zone, formatter(zone));
  const parts = Object.fromEntries(days.get(zone).formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}`;
}

function formatter(zone) {
  const numbers = { calendar: "gregory", numberingSystem: "latn", year: "numeric", month: "2-digit", day: "2-digit" };
  try {
    return new Intl.DateTimeFormat("en-GB", { ...numbers, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat("en-GB", numbers); // an old browser, a new zone
  }
}

/**
 * Return the logs of a drill on the day `today`, oldest first. `page` is {v, day, zone, logs}; `ops` are the outbox's
 * in order. What the page has seen is left out, and so is what was refused.
 */
export function logsOf(drill, page, ops, today) {
  const logs = new Map(page.day === today ? page.logs.map((log) => [log.id, log]) : []);
  const gone = new Map();
  for (const op of ops) {
    const [, id, restored] = LOG.exec(op.url) ?? [];
    if (!id || op.state === "refused" || (op.state === "sent" && op.v !== null && op.v <= page.v)) continue;
    const mine = op.shown?.drill === drill && dayOf(op.shown.performed_at, page.zone) === today;
    if (op.method === "DELETE") {
      if (logs.has(id)) gone.set(id, logs.get(id));
      logs.delete(id);
    } else if (restored) {
      const back = gone.get(id) ?? (mine ? op.shown : null);
      if (back && !logs.has(id)) logs.set(id, back);
    } else if (logs.has(id)) {
      logs.set(id, { ...logs.get(id), ...op.body });
    } else if (op.method === "PUT" && mine) {
      logs.set(id, { clean_reps: null, reps: null, duration_s: null, counted: false, ...op.body, id });
    }
  }
  return [...logs.values()];
}

/** Return how far a dose is done: {done, left, complete, reps, clean}; `reps` are those whose form was said. */
export function standing(dose, logs) {
  const counted = dose.measure === "time" ? "duration_s" : "reps";
  const sum = (rows, name) => rows.reduce((total, row) => total + (row[name] ?? 0), 0);
  const done = sum(logs, counted);
  const rated = logs.filter((log) => log.clean_reps !== null && log.reps);
  return { done, left: Math.max(0, dose.total - done), complete: logs.length > 0 && done >= dose.total, reps: sum(rated, "reps"), clean: sum(rated, "clean_reps") };
}

/** How much of the dose is done, in words: 45 reps, 20 / 45 reps. The server writes the same. */
export function doneWords(dose, { done, complete }) {
  const unit = dose.measure === "time" ? "s" : "reps";
  const count = Number(done.toPrecision(6));
  if (complete) return `${count} ${unit}`;
  return done ? `${count} / ${dose.total} ${unit}` : `${dose.total} ${unit}`;
}

/** Return the body of a log of what is left of the dose, every repetition clean. */
export function wholeDose(dose, { done, left }, at) {
  const sets = Math.max(1, dose.sets - Math.floor(done / (dose.total / dose.sets)));
  const body = { drill: dose.drill, performed_at: at, sets };
  if (dose.measure === "time") body.duration_s = left;
  else Object.assign(body, { reps: left, clean_reps: left });
  if (dose.distance_m) body.distance_m = dose.distance_m;
  return body;
}

/** Return {log, clean_reps} for one clean repetition more (1) or fewer (-1), null where there is none to take. */
export function stepped(logs, by) {
  const fits = ({ reps, clean_reps: clean, counted }) => clean !== null && reps && !counted && (by > 0 ? clean < reps : clean > 0);
  const log = logs.findLast(fits);
  return log ? { log, clean_reps: log.clean_reps + by } : null;
}
