// One clip in the tray: how far it is, and what can be done about it.
import { signInLink } from "../lib/sign-in.js";
import { clips } from "./clips.js";
import { rowsOf, wrongFields } from "./rules.js";
import { fieldName, percent, sizeWords, standWords } from "./words.js";

const WITH_BAR = ["sending", "queued", "paused", "offline", "server-down", "busy", "checking", "full", "signed-out", "other-account", "wifi", "row-waiting"];
const KIND = { refused: "errors", "row-refused": "errors", done: "good", sending: "" };

/** Return the line of a clip; `show(clip)` brings it to how the clip stands, and keeps the focus. */
export function lineFor(clip) {
  const line = make("li", { className: "clip-line" });
  line.dataset.clip = clip.id;
  const title = make("b", { className: "anywhere" });
  const details = make("small", { className: "anywhere" });
  const bar = make("progress", { max: 100, value: 0 });
  const says = make("p", { className: "clip-says" });
  const actions = make("div", { className: "actions" });
  line.append(make("div", { className: "clip-name" }, title, details), bar, make("div", { className: "clip-foot" }, says, actions));
  let shown = null;
  line.show = (now) => {
    line.clip = now;
    bar.hidden = !WITH_BAR.includes(now.stand) || (now.stand !== "sending" && !now.sent);
    bar.value = percent(now.sent, now.size);
    says.className = `clip-says ${KIND[now.stand] ?? "muted"}`;
    const words = standWords(now);
    if (says.textContent !== words) says.textContent = words;
    const state = JSON.stringify([now.stand, now.problem, now.lasting, now.video, now.about]);
    if (state === shown) return;
    shown = state;
    title.textContent = now.about || now.name;
    details.textContent = [now.about ? now.name : "", sizeWords(now.size)].filter(Boolean).join(" · ");
    bar.setAttribute("aria-label", `Sent of ${title.textContent}`);
    line.dataset.stand = now.stand;
    if (line.asking && now.stand !== "done") return; // a question stays until it is answered
    line.asking = false;
    const focused = line.contains(document.activeElement);
    actions.replaceChildren(...actionsFor(now, line));
    if (focused) actions.querySelector("button, a")?.focus();
  };
  line.show(clip);
  return line;
}

function actionsFor(clip, line) {
  const found = waysFor(clip, line);
  const isLoose = clip.lasting === false && clip.stand !== "done";
  return isLoose ? [...found, make("p", { className: "errors" }, "This browser does not keep it: leave this page open until it is sent.")] : found;
}

function waysFor(clip, line) {
  const remove = button(clip.stand === "done" ? "Clear" : "Cancel", "quiet", () => (clip.stand === "done" ? clips.drop(clip.id) : ask(clip, line)));
  const pause = button("Pause", "", () => clips.pause(clip.id));
  switch (clip.stand) {
    case "done": return [link(`/videos/${clip.video}`, "Watch"), remove];
    case "paused": return [button("Go on", "", () => clips.resume(clip.id)), remove];
    case "draft": return [...(location.pathname === clip.place ? [] : [link(clip.place, "Go on"), ...alone(clip)]), remove];
    case "refused": return [...fixes(clip), ...room(clip), button("Try again", "", () => clips.again(clip.id)), remove];
    case "row-refused": return [link("/waiting", "See why"), ...alone(clip), remove];
    case "row-waiting": return [link("/waiting", "What waits"), remove];
    case "signed-out":
    case "other-account": return [signIn(), remove];
    case "wifi": return [button("Send now all the same", "", () => clips.sendAnyway()), remove];
    default: return [pause, remove];
  }
}

/** What a clip shows may be gone, or never have been taken: it can be kept among the videos. */
function alone(clip) {
  const names = rowsOf(clip.fields);
  return names.length ? [button("Send it alone", "", () => clips.again(clip.id, names))] : [];
}

function fixes(clip) {
  const names = wrongFields(clip);
  if (!names.length) return [];
  return [button(`Send without ${names.map(fieldName).join(", ")}`, "", () => clips.again(clip.id, names))];
}

/** Lead to where room can be made, where that is what is missing. */
const room = (clip) => (clip.problem?.code === "quota_exceeded" ? [link("/videos/storage", "Make room")] : []);

function ask(clip, line) {
  const actions = line.querySelector(".actions");
  line.asking = true;
  const yes = button("Take it off this device", "danger", () => clips.drop(clip.id));
  const no = button("Keep", "", () => {
    line.asking = false;
    actions.replaceChildren(...actionsFor(line.clip, line));
    actions.querySelector("button, a").focus();
  });
  actions.replaceChildren(yes, no);
  yes.focus();
}

function signIn() {
  const found = signInLink();
  found.className = "btn small";
  return found;
}

const link = (href, words) => make("a", { href, className: "btn small" }, words);

/** Return a small button. */
export function button(words, kind, act) {
  const made = make("button", { type: "button", className: `btn small ${kind}` }, words);
  made.addEventListener("click", act);
  return made;
}

/** Return an element with properties and children. */
export function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}
