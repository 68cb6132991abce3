// Adds clips: filmed or chosen, kept on the device at once, looked at, and sent from the tray. Without JavaScript the form
// inside sends one clip by itself.
import { cardFor } from "../uploads/chosen.js";
import { check } from "../uploads/checks.js";
import { clips } from "../uploads/clips.js";
import { make } from "../uploads/line.js";
import { toKg } from "../lib/units.js";

customElements.define("fr-upload", class extends HTMLElement {
  taken = Promise.resolve();

  connectedCallback() {
    this.form = this.querySelector("form");
    this.file = this.querySelector("input[type=file][name]");
    this.chooser = this.querySelector("[data-chooser]");
    this.button = this.form.querySelector(".actions button");
    this.cards ??= new Map();
    this.file.disabled = true; // the server's form takes one; here there may be several
    this.file.closest(".field").hidden = true;
    this.chooser.hidden = false;
    const date = this.form.elements.recorded_at;
    if (date) {
      date.disabled = true; // each clip has its own
      date.closest(".field").hidden = true;
    }
    if (!this.chosen) {
      this.chosen = make("ol", { className: "chosen-list" });
      this.says = make("p", { className: "errors", hidden: true });
      this.says.setAttribute("role", "alert");
      this.keeps = make("p", { className: "muted" });
      this.keeps.setAttribute("role", "status");
      this.chooser.append(this.keeps);
      this.chooser.after(this.says, this.chosen);
    }
    this.listen();
    clips.list().then((found) => this.show(found));
  }

  disconnectedCallback() {
    this.listening.abort();
    for (const card of this.cards.values()) card.leave();
    this.cards.clear();
    this.chosen.replaceChildren();
  }

  listen() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.chooser.addEventListener("change", (event) => this.take(event.target), { signal });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    }, { signal });
    document.addEventListener("clips", (event) => this.show(event.detail.clips), { signal });
    document.addEventListener("clip-in", (event) => this.refresh(event.detail), { signal });
  }

  /** Keep what was chosen, after what was chosen before; what is no clip is said at once. */
  take(input) {
    const files = [...input.files];
    input.value = "";
    this.refuse();
    const slow = (is) => {
      this.keeps.textContent = is ? `Keeping ${files.length > 1 ? `${files.length} clips` : "the clip"} on this device…` : "";
    };
    this.taken = this.taken.catch(() => {}).then(() => clips.keeping(() => this.keep(files), slow));
  }

  async keep(files) {
    const wrong = [];
    for (const file of files) {
      const sentence = await check(file, Number(this.file.dataset.maxBytes));
      if (sentence) wrong.push(files.length > 1 ? `${file.name}: ${sentence}` : sentence);
      else await clips.add([file], { about: this.dataset.about, fields: this.fields(), draft: true });
    }
    if (wrong.length) this.refuse(wrong.join(" "));
  }

  fields() {
    const { field, row } = this.dataset;
    return field ? { [field]: row } : {};
  }

  show(found) {
    this.drafts = found.filter((clip) => clip.stand === "draft" && clip.place === location.pathname);
    for (const [id, card] of this.cards) {
      if (this.drafts.some((clip) => clip.id === id)) continue;
      card.leave();
      card.remove();
      this.cards.delete(id);
    }
    for (const clip of this.drafts) {
      if (this.cards.has(clip.id)) continue;
      const card = cardFor(clip, {
        dated: Boolean(this.form.elements.recorded_at),
        change: (fields) => clips.edit([clip.id], (one) => ({ fields: { ...one.fields, ...fields } })),
        remove: () => {
          clips.drop(clip.id);
          this.chooser.querySelector("input").focus();
        },
      });
      this.cards.set(clip.id, card);
      this.chosen.append(card);
    }
    const count = this.drafts.length;
    this.button.lastChild.textContent = count > 1 ? `Add ${count} clips` : "Add clip";
  }

  /** Send all that was chosen, that too which is still being kept. */
  async send() {
    await this.taken;
    if (!this.drafts?.length) {
      this.refuse("Choose a clip first.");
      return;
    }
    const shared = this.shared();
    if (!shared) return;
    const { drafts } = this;
    const isHeld = drafts.some((clip) => clip.lasting === false);
    await clips.edit(drafts.map((clip) => clip.id), (clip) => ({
      state: "waiting", about: shared.about || clip.about,
      fields: { ...("recorded_at" in this.form.elements ? { recorded_at: new Date(clip.modified).toISOString() } : {}), ...clip.fields, ...shared.fields },
    }));
    if (this.dataset.go && !isHeld) location.assign(this.dataset.go);
    else this.chooser.querySelector("input").focus();
  }

  /** Return what is said once for all clips, null where it cannot be. */
  shared() {
    const { exercise, load_kg: load } = this.form.elements;
    const fields = {};
    let about = "";
    if (exercise?.value) {
      fields.exercise = exercise.value;
      about = exercise.selectedOptions[0].textContent.trim();
    }
    const typed = load?.value.trim().replace(",", ".");
    if (typed) {
      const number = Number(typed);
      if (Number.isNaN(number)) {
        this.refuse("Load: say a number.");
        load.focus();
        return null;
      }
      fields.load_kg = toKg(number, this.dataset.unit);
      about = [about, `${typed} ${this.dataset.unit}`].filter(Boolean).join(", ");
    }
    return { fields, about };
  }

  /** Show what came in where this page shows it. */
  refresh(clip) {
    const { refresh, field, row } = this.dataset;
    if (!refresh || clip.fields[field] !== row) return;
    htmx.ajax("GET", location.pathname, { target: refresh, select: refresh, swap: "outerHTML" });
  }

  refuse(sentence = "") {
    this.says.textContent = sentence;
    this.says.hidden = !sentence;
  }
});
