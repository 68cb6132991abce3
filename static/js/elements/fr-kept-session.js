// A session that was begun on this device and that the page does not know yet: the way back to it, from Today.
import { outbox } from "../lib/outbox.js";
import { tellWorker } from "../lib/worker.js";

customElements.define("fr-kept-session", class extends HTMLElement {
  connectedCallback() {
    this.show();
    // The running session is kept for times without a connection too.
    const running = document.querySelector("a[data-running]");
    if (running && navigator.onLine) tellWorker({ kind: "refresh", url: new URL(running.href).pathname });
  }

  async show() {
    const ops = await outbox.list();
    const session = ops.findLast((op) => op.method === "PUT" && op.url === `/api/v1/sessions/${op.row}`);
    const known = session?.state === "sent" && !("copy" in document.body.dataset); // a fresh page would show it itself
    if (!session || known || document.querySelector(`a[data-running][href="/sessions/${session.row}"]`)) return;
    const about = ops.filter((op) => op.row === session.row && op.body).reduce((said, op) => ({ ...said, ...op.body }), {});
    if (about.finished_at) return;
    this.querySelector("[data-title]").textContent = about.title || "Session";
    this.querySelector("a").href = `/sessions/log#${session.row}`;
    this.hidden = false;
  }
});
