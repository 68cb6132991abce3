// Drills that are due, each logged by one tap: shown at once, stored on the device, sent by the outbox. What the outbox
// holds is laid over the page, so a reload or an old copy loses nothing. templates/drills/_due_line.html is a line.
import { dayOf, doneWords, logsOf, standing, stepped, wholeDose } from "../drills/practice.js";
import { freshen } from "../lib/fresh.js";
import { DRILLS, newId, outbox } from "../lib/outbox.js";
import { toast } from "../lib/toast.js";
import { tellWorker } from "../lib/worker.js";

const AFTER_MS = 400;
const TODAY = "/";
let timer = 0; // one for all the lists of a page

customElements.define("fr-drills", class extends HTMLElement {
  fresh = true; // its children are the server's, and may be brought to what it says now

  connectedCallback() {
    this.adding = []; // shown already, not yet stored
    this.ops = [];
    this.asked = 0;
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.addEventListener("submit", (event) => this.tapped(event), { signal });
    this.addEventListener("click", (event) => this.pressed(event), { signal });
    document.addEventListener("outbox", (event) => this.heard(event.detail), { signal });
    document.addEventListener("fresh", () => this.show(), { signal });
    document.addEventListener("visibilitychange", () => this.seen(), { signal });
    this.loaded = this.load().then(() => {
      this.dataset.ready = "";
    });
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  async load() {
    this.ops = await outbox.list({ session: DRILLS });
    this.show();
  }

  get today() {
    return dayOf(Date.now(), this.dataset.zone);
  }

  get v() {
    return Number(this.dataset.v);
  }

  dose(line) {
    const { drill, name, total, sets, measure, distance } = line.dataset;
    return { drill, name, total: Number(total), sets: Number(sets), measure, distance_m: distance ? Number(distance) : null };
  }

  logs(line) {
    const { day, zone } = this.dataset;
    const page = { v: this.v, day, zone, logs: JSON.parse(line.dataset.logs) };
    return logsOf(line.dataset.drill, page, [...this.ops, ...this.adding], this.today);
  }

  show() {
    const lines = [...this.querySelectorAll("[data-drill]")];
    const done = lines.filter((line) => this.showLine(line)).length;
    const words = this.querySelector("[data-drills-count]");
    if (words) words.textContent = `${done} of ${lines.length} done`;
    const progress = this.querySelector("[data-drills-progress]");
    if (progress) Object.assign(progress, { max: lines.length || 1, value: done });
  }

  showLine(line) {
    const dose = this.dose(line);
    const logs = this.logs(line);
    const stands = standing(dose, logs);
    line.toggleAttribute("data-done", stands.complete);
    line.toggleAttribute("data-waiting", logs.some((log) => this.ops.some((op) => op.row === log.id && op.state === "waiting")));
    line.querySelector(".tick").setAttribute("aria-pressed", stands.complete);
    const said = line.querySelector("[data-said]");
    said.textContent = doneWords(dose, stands);
    said.classList.toggle("good", stands.complete);
    const clean = line.querySelector("[data-clean]");
    if (clean) {
      clean.hidden = !stands.reps;
      put(clean.querySelector("[data-clean-said]"), stands.clean === stands.reps ? `All ${stands.reps} clean` : `${stands.clean} of ${stands.reps} clean`);
      able(clean.querySelector("[data-less]"), stepped(logs, -1));
      able(clean.querySelector("[data-more]"), stepped(logs, 1));
      const details = clean.querySelector("[data-details]");
      if (details && logs.length) details.href = `/drills/logs/${logs.at(-1).id}`;
    }
    this.complain(line, dose);
    return stands.complete;
  }

  /** Say it where a log of this drill was not taken. */
  complain(line, { drill }) {
    const refused = this.ops.findLast((op) => op.state === "refused" && op.shown?.drill === drill);
    let said = line.querySelector("[data-refused]");
    if (!refused) return said?.remove();
    if (!said) {
      said = Object.assign(document.createElement("p"), { className: "errors" });
      said.dataset.refused = "";
      said.setAttribute("role", "alert");
      line.append(said);
    }
    const words = `Not taken: ${refused.problem?.detail ?? `the server answered ${refused.status}.`} `;
    if (said.firstChild?.nodeValue === words) return undefined;
    return said.replaceChildren(words, Object.assign(document.createElement("a"), { href: "/waiting", textContent: "Look at it" }));
  }

  async tapped(event) {
    const line = event.target.closest("[data-drill]");
    if (!line || !event.target.matches("[data-tap]")) return;
    event.preventDefault();
    const looked = line.hasAttribute("data-done");
    if (!("ready" in this.dataset)) await this.loaded;
    const dose = this.dose(line);
    const logs = this.logs(line);
    const stands = standing(dose, logs);
    if (stands.complete !== looked) return this.show(); // it is a new day, or the page was old: the tap meant what was seen
    if (stands.complete) return this.takeBack(dose, logs.at(-1));
    const id = newId();
    const body = wholeDose(dose, stands, new Date().toISOString());
    return this.store({ method: "PUT", url: address(id), body, row: id, words: `${dose.name}: ${doneWords(dose, { done: stands.left, complete: true })}`, shown: { ...blank, ...body, id } });
  }

  async pressed(event) {
    const button = event.target.closest("[data-less], [data-more]");
    if (!button || !("ready" in this.dataset)) return;
    const line = button.closest("[data-drill]");
    const step = stepped(this.logs(line), button.matches("[data-more]") ? 1 : -1);
    if (!step) return;
    const { log, clean_reps } = step;
    const dose = this.dose(line);
    const shown = this.shownOf(dose, { ...log, clean_reps });
    await this.store({ method: "PATCH", url: address(log.id), body: { clean_reps }, row: log.id, words: `${dose.name}: ${clean_reps} of ${log.reps} clean`, shown, merge: true });
  }

  takeBack(dose, log) {
    const said = `${dose.name}: ${doneWords(dose, { done: log.duration_s ?? log.reps, complete: true })}`;
    const shown = this.shownOf(dose, log);
    const back = document.createElement("button");
    back.type = "button";
    back.textContent = "Undo";
    back.addEventListener("click", () => {
      back.closest("fr-toast").remove();
      this.store({ method: "POST", url: `${address(log.id)}/restore`, row: log.id, words: `${said}, brought back`, shown });
    });
    toast(`Taken back: ${dose.name}.`, back);
    return this.store({ method: "DELETE", url: address(log.id), row: log.id, words: `${said}, taken back`, shown });
  }

  /** A log as an operation keeps it, to be shown on pages that do not know it. */
  shownOf({ drill }, log) {
    const known = this.ops.findLast((op) => op.row === log.id && op.shown)?.shown;
    return { performed_at: known?.performed_at ?? new Date().toISOString(), ...log, drill };
  }

  /** Show an operation at once, and hand it to the outbox. */
  async store(op) {
    const whole = { body: null, session: DRILLS, state: "waiting", v: null, ...op };
    this.adding.push(whole);
    this.dirty = true;
    this.show();
    try {
      await outbox.add([whole]);
      this.ops = await outbox.list({ session: DRILLS });
    } catch (error) {
      console.error(error);
      toast("Not stored on this device: its storage is full or closed to this page. Keep the page open and make room.");
    } finally {
      this.adding = this.adding.filter((one) => one !== whole);
      this.show();
    }
  }

  async heard({ state, waiting }) {
    await this.load();
    const newest = Math.max(0, ...this.ops.filter((op) => op.state === "sent").map((op) => op.v ?? 0));
    if (state !== "idle" || waiting || this.adding.length) return;
    if (!this.dirty && newest <= Math.max(this.v, this.asked)) return;
    this.dirty = false;
    this.asked = newest;
    clearTimeout(timer);
    timer = setTimeout(() => this.askAnew(), AFTER_MS);
  }

  /** All is sent: what else the page says of it comes from the server, and the copy for times without a connection too. */
  async askAnew() {
    if (!this.closest("fr-session")) {
      if (await freshen()) tellWorker({ kind: "refresh", url: location.pathname });
    }
    if (location.pathname !== TODAY) tellWorker({ kind: "refresh", url: TODAY });
  }

  /** A page that was left open over midnight is of yesterday. */
  seen() {
    if (document.visibilityState !== "visible" || this.dataset.day === this.today) return;
    this.show();
    if (!this.closest("fr-session")) freshen();
  }
});

const blank = { reps: null, clean_reps: null, duration_s: null, counted: false };
const address = (id) => `/api/v1/drill-logs/${id}`;

function put(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/** A button that has nothing to do keeps the focus and says so. */
function able(button, isAble) {
  button.setAttribute("aria-disabled", String(!isAble));
}
