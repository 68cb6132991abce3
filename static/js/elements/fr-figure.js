// The drawing of a movement, with a button that sets it going: there and back twice, then still again.
// It never moves by itself. Who asks for less motion sees the first position in place of the last, until pressed again.
const TIMES = 2;

customElements.define("fr-figure", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.moves = [...this.querySelectorAll("animate, animateTransform")];
    if (!this.button || !this.moves.length) return;
    this.words = this.button.getAttribute("aria-label");
    this.button.hidden = false;
    this.button.addEventListener("click", () => (this.going ? this.stop() : this.start()));
    this.querySelector("svg").addEventListener("click", () => this.button.click());
    this.moves[0].addEventListener("endEvent", () => this.stop());
  }

  start() {
    this.going = true;
    this.toggleAttribute("data-going", true);
    this.button.setAttribute("aria-label", "Stop");
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.showStart();
    for (const move of this.moves) {
      move.setAttribute("repeatCount", TIMES);
      move.beginElement();
    }
  }

  stop() {
    if (!this.going) return;
    this.going = false;
    this.removeAttribute("data-going");
    this.button.setAttribute("aria-label", this.words);
    for (const move of this.moves) move.endElement();
    for (const [element, name, value] of this.ends ?? []) element.setAttribute(name, value);
    this.ends = [];
  }

  /** Put every part where the movement begins, and remember where it ends. */
  showStart() {
    this.ends = this.moves.map((move) => {
      const name = move.getAttribute("attributeName");
      return [move.parentElement, name, move.parentElement.getAttribute(name)];
    });
    for (const move of this.moves) {
      const [first] = move.getAttribute("values").split(";");
      const turn = move.getAttribute("type"); // translate or rotate
      move.parentElement.setAttribute(move.getAttribute("attributeName"), turn ? `${turn}(${first})` : first);
    }
  }
});
