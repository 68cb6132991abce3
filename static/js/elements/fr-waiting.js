// The page of what waits on this device: what was not taken, with its reason, to edit or discard; and what is on its way.
import { editForm, reason } from "../lib/edit-form.js";
import { outbox } from "../lib/outbox.js";

const STANDS = {
  idle: "Everything else is sent.",
  sending: "Being sent now.",
  offline: "There is no connection. They are sent as soon as there is one.",
  "server-down": "The server does not answer. It is asked again by itself.",
  "signed-out": "You are signed out. Sign in, and they are sent.",
  "other-account": "Somebody else is signed in now. They are sent when you sign in again.",
};

const NOT_LASTING = "This browser gives no storage: keep a page open until they are sent.";

customElements.define("fr-waiting", class extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    document.addEventListener("outbox", (event) => this.hear(event.detail), { signal: this.listening.signal });
    this.show("sending");
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  hear({ state, lasting }) {
    this.lasting = lasting;
    if (this.querySelector("form")) this.state = state; // somebody is typing
    else this.show(state);
  }

  async show(state = this.state) {
    this.state = state;
    const ops = await outbox.list();
    const refused = ops.filter((op) => op.state === "refused");
    const waiting = ops.filter((op) => op.state === "waiting" && op.held_by === null);
    const focused = this.contains(document.activeElement) ? document.activeElement.dataset.is : null;
    const parts = [];
    if (refused.length) parts.push(this.refusedCard(refused, ops));
    if (waiting.length) parts.push(this.waitingCard(waiting));
    if (!parts.length) parts.push(allSent());
    this.replaceChildren(...parts);
    if (focused) this.querySelector(`[data-is="${focused}"]`)?.focus();
  }

  refusedCard(refused, ops) {
    const list = make("ul", { className: "list" });
    for (const op of refused) list.append(this.refusedLine(op, ops.filter((other) => other.held_by === op.key).length));
    return make("section", { className: "card stack" }, make("h2", {}, "Not taken"), list);
  }

  refusedLine(op, behind) {
    const line = make("li", { className: "stack refused" }, make("b", {}, op.words || op.url));
    line.append(make("p", { className: "errors" }, reason(op.problem)));
    const wait = behind === 1 ? "waits" : "wait";
    if (behind) line.append(make("small", {}, `${count(behind, "later change")} to it ${wait} for this one.`));
    const actions = make("div", { className: "actions" });
    if (op.body) actions.append(button("Edit", `edit-${op.key}`, () => this.edit(op, line)));
    else actions.append(button("Send again", `again-${op.key}`, () => outbox.amend(op.key, op.body)));
    actions.append(button("Discard", `discard-${op.key}`, () => this.askToDiscard(op, actions), "danger quiet"));
    line.append(actions);
    return line;
  }

  edit(op, line) {
    const form = editForm(op);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const body = form.read();
      form.remove();
      await outbox.amend(op.key, body);
      await this.show();
    });
    form.querySelector("[data-cancel]").addEventListener("click", () => {
      form.remove();
      this.show();
    });
    line.querySelector(".actions").replaceWith(form);
    form.querySelector("input, textarea")?.focus();
  }

  askToDiscard(op, actions) {
    const yes = button("Discard for good", `sure-${op.key}`, () => outbox.discard(op.key), "danger");
    actions.replaceChildren(yes, button("Keep", `keep-${op.key}`, () => this.show()));
    yes.focus();
  }

  waitingCard(waiting) {
    const list = make("ol", { className: "list" });
    for (const op of waiting) {
      const words = make("span", { className: "grow" }, op.words || op.url);
      list.append(make("li", { className: "line" }, words, make("small", {}, clock(new Date(op.created_at)))));
    }
    const stands = make("p", { className: "muted" }, STANDS[this.state] ?? "");
    const head = make("div", { className: "grow" }, make("h2", {}, `${count(waiting.length, "change")} waiting`), stands);
    if (this.lasting === false) head.append(make("p", { className: "errors" }, NOT_LASTING));
    const again = button("Try now", "try", async () => {
      again.setAttribute("aria-busy", "true");
      await outbox.flush();
      await this.show();
    });
    return make("section", { className: "card stack" }, make("div", { className: "row" }, head, again), list);
  }
});

function allSent() {
  const words = "What you log is stored on this device first, and sent as soon as the server answers. All of it is there.";
  const actions = make("div", { className: "actions" }, make("a", { className: "btn", href: "/" }, "Go to Today"));
  return make("section", { className: "card empty" }, make("h2", {}, "Nothing is waiting"), make("p", {}, words), actions);
}

function clock(at) {
  const day = at.toDateString() === new Date().toDateString() ? {} : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat("en-GB", { ...day, hour: "2-digit", minute: "2-digit" }).format(at);
}

function count(number, thing) {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

function button(words, name, act, kind = "") {
  const made = make("button", { type: "button", className: `btn ${kind}` }, words);
  made.dataset.is = name;
  made.addEventListener("click", act);
  return made;
}

function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}
