// Starts a session on the device first: it begins at once, with or without a server, and is sent under its own ids.
import { kit } from "../lib/kit.js";
import { newId, outbox } from "../lib/outbox.js";
import { toast } from "../lib/toast.js";
import { BLANK } from "./runs.js";

const WAIT_MS = 600;

export async function start(form) {
  const button = form.querySelector("button");
  button.setAttribute("aria-busy", "true");
  addEventListener("pageshow", () => button.removeAttribute("aria-busy"), { once: true });
  const found = await kit();
  const { kind, id: like } = form.dataset;
  const plan = kind === "empty" ? { rows: [] } : found?.starts.find((one) => one.kind === kind && one.id === like);
  if (!found && !navigator.onLine) {
    button.removeAttribute("aria-busy");
    toast("Not started: this device has not kept what it needs for that. Open this page once with a connection.");
    return false;
  }
  if (!found || !plan) return form.submit(); // the server knows more
  const id = newId();
  const at = new Date().toISOString();
  const body = { title: form.elements.title?.value.trim() || plan.title || "", started_at: at };
  if (kind === "template") body.template = like;
  const session = { method: "PUT", url: `/api/v1/sessions/${id}`, body, row: id, session: id, words: body.title || "Session" };
  const sets = plan.rows.map((row) => {
    const set = newId();
    const name = found.exercises[row.exercise]?.name ?? row.exercise;
    return { method: "PUT", url: `/api/v1/sets/${set}`, body: { ...BLANK, ...row, session: id, performed_at: at }, row: set, session: id, words: `${name}, planned` };
  });
  await outbox.add([session, ...sets]);
  const place = (await sent(id)) ? `/sessions/${id}` : `/sessions/log#${id}`;
  location.assign(kind === "empty" && !place.includes("#") ? `${place}/exercises` : place);
  return true;
}

/** Wait a moment for the server; a slow one is not waited for. */
export async function sent(session, ms = WAIT_MS) {
  await Promise.race([outbox.flush(), new Promise((resolve) => setTimeout(resolve, ms))]);
  const held = await outbox.list({ session });
  return !held.some((op) => op.state === "waiting");
}
