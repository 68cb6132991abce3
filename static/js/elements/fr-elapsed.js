// The time since data-since, as a clock.
customElements.define("fr-elapsed", class extends HTMLElement {
  connectedCallback() {
    this.since = Date.parse(this.dataset.since);
    this.show();
    this.timer = setInterval(() => this.show(), 1000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  show() {
    const seconds = Math.max(0, Math.floor((Date.now() - this.since) / 1000));
    const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
    if (seconds >= 3600) parts.unshift(Math.floor(seconds / 3600));
    this.textContent = parts.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
  }
});
