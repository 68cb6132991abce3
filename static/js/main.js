// Elements and habits that every page uses. Each element enhances markup that works as a form or a link.
import "./elements/fr-elapsed.js";
import "./elements/fr-player.js";
import "./elements/fr-set-row.js";
import "./elements/fr-strength-chart.js";
import "./elements/fr-time-zone.js";
import "./elements/fr-toast.js";
import "./elements/fr-upload.js";
import { toast } from "./lib/toast.js";

for (const field of document.querySelectorAll("[data-browser-zone]")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}

document.addEventListener("htmx:sendError", () => toast("Not saved: the server cannot be reached. Try again."));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  toast(status === 403 ? "Not saved: you are signed out. Reload the page." : `Not saved: the server answered ${status}.`);
});
