// Fingers and mouse on the picture: a tap plays or pauses, a drag to the side goes frame by frame, two taps at a side
// go a step.
const DRAG_PX = 10; // from here on it is a drag
const FRAME_PX = 7; // of a drag for one frame
const TWICE_MS = 280;

/** Return which third of the box a point lies in: -1, 0, 1. */
export function sideOf(x, { left, width }) {
  const share = (x - left) / width;
  return share < 1 / 3 ? -1 : share > 2 / 3 ? 1 : 0;
}

/** Return how many frames a drag of so many pixels goes. */
export function framesOf(dx) {
  return Math.trunc(dx / FRAME_PX);
}

/** Call `tap()`, `twice(side)`, and `drag(frames)` with the way since the drag began; `grab()` begins one. */
export function onPicture(picture, { tap, twice, grab, drag }) {
  let down = null;
  let last = null;
  let waiting = 0;

  picture.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0 || event.target.closest("button")) return;
    down = { id: event.pointerId, x: event.clientX, dragging: false };
  });
  picture.addEventListener("pointermove", (event) => {
    if (!event.buttons) down = null; // it was let go outside
    if (event.pointerId !== down?.id) return;
    const dx = event.clientX - down.x;
    if (!down.dragging && Math.abs(dx) >= DRAG_PX) {
      Object.assign(down, { dragging: true, x: event.clientX });
      picture.setPointerCapture(event.pointerId);
      grab();
    } else if (down.dragging) drag(framesOf(dx));
  });
  const up = (event) => {
    if (event.pointerId !== down?.id) return;
    const { dragging } = down;
    down = null;
    if (!dragging && event.type === "pointerup") tapped(event);
  };
  picture.addEventListener("pointerup", up);
  picture.addEventListener("pointercancel", up);

  function tapped(event) {
    const side = event.pointerType === "mouse" ? 0 : sideOf(event.clientX, picture.getBoundingClientRect());
    clearTimeout(waiting);
    if (side === 0) {
      last = null;
      tap();
      return;
    }
    if (last?.side === side && event.timeStamp - last.at < TWICE_MS) {
      last.at = event.timeStamp; // a third tap goes another step
      twice(side);
      return;
    }
    last = { side, at: event.timeStamp };
    waiting = setTimeout(tap, TWICE_MS);
  }
}
