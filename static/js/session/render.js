// Puts the rows onto the page. Markup comes from the page's own templates, so that server and browser show the same.
import { platesLabel } from "./bar.js";
import { fillBefore } from "./cues.js";
import { about, clock, lastTime, lastWords, loadText } from "./words.js";
import { fromKg, roundTo, show } from "../lib/units.js";
import { asksForMore, keyOf, letters, lines, restOf, runsOf } from "./runs.js";

const CELLS = {
  load_kg: (row, unit) => loadText(row.load_kg, unit),
  reps: (row) => row.reps ?? "",
  duration_s: (row) => row.duration_s ?? "",
  distance_m: (row) => row.distance_m ?? "",
  rpe: (row) => row.rpe ?? "",
};
export const COUNTED = { reps: "reps", time: "duration_s", distance: "distance_m" };
export const cellText = (row, name, unit) => String(CELLS[name](row, unit));

/** Show a text in a field; `defaultValue` remembers it, so that a field nobody typed in is told from one they did. */
export function put(input, text) {
  const isNews = input.value !== text;
  input.value = text;
  input.defaultValue = text;
  if (isNews && input === document.activeElement) input.select();
}

/** Bring the page to the rows: blocks and rows that stay keep their elements, focus and what is typed. */
export function render(screen) {
  const runs = runsOf(screen.rows);
  const named = letters(runs);
  const blocks = screen.querySelector("#blocks");
  const known = new Map([...blocks.children].map((element) => [element.dataset.block, element]));
  screen.lines = new Map([...blocks.querySelectorAll("[data-set]")].map((li) => [li.dataset.set, li]));
  // A run that was only renumbered keeps its element: found by the rows it shows.
  const blockOf = (row) => screen.lines.get(row.id)?.closest(".block");
  const used = new Set();
  runs.forEach((run, place) => {
    let element = known.get(keyOf(run));
    if (!element || used.has(element)) element = run.rows.map(blockOf).find((one) => one && !used.has(one));
    if (!element || element.dataset.exercise !== run.exercise) element = blockFor(screen, run);
    used.add(element);
    if (blocks.children[place] !== element) blocks.insertBefore(element, blocks.children[place] ?? null);
    fillBlock(screen, element, run, { letter: named.get(keyOf(run)), first: !place, last: place === runs.length - 1 });
  });
  for (const element of [...blocks.children]) if (!used.has(element)) element.remove();
  screen.querySelector("[data-empty]").hidden = runs.length > 0;
  screen.querySelector('[data-action="add-exercise"]').classList.toggle("primary", !runs.length);
  const finish = screen.querySelector('[data-action="finish"]');
  if (finish) finish.hidden = screen.session.finished_at !== null;
  screen.querySelector('[data-action="finish"] .btn')?.classList.toggle("primary", runs.length > 0);
  markNext(screen, runs);
}

function blockFor(screen, run) {
  const element = screen.querySelector("#block-template").content.firstElementChild.cloneNode(true);
  const facts = screen.facts[run.exercise];
  Object.assign(element.dataset, { exercise: run.exercise, load: facts.load, measure: facts.measure, equipment: facts.equipment, pattern: facts.pattern });
  const name = element.querySelector("[data-name]");
  name.textContent = facts.name;
  name.href = `/exercises/${run.exercise}`;
  element.querySelector("[data-progress]").href = `/progress?exercise=${run.exercise}`;
  element.querySelector("h2").id = `name-${run.rows[0].id}`;
  element.setAttribute("aria-labelledby", `name-${run.rows[0].id}`);
  for (const control of element.querySelectorAll("[aria-label]")) control.setAttribute("aria-label", control.getAttribute("aria-label").replace(/ {2}| for $| of $/, (gap) => (gap === "  " ? ` ${facts.name} ` : `${gap}${facts.name}`)));
  return element;
}

function fillBlock(screen, element, run, { letter, first, last }) {
  const facts = screen.facts[run.exercise];
  const key = keyOf(run);
  element.id = `block-${key}`;
  element.dataset.block = key;
  element.querySelector("footer [data-fresh]").id = `film-${key}`;
  element.classList.toggle("in-superset", Boolean(letter));
  const chip = element.querySelector("[data-letter]");
  chip.hidden = !letter;
  chip.textContent = letter ?? "";
  element.querySelector("[data-count]").textContent = `${run.rows.filter((row) => row.done).length} / ${run.rows.length}`;
  element.querySelector("[data-last]").textContent = lastWords(facts.last, screen.unit);
  element.querySelector("[data-best]").textContent = bestWords(facts.bests, screen.unit, screen.session.finished_at ? "Before" : "Best");
  fillSuggestion(screen, element, run, facts);
  const show = (action, shown) => (element.querySelector(`[data-action="${action}"]`).hidden = !shown);
  show("up", !first);
  show("down", !last);
  show("bind", !last);
  show("unbind", run.superset !== null);
  show("warm-up", facts.load === "external");
  const onBar = facts.equipment === "barbell" && facts.load === "external";
  show("plates", onBar);
  if (onBar) element.querySelector("[data-plates]").textContent = platesLabel(screen, run);
  element.querySelector("[data-rest]").textContent = clock(restOf(screen.rows, run, screen.facts));
  fillBefore(screen, element, run, facts);
  fillRows(screen, element, run, facts);
  fillFormStrip(screen, element, run, facts);
}

function bestWords(bests, unit, name) {
  if (!bests?.e1rm_kg) return "";
  return `${name}: e1RM ${show(roundTo(fromKg(bests.e1rm_kg, unit), 1))} ${unit}, heaviest ${loadText(bests.reps["1"], unit)} ${unit}`;
}

function fillSuggestion(screen, element, run, facts) {
  const box = element.querySelector("[data-suggestion]");
  const { suggestion } = facts;
  const hurt = screen.rows.some((row) => row.exercise === run.exercise && row.pain);
  const open = run.rows.some((row) => !row.done && row.kind === "working");
  box.hidden = !suggestion || !open || hurt || screen.session.finished_at !== null || run.exercise in screen.session.suggestions;
  if (box.hidden) return;
  box.querySelector("[data-reason]").textContent = [suggestion.reason, suggestion.warning].filter(Boolean).join(" ");
  const take = box.querySelector("[data-take]");
  const takes = ["up", "lighter"].includes(suggestion.change) && asksForMore(run.rows, run.exercise, suggestion);
  take.hidden = !takes;
  const load = suggestion.load_kg === null ? "" : ` ${loadText(suggestion.load_kg, screen.unit)} ${screen.unit}`;
  take.textContent = `Take${load || (suggestion.reps === null ? "" : ` ${suggestion.reps} reps`)}`;
  take.nextElementSibling.textContent = takes ? "Ignore" : "Close";
}

function fillRows(screen, element, run, facts) {
  const list = element.querySelector("[data-rows]");
  const known = screen.lines;
  const used = new Set();
  const best = { ...facts.bests?.reps };
  lines(run, facts).forEach(({ row, label, last }, place) => {
    const li = known.get(row.id) ?? rowFor(screen, row);
    used.add(li);
    if (list.children[place] !== li) list.insertBefore(li, list.children[place] ?? null);
    fillRow(screen, li, row, { label, last, facts, record: beats(row, best) });
  });
  for (const li of [...list.children]) if (!used.has(li)) li.remove();
}

/** Tell whether a done set is the heaviest for its reps, and count it among the best of the rest of the run. */
function beats(row, best) {
  if (!row.done || row.kind === "warmup" || !(row.load_kg > 0) || !row.reps) return false;
  const reps = Math.min(row.reps, 12);
  const had = best[reps];
  for (let count = 1; count <= reps; count += 1) best[count] = Math.max(best[count] ?? 0, row.load_kg);
  return had !== undefined && row.load_kg > had + 0.001;
}

function rowFor(screen, row) {
  const li = screen.querySelector("#row-template").content.firstElementChild.cloneNode(true);
  li.dataset.set = row.id;
  li.id = `set-${row.id}`;
  li.querySelector("[data-label]").href = `/sets/${row.id}`;
  li.querySelector(".tick").id = `set-${row.id}-tick`;
  li.querySelector("[data-errors]").id = `set-${row.id}-errors`;
  li.querySelector("[data-fresh]").id = `clips-${row.id}`;
  for (const input of li.querySelectorAll("[data-cell]")) input.id = `set-${row.id}-${input.dataset.cell}`;
  return li;
}

function fillRow(screen, li, row, { label, last, facts, record }) {
  li.toggleAttribute("data-done", row.done);
  li.toggleAttribute("data-warmup", row.kind === "warmup");
  const name = li.querySelector("[data-label]");
  name.textContent = label;
  name.setAttribute("aria-label", `Set ${label} of ${facts.name}: all fields`);
  li.querySelector("[data-last-time]").textContent = lastTime(last, screen.unit);
  const used = new Set(["rpe", COUNTED[facts.measure]]);
  if (facts.load !== "none" || row.load_kg !== null) used.add("load_kg");
  for (const input of li.querySelectorAll("[data-cell]")) {
    const cell = input.dataset.cell;
    input.hidden = input.disabled = !used.has(cell);
    input.setAttribute("aria-label", `${cell === "load_kg" ? screen.unit : screen.cellNames[cell]}, set ${label}`);
    const isTyped = input === document.activeElement && input.value !== input.defaultValue;
    if (!isTyped && !input.hasAttribute("aria-invalid")) put(input, cellText(row, cell, screen.unit));
  }
  const tick = li.querySelector(".tick");
  tick.value = row.done ? "0" : "1";
  tick.setAttribute("aria-pressed", row.done);
  tick.setAttribute("aria-label", `Set ${label} of ${facts.name} done`);
  const words = about(row, screen.names);
  const line = li.querySelector("[data-about]");
  line.textContent = record && words ? ` · ${words}` : words;
  if (record) {
    const mark = document.createElement("b");
    mark.textContent = `Record for ${row.reps} ${row.reps === 1 ? "rep" : "reps"}`;
    line.prepend(mark);
  }
  line.hidden = !line.textContent;
}

/** The chips that say how the last done set went. */
function fillFormStrip(screen, element, run, facts) {
  const done = run.rows.filter((row) => row.done && row.kind !== "warmup");
  const row = done.sort((one, other) => (one.performed_at < other.performed_at ? -1 : 1)).at(-1);
  const strip = element.querySelector("[data-form-strip]");
  strip.hidden = !row;
  if (!row) return;
  strip.dataset.of = row.id;
  const label = lines(run, facts).find((line) => line.row.id === row.id).label;
  strip.querySelector("[data-form-strip-name]").textContent = `Form, set ${label}`;
  strip.querySelector(".picks").setAttribute("aria-label", `Form of set ${label}, ${facts.name}`);
  const hinge = facts.pattern === "hinge";
  strip.querySelector("[data-hinge-only]").hidden = !hinge;
  strip.querySelector("[data-not-hinge]").hidden = hinge;
  for (const pick of strip.querySelectorAll("[data-rate]")) pick.setAttribute("aria-pressed", Number(pick.dataset.rate) === row.form_rating);
  for (const pick of strip.querySelectorAll("[data-fault]")) pick.setAttribute("aria-pressed", row.faults.includes(pick.dataset.fault));
}

function markNext(screen, runs) {
  const open = runs.flatMap((run) => run.rows).find((row) => !row.done);
  const next = screen.next && screen.rows.find((row) => row.id === screen.next && !row.done);
  const id = (next ?? open)?.id;
  for (const li of screen.querySelectorAll("#blocks [data-set]")) li.toggleAttribute("data-next", li.dataset.set === id && !screen.session.finished_at);
}
