// How numbers, sets and rests are written on the session screen.
import { fromKg, roundTo, show } from "../lib/units.js";

const KINDS = { drop: "Drop", amrap: "AMRAP", failure: "Failure" };
const RATED = { 5: "form clean", 4: "form 4", 3: "form mixed", 2: "form 2", 1: "form lost" };

export const loadText = (kg, unit) => (kg === null || kg === undefined ? "" : show(fromKg(kg, unit)));

export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** What is counted of a set, bare: 8, 0:45, 40 m. */
export function counted(set) {
  if (set.reps !== null && set.reps !== undefined) return String(set.reps);
  if (set.duration_s) return clock(set.duration_s);
  return set.distance_m ? `${show(set.distance_m)} m` : "";
}

export function lastTime(set, unit) {
  if (!set) return "–";
  // In pounds a tenth is enough to know it by; a column of a phone holds no more.
  const load = set.load_kg === null ? "" : show(roundTo(fromKg(set.load_kg, unit), unit === "lb" ? 1 : 2));
  return `${load}${load ? "×" : ""}${counted(set)}` || "–";
}

export function setWords(set, unit) {
  const load = loadText(set.load_kg, unit);
  return [load && `${load} ${unit}`, counted(set)].filter(Boolean).join(" × ") || "empty";
}

/** What a row has to say beside its numbers. */
export function about(set, names) {
  const words = [KINDS[set.kind], set.side === "both" ? "" : set.side, set.rir === null ? "" : `${set.rir} in reserve`];
  words.push(RATED[set.form_rating], ...set.faults.map((code) => names.faults[code] ?? code));
  if (set.felt.length) words.push(`felt ${set.felt.map((code) => (names.felt[code] ?? code).toLowerCase()).join(", ")}`);
  if (set.pain !== null) words.push(`pain ${set.pain}/10, ${(names.places[set.pain_place] ?? "").toLowerCase()}`);
  words.push(set.note);
  return words.filter(Boolean).join(" · ");
}

const day = (text) => new Date(`${text}T12:00`).toLocaleDateString("en-GB", { day: "numeric", month: "short" });

/** Last time in one line: 20 Nov: 97.5 × 10, 10, 9. */
export function lastWords(last, unit) {
  const work = (last?.sets ?? []).filter((set) => set.kind !== "warmup");
  if (!work.length) return "";
  const groups = [];
  for (const set of work) {
    const load = loadText(set.load_kg, unit);
    if (groups.at(-1)?.load === load) groups.at(-1).reps.push(counted(set));
    else groups.push({ load, reps: [counted(set)] });
  }
  const text = groups.map(({ load, reps }) => `${load}${load ? " × " : ""}${reps.join(", ")}`).join(" · ");
  return `Last ${day(last.day)}: ${text}`;
}
