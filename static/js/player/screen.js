// The picture: it is asked for frames, and says which one is really shown.
import { clamp, frameAt, frameOfPicture, timeOf } from "./frames.js";

export class Screen {
  /** `told(frame)` hears of each frame that is shown; `range()` is what is played, `loops()` whether again and again. */
  constructor(video, clip, { told, range, loops }) {
    Object.assign(this, { video, clip, told, range, loops });
    this.shown = 0;
    this.wanted = null; // the frame that was asked for and is not there yet
    this.going = false; // played, by a person's wish
    video.addEventListener("play", () => {
      this.going = true;
    });
    video.addEventListener("pause", () => {
      this.going &&= video.ended; // the device may pause it, too
    });
    video.addEventListener("seeked", () => this.arrived());
    video.addEventListener("ended", () => this.going && this.atEnd()); // browsers say so after a seek to the end, too
    this.watch();
  }

  /** The frame that is shown, or about to be. */
  get frame() {
    return this.wanted ?? this.shown;
  }

  get playing() {
    return !this.video.paused;
  }

  /** Show a frame. Of many that are asked for while one is on its way, the last is shown. */
  seek(frame) {
    this.wanted = clamp(frame, { first: 0, last: this.clip.count - 1 });
    if (!this.video.seeking) this.go();
  }

  go() {
    const wanted = this.wanted;
    if (this.video.readyState < HTMLMediaElement.HAVE_METADATA) {
      this.video.addEventListener("loadedmetadata", () => this.wanted !== null && this.go(), { once: true });
      return;
    }
    this.asked = wanted;
    this.video.currentTime = timeOf(wanted, this.clip);
  }

  arrived() {
    if (this.video.seeking) return; // an older one's word: the next is already on its way
    if (this.wanted !== null && this.wanted !== this.asked) {
      this.go();
      return;
    }
    this.wanted = null;
    if (!this.playing) this.show(frameAt(this.video.currentTime, this.clip));
  }

  async play() {
    const { first, last } = this.range();
    if (this.frame >= last || this.frame < first) this.seek(first);
    try {
      await this.video.play();
    } catch (error) {
      const isKnown = ["AbortError", "NotSupportedError"].includes(error.name); // paused before it began, or said in its place
      if (!isKnown) throw error;
    }
  }

  pause() {
    this.going = false;
    this.video.pause();
    this.seek(this.shown); // what is shown stays exactly there
  }

  watch() {
    const { video } = this;
    if (!("requestVideoFrameCallback" in video)) {
      const look = () => {
        if (this.playing) this.pictured(frameAt(video.currentTime, this.clip));
        if (video.isConnected) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      return;
    }
    const look = (_, { mediaTime }) => {
      if (!video.seeking && this.wanted === null) this.pictured(frameOfPicture(mediaTime, this.clip));
      if (video.isConnected) video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
  }

  pictured(frame) {
    const { last } = this.range();
    this.show(Math.min(frame, this.playing ? last : frame));
    if (this.playing && frame >= last) this.atEnd();
  }

  atEnd() {
    const { first, last } = this.range();
    if (!this.loops()) {
      this.going = false;
      this.video.pause();
      this.seek(last);
      return;
    }
    this.seek(first);
    if (this.video.paused) this.play();
  }

  show(frame) {
    this.shown = frame;
    this.told(frame);
  }
}
