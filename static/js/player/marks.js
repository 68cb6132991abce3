// Where the set begins and ends, kept by the page's own form; what was there before can be had back.
import { signInLink } from "../lib/sign-in.js";
import { toast } from "../lib/toast.js";

const QUIET_MS = 900; // after the last of several small steps
const LOOK_AGAIN_MS = 1000;
const LOOKS = 90;

export class Marks {
  /** `form` has the two fields; `changed(marks)` hears of each change, `filmed(url, marks)` of new pictures. */
  constructor(form, sprite, { changed, filmed }) {
    Object.assign(this, { form, sprite, changed, filmed });
    this.fields = { start: form.elements.namedItem("trim_start_s"), end: form.elements.namedItem("trim_end_s") };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.keep(this.typed());
    });
    addEventListener("pagehide", () => this.pending && this.post(this.pending).catch(() => {}));
  }

  /** Take marks over at once, and send them when no more come for a moment. */
  put(marks, { now = false } = {}) {
    this.pending = { start: marks.start ?? "", end: marks.end ?? "" };
    this.changed(marks);
    clearTimeout(this.timer);
    if (now) this.send();
    else this.timer = setTimeout(() => this.send(), QUIET_MS);
  }

  /** Send what waits to be sent. */
  settle() {
    if (this.pending) this.send();
  }

  typed() {
    return { start: this.fields.start.value, end: this.fields.end.value };
  }

  async send() {
    const words = this.pending;
    this.pending = null;
    clearTimeout(this.timer);
    this.sending = Promise.resolve(this.sending).then(() => this.store(words));
    await this.sending;
  }

  async store(words) {
    const before = await this.tagOfSprite();
    let answer = null;
    try {
      answer = await this.post(words);
    } catch {
      toast("The marks are not saved: the server cannot be reached.", again(() => this.keep(words)));
      return;
    }
    this.refuse({});
    if (answer.ok) {
      const stored = await answer.json();
      const marks = { start: stored.trim_start_s, end: stored.trim_end_s };
      if (!this.pending) this.changed(marks);
      if (!stored.changed) return;
      this.offerUndo(stored);
      this.lookForPictures(before, marks);
    } else if (answer.status === 400) {
      const said = await answer.json();
      this.refuse(said.errors ?? {});
    } else if (answer.status === 401) toast("The marks are not saved: you are signed out.", signInLink());
    else toast(`The marks are not saved: the server answered ${answer.status}.`, again(() => this.keep(words)));
  }

  /** Send marks as they stand in the fields. */
  keep(words) {
    this.pending = words;
    this.send();
  }

  /** Send marks; that goes on when the page is left meanwhile. */
  post(words) {
    const body = new FormData(this.form);
    const secret = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (secret) body.set("csrfmiddlewaretoken", secret); // signing in elsewhere changes it
    body.set("trim_start_s", words.start);
    body.set("trim_end_s", words.end);
    const headers = { Accept: "application/json" };
    return fetch(this.form.action, { method: "POST", body, headers, keepalive: true });
  }

  offerUndo({ said, before }) {
    document.querySelector("[data-marks-toast]")?.closest(".toast").remove();
    const undo = button("Undo", () => this.put({ start: before.trim_start_s, end: before.trim_end_s }, { now: true }));
    undo.dataset.marksToast = "";
    toast(said, undo);
  }

  /** Say at each field what is wrong with it. */
  refuse(errors) {
    for (const [which, field] of Object.entries(this.fields)) {
      const id = `${field.id}-errors`;
      document.getElementById(id)?.remove();
      const lines = errors[field.name];
      field.toggleAttribute("aria-invalid", Boolean(lines));
      if (!lines) continue;
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", id);
      const line = document.createElement("p");
      Object.assign(line, { id, className: "errors", textContent: lines.join(" ") });
      line.setAttribute("role", "alert");
      field.after(line);
      field.closest("details").open = true;
      if (which === Object.keys(errors)[0]?.split("_")[1]) field.focus();
    }
  }

  async tagOfSprite() {
    try {
      const answer = await fetch(this.sprite, { method: "HEAD", cache: "no-store" });
      return answer.ok ? answer.headers.get("ETag") : null;
    } catch {
      return null;
    }
  }

  /** The strip's pictures are made anew; show them when they are there. */
  async lookForPictures(before, marks) {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    for (let look = 0; look < LOOKS; look += 1) {
      await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS));
      if (turn !== this.turn || !this.form.isConnected) return;
      const tag = await this.tagOfSprite();
      if (tag && tag !== before) {
        this.filmed(`${this.sprite}?${encodeURIComponent(tag)}`, marks);
        return;
      }
    }
  }
}

function button(words, press) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", textContent: words });
  made.addEventListener("click", () => {
    made.closest(".toast").remove();
    press();
  });
  return made;
}

const again = (press) => button("Try again", press);
