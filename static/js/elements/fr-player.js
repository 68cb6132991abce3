// The film strip under a clip: a tap on one of its nine moments goes there.
const MOMENTS = 9;

customElements.define("fr-player", class extends HTMLElement {
  connectedCallback() {
    const video = this.querySelector("video");
    const strip = this.querySelector(".filmstrip");
    for (let place = 0; place < MOMENTS; place += 1) {
      const share = (place + 0.5) / MOMENTS;
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-label", `Go to moment ${place + 1} of ${MOMENTS}`);
      button.style.left = `${(100 * place) / MOMENTS}%`;
      button.style.width = `${100 / MOMENTS}%`;
      button.addEventListener("click", () => {
        video.currentTime = share * video.duration;
      });
      strip.append(button);
    }
  }
});
