// Reads what is typed into the cells of a row; nothing wrong is stored, and nothing typed is lost.
import { toKg } from "../lib/units.js";
import { TAKES, parse } from "../lib/shorthand.js";
import { cellText } from "./render.js";

const LIMITS = {
  load_kg: [-1000, 1000, "A load lies between -1,000 and 1,000 kg (2,204 lb)."],
  reps: [0, 1000, "Reps lie between 0 and 1000."],
  duration_s: [0.1, 86_400, "A time lies between 0.1 and 86,400 seconds."],
  distance_m: [0.1, 1_000_000, "A distance lies between 0.1 and 1,000,000 metres."],
  rpe: [1, 10, "RPE lies between 1 and 10."],
  rir: [0, 10, "RIR lies between 0 and 10."],
  rest_s: [0, 7200, "A rest lies between 0 and 7,200 seconds."],
};
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)$/; // no 0x10, no 1e5
const WHOLE = ["reps", "rir", "rest_s"];

/** Return {value} or {wrong: sentence} for the text of one field; loads come in the unit and leave in kilograms. */
export function readNumber(name, text, unit) {
  const bare = text.trim().replace(",", ".").replace("−", "-");
  if (bare === "") return { value: null };
  let value = Number(bare);
  if (!PLAIN.test(bare)) return { wrong: name === "load_kg" ? TAKES : "Enter a number." };
  if (name === "load_kg") value = toKg(value, unit);
  if (WHOLE.includes(name) && !Number.isInteger(value)) return { wrong: "Enter a whole number." };
  const [least, most, sentence] = LIMITS[name];
  return value < least || value > most ? { wrong: sentence } : { value };
}

/** Return {changes, wrong} of a row's cells; `wrong` names each refused cell with a sentence. */
export function readRow(li, row, unit) {
  const changes = {};
  const wrong = {};
  for (const input of li.querySelectorAll("[data-cell]:not(:disabled)")) {
    const name = input.dataset.cell;
    if (input.value === input.defaultValue || input.value.trim() === cellText(row, name, unit)) continue;
    const short = parse(input.value, unit);
    if (short) {
      Object.assign(changes, short);
      continue;
    }
    const read = readNumber(name, input.value, unit);
    if (read.wrong) wrong[name] = read.wrong;
    else if (!(name in changes)) changes[name] = read.value;
  }
  return { changes, wrong };
}

/** What a set must say before it counts as done; the server asks the same. */
export function missing(row, counted) {
  if (row.reps === 0 && row.kind !== "failure") return "0 reps means a missed lift: set the kind to failure, or enter the reps you made.";
  const names = { reps: "reps", duration_s: "seconds", distance_m: "metres" };
  return [row.reps, row.duration_s, row.distance_m].every((value) => value === null) ? `Enter the ${names[counted]}.` : "";
}
