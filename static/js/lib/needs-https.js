import { toast } from "./toast.js";

const SAID = "said that https is needed";

/** Over plain http from another device, say what that leaves out: on the pages about it always, elsewhere once. */
export function sayWhatNeedsHttps() {
  if (isSecureContext || !document.body.dataset.account) return;
  const lines = document.querySelectorAll("[data-needs-https]");
  for (const line of lines) line.hidden = false;
  if (lines.length || isSaid()) return;
  const link = document.createElement("a");
  link.href = "/help/https";
  link.textContent = "Why, and how";
  toast("Starting without a connection and notifications need https.", link);
}

function isSaid() {
  try {
    const said = localStorage.getItem(SAID);
    localStorage.setItem(SAID, "yes");
    return said !== null;
  } catch {
    return true; // no storage, and a word on every page would be too many
  }
}
