// Which plates go on the bar: from those I own, in as few moves as can be.
//
// Everything is counted in whole tenths of a microgram (1e-10 kg): kilograms to the gram and pounds to the hundredth
// are exact there, so nothing drifts. Plates come in pairs, so one side is worked out. A stack is listed from the
// inside out: an inner plate comes off only after those outside it.
const PER_KG = 1e10;
const PER_HUNDREDTH_LB = 45359237;
const SAME = 0.005; // of the unit: what is stored to the gram is shown to the hundredth
const USUAL = { kg: 20, lb: 45 };

const whole = (weight, unit) =>
  unit === "lb" ? Math.round(weight * 100) * PER_HUNDREDTH_LB : Math.round(weight * 1000) * (PER_KG / 1000);
const mass = (plate) => whole(plate.weight, plate.unit);
const shown = (amount, unit) => Math.round((amount / (unit === "lb" ? PER_HUNDREDTH_LB : PER_KG / 100)) * 10) / 1000;
const weighs = (stack) => stack.reduce((sum, plate) => sum + mass(plate), 0);
const heaviestFirst = (a, b) => mass(b) - mass(a);
const same = (a, b) => a.weight === b.weight && a.unit === b.unit;

/** The bar to take: the owned one nearest to the usual 20 kg or 45 lb; the usual one where none is owned. */
export function barOf(bars, unit) {
  const usual = { weight: USUAL[unit], unit };
  const off = (bar) => Math.abs(mass(bar) - mass(usual));
  return (bars ?? []).reduce((best, bar) => (off(bar) < off(best) ? bar : best), bars?.[0] ?? usual);
}

/**
 * Load a bar. `total` is in `unit`; `plates` are {weight, unit, pairs}, `bars` {weight, unit}; `before` is what is on
 * one side now, from the inside out; `bar` overrules the choice among `bars`, and null is a lift without one.
 *
 * Returns {bar, side, total, exact, under, over, belowBar, keep, off, on}: `side` lists {weight, unit} from the inside
 * out and `total` what it comes to. Where the load cannot be made `under` and `over` are the nearest that can (null:
 * there is none), and `side` is the nearer, of equals the lighter. `keep`, `off` and `on` count plates of one side.
 */
export function load({ total, unit, bars = [], plates = [], before = [], bar = barOf(bars, unit) }) {
  const aim = aimAt(total, unit, bar, plates);
  const side = aim.sums
    .map((sum) => changeTo(sum, plates, before))
    .reduce((best, stack) => (better(stack, best, before) ? stack : best));
  return answer(aim, side, before, unit, bar);
}

/**
 * Load a bar several times over, a warm-up and the work, with as few moves in all as can be. Takes what `load` takes,
 * with `totals` for `total`; returns one answer of `load` for each.
 */
export function plan({ totals, unit, bars = [], plates = [], before = [], bar = barOf(bars, unit) }) {
  const aims = totals.map((total) => aimAt(total, unit, bar, plates));
  const letters = lettersOf([...plates, ...before]);
  let ways = [{ stack: letters.write(before), moves: 0, plates: 0, trail: "", stacks: [] }];
  aims.forEach((aim, place) => {
    if (place > 0 && totals[place] === totals[place - 1]) {
      ways = ways.map((way) => ({ ...way, stacks: [...way.stacks, way.stack] })); // as it is: nothing is fewer moves
      return;
    }
    const reached = new Map();
    const stacks = stacksFor(aim, plates, ways, letters);
    for (const way of ways) {
      for (const stack of stacks) {
        const moves = way.moves + way.stack.length + stack.length - 2 * shared(way.stack, stack);
        const best = reached.get(stack);
        if (best && moves > best.moves) continue;
        const next = { from: way, stack, moves, plates: way.plates + stack.length, trail: way.trail + stack };
        if (!best || cheaper(next, best)) reached.set(stack, next);
      }
    }
    ways = [...reached.values()]
      .sort((one, other) => (cheaper(one, other) ? -1 : 1))
      .slice(0, MOST_WAYS)
      .map((way) => ({ ...way, stacks: [...way.from.stacks, way.stack] }));
  });
  const sides = ways[0].stacks.map(letters.read);
  return sides.map((side, place) => answer(aims[place], side, sides[place - 1] ?? before, unit, bar));
}

// --- what can be reached ---------------------------------------------------------------------------------

/** What one side must come to: the sums that are the load, or the nearest one, with its neighbours. */
function aimAt(total, unit, bar, plates) {
  const barMass = bar ? mass(bar) : 0;
  const target = (whole(total, unit) - barMass) / 2;
  const slack = whole(1, unit) * (SAME / 2);
  const low = target - slack;
  const high = target + slack;
  if (high < 0) {
    return { sums: [[0, 0]], exact: false, under: null, over: shown(barMass, unit), belowBar: true, barMass };
  }
  const { hits, below, above } = nearest(sumsOf(plates, "kg", high), sumsOf(plates, "lb", high), low, high);
  if (hits.length) return { sums: hits, exact: true, under: null, over: null, belowBar: false, barMass };
  const totalOf = (pair) => pair && shown(barMass + 2 * (pair[0] + pair[1]), unit);
  const down = below && target - (below[0] + below[1]);
  const up = above && above[0] + above[1] - target;
  const chosen = !above || (below && down <= up) ? below : above;
  return { sums: [chosen], exact: false, under: totalOf(below), over: totalOf(above), belowBar: false, barMass };
}

/** Every sum of one kind of plates up to just above the limit, sorted. */
function sumsOf(plates, unit, limit) {
  const kinds = plates.filter((plate) => plate.unit === unit && plate.pairs > 0);
  const most = limit + Math.max(0, ...kinds.map(mass));
  let sums = new Set([0]);
  for (const plate of kinds) {
    const next = new Set(sums);
    for (const sum of sums) {
      for (let count = 1; count <= plate.pairs && sum + count * mass(plate) <= most; count++) {
        next.add(sum + count * mass(plate));
      }
    }
    sums = next;
  }
  return [...sums].sort((a, b) => a - b);
}

/** Of all sums of kilogram plates and pound plates: those within the limits, else the nearest on either side. */
function nearest(kgs, lbs, low, high) {
  const hits = [];
  let below = null;
  let above = null;
  let place = lbs.length - 1;
  for (const kg of kgs) {
    while (place >= 0 && kg + lbs[place] > high) place--;
    const over = lbs[place + 1];
    if (over !== undefined && (!above || kg + over < above[0] + above[1])) above = [kg, over];
    for (let at = place; at >= 0; at--) {
      const sum = kg + lbs[at];
      if (sum >= low) hits.push([kg, lbs[at]]);
      else {
        if (!below || sum > below[0] + below[1]) below = [kg, lbs[at]];
        break;
      }
    }
  }
  return { hits, below, above };
}

// --- which plates ----------------------------------------------------------------------------------------

/** The stack that makes a sum in the fewest moves from `before`; of equals fewer plates, then heavier ones inside. */
function changeTo(sum, plates, before) {
  let best = null;
  for (let keep = before.length; keep >= 0; keep--) {
    const kept = before.slice(0, keep);
    const rest = fewest(left(sum, kept), unused(plates, kept));
    const stack = rest && [...kept, ...rest];
    if (stack && (!best || better(stack, best, before))) best = stack;
  }
  return best;
}

/** What a sum of [kilogram plates, pound plates] still needs once some are on. */
function left([kg, lb], kept) {
  return [kg - weighs(kept.filter((plate) => plate.unit === "kg")), lb - weighs(kept.filter((plate) => plate.unit === "lb"))];
}

const unused = (plates, kept) =>
  plates.map((plate) => ({ ...plate, pairs: plate.pairs - kept.filter((one) => same(one, plate)).length }));

/** The fewest plates for a sum, the heaviest first, or null. Kilograms and pounds never add up to one another. */
function fewest(sum, plates) {
  const parts = ["kg", "lb"].map((unit, place) => fewestOf(sum[place], kindsOf(plates, unit)));
  return parts.includes(null) ? null : parts.flat().sort(heaviestFirst);
}

const kindsOf = (plates, unit) => plates.filter((plate) => plate.unit === unit && plate.pairs > 0).sort(heaviestFirst);

const roomOf = (kinds) =>
  kinds.map((_, place) => kinds.slice(place).reduce((all, plate) => all + plate.pairs * mass(plate), 0));

function fewestOf(sum, kinds) {
  const room = roomOf(kinds);
  const known = new Map();
  const solve = (place, rest) => {
    if (rest === 0) return [];
    if (rest < 0 || place === kinds.length || rest > room[place]) return null;
    const name = `${place} ${rest}`;
    if (known.has(name)) return known.get(name);
    const plate = kinds[place];
    let best = null;
    for (let count = Math.min(plate.pairs, Math.floor(rest / mass(plate))); count >= 0; count--) {
      const others = solve(place + 1, rest - count * mass(plate));
      if (others && (!best || count + others.length < best.length)) {
        best = [...Array(count).fill({ weight: plate.weight, unit: plate.unit }), ...others];
      }
    }
    known.set(name, best);
    return best;
  };
  return solve(0, sum);
}

// --- which moves -----------------------------------------------------------------------------------------

function kept(from, to) {
  let count = 0;
  while (count < from.length && count < to.length && same(from[count], to[count])) count++;
  return count;
}

const movesBetween = (from, to) => from.length + to.length - 2 * kept(from, to);

function better(stack, best, before) {
  const moves = movesBetween(before, stack) - movesBetween(before, best) || stack.length - best.length;
  return moves < 0 || (moves === 0 && heavierInside(stack, best));
}

function heavierInside(stack, best) {
  for (let place = 0; place < stack.length; place++) {
    const more = mass(stack[place]) - mass(best[place]);
    if (more) return more > 0;
  }
  return false;
}

function answer(aim, side, before, unit, bar) {
  const keep = kept(before, side);
  const total = shown(aim.barMass + 2 * weighs(side), unit);
  const { exact, under, over, belowBar } = aim;
  return { bar, side, total, exact, under, over, belowBar, keep, off: before.length - keep, on: side.length - keep };
}

// --- several loads ---------------------------------------------------------------------------------------

const MOST_WAYS = 40;
const MOST_SETS_OF_PLATES = 20;
const MOST_TO_REORDER = 3;

/** Stacks as text, a letter a plate, the heaviest kind first: quick to compare, and earlier text is heavier inside. */
function lettersOf(plates) {
  const kinds = [];
  for (const { weight, unit } of [...plates].sort(heaviestFirst)) {
    if (!kinds.some((kind) => same(kind, { weight, unit }))) kinds.push({ weight, unit });
  }
  return {
    write: (stack) => stack.map((plate) => String.fromCharCode(48 + kinds.findIndex((kind) => same(kind, plate)))).join(""),
    read: (text) => [...text].map((letter) => kinds[letter.charCodeAt(0) - 48]),
  };
}

function shared(from, to) {
  let count = 0;
  while (count < from.length && from[count] === to[count]) count++;
  return count;
}

const cheaper = (a, b) => (a.moves - b.moves || a.plates - b.plates || (a.trail < b.trail ? -1 : 1)) < 0;

/** The stacks worth trying for a load: each set of plates in its orders, and what grows from a stack of before. */
function stacksFor(aim, plates, ways, letters) {
  const found = new Set();
  const tried = new Set();
  for (const sum of aim.sums) {
    for (const set of setsOf(sum, plates)) ordersOf(letters.write(set)).forEach((stack) => found.add(stack));
    for (const way of ways) {
      for (let keep = way.stack.length; keep > 0; keep--) {
        const inner = way.stack.slice(0, keep);
        const name = `${sum} ${inner}`;
        if (tried.has(name)) break; // and with it everything further in
        tried.add(name);
        const kept = letters.read(inner);
        const rest = fewest(left(sum, kept), unused(plates, kept));
        if (rest) ordersOf(letters.write(rest)).forEach((order) => found.add(inner + order));
      }
    }
  }
  return [...found];
}

/** Sets of plates for a sum, those with the fewest plates first. */
function setsOf(sum, plates) {
  const parts = ["kg", "lb"].map((unit, place) => setsOfUnit(sum[place], kindsOf(plates, unit)));
  return parts[0]
    .flatMap((kg) => parts[1].map((lb) => [...kg, ...lb].sort(heaviestFirst)))
    .sort((a, b) => a.length - b.length)
    .slice(0, MOST_SETS_OF_PLATES);
}

function setsOfUnit(sum, kinds) {
  const room = roomOf(kinds);
  const found = [];
  const walk = (place, rest, taken) => {
    if (rest === 0) found.push(taken);
    else if (place < kinds.length && rest <= room[place] && found.length < MOST_SETS_OF_PLATES * 5) {
      const plate = kinds[place];
      for (let count = Math.min(plate.pairs, Math.floor(rest / mass(plate))); count >= 0; count--) {
        walk(place + 1, rest - count * mass(plate), [...taken, ...Array(count).fill(plate)]);
      }
    }
  };
  walk(0, sum, []);
  return found;
}

/** The orders of a few plates; more stay with the heaviest inside. */
function ordersOf(text) {
  if (text.length < 2 || text.length > MOST_TO_REORDER) return [text];
  return [...text].flatMap((letter, place) =>
    ordersOf(text.slice(0, place) + text.slice(place + 1)).map((rest) => letter + rest),
  );
}
