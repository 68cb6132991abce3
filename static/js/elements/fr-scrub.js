// A thumbnail through which one can leaf: the moment of the clip that lies under the pointer is shown. On a touch screen
// by a short drag sideways, with the keyboard by the arrow keys while the link around it has the focus.
const MOMENTS = 9;
const DRAG_PX = 8; // less is a tap

customElements.define("fr-scrub", class extends HTMLElement {
  connectedCallback() {
    this.stop?.abort();
    this.stop = new AbortController();
    const { signal } = this.stop;
    const link = this.closest("a");
    const still = matchMedia("(prefers-reduced-motion: reduce)"); // then nothing changes that was not asked for
    let from = null;
    let dragged = false;

    this.addEventListener("pointerdown", (event) => {
      dragged = false;
      from = event.pointerType === "mouse" ? null : event.clientX;
    }, { signal });
    this.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse") {
        if (!still.matches) this.showAt(event);
      } else if (from !== null && (dragged || Math.abs(event.clientX - from) > DRAG_PX)) {
        dragged = true;
        this.showAt(event);
      }
    }, { signal });
    for (const name of ["pointerleave", "pointercancel", "pointerup"]) {
      this.addEventListener(name, (event) => {
        from = null;
        if (name !== "pointerup" || event.pointerType !== "mouse") this.hide();
      }, { signal });
    }
    if (!link) return;
    link.draggable = false;
    link.addEventListener("click", (event) => {
      if (!dragged) return;
      dragged = false;
      event.preventDefault(); // the finger looked, and did not ask for the page
    }, { signal });
    link.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.show(Math.min(MOMENTS - 1, Math.max(0, (this.moment ?? (step > 0 ? -1 : MOMENTS)) + step)));
    }, { signal });
    link.addEventListener("blur", () => this.hide(), { signal });
  }

  disconnectedCallback() {
    this.stop.abort();
    this.hide();
  }

  showAt(event) {
    const box = this.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    this.show(Math.min(MOMENTS - 1, Math.max(0, Math.floor(share * MOMENTS))));
  }

  show(moment) {
    this.moment = moment;
    if (!this.strip) this.load();
    this.place();
  }

  hide() {
    this.moment = null;
    if (this.strip) this.strip.hidden = true;
    if (this.line) this.line.hidden = true;
  }

  load() {
    this.strip = Object.assign(document.createElement("img"), { alt: "", draggable: false, hidden: true, className: "strip" });
    this.line = Object.assign(document.createElement("span"), { hidden: true, className: "moment" });
    this.strip.addEventListener("load", () => this.place());
    this.strip.src = this.dataset.sprite;
    this.append(this.strip, this.line);
  }

  // One moment of the strip fills the thumbnail as the poster does: the whole of a tall one, else all of the room.
  place() {
    const { strip, line, moment } = this;
    if (moment === null || !strip.naturalWidth) return;
    const wide = strip.naturalWidth / MOMENTS;
    const tall = strip.naturalHeight;
    const fits = [this.clientWidth / wide, this.clientHeight / tall];
    const scale = this.classList.contains("tall") ? Math.min(...fits) : Math.max(...fits);
    const left = (this.clientWidth - wide * scale) / 2;
    const top = (this.clientHeight - tall * scale) / 2;
    strip.style.width = `${strip.naturalWidth * scale}px`;
    strip.style.height = `${tall * scale}px`;
    strip.style.transform = `translate(${left - moment * wide * scale}px, ${top}px)`;
    strip.style.clipPath = `inset(0 ${(MOMENTS - 1 - moment) * wide * scale}px 0 ${moment * wide * scale}px)`;
    line.style.transform = `translateX(${moment * 100}%)`;
    strip.hidden = line.hidden = false;
  }
});
