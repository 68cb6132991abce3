// The rows of a session as plain values, and what can be done to them: pure functions from rows to rows.
// workouts/domain/blocks.py does the same for forms without JavaScript.

export const BLANK = {
  block: 0, superset: null, position: 0, kind: "working", load_kg: null, reps: null, planned_reps: null, rpe: null,
  rir: null, side: "both", duration_s: null, distance_m: null, rest_s: null, done: false, note: "", form_rating: null,
  faults: [], felt: [], pain: null, pain_place: "",
};
const PREFILLED = ["kind", "load_kg", "reps", "planned_reps", "side", "duration_s", "distance_m", "rest_s"];
const MOST = 10_000;

export const keyOf = (run) => `${run.block}-${run.exercise}`;

/** Group rows into runs of an exercise, in the order of the page. */
export function runsOf(rows) {
  const order = [...rows].sort(
    (one, other) => one.block - other.block || one.position - other.position || (one.id < other.id ? -1 : 1),
  );
  const found = new Map();
  for (const row of order) {
    const key = keyOf(row);
    if (!found.has(key)) found.set(key, { block: row.block, exercise: row.exercise, superset: row.superset, rows: [] });
    found.get(key).rows.push(row);
  }
  return [...found.values()];
}

/** Number runs in their order, and keep only supersets whose runs stand side by side. */
function arranged(runs) {
  return runs.flatMap((run, place) => {
    const beside = [runs[place - 1]?.superset, runs[place + 1]?.superset];
    const superset = run.superset !== null && beside.includes(run.superset) ? run.superset : null;
    return run.rows.map((row) => ({ ...row, block: place, superset }));
  });
}

/** A planned row with the numbers of another one. */
export function planned(numbers, place) {
  const row = { ...BLANK, ...place };
  for (const name of PREFILLED) if (numbers[name] !== undefined) row[name] = numbers[name];
  return row;
}

export function withExercise(rows, exercise, plan, make) {
  const block = Math.min(Math.max(-1, ...rows.map((row) => row.block)) + 1, MOST);
  return [...rows, ...plan.map((numbers, position) => make(planned(numbers, { exercise, block, position })))];
}

export function withSet(rows, key, make) {
  const run = runsOf(rows).find((one) => keyOf(one) === key);
  const last = run.rows.at(-1);
  const place = { exercise: run.exercise, block: run.block, superset: last.superset };
  const row = planned({ ...last, reps: aim(last), planned_reps: aim(last) }, place);
  row.position = Math.min(last.position + 1, MOST);
  if (last.reps === 0) Object.assign(row, { kind: "working", reps: row.reps ?? 1 }); // a missed lift is tried again
  if (row.kind === "warmup" && run.rows.some((one) => one.kind !== "warmup")) row.kind = "working";
  return [...rows, make(row)];
}

function aim({ reps, planned_reps: asked, kind }) {
  if (!reps || !asked) return reps || asked || null;
  return kind === "amrap" ? asked : Math.max(reps, asked);
}

/** A run one place up (-1) or down (1). It passes a superset that it is not part of as a whole. */
export function moved(rows, key, by) {
  const runs = runsOf(rows);
  const place = runs.findIndex((run) => keyOf(run) === key);
  let to = place + by;
  if (!runs[to]) return arranged(runs);
  const passed = runs[to].superset;
  if (passed !== null && passed !== runs[place].superset) while (runs[to + by]?.superset === passed) to += by;
  runs.splice(to, 0, ...runs.splice(place, 1));
  return arranged(runs);
}

export function bound(rows, key) {
  const runs = runsOf(rows);
  const place = runs.findIndex((run) => keyOf(run) === key);
  const [first, second] = [runs[place], runs[place + 1]];
  if (!second) return arranged(runs);
  const joined = [first.superset, second.superset].filter((number) => number !== null);
  const taken = new Set(runs.map((run) => run.superset));
  let number = joined[0];
  if (number === undefined) for (number = 1; taken.has(number); ) number += 1;
  for (const run of runs) if (run === first || run === second || joined.includes(run.superset)) run.superset = number;
  return arranged(runs);
}

export function unbound(rows, key) {
  const runs = runsOf(rows);
  runs.find((run) => keyOf(run) === key).superset = null;
  return arranged(runs);
}

/** What is done stays; what is left gives way to the plan of another exercise in the same place. */
export function swapped(rows, key, exercise, plan, make) {
  const runs = runsOf(rows);
  const place = runs.findIndex((run) => keyOf(run) === key);
  const old = runs[place];
  const fresh = plan.map((numbers, position) => make(planned(numbers, { exercise, block: old.block, position })));
  const kept = { ...old, rows: old.rows.filter((row) => row.done) };
  const next = { exercise, superset: old.superset, rows: fresh };
  runs.splice(place, 1, ...(kept.rows.length ? [kept, next] : [next]));
  return arranged(runs);
}

/** Warm-up rows, [load in kg, reps] each, before the work; warm-ups that were planned and not done give way. */
export function warmedUp(rows, key, steps, make) {
  const run = runsOf(rows).find((one) => keyOf(one) === key);
  const done = run.rows.filter((row) => row.kind === "warmup" && row.done);
  const work = run.rows.filter((row) => row.kind !== "warmup");
  const place = { exercise: run.exercise, block: run.block, superset: run.superset };
  const fresh = steps.map(([load_kg, reps]) =>
    make(planned({ kind: "warmup", load_kg, reps, planned_reps: reps }, place)));
  const placed = [...done, ...fresh, ...work].map((row, position) => ({ ...row, position }));
  return [...rows.filter((row) => keyOf(row) !== key), ...placed];
}

export const without = (rows, key) => rows.filter((row) => keyOf(row) !== key);

/** The suggested numbers on the working sets of an exercise that are still to do; rows meant to differ stay. */
export function withSuggestion(rows, exercise, { load_kg, reps, duration_s, distance_m, base_kg }) {
  const open = rows.filter((row) => row.exercise === exercise && !row.done && row.kind === "working");
  const alike = open.filter((row) => row.load_kg === base_kg);
  const numbers = Object.fromEntries(
    Object.entries({ load_kg, reps, planned_reps: reps, duration_s, distance_m }).filter(([, value]) => (value ?? null) !== null),
  );
  const meant = alike.length ? alike : open;
  return rows.map((row) => (meant.includes(row) ? { ...row, ...numbers } : row));
}

/** Whether taking a suggestion would change a row: a plan may have put its numbers there already. */
export function asksForMore(rows, exercise, suggestion) {
  const names = ["load_kg", "reps", "duration_s", "distance_m"].filter((name) => (suggestion[name] ?? null) !== null);
  return withSuggestion(rows, exercise, suggestion).some((row, at) => names.some((name) => row[name] !== rows[at][name]));
}

/** Labels and last time's sets of a run: warm-ups stand beside warm-ups, the rest beside the rest. */
export function lines(run, facts) {
  const before = facts?.last?.sets ?? [];
  const last = { true: [], false: [] };
  for (const set of before) last[set.kind === "warmup"].push(set);
  let number = 0;
  return run.rows.map((row) => {
    const warmup = row.kind === "warmup";
    if (!warmup) number += 1;
    return { row, label: warmup ? "W" : String(number), last: last[warmup].shift() ?? null };
  });
}

/** Letters of the runs in supersets: A1, A2, B1 … by the key of the run. */
export function letters(runs) {
  const groups = new Map();
  const named = new Map();
  const grouped = (run) => run.superset !== null && runs.some((one) => one !== run && one.superset === run.superset);
  for (const run of runs.filter(grouped)) {
    if (!groups.has(run.superset)) groups.set(run.superset, { letter: String.fromCharCode(65 + (groups.size % 26)), count: 0 });
    const group = groups.get(run.superset);
    group.count += 1;
    named.set(keyOf(run), `${group.letter}${group.count}`);
  }
  return named;
}

/** How many rounds a row lies from the first working one: warm-ups come before it. */
function round(run, row) {
  const warmups = run.rows.filter((one) => one.kind === "warmup");
  const place = warmups.indexOf(row);
  return place >= 0 ? place - warmups.length : run.rows.filter((one) => one.kind !== "warmup").indexOf(row);
}

/** The row to do after this one, and whether there is a rest before it. In a superset the exercises take turns. */
export function nextAfter(rows, row) {
  const runs = runsOf(rows);
  const own = runs.find((run) => run.rows.includes(row));
  if (own.superset === null) {
    const open = own.rows.find((one) => !one.done) ?? runs.slice(runs.indexOf(own) + 1).flatMap((run) => run.rows).find((one) => !one.done);
    return { row: open ?? null, rest: true };
  }
  const group = runs.filter((run) => run.superset === own.superset);
  const turn = (run, one) => round(run, one) * group.length + group.indexOf(run);
  const now = turn(own, row);
  const open = group
    .flatMap((run) => run.rows.filter((one) => !one.done).map((one) => ({ one, at: turn(run, one), round: round(run, one) })))
    .sort((one, other) => one.at - other.at);
  const next = open.find(({ at }) => at > now) ?? open[0];
  if (!next) return { row: runs.slice(runs.indexOf(group.at(-1)) + 1).flatMap((run) => run.rows).find((one) => !one.done) ?? null, rest: true };
  return { row: next.one, rest: next.round !== round(own, row) };
}

/** Seconds to rest after the work of a run: the longest rest of the exercises that are done in turn. */
export function restOf(rows, run, facts) {
  const group = run.superset === null ? [run] : runsOf(rows).filter((one) => one.superset === run.superset);
  const own = group.flatMap((one) => one.rows.map((row) => row.rest_s)).find((rest) => rest !== null);
  return own ?? Math.max(...group.map((one) => facts[one.exercise]?.rest_s ?? 120));
}

/** Seconds to rest after a row: its own, else its run's; a minute at most after warm-ups. */
export function restAfter(rows, row, facts) {
  if (row.rest_s !== null) return row.rest_s;
  const rest = restOf(rows, runsOf(rows).find((run) => run.rows.includes(row)), facts);
  return row.kind === "warmup" ? Math.min(60, rest) : rest;
}

/** What the database has to hear so that `before` becomes `after`: new, changed and deleted rows. */
export function difference(before, after) {
  const old = new Map(before.map((row) => [row.id, row]));
  const changes = [];
  for (const row of after) {
    const was = old.get(row.id);
    if (!was) changes.push({ method: "PUT", row, body: row });
    else {
      const names = Object.keys(row).filter((name) => JSON.stringify(row[name]) !== JSON.stringify(was[name]));
      if (names.length) changes.push({ method: "PATCH", row, body: Object.fromEntries(names.map((name) => [name, row[name]])) });
    }
    old.delete(row.id);
  }
  for (const row of old.values()) changes.push({ method: "DELETE", row, body: null });
  return changes;
}
