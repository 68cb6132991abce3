// Offer the browser's time zone where the profile says another.
customElements.define("fr-time-zone", class extends HTMLElement {
  connectedCallback() {
    const select = this.querySelector("select");
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const known = [...select.options].some((option) => option.value === here);
    if (!known || select.value === here) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = `Use ${here}, as this browser does`;
    button.addEventListener("click", () => {
      select.value = here;
      button.remove();
    });
    this.append(button);
  }
});
