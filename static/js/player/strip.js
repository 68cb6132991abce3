// The film strip under the picture: where the clip is, where the set begins and ends, and what is there.
import { MOMENTS, beginOf, clock, frameOfShare, momentOf, shareOf } from "./frames.js";

const EDGE = { start: "first", end: "last" };
const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

const percent = (share) => `${(100 * share).toFixed(3)}%`;

export class Strip {
  /**
   * `seek(frame)`, `grab()` when a drag of the needle begins; `move(which, frame)` while a mark moves, `set()` after.
   * `now()` returns { clip, view, marked, filmed, part, frame }: ranges of frames, and the frame.
   */
  constructor(element, { seek, grab, move, set, now }) {
    Object.assign(this, { element, seek, grab, move, set, now });
    this.needle = element.querySelector("[data-needle]");
    this.film = element.querySelector("[data-film]");
    this.preview = element.querySelector("[data-preview]");
    this.handles = [...element.querySelectorAll("[data-handle]")];
    this.build();
    this.listen();
  }

  build() {
    const { sprite } = this.film.dataset;
    this.film.replaceChildren(...Array.from({ length: MOMENTS }, (_, moment) => this.cell(sprite, moment)));
    this.pictured = this.cell(sprite, 0);
    this.preview.querySelector("[data-cell]").replaceChildren(this.pictured.firstChild);
    this.pictured = this.preview.querySelector("img");
  }

  cell(sprite, moment) {
    const cell = document.createElement("span");
    const frame = document.createElement("span");
    const picture = document.createElement("img");
    Object.assign(picture, { alt: "", draggable: false });
    if (sprite) picture.src = sprite; // else they are being made
    turn(picture, moment);
    frame.append(picture);
    cell.append(frame);
    return cell;
  }

  /** Show other pictures: those of the set after its marks were moved. */
  refill(sprite) {
    for (const picture of this.element.querySelectorAll("img")) picture.src = sprite;
  }

  listen() {
    const { element } = this;
    element.addEventListener("pointerdown", (event) => this.down(event));
    element.addEventListener("pointermove", (event) => this.moved(event));
    for (const kind of ["pointerup", "pointercancel"]) element.addEventListener(kind, (event) => this.up(event));
    element.addEventListener("pointerleave", () => this.look(null));
    for (const handle of this.handles) {
      handle.addEventListener("keydown", (event) => this.keyed(event, handle));
      handle.addEventListener("blur", () => this.set());
    }
  }

  down(event) {
    if (!event.isPrimary || event.button !== 0) return;
    event.preventDefault(); // nothing is selected or dragged away
    const handle = event.target.closest("[data-handle]");
    this.held = { id: event.pointerId, which: handle?.dataset.handle ?? null };
    this.element.setPointerCapture(event.pointerId);
    (handle ?? this.needle).focus({ preventScroll: true });
    if (!handle) {
      this.grab();
      this.moved(event);
    }
  }

  moved(event) {
    const frame = this.frameUnder(event.clientX);
    if (event.pointerId === this.held?.id) {
      if (this.held.which) this.move(this.held.which, frame);
      else this.seek(frame);
    } else if (event.target.closest("[data-handle]")) {
      this.look(null);
      return;
    }
    this.look(frame);
  }

  up(event) {
    if (event.pointerId !== this.held?.id) return;
    const { which } = this.held;
    this.held = null;
    if (which) this.set();
    if (event.pointerType !== "mouse") this.look(null);
  }

  keyed(event, handle) {
    const { clip, marked, view } = this.now();
    const which = handle.dataset.handle;
    const step = (STEPS[event.key] ?? 0) * (event.shiftKey ? Math.round(clip.num / clip.den) : 1);
    if (step) this.move(which, marked[EDGE[which]] + step);
    else if (event.key === "Home") this.move(which, which === "start" ? view.first : marked.first);
    else if (event.key === "End") this.move(which, which === "end" ? view.last : marked.last);
    else return;
    event.preventDefault();
  }

  frameUnder(x) {
    const { left, width } = this.film.parentElement.getBoundingClientRect();
    return frameOfShare(Math.min(1, Math.max(0, (x - left) / width)), this.now().view);
  }

  /** Show which picture is at a frame, over the place; null hides it. */
  look(frame) {
    this.preview.hidden = frame === null;
    if (frame === null) return;
    const { clip, view, filmed } = this.now();
    const inside = frame >= filmed.first && frame <= filmed.last;
    this.preview.querySelector("[data-cell]").hidden = !inside;
    if (inside) turn(this.pictured, momentOf(frame, filmed));
    this.preview.querySelector("[data-at]").textContent = clock(beginOf(frame, clip));
    this.element.style.setProperty("--look", percent(shareOf(frame, view)));
  }

  /** Draw everything where it is now. */
  draw() {
    const { clip, view, marked, filmed, part, frame } = this.now();
    const put = (name, value) => this.element.style.setProperty(name, value);
    const at = (one) => percent(shareOf(one, view));
    put("--needle", at(frame));
    put("--film-at", at(filmed.first));
    put("--film-size", percent(shareOf(filmed.last, view) - shareOf(filmed.first, view)));
    put("--from", at(Math.max(view.first, marked.first)));
    put("--to", at(Math.min(view.last, marked.last)));
    this.element.toggleAttribute("data-part", Boolean(part));
    if (part) {
      put("--part-from", at(Math.max(view.first, part.first)));
      put("--part-to", at(Math.min(view.last, part.last)));
    }
    const said = (one) => `${clock(beginOf(one, clip))}, frame ${one}`;
    value(this.needle, frame, view, said(frame));
    for (const handle of this.handles) {
      const edge = marked[EDGE[handle.dataset.handle]];
      value(handle, edge, { first: 0, last: clip.count - 1 }, said(edge));
    }
  }
}

function value(slider, now, { first, last }, text) {
  slider.setAttribute("aria-valuemin", first);
  slider.setAttribute("aria-valuemax", last);
  slider.setAttribute("aria-valuenow", now);
  slider.setAttribute("aria-valuetext", text);
}

function turn(picture, moment) {
  picture.style.translate = `${(-100 * moment) / MOMENTS}% 0`;
}
