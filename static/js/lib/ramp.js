// Warm-up sets that lead to the working load: workouts/domain/ramp.py for a device without a server. The shares come
// from there, with the page or the kit; one table of cases tests both.
import { fromKg, roundTo, toKg } from "./units.js";

const USUAL_STEP = { kg: 2.5, lb: 5 };
const HEAVY = 0.6; // from this share on, no more repetitions than the working set has

/**
 * Return [[load in kg, reps], ...]: rising, none below the bar, none as heavy as the work.
 * `steps` is [[share, reps], ...] as ramp.STEPS; `barKg` 0 without a bar; `reps` those of the working set, or null.
 */
export function ramp(workingKg, { steps, barKg = 0, stepKg = 2.5, reps = null, unit = "kg" }) {
  const [working, bar] = [fromKg(workingKg, unit), fromKg(barKg, unit)];
  const step = Math.max(fromKg(stepKg, unit), USUAL_STEP[unit]);
  const found = [];
  let last = 0;
  for (const [share, count] of steps) {
    const load = roundTo(Math.max(bar, bar + Math.floor((working * share - bar) / step + 0.5) * step), 2);
    if (load <= last || load >= working) continue;
    last = load;
    found.push([toKg(load, unit), Math.min(count, share >= HEAVY && reps ? reps : count)]);
  }
  return found;
}
