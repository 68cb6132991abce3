// The session screen. Each action changes the rows held here, shows them at once, and hands the outbox one call per
// changed set; what the outbox still holds is laid over what the page says, so a reload or an old copy loses nothing.
import { newId, outbox } from "../lib/outbox.js";
import { toast } from "../lib/toast.js";
import { actions } from "../session/actions.js";
import { cueOp, readPractice, ticked, ticksOf } from "../session/cues.js";
import { complain, mark, sayNothingHere } from "../session/marks.js";
import { overlay } from "../session/overlay.js";
import { COUNTED, cellText, put, render } from "../session/render.js";
import { missing, readRow } from "../session/reading.js";
import { refreshed } from "../session/refresh.js";
import { keyOf, nextAfter, difference, restAfter, restOf, runsOf } from "../session/runs.js";
import { Sheet } from "../session/sheet.js";
import { sent } from "../session/start.js";
import { setWords } from "../session/words.js";

customElements.define("fr-session", class extends HTMLElement {
  async connectedCallback() {
    this.read();
    this.sheet = new Sheet(this);
    this.listen();
    await this.catchUp();
    if (!this.session) return sayNothingHere(this);
    if (!this.isNew) outbox.seen(this.sessionId, this.page.v);
    this.show();
    this.dataset.ready = "";
  }

  disconnectedCallback() {
    this.ended?.abort();
  }

  read() {
    const json = (id) => JSON.parse(this.querySelector(`#${id}`).textContent);
    this.device = json("device-data");
    this.unit = this.device.unit;
    this.names = this.device.names;
    this.refused = new Map();
    this.cellNames = this.device.cells;
    this.ticks = {};
    this.learnOf(this);
    const page = json("session-data");
    if (page) page.v = Math.max(page.v, this.practice.cues.v);
    this.isNew = !page; // begun on this device: the page was made without it
    this.take(page ?? { v: 0, session: null, rows: [], facts: {} });
    this.sessionId = page ? page.session.id : location.hash.slice(1);
    this.storing = 0;
  }

  /** Take from a page what is known of practice: cues, gates, and what makes a warm-up due. */
  learnOf(page) {
    this.practice = readPractice(page);
  }

  take(page) {
    this.page = page;
    Object.assign(this, { session: page.session, rows: page.rows, facts: { ...this.facts, ...page.facts } });
  }

  listen() {
    this.ended = new AbortController();
    const { signal } = this.ended;
    this.addEventListener("submit", (event) => this.act(event), { signal });
    this.addEventListener("click", (event) => this.act(event), { signal });
    this.addEventListener("change", (event) => this.changed(event), { signal });
    this.addEventListener("focusin", (event) => event.target.matches?.("[data-cell]") && event.target.select(), { signal });
    document.addEventListener("outbox", (event) => this.heard(event.detail), { signal });
  }

  /** Lay over the page what this device did and the page does not know yet, in this tab or another. */
  async catchUp() {
    const ops = await outbox.list({ session: this.sessionId });
    // What was sent is kept here: another tab, whose page shows it already, may have it forgotten at any time.
    const sentOps = ops.filter((op) => op.state === "sent");
    Object.assign(this.page, overlay(this.page, sentOps));
    this.practice.cues.sets = ticked(this.practice.cues, sentOps);
    if (this.storing) return; // what is being stored is shown already; its own event follows
    this.ticks = ticked(this.practice.cues, ops);
    Object.assign(this, overlay(this.page, ops));
    const unknown = [...new Set(this.rows.map((row) => row.exercise))].filter((slug) => !this.facts[slug]);
    if (unknown.length) await this.learn(unknown);
  }

  async learn(slugs) {
    const { kit } = await import("../lib/kit.js");
    const { exercises } = (await kit()) ?? { exercises: {} };
    const plain = (slug) => ({ id: slug, name: slug, load: "external", measure: "reps", pattern: "", equipment: "", rest_s: 120, step_kg: this.device.step_kg, last: null, plan: [{}], bests: null, suggestion: null });
    for (const slug of slugs) this.facts[slug] = exercises[slug] ?? plain(slug);
  }

  show() {
    if (this.isNew) this.querySelector("[data-title]").textContent = this.session.title || "Session";
    render(this);
    this.showWarmUp();
    mark(this);
  }

  /** A session for the lower body opens with the hinge drills. */
  showWarmUp() {
    const card = this.querySelector("[data-warm-up]");
    if (card) card.hidden = this.session.finished_at !== null || !this.rows.some((row) => this.practice.lower.has(row.exercise));
  }

  row(li) {
    return this.rows.find((row) => row.id === li.dataset.set);
  }

  run(element) {
    const key = element.closest(".block").dataset.block;
    return runsOf(this.rows).find((run) => keyOf(run) === key);
  }

  async act(event) {
    const source = event.target.closest("[data-action], [data-label], [data-rate], [data-fault]");
    if (!source || !this.contains(source)) return;
    const { action } = source.dataset;
    if (event.type === "click" && source.matches("form")) return; // its submit says the same
    if (source.matches("[data-label]")) {
      event.preventDefault();
      this.sheet.open(this.row(source.closest("[data-set]")));
    } else if (source.matches("[data-rate], [data-fault]")) {
      this.rate(source);
    } else if (action === "tick") {
      event.preventDefault();
      this.tick(source.closest("[data-set]"), event.submitter);
    } else if (actions[action]) {
      event.preventDefault();
      if (!action.startsWith("rest-")) source.closest("details")?.removeAttribute("open");
      await actions[action](this, source, event);
    }
  }

  changed(event) {
    const cues = event.target.closest("[data-cues-of]");
    if (cues) return this.tickCues(cues);
    const li = event.target.closest("[data-set]");
    if (!li || !event.target.matches("[data-cell]")) return;
    const row = this.row(li);
    const { changes, wrong } = readRow(li, row, this.unit);
    if (complain(this, li, wrong)) return;
    if (Object.keys(changes).length) this.commit(this.with(row, changes));
    put(event.target, cellText(this.row(li), event.target.dataset.cell, this.unit)); // 100x8@9 becomes 100
  }

  /** Store which cues were ticked off for the set that they stand before. */
  tickCues(form) {
    const row = this.rows.find((one) => one.id === form.dataset.cuesOf);
    const cues = ticksOf(form, this.ticks[row.id]);
    this.ticks = { ...this.ticks, [row.id]: cues };
    const words = `${this.facts[row.exercise].name}: cues of a set`;
    return this.store([{ ...cueOp(row.id, cues, words), session: this.sessionId }]);
  }

  tick(li, submitter) {
    const row = this.row(li);
    const { changes, wrong } = readRow(li, row, this.unit);
    if (complain(this, li, wrong)) return;
    const done = submitter?.matches(".tick") ? !row.done : row.done;
    const after = { ...row, ...changes, done };
    const counted = COUNTED[this.facts[row.exercise].measure];
    const sentence = done ? missing(after, counted) : "";
    if (complain(this, li, sentence ? { [counted]: sentence } : {})) return;
    if (done && !row.done && !this.session.finished_at) after.performed_at = new Date().toISOString();
    const rows = this.with(row, after);
    const next = done && !row.done ? nextAfter(rows, rows.find((one) => one.id === row.id)) : null;
    if (next) this.next = next.row?.id; // before the rows are shown, so that they are shown once
    this.commit(rows);
    if (next) this.wentOn(row.id, next);
    const timer = this.querySelector("fr-rest-timer");
    if (row.done && !done && timer.rest?.row === row.id) timer.stop(); // there was no set to rest from
  }

  /** After a set: say it, start the rest, and in a superset go to the exercise whose turn it is. */
  wentOn(id, next) {
    const row = this.rows.find((one) => one.id === id);
    const rest = next.rest && next.row ? restAfter(this.rows, row, this.facts) : 0;
    this.say(`Done: ${setWords(row, this.unit)}.${rest ? ` Rest ${rest} seconds.` : ""}`);
    if (this.session.finished_at) return;
    const timer = this.querySelector("fr-rest-timer");
    if (rest) timer.start({ row: id, session: this.sessionId, seconds: rest, next: `${next.row.exercise === row.exercise ? "" : `${this.facts[next.row.exercise].name}, `}${setWords(next.row, this.unit)}` });
    else timer.stop();
    if (row.superset !== null && next.row) {
      const li = this.querySelector(`[data-set="${next.row.id}"]`);
      li.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
      li.querySelector(".tick").focus({ preventScroll: true });
    }
  }

  rate(button) {
    const row = this.rows.find((one) => one.id === button.closest("[data-form-strip]").dataset.of);
    const changes = {};
    if (button.dataset.rate) {
      const rating = Number(button.dataset.rate);
      changes.form_rating = row.form_rating === rating ? null : rating;
      if (rating === 5) changes.faults = [];
    } else {
      const { fault } = button.dataset;
      changes.faults = row.faults.includes(fault) ? row.faults.filter((code) => code !== fault) : [...row.faults, fault];
      if (changes.faults.length && (row.form_rating === null || row.form_rating > 3)) changes.form_rating = 3;
    }
    this.commit(this.with(row, changes));
  }

  with(row, changes) {
    return this.rows.map((one) => (one === row ? { ...one, ...changes } : one));
  }

  /** A new row of this session, under an id of its own; what is added to one that is over was done back then. */
  make = (row) => ({ ...row, id: newId(), performed_at: this.session.finished_at ?? new Date().toISOString() });

  /** Show the rows as they are now, and store what that changes; `session` holds changes of the session itself. */
  async commit(rows, session = null) {
    const changes = difference(this.rows, rows);
    this.rows = rows;
    if (session) Object.assign(this.session, session);
    this.show();
    const ops = [];
    for (const { method, row, body } of changes) {
      const refused = this.refused.get(row.id);
      if ([404, 410].includes(refused?.status) && method === "PATCH") await outbox.amend(refused.key, { ...refused.body, ...body });
      else ops.push(this.op(method, row, body));
    }
    if (session) ops.push(this.sessionOp(session));
    await this.store(ops);
  }

  async store(ops) {
    if (!ops.length) return;
    this.storing += 1;
    try {
      await outbox.add(ops);
    } catch (error) {
      console.error(error);
      toast("Not stored on this device: its storage is full or closed to this page. Keep the page open and make room.");
    } finally {
      this.storing -= 1;
    }
  }

  op(method, row, body) {
    const sent = body && method === "PUT" ? { ...body, session: this.sessionId, id: undefined } : body;
    const words = `${this.facts[row.exercise]?.name ?? row.exercise}: ${setWords(row, this.unit)}`;
    return { method, url: `/api/v1/sets/${row.id}`, body: sent, row: row.id, session: this.sessionId, words, shown: row };
  }

  sessionOp(body) {
    return { method: "PATCH", url: `/api/v1/sessions/${this.sessionId}`, body, row: this.sessionId, session: this.sessionId, words: this.session.title || "Session" };
  }

  get place() {
    return `/sessions/${this.sessionId}`;
  }

  /** Tell whether everything has reached the server, waiting a moment for it. */
  sent() {
    return sent(this.sessionId, 2500);
  }

  /** Rest longer or shorter: after this exercise from now on, or in this superset. */
  changeRest(run, by) {
    const rest = Math.min(3600, Math.max(0, restOf(this.rows, run, this.facts) + by));
    if (run.superset !== null) {
      const open = (row) => row.superset === run.superset && !row.done;
      return this.commit(this.rows.map((row) => (open(row) ? { ...row, rest_s: rest } : row)));
    }
    this.facts[run.exercise].rest_s = rest;
    this.show();
    const url = `/api/v1/exercises/${run.exercise}/settings`;
    const words = `${this.facts[run.exercise].name}: rest ${rest} seconds`;
    return this.store([{ method: "PATCH", url, body: { rest_s: rest }, row: run.exercise, session: null, words }]);
  }

  /** Offer to bring back rows that were just removed. */
  offerBack(gone, sentence) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Undo";
    button.addEventListener("click", async () => {
      button.closest("fr-toast").remove();
      this.rows = [...this.rows, ...gone];
      this.show();
      await this.store(gone.map((row) => ({ ...this.op("POST", row, null), url: `/api/v1/sets/${row.id}/restore` })));
    });
    toast(sentence, button);
  }

  say(sentence) {
    this.querySelector("[data-says]").textContent = sentence;
  }

  async heard({ state, waiting }) {
    if (!this.session) return;
    const shown = JSON.stringify([this.session, this.rows, this.ticks]);
    await this.catchUp();
    if (JSON.stringify([this.session, this.rows, this.ticks]) === shown) await mark(this);
    else this.show();
    if (state === "idle" && !waiting) refreshed(this);
  }
});
