// Send a clip with a progress bar, without leaving the page; what the server refuses is said here.
import { signInLink } from "../lib/sign-in.js";
import { toast } from "../lib/toast.js";

const NOT_THIS_CLIP = [400, 413];

customElements.define("fr-upload", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.file = this.querySelector("input[type=file]");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.file.files.length) this.send();
      else this.refuse("Choose a clip first.");
    });
    this.sendsAtOnce = !this.form.querySelector("button");
    if (this.sendsAtOnce) this.file.addEventListener("change", () => this.form.requestSubmit());
  }

  send() {
    this.querySelector(".errors")?.remove();
    const most = Number(this.file.dataset.maxBytes);
    if (most && this.file.files[0].size > most) {
      this.refuse(`This file is larger than ${Math.floor(most / 2 ** 20)} MB, the most a video may have.`);
      if (this.sendsAtOnce) this.form.reset();
      return;
    }
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
      else this.notTaken(request);
    });
    request.send(this.body());
  }

  body() {
    const body = new FormData(this.form);
    // Signing in again elsewhere changes the secret; the clip chosen here can still be sent.
    const secret = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (secret) body.set("csrfmiddlewaretoken", secret);
    return body;
  }

  lock(busy) {
    for (const control of this.querySelectorAll("button, label.btn")) control.setAttribute("aria-busy", busy);
    this.inert = busy;
  }

  taken(answer) {
    this.form.reset();
    const place = this.dataset.refresh;
    if (!place) {
      location.assign(this.dataset.go ?? answer.url);
      return;
    }
    toast("The clip is in. Its picture is being made.");
    htmx.ajax("GET", location.pathname, { target: place, select: place, swap: "outerHTML" });
  }

  notTaken(request) {
    const line = this.refuse(reason(request));
    if (request.status === 401) {
      const link = signInLink();
      link.target = "_blank";
      line.append(" ", link);
    }
    if (!this.sendsAtOnce) return;
    if (NOT_THIS_CLIP.includes(request.status)) this.form.reset();
    else line.append(" ", this.againButton());
  }

  againButton() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = "Send again";
    button.addEventListener("click", () => this.send());
    return button;
  }

  refuse(sentence) {
    const line = document.createElement("p");
    line.className = "errors";
    line.setAttribute("role", "alert");
    line.textContent = sentence;
    this.querySelector(".errors")?.remove();
    this.append(line);
    return line;
  }
});

function reason(request) {
  if (!request.status) return "The connection was lost. The clip is still on your device: send it again.";
  if (request.status === 401) return "Not sent: you are signed out. The clip stays chosen here: sign in, then send it again.";
  try {
    return JSON.parse(request.response).detail;
  } catch {
    return `The server answered ${request.status}. The clip is still on your device.`;
  }
}
