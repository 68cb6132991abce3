// Elements and habits that every page uses. Each element enhances markup that works as a form or a link.
import "./elements/fr-bar-chart.js";
import "./elements/fr-connection.js";
import "./elements/fr-copy.js";
import "./elements/fr-drills.js";
import "./elements/fr-elapsed.js";
import "./elements/fr-figure.js";
import "./elements/fr-filter.js";
import "./elements/fr-kept-session.js";
import "./elements/fr-keypad.js";
import "./elements/fr-line-chart.js";
import "./elements/fr-passkey.js";
import "./elements/fr-player.js";
import "./elements/fr-rest-timer.js";
import "./elements/fr-scrub.js";
import "./elements/fr-session.js";
import "./elements/fr-time-zone.js";
import "./elements/fr-toast.js";
import "./elements/fr-upload.js";
import "./elements/fr-uploads.js";
import "./elements/fr-waiting.js";
import "./elements/fr-wifi-only.js";
import "./elements/fr-year.js";
import { freshen } from "./lib/fresh.js";
import { outbox } from "./lib/outbox.js";
import { sayWhatNeedsHttps } from "./lib/needs-https.js";
import { signInLink } from "./lib/sign-in.js";
import { toast } from "./lib/toast.js";
import { startWorker } from "./lib/worker.js";
import { start } from "./session/start.js";
import { clips } from "./uploads/clips.js";

let starting = false;
addEventListener("pageshow", () => {
  starting = false;
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-start]")) return;
  event.preventDefault();
  if (starting) return; // two taps begin one session
  starting = true;
  start(event.target)
    .then((gone) => {
      starting = gone !== false;
    })
    .catch((error) => {
      starting = false;
      throw error;
    });
});

outbox.start();
clips.start();
startWorker();
sayWhatNeedsHttps();

// In a row of links that scrolls, the page that is open is in sight.
for (const here of document.querySelectorAll("nav.scroll [aria-current]")) {
  here.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });
}

for (const field of document.querySelectorAll("[data-browser-zone]")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}

// A menu closes when something else is pressed, and with Escape, which gives the focus back to its button.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// Pictures of clips are not kept on the device: without a connection their place stays empty.
document.addEventListener("error", (event) => {
  if (event.target.matches?.(".thumb img")) event.target.hidden = true;
}, true);

// A copy of a page has nothing new to say.
if ("copy" in document.body.dataset) document.querySelector(".toasts").replaceChildren();

// One that is shown because the server was slow becomes the page itself once it answers.
if ("copy" in document.body.dataset && document.querySelector('[data-fresh="all"]')) freshen();

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
