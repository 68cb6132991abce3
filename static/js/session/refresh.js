// After everything was sent: read the page anew in the background, for what only the server can show, such as clips.
import { outbox } from "../lib/outbox.js";
import { bring } from "../lib/fresh.js";
import { tellWorker } from "../lib/worker.js";

const AFTER_MS = 700;
let timer = null;

export function refreshed(screen) {
  clearTimeout(timer);
  timer = setTimeout(() => refresh(screen), AFTER_MS);
}

async function refresh(screen) {
  const held = await outbox.list({ session: screen.sessionId });
  const { isNew } = screen;
  // What was answered before this page is asked for is in it; a deletion leaves no row to tell its version.
  const shown = await outbox.shown(screen.sessionId);
  const known = Math.max(screen.page.v, shown, ...held.filter((op) => op.state === "sent").map((op) => op.v ?? 0));
  if (!isNew && known === screen.page.v) return;
  let fresh;
  try {
    const answer = await fetch(screen.place, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return; // there is a next time
  }
  const data = JSON.parse(fresh.querySelector("#session-data")?.textContent ?? "null");
  if (!data || !screen.isConnected) return;
  if (isNew) history.replaceState(null, "", screen.place);
  screen.isNew = false;
  delete document.body.dataset.copy; // the page is as of now
  document.querySelector("fr-connection")?.show();
  Object.assign(screen.page, { v: Math.max(data.v, known), session: data.session, rows: data.rows });
  screen.learnOf(fresh);
  for (const part of screen.querySelectorAll("[data-fresh]")) {
    const other = fresh.getElementById(part.id);
    if (other && part.querySelector("fr-drills")) bring(part, other); // what is open there stays open
    const busy = part.querySelector("progress, [inert]") || part.contains(document.activeElement);
    if (other && !busy && !part.querySelector("fr-drills") && part.innerHTML !== other.innerHTML) {
      part.innerHTML = other.innerHTML;
      htmx.process(part);
    }
  }
  await screen.catchUp();
  screen.show();
  // Forgotten only once the copy for times without a connection has it too.
  if ((await tellWorker({ kind: "refresh", url: screen.place })) !== false) await outbox.seen(screen.sessionId, screen.page.v);
}
