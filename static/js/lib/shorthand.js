// A whole set typed into one field: 100x8@9, 225lb x 5, x12, 60s, 8 rir2. workouts/domain/shorthand.py holds the
// grammar and reads the same; one table of cases tests both.
import { toKg } from "./units.js";

export const TAKES = "Enter a number, or a set such as 100x8@9.";
const MOST_BARE_REPS = 50; // 100@9 may mean a load or repetitions: nothing is guessed

const NUMBER = "[0-9]{1,6}(?:\\.[0-9]{1,3})?";
const LOAD = `(?<load>[+-]? ?${NUMBER})`;
const AMOUNT =
  `(?:(?<minutes>[0-9]{1,3}):(?<seconds>[0-5][0-9])|(?<time>${NUMBER}) ?s` +
  `|(?<distance>${NUMBER}) ?m|(?<reps>[0-9]{1,4}))`;
const EFFORT = `(?: ?(?:@|rpe|@ ?rpe) ?(?<rpe>${NUMBER}))?(?: ?rir ?(?<rir>[0-9]{1,2}))?`;
const FORMS = [
  `(?:${LOAD} ?(?<unit>kg|lbs?)? ?)?x ?${AMOUNT}${EFFORT}`,
  `${LOAD} ?(?<unit>kg|lbs?)${EFFORT}`,
  `${AMOUNT}${EFFORT}`,
].map((form) => new RegExp(`^(?:${form})$`));
const LIMITS = {
  load_kg: [-1000, 1000],
  reps: [0, 1000],
  duration_s: [0.1, 86_400],
  distance_m: [0.1, 1_000_000],
  rpe: [1, 10],
  rir: [0, 10],
};

/** What the text says by the names of a set's fields, or null where it is no set; TAKES says what is. */
export function parse(text, unit) {
  const plain = text.trim().toLowerCase().replace(/\s+/g, " ").replace(/[×*]/g, "x").replace(/−/g, "-").replace(/,/g, ".");
  const said = FORMS.map((form) => form.exec(plain)?.groups).find(Boolean);
  if (!said) return null;
  const names = Object.keys(said).filter((name) => said[name] !== undefined);
  const bare = !plain.includes("x") && said.reps !== undefined;
  if (bare && (names.length === 1 || Number(said.reps) > MOST_BARE_REPS)) return null;
  const values = read(said, unit);
  const inside = Object.entries(values).every(([name, value]) => LIMITS[name][0] <= value && value <= LIMITS[name][1]);
  return inside ? values : null;
}

function read(said, unit) {
  const values = {};
  if (said.load !== undefined) values.load_kg = toKg(Number(said.load.replace(/ /g, "")), (said.unit ?? unit).slice(0, 2));
  if (said.minutes !== undefined) values.duration_s = Number(said.minutes) * 60 + Number(said.seconds);
  if (said.time !== undefined) values.duration_s = Number(said.time);
  if (said.distance !== undefined) values.distance_m = Number(said.distance);
  for (const name of ["rpe", "reps", "rir"]) if (said[name] !== undefined) values[name] = Number(said[name]);
  return values;
}
