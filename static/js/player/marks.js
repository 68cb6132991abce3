// Where the set begins and ends, kept by the page's own form; what was there before can be had back.
import { csrfCookie } from "../lib/csrf.js";
import { signInLink } from "../lib/sign-in.js";
import { toast } from "../lib/toast.js";

const QUIET_MS = 900; // after the last of several small steps
const LOOK_AGAIN_MS = 1000;
const LOOKS = 90;
const TAG_MS = 4000; // marks do not wait longer for what is only asked for the sake of the pictures

export class Marks {
  /**
   * `form` has the two fields, `stored` is what the server has; `changed(marks)` hears of each change, `filmed(url, marks)`
   * of new pictures. `signal` ends it.
   */
  constructor(form, sprite, { stored, changed, filmed, signal }) {
    Object.assign(this, { form, sprite, stored, shown: stored, changed, filmed });
    this.fields = { start: form.elements.namedItem("trim_start_s"), end: form.elements.namedItem("trim_end_s") };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.keep(otherThan(this.shown, this.typed()));
    });
    // The first while the page still stands: what it sends at the last moment, a service worker may lose with it.
    for (const going of ["beforeunload", "pagehide"]) {
      addEventListener(going, () => this.unsent && this.post(this.taken()).catch(() => {}), { signal });
    }
  }

  /** Take marks over at once, and send them when no more come for a moment. */
  put(marks, { now = false } = {}) {
    this.unsent = { ...this.unsent, ...otherThan(this.shown, asTyped(marks)) };
    this.show(marks);
    clearTimeout(this.timer);
    if (now) this.send();
    else this.timer = setTimeout(() => this.send(), QUIET_MS);
  }

  /** Send what waits to be sent. */
  settle() {
    if (this.unsent) this.send();
  }

  /** Return what was not sent yet, which is sent from now on. */
  taken() {
    const words = this.unsent;
    this.unsent = null;
    return words;
  }

  show(marks) {
    this.shown = marks;
    this.changed(marks);
  }

  typed() {
    return { start: this.fields.start.value, end: this.fields.end.value };
  }

  send() {
    clearTimeout(this.timer);
    this.sending = (this.sending ?? Promise.resolve()).catch(() => {}).then(() => this.store());
  }

  async store() {
    const before = await this.tagOfSprite();
    const words = this.taken(); // not before: what is left on the way is sent as the page goes
    if (!words) return; // what was sent before took it along
    let answer = null;
    let said = null;
    try {
      answer = await this.post(words);
      if (answer.ok || answer.status === 400) said = await answer.json();
    } catch {
      this.goBack();
      toast("The marks are not saved: the server cannot be reached.", again(() => this.keep(words)));
      return;
    }
    this.refuse({});
    if (answer.ok) {
      this.stored = marksIn(said);
      this.goBack();
      if (!said.changed) return;
      this.offerUndo(said);
      this.lookForPictures(before, this.stored);
      return;
    }
    if (answer.status === 400) {
      await this.askStored(); // another page may have moved the other mark
      this.goBack();
      for (const [which, text] of Object.entries(words)) this.fields[which].value = text; // to be put right
      this.refuse(said.errors ?? {});
      toast("The marks are not saved.");
      return;
    }
    this.goBack();
    if (answer.status === 401) toast("The marks are not saved: you are signed out.", signInLink());
    else if (answer.status === 404) toast("The marks are not saved: this clip is not there any more.");
    else toast(`The marks are not saved: the server answered ${answer.status}.`, again(() => this.keep(words)));
  }

  /** Show what the server has, unless more was changed meanwhile. */
  goBack() {
    if (!this.unsent) this.show(this.stored);
  }

  async askStored() {
    try {
      const answer = await this.post({});
      if (answer.ok) this.stored = marksIn(await answer.json());
    } catch {
      // What was stored last is the best that is known.
    }
  }

  /** Send marks as they stand in the fields. */
  keep(words) {
    this.unsent = { ...this.unsent, ...words };
    this.send();
  }

  /** Send the marks that were changed, which may be none; that goes on when the page is left meanwhile. */
  post(words) {
    const body = new FormData(this.form);
    const secret = csrfCookie();
    if (secret) body.set("csrfmiddlewaretoken", secret);
    for (const [which, field] of Object.entries(this.fields)) {
      if (which in words) body.set(field.name, words[which]);
      else body.delete(field.name); // it stays as it is, though another page changed it
    }
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
    if (!this.sprite) return null; // none was made yet
    try {
      const answer = await fetch(this.sprite, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(TAG_MS) });
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

const asTyped = ({ start, end }) => ({ start: String(start ?? ""), end: String(end ?? "") });

const marksIn = (said) => ({ start: said.trim_start_s, end: said.trim_end_s });

/** Return those of the typed marks that are not as they were. */
function otherThan(marks, typed) {
  const known = asTyped(marks);
  return Object.fromEntries(Object.entries(typed).filter(([which, text]) => text !== known[which]));
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
