// Send a clip with a progress bar, without leaving the page; what the server refuses is said here.
import { toast } from "../lib/toast.js";

customElements.define("fr-upload", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.file = this.querySelector("input[type=file]");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.file.files.length) this.send();
      else this.refuse("Choose a clip first.");
    });
    if (!this.querySelector("button")) this.file.addEventListener("change", () => this.form.requestSubmit());
  }

  send() {
    this.querySelector(".errors")?.remove();
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", "Sending the clip");
    this.append(bar);
    this.lock(true);
    const request = new XMLHttpRequest();
    request.open("POST", this.form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("loadend", () => {
      bar.remove();
      this.lock(false);
      if (request.status === 201) this.taken(JSON.parse(request.response));
      else this.refuse(reason(request));
    });
    request.send(new FormData(this.form));
  }

  lock(busy) {
    for (const control of this.querySelectorAll("button, label.btn")) control.setAttribute("aria-busy", busy);
    this.inert = busy;
  }

  taken(answer) {
    this.form.reset();
    const place = this.dataset.refresh;
    if (!place || place === "page") {
      location.assign(this.dataset.go ?? answer.url);
      if (place === "page") location.reload();
      return;
    }
    toast("The clip is in. Its picture is being made.");
    htmx.ajax("GET", location.pathname, { target: place, select: place, swap: "outerHTML" });
  }

  refuse(sentence) {
    const line = document.createElement("p");
    line.className = "errors";
    line.setAttribute("role", "alert");
    line.textContent = sentence;
    this.querySelector(".errors")?.remove();
    this.append(line);
  }
});

function reason(request) {
  if (!request.status) return "The connection was lost. The clip is still on your device: send it again.";
  try {
    return JSON.parse(request.response).detail;
  } catch {
    return `The server answered ${request.status}. The clip is still on your device.`;
  }
}
