// The switch of those who pay for what they send: only some browsers know how they are connected, elsewhere it hides
// itself, and with `data-hides` what is around it. With `data-paid` it shows only while it makes a difference.
import { clips } from "../uploads/clips.js";
import { make } from "../uploads/line.js";

customElements.define("fr-wifi-only", class extends HTMLElement {
  connectedCallback() {
    if (!this.box) {
      this.box = make("input", { type: "checkbox" });
      this.box.addEventListener("change", () => {
        clips.wifiOnly = this.box.checked;
      });
      this.append(make("label", { className: "tickline" }, this.box, "Send clips only on Wi-Fi"));
    }
    this.listening = new AbortController();
    document.addEventListener("clips", () => this.show(), { signal: this.listening.signal }); // told when the connection changes, too
    this.show();
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  show() {
    const type = navigator.connection?.type;
    this.box.checked = clips.wifiOnly;
    this.hidden = "paid" in this.dataset ? type !== "cellular" : !type;
    if (this.dataset.hides) this.closest(this.dataset.hides).hidden = this.hidden;
  }
});
