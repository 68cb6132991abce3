// What the player's buttons and words show.
import { partWords } from "./part.js";

/** Draw time, frame, and which buttons are pressed. */
export function drawPanel(player) {
  const { screen, view, kept, looped, clip } = player;
  const at = (frame) => player.clockOf(frame);
  player.find("now").textContent = clip.exact ? `${at(screen.frame)} · frame ${screen.frame}` : at(screen.frame);
  player.find("length").textContent = `${at(view.first)} to ${at(view.last + 1)}`;
  press(player, "loop", kept.loop);
  press(player, "part", Boolean(looped));
  player.find("part-word").textContent = partWords(looped, at).button;
}

/** Draw where the set is, in words and fields, and what of the clip is shown. */
export function drawMarks(player) {
  const { isMarked, whole, marked, marks, saving } = player;
  player.toggleAttribute("data-marked", isMarked);
  player.toggleAttribute("data-whole", whole);
  if (!saving) return;
  player.find("views").hidden = !isMarked;
  press(player, "only-set", !whole);
  press(player, "whole-clip", whole);
  player.querySelector("[data-do=clear-marks]").hidden = !isMarked;
  const words = player.find("marked-words");
  words.dataset.none ??= words.textContent;
  const at = (frame) => player.clockOf(frame);
  words.textContent = isMarked ? `The set is ${at(marked.first)} to ${at(marked.last + 1)}. The file itself stays whole.` : words.dataset.none;
  for (const [name, value] of Object.entries(marks)) saving.fields[name].value = value ?? "";
}

function press(player, action, on) {
  player.querySelector(`[data-do=${action}]`).setAttribute("aria-pressed", on);
}
