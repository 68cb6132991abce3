// What to put on the bar: the plates of the sets to come, and warm-up sets that lead to the work.
import { barOf, plan } from "../lib/plates.js";
import { ramp } from "../lib/ramp.js";
import { fromKg, show, toKg } from "../lib/units.js";
import { lines } from "./runs.js";

const LARGE_KG = 20;
const SMALL_KG = 5;

/** Return warm-up steps [load in kg, reps] for a run, or a sentence that says why there are none. */
export function warmupSteps({ facts, device, unit }, run) {
  const about = facts[run.exercise];
  const first = run.rows.find((row) => row.kind !== "warmup" && row.load_kg > 0);
  if (!first) return "Enter the load of the first working set, then the warm-up can lead to it.";
  const bar = about.equipment === "barbell" ? barOf(device.bars, unit) : null;
  const barKg = bar ? toKg(bar.weight, bar.unit) : 0;
  const steps = ramp(first.load_kg, { steps: device.ramp, barKg, stepKg: about.step_kg, reps: first.reps, unit });
  return steps.length ? steps : "This load is light enough to begin with.";
}

const known = new Map(); // a tick changes no load: the plates of the same loads are worked out once a page

/** Return the loaded rows of a run with the plates of each, in as few moves as can be. */
function loadings({ facts, device, unit }, run) {
  const loaded = lines(run, facts[run.exercise]).filter(({ row }) => row.load_kg > 0);
  const totals = loaded.map(({ row }) => fromKg(row.load_kg, unit));
  const key = `${unit} ${totals.join(" ")}`;
  if (totals.length && !known.has(key)) known.set(key, plan({ totals, unit, bars: device.bars, plates: device.plates }));
  const answers = known.get(key) ?? [];
  return loaded.map((line, place) => ({ ...line, wanted: totals[place], answer: answers[place] }));
}

const plateName = (plate, unit) => `${show(plate.weight)}${plate.unit === unit ? "" : ` ${plate.unit}`}`;

/** The plates of the next set for the button: 25·10·2.5. */
export function platesLabel(screen, run) {
  const next = loadings(screen, run).find(({ row }) => !row.done);
  if (!next) return "Plates";
  const side = next.answer.side.map((plate) => plateName(plate, screen.unit)).join("·");
  if (next.answer.belowBar) return "Lighter than the bar";
  return side ? `Plates ${next.answer.exact ? "" : "≈ "}${side}` : "Bar only";
}

export function showPlates(screen, run) {
  const dialog = screen.querySelector("#plates");
  const steps = loadings(screen, run);
  const open = steps.find(({ row }) => !row.done);
  const items = steps.map((step) => item(step, screen.unit, step === open));
  if (!items.length) items.push(element("li", "Enter a load, then its plates stand here."));
  dialog.querySelector("[data-plate-steps]").replaceChildren(...items);
  dialog.showModal();
}

function item({ label, wanted, answer }, unit, isNext) {
  const line = element("li");
  line.toggleAttribute("data-next", isNext);
  const name = label === "W" ? "Warm-up" : `Set ${label}`;
  line.append(element("b", `${name}: ${show(wanted)} ${unit}`), element("span", words(answer, wanted, unit), "muted"), drawing(answer, unit));
  return line;
}

function words(answer, wanted, unit) {
  const bar = `${plateName(answer.bar, unit)} ${answer.bar.unit === unit ? unit : ""}`.trim();
  if (answer.belowBar) return `Lighter than the bar (${bar}).`;
  const moves = [answer.off && `${answer.off} off`, answer.on && `${answer.on} on`].filter(Boolean).join(", ") || "nothing to change";
  if (answer.exact) return `${bar} bar, each side: ${moves}`;
  const near = [answer.under, answer.over].filter((load) => load !== null).map((load) => `${show(load)} ${unit}`).join(" or ");
  return `Your plates make ${near}. Shown: ${show(answer.total)} ${unit}, each side: ${moves}`;
}

/** One side of the bar, inside to outside. */
function drawing(answer, unit) {
  const side = element("div", "", "bar");
  side.setAttribute("role", "img");
  side.setAttribute("aria-label", `Each side: ${answer.side.map((plate) => plateName(plate, unit)).join(", ") || "no plates"}`);
  side.append(element("span", "", "sleeve"));
  for (const plate of answer.side) {
    const disc = element("span", plateName(plate, unit), "plate");
    const kg = toKg(plate.weight, plate.unit);
    disc.dataset.size = kg >= LARGE_KG ? "large" : kg <= SMALL_KG ? "small" : "middle";
    side.append(disc);
  }
  side.append(element("span", "", "sleeve"));
  return side;
}

function element(name, text = "", className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}
