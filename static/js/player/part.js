// A part that is looped: { first, last } in frames; without `last` while its end is still to be chosen.

/** Return what a press at a frame makes of the part: its start, then its end, then none. */
export function nextPart(part, frame) {
  if (!part) return { first: frame };
  if (isChosen(part) || frame === part.first) return null;
  return { first: Math.min(part.first, frame), last: Math.max(part.first, frame) };
}

/** Tell whether both ends are chosen. */
export function isChosen(part) {
  return part?.last !== undefined;
}

/** Return the part as it would be if it ended at this frame; null without one. */
export function partUntil(part, frame) {
  if (!part || isChosen(part)) return part;
  return { first: Math.min(part.first, frame), last: Math.max(part.first, frame) };
}

/** Return what the button says, and what is said aloud, with times as `clock` gives them. */
export function partWords(part, clock) {
  if (!part) return { button: "Part", said: "The part is gone" };
  if (!isChosen(part)) return { button: "Part: to here", said: `The part starts at ${clock(part.first)}` };
  return { button: "Clear part", said: `Looping ${clock(part.first)} to ${clock(part.last)}` };
}
