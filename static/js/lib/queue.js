// What the order of operations means: which one is next, which wait behind a refused one, what a correction changes.
// An operation names the row that it writes, and in `after` another one that must be there first.

/** Return the operations with `held_by`: the key of the refused one that each waits behind, or null. */
export function inOrder(ops) {
  const rows = new Map(); // rows whose making was refused
  const sessions = new Map(); // sessions whose making was refused, with all their sets
  return ops.map((op) => {
    const behind = op.state === "waiting" ? (rows.get(op.row) ?? rows.get(op.after) ?? sessions.get(op.session) ?? null) : null;
    if (op.state === "refused" && makes(op)) {
      rows.set(op.row, op.key);
      if (op.row === op.session) sessions.set(op.session, op.key);
    }
    return { ...op, held_by: behind };
  });
}

/** Return the operation to send next, or undefined. */
export function nextOf(ops) {
  return inOrder(ops).find((op) => op.state === "waiting" && op.held_by === null);
}

/** Count what waits to be sent and what was refused. */
export function count(ops) {
  const ordered = inOrder(ops);
  return {
    waiting: ordered.filter((op) => op.state === "waiting" && op.held_by === null).length,
    refused: ordered.filter((op) => op.state === "refused").length,
  };
}

/**
 * Return what a refused operation says once the later ones for its row are heard, null where they change nothing: who
 * corrects a row that was refused has said what it should have been from the start.
 */
export function corrected(refused, ops) {
  if (!hasBody(refused)) return null;
  let body = refused.body;
  for (const op of laterOf(refused, ops)) body = op.method === "PUT" ? { ...op.body } : { ...body, ...op.body };
  return same(body, refused.body) ? null : body;
}

/**
 * Return the waiting operation that a change can be written into, undefined where it must be a call of its own: where
 * nothing of its row waits, or something was done to the row since.
 */
export function openFor(fresh, ops) {
  const own = ops.filter((op) => op.row === fresh.row);
  const last = own.at(-1);
  const isOpen = last?.state === "waiting" && last.url === fresh.url && hasBody(last) && hasBody(fresh);
  return isOpen && !own.some((op) => op.state === "refused") ? last : undefined; // a refused one hears of corrections
}

/** Return the later operations for the row, with what was edited by hand: an older wish must not undo it. */
export function withEdit(refused, body, ops) {
  const edited = Object.keys(body).filter((name) => !same(body[name], refused.body?.[name]));
  return laterOf(refused, ops).map((op) => {
    const mine = edited.filter((name) => name in op.body).map((name) => [name, body[name]]);
    return { ...op, body: { ...op.body, ...Object.fromEntries(mine) } };
  });
}

function laterOf(refused, ops) {
  return ops.filter(
    (op) => op.row === refused.row && op.key > refused.key && op.state === "waiting" && hasBody(op),
  );
}

function makes(op) {
  return op.method === "PUT" || op.method === "POST";
}

function hasBody(op) {
  return op.body && (op.method === "PUT" || op.method === "PATCH");
}

/** Tell whether two values say the same. */
export function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
