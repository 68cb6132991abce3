// A message that goes by itself after a while; one that offers something to do stays until it is closed.
const AFTER_MS = 6000;

customElements.define("fr-toast", class extends HTMLElement {
  connectedCallback() {
    if ("stays" in this.dataset) {
      this.offerToClose();
      return;
    }
    this.timer = setTimeout(() => this.remove(), AFTER_MS);
    for (const kind of ["pointerenter", "focusin"]) {
      this.addEventListener(kind, () => clearTimeout(this.timer), { once: true });
    }
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  offerToClose() {
    if (this.querySelector("[data-close]")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.close = "";
    button.setAttribute("aria-label", "Close this message");
    button.textContent = "✕";
    button.addEventListener("click", () => this.remove());
    this.append(button);
  }
});
