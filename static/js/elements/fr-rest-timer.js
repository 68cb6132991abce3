// The rest between two sets. It keeps the moment it ends, not a count, so it is right after a lock, a reload or a
// closed tab; the service worker can tell when it is over while nobody looks.
import { tellWorker } from "../lib/worker.js";
import { clock } from "../session/words.js";

const TICK_MS = 250;
const FORGOTTEN_MS = 15 * 60 * 1000;

customElements.define("fr-rest-timer", class extends HTMLElement {
  connectedCallback() {
    this.store = `rest-${document.body.dataset.account}`;
    this.clock = this.querySelector("[data-clock]");
    this.bar = this.querySelector("[data-bar]");
    this.of = this.querySelector("[data-of]");
    this.bell = this.querySelector("[data-bell]");
    this.addEventListener("click", (event) => this.press(event.target.closest("button")));
    this.showBell();
    this.go();
    this.timer = setInterval(() => this.go(), TICK_MS); // also when the session becomes known after this
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  get rest() {
    try {
      return JSON.parse(localStorage.getItem(this.store));
    } catch {
      return null;
    }
  }

  start({ row, session, seconds, next }) {
    this.keep({ row, session, seconds, next, ends: Date.now() + seconds * 1000, told: false });
  }

  stop() {
    this.tellWorker(null);
    localStorage.removeItem(this.store);
    this.go();
  }

  keep(rest) {
    localStorage.setItem(this.store, JSON.stringify(rest));
    this.tellWorker(rest);
    this.go();
  }

  press(button) {
    if (!button) return;
    const { rest } = this;
    if ("skip" in button.dataset || !rest) this.stop();
    else if ("bell" in button.dataset) this.askForBell();
    else {
      const seconds = Number(button.dataset.add);
      const ends = Math.max(Date.now(), rest.ends) + seconds * 1000;
      if (ends <= Date.now()) this.stop();
      else this.keep({ ...rest, ends, seconds: Math.max(rest.seconds + seconds, 1), told: false });
    }
  }

  go() {
    const { rest } = this;
    if (rest && Date.now() - rest.ends > FORGOTTEN_MS) localStorage.removeItem(this.store);
    this.hidden = !rest || rest.session !== this.closest("fr-session").sessionId;
    this.show();
  }

  show() {
    const rest = this.hidden ? null : this.rest;
    if (!rest) return;
    const left = (rest.ends - Date.now()) / 1000;
    this.toggleAttribute("data-over", left <= 0);
    this.clock.textContent = left > 0 ? clock(Math.ceil(left)) : `+${clock(Math.floor(-left))}`;
    this.of.textContent = left > 0 ? `next ${rest.next}` : `Go: ${rest.next}`;
    this.bar.value = Math.min(1, Math.max(0, 1 - left / rest.seconds));
    if (left <= 0 && !rest.told) this.over(rest);
  }

  over(rest) {
    localStorage.setItem(this.store, JSON.stringify({ ...rest, told: true }));
    navigator.vibrate?.([200, 100, 200]);
    if (this.wanted) beep();
    this.closest("fr-session").say("Rest is over.");
  }

  // --- telling ---------------------------------------------------------------------------------------------

  get wanted() {
    return localStorage.getItem("rest-bell") === "on";
  }

  async askForBell() {
    const on = !this.wanted;
    localStorage.setItem("rest-bell", on ? "on" : "off");
    if (on && window.isSecureContext && "Notification" in window && Notification.permission === "default") await Notification.requestPermission();
    this.showBell();
    this.tellWorker(this.rest);
    if (on) beep();
  }

  showBell() {
    this.bell.setAttribute("aria-pressed", this.wanted);
    this.bell.hidden = !("AudioContext" in window);
  }

  /** The worker notifies when the rest ends, also while the page is hidden, locked away or closed. */
  tellWorker(rest) {
    const wanted = rest && this.wanted && window.Notification?.permission === "granted" && rest.ends > Date.now();
    const { ends: at, next: body } = rest ?? {};
    tellWorker(wanted ? { kind: "rest", id: "rest", at, title: "Rest is over", body, url: location.href } : { kind: "rest-cancel", id: "rest" });
  }
});

function beep() {
  const audio = new AudioContext();
  for (const at of [0, 0.25]) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = 880;
    volume.gain.setValueAtTime(0.25, audio.currentTime + at);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.2);
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + 0.2);
  }
  setTimeout(() => audio.close(), 800);
}
