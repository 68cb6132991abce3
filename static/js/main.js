// Elements and habits that every page uses. Each element enhances markup that works as a form or a link.
import "./elements/fr-elapsed.js";
import "./elements/fr-player.js";
import "./elements/fr-set-row.js";
import "./elements/fr-strength-chart.js";
import "./elements/fr-time-zone.js";
import "./elements/fr-toast.js";
import "./elements/fr-upload.js";
import { signInLink } from "./lib/sign-in.js";
import { toast } from "./lib/toast.js";

for (const field of document.querySelectorAll("[data-browser-zone]")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}

// Screen readers say what is put into the region while they watch it, not what came with the page.
setTimeout(() => {
  const region = document.querySelector(".toasts");
  if (!region.contains(document.activeElement)) region.append(...region.children);
}, 300);

let signedOut = false;
const isPoll = (event) => event.detail.elt.getAttribute("hx-trigger")?.startsWith("every ");
const notDone = (event) => (event.detail.requestConfig?.verb === "get" ? "Not loaded" : "Not saved");

document.addEventListener("htmx:beforeRequest", (event) => {
  if (signedOut && isPoll(event)) event.preventDefault();
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) signedOut = false;
});
document.addEventListener("htmx:sendError", (event) => {
  if (!isPoll(event)) toast(`${notDone(event)}: the server cannot be reached. Try again.`);
});
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 401) saySignedOut(event);
  else if (isPoll(event)) return;
  else if (status === 403) toast(`${notDone(event)}: this page was open too long. Reload it and try again.`);
  else toast(`${notDone(event)}: the server answered ${status}.`);
});

function saySignedOut(event) {
  const said = signedOut && document.querySelector("[data-signed-out]");
  signedOut = true;
  if (said || isPoll(event)) return;
  const link = signInLink();
  link.dataset.signedOut = "";
  toast(`${notDone(event)}: you are signed out.`, link);
}
