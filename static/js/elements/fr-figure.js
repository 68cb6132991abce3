// The drawing of a movement, with a button that sets it going: there and back once more than once, then still again.
// It never moves by itself. Who asks for less motion sees the first position instead, for as long as it is pressed.
const TIMES = 2;

customElements.define("fr-figure", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.moves = [...this.querySelectorAll("animate, animateTransform")];
    if (!this.button || !this.moves.length) return;
    this.words = this.button.getAttribute("aria-label");
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.button.hidden = false;
    this.button.addEventListener("click", () => (this.going ? this.stop() : this.start()));
    this.querySelector("svg").addEventListener("click", () => this.button.click());
    this.moves[0].addEventListener("endEvent", () => this.stop());
  }

  start() {
    this.going = true;
    this.toggleAttribute("data-going", true);
    this.button.setAttribute("aria-label", "Stop");
    const svg = this.querySelector("svg");
    for (const move of this.moves) {
      move.setAttribute("repeatCount", TIMES);
      move.beginElement();
    }
    if (!this.calm.matches) return svg.unpauseAnimations();
    svg.pauseAnimations(); // the first position, still
    this.toggleAttribute("data-calm", true);
  }

  stop() {
    this.going = false;
    this.removeAttribute("data-going");
    this.removeAttribute("data-calm");
    this.button.setAttribute("aria-label", this.words);
    this.querySelector("svg").unpauseAnimations();
    for (const move of this.moves) move.endElement();
  }
});
