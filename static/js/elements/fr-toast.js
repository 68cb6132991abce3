// A message that goes by itself; one that offers to undo stays longer.
customElements.define("fr-toast", class extends HTMLElement {
  connectedCallback() {
    this.timer = setTimeout(() => this.remove(), "stays" in this.dataset ? 20000 : 6000);
    this.addEventListener("pointerenter", () => clearTimeout(this.timer), { once: true });
    this.addEventListener("focusin", () => clearTimeout(this.timer), { once: true });
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }
});
