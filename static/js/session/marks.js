// What stands at the rows of a session: what is wrong with them, what waits, and what was not taken.
import { outbox } from "../lib/outbox.js";
import { showFilm } from "../uploads/session.js";

/** Say under a row what is wrong in its cells, by name; returns whether anything is. */
export function complain(screen, li, wrong) {
  const sentences = Object.entries(wrong).map(([name, sentence]) => `${name === "load_kg" ? "" : `${screen.cellNames[name] ?? name}: `}${sentence}`);
  for (const input of li.querySelectorAll("[data-cell]")) {
    if (input.dataset.cell in wrong) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", `set-${li.dataset.set}-errors`);
    } else {
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
  }
  const line = li.querySelector("[data-errors]");
  line.textContent = sentences.join(" ");
  line.hidden = !sentences.length;
  return sentences.length > 0;
}

/** Mark rows that wait or were refused, with the reason. */
export async function mark(screen) {
  const ops = await outbox.list({ session: screen.sessionId });
  const waiting = new Set(ops.filter((op) => op.state === "waiting").map((op) => op.row));
  const refused = screen.refused = new Map(ops.filter((op) => op.state === "refused").map((op) => [op.row, op]));
  for (const li of screen.querySelectorAll("#blocks [data-set]")) {
    li.toggleAttribute("data-waiting", waiting.has(li.dataset.set));
    const op = refused.get(li.dataset.set);
    const box = li.querySelector("[data-refused]");
    if (op) {
      const line = li.querySelector("[data-errors]");
      line.textContent = `Not taken: ${op.problem?.detail ?? `the server answered ${op.status}`}`;
      line.hidden = false;
    } else if (!box.hidden) complain(screen, li, {});
    box.hidden = !op;
    box.dataset.key = op?.key ?? "";
  }
  await showFilm(screen);
}

/** This device keeps no such session: ask the server for it, or offer to begin one. */
export function sayNothingHere(screen) {
  if (navigator.onLine && screen.sessionId) return location.replace(screen.place); // sent long ago: the server has it
  const line = screen.querySelector("[data-not-sent]");
  line.textContent = "No session of yours is kept on this device. ";
  line.append(Object.assign(document.createElement("a"), { href: "/sessions/start", textContent: "Start a session" }));
  line.hidden = false;
  for (const part of screen.querySelectorAll('[data-action="finish"], [data-action="add-exercise"], [data-empty]')) part.hidden = true;
  return undefined;
}
