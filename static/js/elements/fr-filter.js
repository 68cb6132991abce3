// Narrows a list of links to those whose words hold what is typed; without it the whole list is there.
customElements.define("fr-filter", class extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input");
    const lines = [...this.querySelectorAll("[data-words]")];
    const none = this.querySelector(".none");
    this.querySelector(".find").hidden = lines.length < 6;
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const line of lines) line.hidden = !words.every((word) => line.dataset.words.includes(word));
      none.hidden = lines.some((line) => !line.hidden);
    });
    this.closest("details")?.addEventListener("toggle", (event) => {
      if (event.target.open && lines.length >= 6 && matchMedia("(pointer: fine)").matches) field.focus();
    });
  }
});
