// When the file cannot be played on: a sentence, and a way to try again.
const STALLED_MS = 10_000;
const SAID = {
  401: "You are signed out. Sign in again, then try again.",
  404: "The file of this clip is not there any more.",
  unreadable: "This browser cannot play the file. Download it, or wait for the web version.",
  cut: "The connection was lost. What is loaded can still be seen.",
};

/** Watch over a video; `retry(reload)` is called when somebody tries again. */
export function whenLost(video, box, retry) {
  let timer = 0;
  const say = (sentence) => {
    box.querySelector("p").textContent = sentence;
    box.hidden = false;
  };
  const fine = () => {
    clearTimeout(timer);
    box.hidden = true;
  };
  video.addEventListener("error", async () => say(await reasonFor(video)));
  for (const kind of ["waiting", "stalled"]) {
    video.addEventListener(kind, () => {
      clearTimeout(timer);
      timer = setTimeout(() => video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA && !video.paused && say(SAID.cut), STALLED_MS);
    });
  }
  for (const kind of ["playing", "seeked", "loadeddata"]) video.addEventListener(kind, fine);
  box.querySelector("button").addEventListener("click", () => {
    fine();
    retry(() => video.load());
  });
  if (video.error) reasonFor(video).then(say);
}

async function reasonFor(video) {
  try {
    const { status } = await fetch(video.currentSrc || video.src, { method: "HEAD", cache: "no-store" });
    if (SAID[status]) return SAID[status];
    if (status >= 400) return `The clip cannot be loaded: the server answered ${status}.`;
  } catch {
    return SAID.cut;
  }
  return video.error?.code === MediaError.MEDIA_ERR_NETWORK ? SAID.cut : SAID.unreadable;
}
