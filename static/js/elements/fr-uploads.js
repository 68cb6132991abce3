// The tray: clips on their way, behind a button in the top bar; with `data-inline` those of this page, in its flow.
import { clips } from "../uploads/clips.js";
import { lineFor, make } from "../uploads/line.js";
import { standWords, summary } from "../uploads/words.js";

const QUIET = ["queued", "sending", "draft", "paused"]; // nobody needs to hear of what they did themselves

customElements.define("fr-uploads", class extends HTMLElement {
  connectedCallback() {
    this.isInline = "inline" in this.dataset;
    this.lines ??= new Map();
    this.said ??= new Map(); // id -> its state, and where it stood in that: a try by itself changes no state
    if (!this.list) this.build();
    this.listening = new AbortController();
    document.addEventListener("clips", (event) => this.show(event.detail.clips), { signal: this.listening.signal });
    clips.list().then((found) => this.show(found));
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  build() {
    this.list = make("ul", { className: "list" });
    this.hidden = true;
    if (this.isInline) {
      if ("bare" in this.dataset) this.append(this.list);
      else this.append(make("section", { className: "card stack" }, make("h2", {}, "On their way"), this.list));
      return;
    }
    this.word = make("span");
    this.ring = make("span", { className: "ring" });
    this.ring.setAttribute("aria-hidden", "true");
    const about = make("span", { className: "hidden-label" }, "Clips: ");
    this.button = make("summary", { className: "btn quiet" }, this.ring, about, this.word);
    this.says = make("p", { className: "hidden-label" });
    this.says.setAttribute("role", "status");
    const head = make("h2", {}, "Clips on their way");
    this.panel = make("div", { className: "tray card stack" }, head, this.list, make("fr-wifi-only"));
    this.menu = make("details", { className: "menu" }, this.button, this.panel);
    this.append(this.menu, this.says);
  }

  show(found) {
    const isHere = (clip) => clip.place === location.pathname;
    const shown = found.filter((clip) => (this.isInline ? isHere(clip) && clip.stand !== "draft" : clip.stand !== "draft" || !isHere(clip)));
    for (const [id, line] of this.lines) {
      if (shown.some((clip) => clip.id === id)) continue;
      line.remove();
      this.lines.delete(id);
    }
    shown.forEach((clip, place) => {
      if (!this.lines.has(clip.id)) this.lines.set(clip.id, lineFor(clip));
      const line = this.lines.get(clip.id);
      if (this.list.children[place] !== line) this.list.insertBefore(line, this.list.children[place] ?? null);
      line.show(clip);
    });
    const sum = summary(shown);
    this.hidden = !sum;
    if (this.isInline) return;
    if (!sum) this.menu.open = false;
    this.say(shown);
    if (!sum) return;
    this.dataset.kind = sum.kind;
    if (this.word.textContent !== sum.words) this.word.textContent = sum.words;
    this.ring.style.setProperty("--share", sum.share ?? (sum.kind === "good" ? 1 : 0));
  }

  /** Have it read out when something happened to a clip; what each try by itself runs into is said once. */
  say(shown) {
    const before = this.said;
    this.said = new Map(shown.map((clip) => {
      const known = before.get(clip.id);
      return [clip.id, { state: clip.state, stands: new Set(known?.state === clip.state ? known.stands : []).add(clip.stand) }];
    }));
    const isNews = ({ id, state, stand }) => before.has(id) && !(before.get(id).state === state && before.get(id).stands.has(stand));
    const news = shown.filter((clip) => isNews(clip) && !QUIET.includes(clip.stand));
    if (news.length) this.says.textContent = news.map((clip) => `${clip.about || clip.name}: ${standWords(clip)}`).join(" ");
  }
});
