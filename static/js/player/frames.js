// A clip's frames: `num / den` a second, `count` of them. Frame n is shown from n * den / num seconds on, so its middle
// is where a player that is asked for it cannot miss. Marks are in seconds, null where the clip itself begins or ends.
const NEAR = 0.1; // of a frame: marks are kept to the millisecond
const MS = 1000;
export const MOMENTS = 9; // pictures of the film strip

/** Return where to seek for a frame, in seconds. */
export function timeOf(frame, { num, den }) {
  return ((frame + 0.5) * den) / num;
}

/** Return when a frame begins, in seconds. */
export function beginOf(frame, { num, den }) {
  return (frame * den) / num;
}

/** Return the frame that is shown at a time. */
export function frameAt(time, clip) {
  return clamp(Math.floor((time * clip.num) / clip.den + NEAR / 100), { first: 0, last: clip.count - 1 });
}

/** Return the frame that begins at a picture's own time, as the browser tells it. */
export function frameOfPicture(mediaTime, clip) {
  return clamp(Math.round((mediaTime * clip.num) / clip.den), { first: 0, last: clip.count - 1 });
}

/** Return the frame, or the end of the range that is nearer. */
export function clamp(frame, { first, last }) {
  return Math.min(last, Math.max(first, frame));
}

/** Return the first and the last frame between the marks. */
export function between({ start, end }, { num, den, count }) {
  const whole = { first: 0, last: count - 1 };
  const first = start === null ? 0 : clamp(Math.floor((start * num) / den + NEAR), whole);
  const last = end === null ? count - 1 : clamp(Math.ceil((end * num) / den - NEAR) - 1, whole);
  return { first, last: Math.max(first, last) };
}

/** Return the marks of a set that starts with this frame; an end that lay before it is dropped. */
export function startWith(frame, marks, clip) {
  const start = frame <= 0 ? null : inMs(beginOf(frame, clip));
  return { start, end: frame > between(marks, clip).last ? null : marks.end };
}

/** Return the marks of a set that ends with this frame; a start that lay after it is dropped. */
export function endWith(frame, marks, clip) {
  const end = frame >= clip.count - 1 ? null : inMs(beginOf(frame + 1, clip));
  return { start: frame < between(marks, clip).first ? null : marks.start, end };
}

function inMs(time) {
  return Math.round(time * MS) / MS;
}

/** Return where in a range a frame lies, 0 to 1. */
export function shareOf(frame, { first, last }) {
  return last > first ? (frame - first) / (last - first) : 0;
}

/** Return the frame that lies there in a range. */
export function frameOfShare(share, { first, last }) {
  return clamp(Math.round(first + share * (last - first)), { first, last });
}

/** Return which of the strip's pictures is nearest to a frame; the strip covers the range. */
export function momentOf(frame, { first, last }) {
  const share = (frame - first + 0.5) / (last - first + 1);
  return Math.min(MOMENTS - 1, Math.max(0, Math.floor(share * MOMENTS)));
}

/** Return the frame in the middle of one of the strip's pictures. */
export function frameOfMoment(moment, { first, last }) {
  return clamp(Math.floor(first + ((moment + 0.5) / MOMENTS) * (last - first + 1)), { first, last });
}

/** Say a time as a clock does, to a tenth of a second. */
export function clock(time) {
  const tenths = Math.floor(time * 10 + 1e-6);
  const minutes = Math.floor(tenths / 600);
  const rest = (tenths - minutes * 600) / 10;
  const seconds = rest.toFixed(1).padStart(4, "0");
  if (minutes < 60) return `${minutes}:${seconds}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${seconds}`;
}

export const SPEEDS = [0.1, 0.25, 0.5, 1, 2];

/** Return the next speed up (1) or down (-1), the same at the end of the list. */
export function nextSpeed(speed, way) {
  const place = SPEEDS.indexOf(speed);
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, (place < 0 ? SPEEDS.indexOf(1) : place) + way))];
}
