// A row of a set: what is corrected in a done row is stored as soon as the field is left.
customElements.define("fr-set-row", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", () => this.store());
    this.addEventListener("focusin", (event) => event.target.select?.());
  }

  store() {
    // Without its tick button the form keeps the row done.
    if ("done" in this.closest("li").dataset) this.querySelector("form").requestSubmit();
  }
});
