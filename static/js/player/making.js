// While the web version is made, the original can be watched where the browser plays it. The page goes on asking how far
// the work is, and does not take away what somebody is watching.
import { reasonFor } from "./lost.js";

const SAID = {
  unreadable: "This browser cannot play the original. The web version plays everywhere, and is on its way.",
  cut: "The connection was lost. Play the original again, or wait for the web version.",
};

/** Let the original be played in place of the poster. */
export function whileMaking(element) {
  const link = element.querySelector("[data-original]");
  if (!link) return;
  if (!document.createElement("video").canPlayType(link.dataset.original)) {
    link.remove();
    return;
  }
  link.addEventListener("click", (event) => {
    event.preventDefault();
    play(element, link);
  });
}

function play(element, link) {
  const video = document.createElement("video");
  Object.assign(video, { controls: true, playsInline: true, src: link.href });
  video.setAttribute("aria-label", "The original clip");
  const picture = element.querySelector(".screen > *");
  picture.replaceWith(video);
  link.closest(".actions").hidden = true;
  video.addEventListener("error", async () => {
    const sentence = await reasonFor(video, SAID);
    video.replaceWith(picture);
    link.closest(".actions")?.toggleAttribute("hidden", sentence !== SAID.cut); // asked for anew, it has another address
    say(element, sentence);
  });
  video.play().catch(() => {});
  video.focus();
  const asking = element.closest("[data-working]");
  asking?.addEventListener("htmx:beforeSwap", (event) => {
    if (!video.isConnected || event.detail.isError) return;
    const news = new DOMParser().parseFromString(event.detail.serverResponse, "text/html");
    if (!news.querySelector("fr-player, .failed")) return; // it was deleted
    event.detail.shouldSwap = false;
    const working = news.querySelector(".working");
    if (working) follow(element, working);
    else offer(element, asking, news.querySelector(".failed [role=alert]"));
  });
}

function follow(element, working) {
  element.querySelector(".working b").textContent = working.querySelector("b").textContent;
  element.querySelector(".working progress").value = working.querySelector("progress").value;
}

function offer(element, asking, why) {
  asking.removeAttribute("hx-get"); // it is there: nothing more to ask
  asking.removeAttribute("hx-trigger");
  window.htmx?.process(asking);
  const reload = document.createElement("button");
  Object.assign(reload, { type: "button", className: "btn primary", textContent: why ? "See what can be done" : "Show the web version" });
  reload.addEventListener("click", () => location.reload());
  element.querySelector(".working").replaceChildren(...(why ? [why] : []), reload);
}

function say(element, sentence) {
  element.querySelector(".working .notice.watch")?.remove();
  const line = document.createElement("p");
  Object.assign(line, { className: "notice watch", textContent: sentence });
  line.setAttribute("role", "alert");
  element.querySelector(".working").append(line);
}
