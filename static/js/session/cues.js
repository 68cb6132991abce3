// The cues of an exercise, shown before its next set and ticked off; they are stored with that set. Beside them, what a
// gate says about the planned load. Data and markup come with the page (slots session.data and session.before_set).
import { lines } from "./runs.js";

const OF_SET = /^\/api\/v1\/sets\/([^/]+)\/cues$/;
const PRESS_MS = 300;
const NO_CUES = { v: 0, exercises: {}, sets: {} };

/** Return what the page says of cues, gates and the warm-up: {cues, gates, lower}. */
export function readPractice(page) {
  const json = (id) => JSON.parse(page.querySelector(`#${id}`)?.textContent ?? "null");
  return { cues: json("cue-data") ?? NO_CUES, gates: json("gate-data") ?? {}, lower: new Set(json("lower-body-data") ?? []) };
}

/** Return the slugs that are ticked off for each set: the page's, with the operations laid over them in order. */
export function ticked({ v, sets }, ops) {
  const found = { ...sets };
  for (const op of ops) {
    const [, set] = OF_SET.exec(op.url) ?? [];
    if (set && !(op.state === "sent" && op.v !== null && op.v <= v)) found[set] = op.body.cues;
  }
  return found;
}

/** Return the operation that stores them; it waits for its set, and later ticks are written into it while it waits. */
export function cueOp(set, cues, words) {
  return { method: "PUT", url: `/api/v1/sets/${set}/cues`, body: { cues }, row: `${set}/cues`, after: set, words, merge: true };
}

/** Return what a gate says of a run at its planned load, null where it says nothing. */
export function gateWord(gates, run) {
  const word = gates[run.exercise];
  const open = run.rows.filter((row) => !row.done && row.kind !== "warmup");
  if (!word || !open.length) return null;
  return word.above_kg === null || open.some((row) => row.load_kg > word.above_kg) ? word : null;
}

/** Show what stands before the next set of a run. */
export function fillBefore(screen, element, run, facts) {
  const place = element.querySelector("[data-before-set]");
  const isOver = screen.session.finished_at !== null;
  fillGate(screen, place, isOver ? null : gateWord(screen.practice.gates, run));
  const next = isOver ? undefined : lines(run, facts).find(({ row }) => !row.done);
  fillCues(screen, place, next, screen.practice.cues.exercises[run.exercise] ?? []);
}

function fillGate(screen, place, word) {
  let part = place.querySelector("[data-gate-word]");
  if (Boolean(part) !== Boolean(word) && document.querySelector(":active")) {
    // What is being pressed must not move away under the finger.
    clearTimeout(screen.later);
    screen.later = setTimeout(() => screen.isConnected && screen.show(), PRESS_MS);
    return undefined;
  }
  if (!word) return part?.remove();
  if (!part) place.prepend((part = copyOf(screen, "gate-word-template")));
  put(part.querySelector("[data-gate-title]"), word.title);
  put(part.querySelector("[data-gate-reason]"), word.reason);
  return part.querySelector("a").setAttribute("href", word.url);
}

function fillCues(screen, place, next, cues) {
  let form = place.querySelector("[data-cues-of]");
  if (!next || !cues.length) return form?.remove();
  const slugs = cues.map((cue) => cue.slug).join(" ");
  if (form && form.dataset.slugs !== slugs) form = void form.remove();
  if (!form) {
    form = copyOf(screen, "cues-template");
    form.dataset.slugs = slugs;
    form.querySelector("[data-cues]").replaceChildren(...cues.map((cue) => choice(screen, cue)));
    place.append(form);
  }
  form.dataset.cuesOf = next.row.id;
  put(form.querySelector("[data-cue-set]"), next.label === "W" ? "the warm-up set" : `set ${next.label}`);
  const done = screen.ticks[next.row.id] ?? [];
  for (const box of form.querySelectorAll("input")) if (box.type === "checkbox") box.checked = done.includes(box.value);
  return undefined;
}

function choice(screen, { slug, text, picture }) {
  const label = copyOf(screen, "cue-template");
  label.querySelector("input").value = slug;
  label.querySelector("[data-cue]").textContent = text;
  const image = label.querySelector("img");
  if (picture) image.src = picture;
  else image.closest(".thumb").remove();
  return label;
}

/** Take the ticks of a set from its boxes: those that were ticked off before keep their order. */
export function ticksOf(form, before = []) {
  const on = [...form.querySelectorAll("input:checked")].map((box) => box.value);
  return [...before.filter((slug) => on.includes(slug)), ...on.filter((slug) => !before.includes(slug))];
}

function copyOf(screen, id) {
  return screen.querySelector(`#${id}`).content.firstElementChild.cloneNode(true);
}

function put(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
