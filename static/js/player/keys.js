// What keys do in the player. They are off while something is typed, and where the key already means something.
const KEYS = {
  " ": "play", k: "play", ArrowLeft: "back", ",": "back", ArrowRight: "forward", ".": "forward",
  j: "back-second", l: "forward-second", Home: "first", End: "last", "[": "mark-start", "]": "mark-end",
  "<": "slower", ">": "faster", r: "loop", p: "part", w: "whole", f: "full-screen", "?": "keys",
};
const WITH_SHIFT = { ArrowLeft: "back-second", ArrowRight: "forward-second" };
const ON_NEEDLE = { ArrowUp: "ArrowRight", ArrowDown: "ArrowLeft" };
const FIELDS = "input, select, textarea, [contenteditable]";
const PRESSED_BY_SPACE = "button, a, summary, [role=button]";

/** Return what a key means: an action, "moment-1" to "moment-9" for the pictures of the strip, or null. */
export function actionOf({ key: pressed, shiftKey = false, ctrlKey = false, metaKey = false, altKey = false }, { onNeedle = false } = {}) {
  if (ctrlKey || metaKey || altKey) return null;
  const key = (onNeedle && ON_NEEDLE[pressed]) || pressed;
  if (/^[1-9]$/.test(key)) return `moment-${key}`;
  return (shiftKey && WITH_SHIFT[key]) || KEYS[key.length === 1 ? key.toLowerCase() : key] || null;
}

/** Tell whether a key that was pressed is the player's. */
export function isOurs(event) {
  if (event.defaultPrevented || event.isComposing) return false;
  const { target } = event;
  if (target.closest(FIELDS) || document.querySelector("dialog[open]")) return false;
  return event.key !== " " || !target.closest(PRESSED_BY_SPACE);
}
