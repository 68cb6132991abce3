// Clips on the session screen: a button to film the last done set, those too that the server has not heard of, and how
// far the clips are that wait on this device.
import { toast } from "../lib/toast.js";
import { check } from "./checks.js";
import { clips } from "./clips.js";
import { make } from "./line.js";
import { reasonOf, percent, shortWords } from "./words.js";

const ENDED = ["done", "draft"];
const watched = new WeakSet();
const opened = new WeakMap(); // a chooser -> the set that it was opened for: the next one may be done before the file is there

/** Bring the buttons and what waits to how things stand. */
export async function showFilm(screen) {
  watch(screen);
  show(screen, await clips.list());
}

function watch(screen) {
  if (watched.has(screen)) return;
  watched.add(screen);
  const { signal } = screen.ended;
  screen.addEventListener("click", (event) => event.target.matches("[data-film]") && opened.set(event.target, shownBy(screen, event.target)), { signal });
  screen.addEventListener("change", (event) => event.target.matches("[data-film]") && take(screen, event.target), { signal });
  document.addEventListener("clips", (event) => show(screen, event.detail.clips), { signal });
  document.addEventListener("clip-in", (event) => refresh(screen, event.detail), { signal });
}

function show(screen, found) {
  const queued = grouped(found);
  for (const li of screen.querySelectorAll("#blocks [data-set]")) {
    showQueued(screen, li, (queued.get(li.dataset.set) ?? []).filter((clip) => !ENDED.includes(clip.stand)));
  }
  for (const block of screen.querySelectorAll("#blocks .block")) showButtons(screen, block, queued);
}

/** Return the clips of each set. */
function grouped(found) {
  const groups = new Map();
  for (const clip of found) groups.set(clip.fields.set, [...(groups.get(clip.fields.set) ?? []), clip]);
  return groups;
}

/** Say under a row how far its clips are. */
function showQueued(screen, li, waiting) {
  const place = li.querySelector("[data-queued]");
  place.hidden = !waiting.length;
  const known = new Map([...place.children].map((chip) => [chip.dataset.clip, chip]));
  for (const clip of waiting) {
    const chip = known.get(clip.id) ?? place.appendChild(screen.querySelector("#queued-template").content.firstElementChild.cloneNode(true));
    known.delete(clip.id);
    chip.dataset.clip = clip.id;
    chip.classList.toggle("failed", clip.stand === "refused");
    const words = clip.stand === "refused" ? `Clip not sent: ${reasonOf(clip.problem)}` : shortWords(clip);
    const line = chip.querySelector(".queued-words");
    if (line.textContent !== words) line.textContent = words;
    const bar = chip.querySelector("progress");
    bar.hidden = clip.stand === "refused";
    bar.value = percent(clip.sent, clip.size);
  }
  for (const chip of known.values()) chip.remove();
}

function showButtons(screen, block, queued) {
  const place = block.querySelector("[data-film-here]");
  const template = screen.querySelector("#film-template");
  const rows = [...block.querySelectorAll("[data-set][data-done]")];
  const bare = rows.filter((li) => !queued.has(li.dataset.set) && !li.querySelector("[id^=clips-] .clip"));
  const last = template && bare.at(-1);
  place.hidden = !last;
  if (!last) return;
  if (!place.firstElementChild) place.append(template.content.cloneNode(true));
  const label = last.querySelector("[data-label]").textContent;
  if (place.dataset.of === last.dataset.set && place.dataset.named === label) return;
  Object.assign(place.dataset, { of: last.dataset.set, named: label }); // data-label would be a press on a set, to fr-session
  place.querySelector("[data-film-word]").textContent = `Film set ${label}`;
  place.querySelector("[data-choose-word]").textContent = `Add clip of set ${label}`;
}

/** Return the set that a chooser is for just now, and what it is called. */
function shownBy(screen, input) {
  const set = input.closest("[data-film-here]").dataset.of;
  const li = lineOf(screen, set);
  const name = li.closest(".block").querySelector("[data-name]").textContent;
  return { set, about: `${name}, set ${li.querySelector("[data-label]").textContent}` };
}

const lineOf = (screen, set) => screen.querySelector(`#blocks [data-set="${set}"]`);

/** Keep a clip and send it: no form between two sets. */
async function take(screen, input) {
  const place = input.closest("[data-film-here]");
  const { set, about } = opened.get(input) ?? shownBy(screen, input);
  opened.delete(input);
  const files = [...input.files];
  input.value = "";
  place.querySelector(".errors")?.remove();
  const isThere = lineOf(screen, set) !== null;
  const wait = line("muted", "status", "Keeping the clip on this device…");
  await clips.keeping(async () => {
    for (const file of files) {
      const wrong = await check(file, Number(place.querySelector(".film").dataset.maxBytes));
      if (wrong) place.append(line("errors", "alert", wrong));
      else {
        const [clip] = await clips.add([file], { about, fields: isThere ? { set } : {} });
        if (!isThere) toast("The set was removed meanwhile: the clip is kept among your videos.");
        if (clip.lasting === false) toast("This browser does not keep the clip: leave this page open until it is sent.");
      }
    }
  }, (is) => (is ? place.append(wait) : wait.remove()));
}

function line(className, role, sentence) {
  const made = make("p", { className }, sentence);
  made.setAttribute("role", role);
  return made;
}

/** Show a clip that came in under its set. */
function refresh(screen, clip) {
  const li = screen.querySelector(`#blocks [data-set="${clip.fields.set}"]`);
  const place = li?.querySelector("[id^=clips-]");
  if (!place) return;
  const target = `#${place.id}`;
  htmx.ajax("GET", screen.place, { target, select: target, swap: "outerHTML" }).then(() => showFilm(screen));
}
