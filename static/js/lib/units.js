// Kilograms are stored; pounds are a way to show and enter them. The same numbers as core/units.py, to the last digit.
const KG_PER_LB = 0.45359237; // exact, by the international yard and pound agreement of 1959

/** Round to so many decimals; an exact half goes to the even side, as Python rounds. */
export function roundTo(value, decimals) {
  const half = value * 2 ** (decimals + 1);
  if (!Number.isInteger(half) || half % 2 === 0) return Number(value.toFixed(decimals));
  const below = Math.floor(value * 10 ** decimals);
  return (below % 2 === 0 ? below : below + 1) / 10 ** decimals;
}

/** A load given in the unit as kilograms, to the gram. */
export const toKg = (load, unit) => roundTo(unit === "lb" ? load * KG_PER_LB : load, 3);

/** Kilograms as a number in the unit, to a hundredth: 102.058 kg is 225 lb again. */
export const fromKg = (kg, unit) => roundTo(unit === "lb" ? kg / KG_PER_LB : kg, 2);

/** A number without needless zeros: 100, 97.5, 41.25. */
export const show = (value) => String(roundTo(value, 2));
