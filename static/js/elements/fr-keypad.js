// Big number keys for the rows of a session on a touch screen; the arrow keys step the numbers on any keyboard.
import { fromKg } from "../lib/units.js";

const STEPS = { reps: 1, rpe: 0.5, duration_s: 5, distance_m: 5 };
const CELL = ".set-row [data-cell]";
const LATEST_MS = 400; // a press that ends in no click, such as a long one

customElements.define("fr-keypad", class extends HTMLElement {
  connectedCallback() {
    this.screen = this.closest("fr-session");
    this.output = this.querySelector("[data-value]");
    this.ended = new AbortController();
    const { signal } = this.ended;
    let touched = false;
    document.addEventListener("pointerdown", (event) => {
      touched = event.pointerType === "touch";
      // Before the focus comes: the keyboard of the system stays away.
      if (touched && event.target.matches(CELL)) event.target.inputMode = "none";
      if (!this.hidden && !this.contains(event.target) && !event.target.matches(CELL)) this.closeAfter(signal);
    }, { signal, capture: true });
    this.screen.addEventListener("focusin", (event) => {
      if (touched && event.target.matches(CELL)) this.open(event.target);
    }, { signal });
    this.screen.addEventListener("keydown", (event) => this.arrow(event), { signal });
    this.screen.addEventListener("input", () => this.show(), { signal });
    // The field keeps its focus while keys are pressed.
    this.addEventListener("pointerdown", (event) => event.preventDefault(), { signal });
    this.addEventListener("click", (event) => this.press(event.target.closest("button")), { signal });
  }

  disconnectedCallback() {
    this.ended.abort();
  }

  open(input) {
    if (input !== this.input) this.leave();
    this.input = input;
    this.fresh = true; // the first digit replaces the number, as typing over a selection does
    this.hidden = false;
    document.body.toggleAttribute("data-keypad", true);
    for (const key of this.querySelectorAll('[data-key="×"], [data-key="@"], [data-key="-"]')) key.disabled = input.dataset.cell !== "load_kg";
    this.show();
    const covered = input.closest(".set-row").getBoundingClientRect().bottom - this.getBoundingClientRect().top;
    if (covered > -8) scrollBy({ top: covered + 8, behavior: "instant" });
  }

  /** Have what the keys typed stored: the browser tells of a change only where it saw the typing itself. */
  leave() {
    const { typed } = this;
    this.typed = null;
    typed?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Close once the press has become a click: the page moves when the keys go, and the click would miss what was tapped. */
  closeAfter(signal) {
    const done = new AbortController();
    const heard = { signal: AbortSignal.any([signal, done.signal]), capture: true };
    const input = this.input;
    const end = (ms) => setTimeout(() => {
      done.abort();
      if (!this.hidden && this.input === input) this.close();
    }, ms);
    document.addEventListener("click", () => {
      this.leave(); // stored before what the click does
      end(0);
    }, heard);
    document.addEventListener("pointercancel", () => end(0), heard);
    document.addEventListener("pointerup", () => end(LATEST_MS), heard);
  }

  close() {
    this.leave();
    this.hidden = true;
    document.body.removeAttribute("data-keypad");
    if (this.input) this.input.inputMode = this.input.dataset.cell === "reps" ? "numeric" : "decimal";
    if (this.input === document.activeElement) this.input.blur();
  }

  show() {
    if (this.hidden) return;
    this.output.textContent = `${this.input.getAttribute("aria-label").split(",")[0]}: ${this.input.value || "–"}`;
  }

  press(button) {
    if (!button) return;
    const { key, step } = button.dataset;
    if (step) this.step(this.input, Number(step));
    else if (key) this.type(key);
    else if ("next" in button.dataset) this.next();
    else if ("close" in button.dataset) this.close();
    else this.done();
    this.show();
  }

  type(key) {
    const { input } = this;
    const text = this.fresh && key !== "back" && !"×@".includes(key) ? "" : input.value;
    if (key === "back") input.value = this.fresh ? "" : text.slice(0, -1);
    else if (key === "-") input.value = text.startsWith("-") ? text.slice(1) : `-${text}`;
    else if (key !== "." || !/\.\d*$/.test(text)) input.value = text + key;
    this.fresh = false;
    this.typed = input;
  }

  step(input, sign) {
    const cell = input.dataset.cell;
    const facts = this.screen.facts[this.screen.row(input.closest("[data-set]")).exercise];
    const step = cell === "load_kg" ? fromKg(facts.step_kg, this.screen.unit) : STEPS[cell];
    const now = Number(input.value.replace(",", ".")) || 0;
    const from = cell === "rpe" && !now ? 7.5 : now;
    const least = cell === "load_kg" ? -Infinity : cell === "rpe" ? 1 : 0;
    const most = cell === "rpe" ? 10 : Infinity;
    input.value = String(Math.round(Math.min(most, Math.max(least, from + sign * step)) * 100) / 100);
    this.fresh = true;
    this.typed = null;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  arrow(event) {
    const sign = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!sign || !event.target.matches(CELL)) return;
    event.preventDefault();
    this.step(event.target, sign);
  }

  next() {
    const cells = [...this.screen.querySelectorAll(`${CELL}:not(:disabled)`)];
    const next = cells[cells.indexOf(this.input) + 1];
    if (!next) return this.close();
    next.inputMode = "none";
    next.focus();
    return this.open(next);
  }

  done() {
    const li = this.input.closest("[data-set]");
    if (!li.hasAttribute("data-done")) this.typed = null; // the tick stores it
    this.close();
    if (!li.hasAttribute("data-done")) li.querySelector(".tick").click();
  }
});
