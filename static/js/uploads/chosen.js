// A clip that was chosen and not sent yet: what it looks like, when it was filmed, where the set starts and ends.
import { clock } from "../player/frames.js";
import { button, make } from "./line.js";
import { fileOf } from "./store.js";
import { sizeWords } from "./words.js";

const NO_PREVIEW = "This browser cannot show it. It can be sent all the same.";

/**
 * Return the card of a draft. `ways` has {dated: whether the date can be said, change(fields), remove()}; the card has
 * `leave()`, which gives back what its preview holds.
 */
export function cardFor(clip, ways) {
  const card = make("li", { className: "chosen" });
  card.dataset.clip = clip.id;
  const remove = button("Remove", "quiet", () => ask(remove, ways.remove));
  remove.setAttribute("aria-label", `Remove ${clip.name}`);
  const name = make("div", { className: "clip-name grow" }, make("b", { className: "anywhere" }, clip.name), make("small", {}, sizeWords(clip.size)));
  card.append(make("div", { className: "row wrap" }, name, remove));
  const preview = make("video", { controls: true, muted: true, playsInline: true, preload: "metadata" });
  preview.setAttribute("aria-label", `Preview of ${clip.name}`);
  const marks = marksFor(clip, preview, ways.change);
  const none = make("p", { className: "muted", hidden: true }, NO_PREVIEW);
  card.append(preview, none, marks);
  if (ways.dated) card.append(dateOf(clip, ways.change));
  if (clip.lasting === false) card.append(make("p", { className: "errors" }, "This browser does not keep it: leave this page open until it is sent."));
  const hide = () => {
    preview.hidden = marks.hidden = true;
    none.hidden = false;
  };
  preview.addEventListener("error", hide);
  preview.addEventListener("loadedmetadata", () => preview.videoWidth || hide()); // sound only: it has no decoder for the picture
  let isLeft = false;
  fileOf(clip.id).then((file) => {
    if (file && !isLeft) preview.src = URL.createObjectURL(file);
  }, hide);
  card.leave = () => {
    isLeft = true;
    if (preview.src) URL.revokeObjectURL(preview.src);
  };
  return card;
}

/** Ask once more in place of the button: what was filmed here may be nowhere else. */
function ask(remove, act) {
  const yes = button("Take it off this device", "danger", act);
  const no = button("Keep", "", () => {
    asked.replaceWith(remove);
    remove.focus();
  });
  const asked = make("div", { className: "actions" }, yes, no);
  remove.replaceWith(asked);
  yes.focus();
}

/** Two buttons that take the moment the preview stands at, and what they took. */
function marksFor(clip, preview, change) {
  const taken = { start: clip.fields.trim_start_s ?? null, end: clip.fields.trim_end_s ?? null };
  const says = make("p", { className: "marks-say" });
  says.setAttribute("role", "status");
  const whole = make("button", { type: "button", className: "btn small quiet" }, "Whole clip");
  const show = (wrong = "") => {
    const isWhole = taken.start === null && taken.end === null;
    whole.hidden = isWhole;
    says.classList.toggle("errors", Boolean(wrong));
    says.textContent = wrong || (isWhole ? "The whole clip is shown." : `Shown: ${clock(taken.start ?? 0)} to ${taken.end === null ? "the end" : clock(taken.end)}.`);
  };
  const take = (which) => {
    const at = Math.round(preview.currentTime * 100) / 100;
    const wanted = { ...taken, [which]: at };
    if (wanted.start !== null && wanted.end !== null && wanted.end <= wanted.start) {
      show(which === "end" ? "The end must come after the start: play on, then mark it." : "The start must come before the end.");
      return;
    }
    if (which === "end" && at === 0) {
      show("Play to where the set ends, then mark it.");
      return;
    }
    Object.assign(taken, wanted);
    change({ trim_start_s: taken.start, trim_end_s: taken.end });
    show();
  };
  const mark = (words, which) => {
    const made = make("button", { type: "button", className: "btn small" }, words);
    made.addEventListener("click", () => take(which));
    return made;
  };
  whole.addEventListener("click", () => {
    Object.assign(taken, { start: null, end: null });
    change({ trim_start_s: null, trim_end_s: null });
    show();
  });
  show();
  return make("div", { className: "marks" }, make("div", { className: "actions" }, mark("Set starts here", "start"), mark("Set ends here", "end"), whole), says);
}

function dateOf(clip, change) {
  const id = `filmed-${clip.id}`;
  const input = make("input", { type: "datetime-local", id, value: local(clip.fields.recorded_at ?? clip.modified) });
  input.addEventListener("change", () => change({ recorded_at: input.value ? new Date(input.value).toISOString() : null }));
  const label = make("label", { htmlFor: id }, "Filmed");
  return make("div", { className: "field" }, label, input);
}

function local(at) {
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
