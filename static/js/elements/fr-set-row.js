// A row of a set: what is corrected in a done row is stored as soon as the field is left.
customElements.define("fr-set-row", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", () => this.store());
    this.addEventListener("focusin", (event) => event.target.select?.());
  }

  store() {
    const row = this.closest("li");
    if (!("done" in row.dataset)) return;
    const form = this.querySelector("form");
    // Only this row is replaced, so that a tap on another one meanwhile is not lost.
    htmx.ajax("POST", form.action, { source: form, target: row, select: `#${row.id}`, swap: "outerHTML" });
  }
});
