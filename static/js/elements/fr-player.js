// A clip with controls of its own: frame by frame, slowly, in a loop, between the marks of its set. `frame` is the one
// that is shown, and can be set; `fr-frame` tells of each with `{ frame, time_s }`.
import {
  SPEEDS, beginOf, between, clamp, clock, endWith, frameOfMoment, nextSpeed, startWith,
} from "../player/frames.js";
import { actionOf, isOurs } from "../player/keys.js";
import { whenLost } from "../player/lost.js";
import { whileMaking } from "../player/making.js";
import { Marks } from "../player/marks.js";
import { drawMarks, drawPanel } from "../player/panel.js";
import { isChosen, nextPart, partUntil, partWords } from "../player/part.js";
import { prefs, remember } from "../player/prefs.js";
import { Screen } from "../player/screen.js";
import { Strip } from "../player/strip.js";
import { onPicture } from "../player/touch.js";

const USUAL = { num: 30, den: 1 }; // of a clip that has no web version yet
const QUIET_MS = 500; // before a place that was stepped to is said

const numberOr = (text, otherwise) => (text ? Number(text) : otherwise);

customElements.define("fr-player", class extends HTMLElement {
  connectedCallback() {
    this.video = this.querySelector("video");
    if (!this.video) {
      whileMaking(this);
      return;
    }
    this.leaving = new AbortController();
    this.find = (name) => this.querySelector(`[data-${name}]`);
    this.marks = { start: numberOr(this.dataset.start, null), end: numberOr(this.dataset.end, null) };
    this.kept = prefs();
    const [address] = this.video.getAttribute("src").split("#");
    if (this.video.getAttribute("src") !== address) this.video.src = address; // its end would stop a loop
    whenLost(this.video, this.find("lost"), (reload) => this.again(reload));
    if (this.video.readyState >= HTMLMediaElement.HAVE_METADATA) this.begin();
    else this.video.addEventListener("loadedmetadata", () => this.begin(), { once: true });
  }

  disconnectedCallback() {
    this.saving?.settle();
    this.leaving?.abort();
  }

  /** The frame that is shown. */
  get frame() {
    return this.screen?.shown ?? 0;
  }

  set frame(frame) {
    this.screen?.seek(frame);
  }

  begin() {
    if (this.screen) return;
    const { num, den, frames } = this.dataset;
    const rate = num ? { num: Number(num), den: Number(den) } : USUAL;
    const counted = Math.max(1, Math.round((this.video.duration * rate.num) / rate.den) || 1);
    this.clip = { ...rate, count: numberOr(frames, counted), exact: Boolean(num) };
    this.marked = between(this.marks, this.clip);
    this.filmed = this.marked;
    this.whole = !this.isMarked;
    this.looped = null;
    this.wire();
    this.video.controls = false;
    this.style.setProperty("--ratio", this.video.videoWidth / this.video.videoHeight || 1.6);
    this.toggleAttribute("data-portrait", this.video.videoHeight > this.video.videoWidth);
    for (const name of ["deck", "views", "mark-buttons", "big"]) this.find(name)?.removeAttribute("hidden");
    this.find("nine")?.remove();
    this.querySelector("details[data-closed]")?.removeAttribute("open");
    this.setSpeed(this.kept.speed);
    drawMarks(this);
    this.screen.seek(this.range.first);
    this.draw();
    this.toggleAttribute("data-ready", true);
  }

  wire() {
    const signal = this.leaving.signal;
    this.screen = new Screen(this.video, this.clip, {
      told: (frame) => this.told(frame),
      range: () => this.range,
      loops: () => isChosen(this.looped) || this.kept.loop,
    });
    const hold = () => this.screen.playing && this.screen.pause();
    this.strip = new Strip(this.find("strip"), {
      seek: (frame) => this.go(frame, { quiet: true }),
      grab: hold,
      move: (which, frame) => {
        hold();
        this.moveMark(which, frame);
      },
      set: () => this.saving?.settle(),
      now: () => ({ ...this, view: this.view, frame: this.screen.frame, part: partUntil(this.looped, this.screen.frame) }),
    });
    onPicture(this.find("screen"), {
      tap: () => this.do("play"),
      twice: (side) => this.do(this.screen.playing ? (side < 0 ? "back-second" : "forward-second") : side < 0 ? "back" : "forward"),
      grab: () => {
        hold();
        this.grabbed = this.screen.frame;
      },
      drag: (frames) => this.go(this.grabbed + frames, { quiet: true }),
    });
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-do], button[data-speed]");
      if (button?.dataset.speed) this.setSpeed(Number(button.dataset.speed), { say: true });
      else if (button) this.do(button.dataset.do);
    });
    for (const kind of ["play", "pause"]) this.video.addEventListener(kind, () => this.drawPlaying());
    document.addEventListener("keydown", (event) => this.keyed(event), { signal });
    const list = this.find("keys");
    const use = list.querySelector("[data-use-keys]");
    use.checked = this.kept.keys;
    use.addEventListener("change", () => this.keep({ keys: use.checked }));
    const form = this.querySelector("form[data-marks]");
    if (!form) return;
    this.saving = new Marks(form, this.find("film").dataset.sprite, {
      stored: this.marks,
      signal,
      changed: (marks) => this.takeMarks(marks),
      filmed: (url, marks) => {
        this.filmed = between(marks, this.clip);
        this.strip.refill(url);
        this.draw();
      },
    });
  }

  get isMarked() {
    return this.marks.start !== null || this.marks.end !== null;
  }

  /** What is shown: the set, or the whole clip. */
  get view() {
    return this.whole ? { first: 0, last: this.clip.count - 1 } : this.marked;
  }

  get range() {
    return isChosen(this.looped) ? this.looped : this.view;
  }

  keyed(event) {
    const onNeedle = event.target === this.find("needle"); // a slider has keys of its own
    const action = actionOf(event, { onNeedle });
    const isAsked = this.kept.keys || action === "keys" || onNeedle;
    if (!action || !isOurs(event) || !isAsked) return;
    if (event.target.closest("[data-handle]") && event.key.startsWith("Arrow")) return;
    event.preventDefault();
    if (!event.repeat || action.startsWith("back") || action.startsWith("forward")) this.do(action);
  }

  /** Do what a button or a key says. */
  do(action) {
    this.toggleAttribute("data-used", true);
    const second = Math.round(this.clip.num / this.clip.den);
    const { frame, playing } = this.screen;
    const actions = {
      play: () => (playing ? this.screen.pause() : this.screen.play()),
      back: () => this.step(-1),
      forward: () => this.step(1),
      "back-second": () => this.step(-second, { on: true }),
      "forward-second": () => this.step(second, { on: true }),
      first: () => this.go(this.range.first),
      last: () => this.go(this.range.last),
      slower: () => this.setSpeed(nextSpeed(this.kept.speed, -1), { say: true }),
      faster: () => this.setSpeed(nextSpeed(this.kept.speed, 1), { say: true }),
      loop: () => {
        this.keep({ loop: !this.kept.loop });
        this.say(this.kept.loop ? "Loop on" : "Loop off");
      },
      part: () => this.choosePart(),
      whole: () => this.isMarked && this.show({ whole: !this.whole }),
      "whole-clip": () => this.show({ whole: true }),
      "only-set": () => this.show({ whole: false }),
      "mark-start": () => this.saving?.put(startWith(frame, this.marks, this.clip), { now: true }),
      "mark-end": () => this.saving?.put(endWith(frame, this.marks, this.clip), { now: true }),
      "clear-marks": () => this.saving?.put({ start: null, end: null }, { now: true }),
      "full-screen": () => this.fill(),
      keys: () => this.find("keys").showModal(),
    };
    if (action.startsWith("moment-")) this.go(frameOfMoment(Number(action.at(-1)) - 1, this.filmed));
    else actions[action]?.();
    this.draw();
  }

  step(frames, { on = false } = {}) {
    if (this.screen.playing && !on) this.screen.pause();
    this.go(this.screen.frame + frames);
  }

  go(frame, { quiet = false } = {}) {
    this.toggleAttribute("data-used", true);
    this.screen.seek(clamp(frame, this.view));
    this.draw();
    if (!quiet) this.sayPlace();
  }

  choosePart() {
    this.looped = nextPart(this.looped, this.screen.frame);
    if (isChosen(this.looped)) this.screen.seek(this.looped.first);
    this.say(partWords(this.looped, (frame) => this.clockOf(frame)).said);
  }

  show({ whole }) {
    this.whole = whole || !this.isMarked;
    this.looped = null;
    drawMarks(this);
    this.go(this.screen.frame, { quiet: true });
    this.say(this.whole ? "The whole clip is shown" : "Only the set is shown");
  }

  moveMark(which, frame) {
    const { first, last } = this.marked;
    const whole = { first: 0, last: this.clip.count - 1 };
    const to = clamp(frame, which === "start" ? { ...whole, last } : { ...whole, first });
    this.saving.put(which === "start" ? startWith(to, this.marks, this.clip) : endWith(to, this.marks, this.clip));
    this.go(to, { quiet: true });
  }

  takeMarks(marks) {
    const wasMarked = this.isMarked;
    this.marks = marks;
    this.marked = between(marks, this.clip);
    if (!wasMarked || !this.isMarked) this.whole = true; // what was seen a moment ago stays in sight
    drawMarks(this);
    this.draw();
  }

  again(reload) {
    const { frame, playing } = this.screen ?? {};
    reload();
    if (frame === undefined) return;
    this.screen.seek(frame);
    if (playing) this.screen.play();
  }

  fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (this.requestFullscreen) this.requestFullscreen().catch(() => this.say("Full screen is not possible here"));
    else this.video.webkitEnterFullscreen?.(); // phones that only let the picture itself fill the screen
  }

  setSpeed(speed, { say = false } = {}) {
    const known = SPEEDS.includes(speed) ? speed : 1;
    this.video.playbackRate = this.video.defaultPlaybackRate = known;
    this.keep({ speed: known });
    for (const button of this.querySelectorAll("[data-speed]")) {
      button.setAttribute("aria-pressed", Number(button.dataset.speed) === known);
    }
    if (say) this.say(`Speed ${known}`);
  }

  keep(more) {
    Object.assign(this.kept, more);
    remember(more);
    this.draw();
  }

  told(frame) {
    this.draw();
    this.dispatchEvent(new CustomEvent("fr-frame", { bubbles: true, detail: { frame, time_s: beginOf(frame, this.clip) } }));
  }

  clockOf(frame) {
    return clock(beginOf(frame, this.clip));
  }

  draw() {
    if (!this.strip) return;
    drawPanel(this);
    this.strip.draw();
  }

  drawPlaying() {
    if (this.screen.playing) this.toggleAttribute("data-used", true);
    this.toggleAttribute("data-playing", this.screen.playing);
    this.querySelector("[data-do=play]").setAttribute("aria-label", this.screen.playing ? "Pause" : "Play");
    if (!this.screen.playing) this.sayPlace();
  }

  sayPlace() {
    clearTimeout(this.saidLater);
    this.saidLater = setTimeout(() => !this.screen.playing && this.say(this.find("now").textContent.replace(" · ", ", ")), QUIET_MS);
  }

  say(words) {
    this.find("say").textContent = words;
  }
});
