// When the file cannot be played on: a sentence, and a way to try again.
const STALLED_MS = 10_000;
const ONCE_IN_MS = 60_000; // so often a clip that breaks off is asked for again by itself
const SAID = {
  401: "You are signed out. Sign in again, then try again.",
  404: "The file of this clip is not there any more.",
  unreadable: "This browser cannot play the file. Download it, or wait for the web version.",
  cut: "The connection was lost. What is loaded can still be seen.",
};

/** Watch over a video; `retry(reload)` is called when it is tried again: once by itself, then when somebody wants that. */
export function whenLost(video, box, retry) {
  let timer = 0;
  let tried = -Infinity;
  const say = (sentence) => {
    box.querySelector("p").textContent = sentence;
    box.hidden = false;
  };
  const fine = () => {
    clearTimeout(timer);
    box.hidden = true;
  };
  const isShort = () => video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
  video.addEventListener("error", async () => {
    if (video.error?.code === MediaError.MEDIA_ERR_NETWORK && performance.now() - tried > ONCE_IN_MS) {
      tried = performance.now(); // an address that was signed for minutes has ended: asking anew gives another one
      retry(() => video.load());
    } else say(await reasonFor(video));
  });
  for (const kind of ["waiting", "stalled", "seeking"]) {
    video.addEventListener(kind, () => {
      clearTimeout(timer);
      timer = setTimeout(() => (video.seeking || (isShort() && !video.paused)) && say(SAID.cut), STALLED_MS);
    });
  }
  for (const kind of ["playing", "seeked", "loadeddata"]) video.addEventListener(kind, fine);
  box.querySelector("button").addEventListener("click", () => {
    fine();
    retry(() => video.load());
  });
  if (video.error) reasonFor(video).then(say);
}

/** Return why a video cannot be played on; `words` says some of it in other words. */
export async function reasonFor(video, words = {}) {
  const said = { ...SAID, ...words };
  try {
    const { status } = await fetch(video.currentSrc || video.src, { method: "HEAD", cache: "no-store" });
    if (said[status]) return said[status];
    if (status >= 400) return `The clip cannot be loaded: the server answered ${status}.`;
  } catch {
    return said.cut;
  }
  return video.error?.code === MediaError.MEDIA_ERR_NETWORK ? said.cut : said.unreadable;
}
