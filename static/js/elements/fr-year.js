// The year's grid: one stop for the Tab key, arrows from one day of training to the next, the latest week in sight.
customElements.define("fr-year", class extends HTMLElement {
  connectedCallback() {
    if ("fromEnd" in this.dataset) this.scrollLeft = this.scrollWidth;
    this.rows = [...this.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => cell.querySelector("a")));
    this.days = this.rows[0]?.flatMap((_, column) => this.rows.map((row) => row[column])).filter(Boolean) ?? [];
    for (const day of this.days) day.tabIndex = -1;
    this.days.at(-1)?.removeAttribute("tabindex");
    this.addEventListener("keydown", (event) => this.move(event));
  }

  move(event) {
    const at = this.days.indexOf(event.target);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = {
      ArrowDown: () => this.days[at + 1],
      ArrowUp: () => this.days[at - 1],
      ArrowRight: () => this.sideways(event.target, 1),
      ArrowLeft: () => this.sideways(event.target, -1),
      Home: () => this.days[0],
      End: () => this.days.at(-1),
    }[event.key]?.();
    if (to === undefined) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    to.removeAttribute("tabindex");
    to.focus();
  }

  // The same weekday of another week; where there is none, the nearest day of training in that direction.
  sideways(day, step) {
    const row = this.rows.find((cells) => cells.includes(day));
    const column = row.indexOf(day);
    const rest = step > 0 ? row.slice(column + 1) : row.slice(0, column).reverse();
    return rest.find(Boolean) ?? this.days[this.days.indexOf(day) + step];
  }
});
