// Lays the outbox over a page: the page says what the server knew, the outbox what this device did since.
import { BLANK } from "./runs.js";

/** Return {session, rows} of the page with the operations applied in order; those the page has seen are left out. */
export function overlay(page, ops) {
  let session = page.session && { ...page.session };
  const rows = new Map(page.rows.map((row) => [row.id, row]));
  const gone = new Map();
  for (const op of ops) {
    if (op.state === "sent" && op.v !== null && op.v <= page.v) continue;
    if (op.url.endsWith("/cues")) continue; // cues.js lays those
    if (op.url.startsWith("/api/v1/sessions/")) {
      if (op.body) session = { suggestions: {}, finished_at: null, title: "", ...session, ...op.body, id: op.row };
    } else if (op.method === "DELETE") {
      gone.set(op.row, rows.get(op.row));
      rows.delete(op.row);
    } else if (op.url.endsWith("/restore")) {
      const back = gone.get(op.row) ?? op.shown;
      if (back && !rows.has(op.row)) rows.set(op.row, back);
    } else if (op.method === "PUT") {
      rows.set(op.row, { ...BLANK, ...rows.get(op.row), ...op.body, id: op.row });
    } else if (rows.has(op.row)) {
      rows.set(op.row, { ...rows.get(op.row), ...op.body });
    } else if (op.state === "refused" && op.shown) {
      rows.set(op.row, { ...op.shown }); // deleted elsewhere: it stays in sight until it is edited or dropped
    }
  }
  return { session, rows: [...rows.values()] };
}
