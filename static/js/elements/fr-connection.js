// What waits on this device, in a few words in the top bar; nothing while all is sent.
import { signInLink } from "../lib/sign-in.js";

const QUICK_MS = 1000; // what is sent within a moment is not worth a word

customElements.define("fr-connection", class extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("outbox", (event) => this.hear(event.detail), { signal });
    for (const kind of ["online", "offline"]) addEventListener(kind, () => this.hear(this.detail), { signal });
    this.hear({ waiting: 0, refused: 0, state: "idle", lasting: true });
  }

  disconnectedCallback() {
    this.listening.abort();
    clearTimeout(this.timer);
  }

  hear(detail) {
    this.detail = detail;
    clearTimeout(this.timer);
    const isQuick = detail.state === "sending" && !detail.refused && !this.textContent;
    if (isQuick) this.timer = setTimeout(() => this.show(), QUICK_MS);
    else this.show();
  }

  show() {
    const words = wordsFor(this.detail, document.body.dataset.copy);
    if (words === this.textContent) return;
    if (!words) this.replaceChildren();
    else if (words.startsWith("Sign in")) this.put(signInLink(), words);
    else this.put(linkTo(words.startsWith("as of") ? location.pathname + location.search : "/waiting"), words);
  }

  put(link, words) {
    const chip = document.createElement("span");
    chip.textContent = words;
    chip.className = this.detail.refused ? "chip fault" : "chip watch";
    link.replaceChildren(chip);
    this.replaceChildren(link);
  }
});

function wordsFor({ waiting, refused, state, lasting }, copied) {
  const waits = waiting ? `${waiting} waiting` : "";
  if (refused) return `${refused} not taken`;
  if (waiting && (state === "signed-out" || state === "other-account")) return `Sign in to send ${waiting}`;
  if (waiting && !lasting) return `${waits}, not stored`;
  const from = copied ? `as of ${clock(Number(copied))}` : "";
  const away = navigator.onLine === false || state === "offline" || (copied && state !== "idle") ? "Offline" : "";
  return [away, waits || from].filter(Boolean).join(" · ");
}

function linkTo(address) {
  const link = document.createElement("a");
  link.href = address;
  return link;
}

function clock(at) {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(at);
}
