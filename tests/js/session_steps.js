// Lets tests call what takes or returns functions: each step changes the rows of a session as the screen does.
import { readRow } from "../../static/js/session/reading.js";
import * as runs from "../../static/js/session/runs.js";

/** Return the rows after each step. A step is [name, key of a run, ...more]; new rows get ids that sort last. */
export function play(rows, steps) {
  let count = 0;
  const make = (row) => ({ ...row, id: `f${String((count += 1)).padStart(6, "0")}` });
  const moves = {
    up: (now, key) => runs.moved(now, key, -1),
    down: (now, key) => runs.moved(now, key, 1),
    bind: runs.bound,
    unbind: runs.unbound,
    remove: runs.without,
    "add-set": (now, key) => runs.withSet(now, key, make),
    "warm-up": (now, key, ramp) => runs.warmedUp(now, key, ramp, make),
    swap: (now, key, exercise, plan) => runs.swapped(now, key, exercise, plan, make),
    "add-exercise": (now, _, exercise, plan) => runs.withExercise(now, exercise, plan, make),
    suggestion: (now, _, exercise, suggestion) => runs.withSuggestion(now, exercise, suggestion),
  };
  let now = rows;
  return steps.map(([name, ...given]) => (now = moves[name](now, ...given)));
}

/** Return [id of the row to do after this one or null, whether there is a rest before it, how long it is]. */
export function next(rows, id, facts) {
  const row = rows.find((one) => one.id === id);
  const found = runs.nextAfter(rows, row);
  return [found.row?.id ?? null, found.rest, runs.restAfter(rows, row, facts)];
}

/** Go through a session from a row on, doing what is next; return the ids with "rest" between them. */
export function wayThrough(rows, first) {
  let now = rows;
  const way = [];
  for (let id = first; id; ) {
    now = now.map((row) => (row.id === id ? { ...row, done: true } : row));
    way.push(id);
    const found = runs.nextAfter(now, now.find((row) => row.id === id));
    if (found.rest && found.row) way.push("rest");
    id = found.row?.id;
  }
  return way;
}

export const lettersOf = (rows) => [...runs.letters(runs.runsOf(rows))];

export const linesOf = (rows, facts) =>
  runs.lines(runs.runsOf(rows)[0], facts).map(({ row, label, last }) => [row.id, label, last?.load_kg ?? null]);

export const changed = (before, after) => {
  const known = new Map(before.map((row) => [row.id, row]));
  return runs.difference(before, after.map((row) => (row.same ? known.get(row.id) : row)))
    .map(({ method, row, body }) => [method, row.id, body]);
};

/** What is typed into the cells of a row, by field: readRow with a row that is no page. */
export function typed(cells, row, unit) {
  const inputs = Object.entries(cells).map(([cell, value]) => ({ dataset: { cell }, value }));
  return readRow({ querySelectorAll: () => inputs }, row, unit);
}
