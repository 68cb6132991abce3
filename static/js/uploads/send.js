// Sends one clip with tus (https://tus.io), from where it was left, and says what became of it.
import { csrfCookie } from "../lib/csrf.js";
import { askWho } from "../lib/sender.js";
import { judge } from "./answers.js";

const ADDRESS = "/api/v1/uploads";
const PIECE = 8 * 1024 * 1024;
const QUICK = [0, 1000, 3000]; // ms; who fails for longer waits outside
const SILENCE_MS = 180_000; // a line that moves nothing for so long is dead, though nobody says so
const AT_ONCE = [0, 409, 423, 460]; // no answer, or one that a question about the offset clears up

/**
 * Send a clip. `tell` has url(address), progress(bytes), stored(bytes). Resolves with {state: "done", video},
 * {state: "refused", problem}, {anew: true}, or {stopped, after}; with null when `signal` ended it.
 */
export async function sendClip(clip, file, tell, signal) {
  let who = await ask(clip.account);
  if (who.stopped) return who;
  try {
    await load();
  } catch (error) {
    console.warn("What sends clips could not be loaded:", error);
    return { stopped: navigator.onLine ? "server-down" : "offline" };
  }
  for (const last of [false, true]) {
    const became = await attempt(clip, file, who, tell, signal);
    if (!became?.who) return became;
    if (last) break;
    who = await ask(clip.account, { anew: true });
    if (who.stopped) return who;
  }
  return { stopped: "server-down" };
}

let misses = 0;

/** Load what speaks tus. Browsers may remember that a module did not load, so it is asked for by another name then. */
async function load() {
  const address = import.meta.resolve("/static/vendor/tus.js");
  try {
    await import(misses ? `${address}?again=${misses}` : address);
    misses = 0;
  } catch (error) {
    misses += 1;
    throw error;
  }
}

/** Take a clip's upload away from the server; resolves with whether that is settled. */
export async function dropUpload(clip) {
  const who = await ask(clip.account);
  if (who.stopped) return false;
  try {
    const answer = await fetch(clip.url, { method: "DELETE", headers: headersFor(clip, who), signal: AbortSignal.timeout(10_000) });
    return answer.ok || [404, 410].includes(answer.status);
  } catch {
    return false;
  }
}

async function ask(account, how) {
  try {
    return await askWho(account, how);
  } catch (error) {
    if (error.name === "TimeoutError") return { stopped: "server-down" };
    if (error instanceof TypeError) return { stopped: navigator.onLine ? "server-down" : "offline" };
    throw error;
  }
}

function headersFor(clip, who) {
  return { Accept: "application/json", "Tus-Resumable": "1.0.0", "X-Account": clip.account, "X-CSRFToken": secret(who) };
}

const secret = (who) => csrfCookie() ?? who.csrf;

function attempt(clip, file, who, tell, signal) {
  return new Promise((resolve) => {
    let silence = 0;
    let reached = clip.sent;
    const done = (became) => {
      clearTimeout(silence);
      signal.removeEventListener("abort", ended);
      resolve(became);
    };
    const end = (became) => {
      upload.abort().catch(() => {});
      done(became);
    };
    const ended = () => end(null);
    const alive = () => {
      clearTimeout(silence);
      silence = setTimeout(end, SILENCE_MS, { stopped: "server-down" });
    };
    const options = {
      endpoint: clip.url ? null : ADDRESS, // an upload that is there is never begun anew behind our back
      uploadUrl: clip.url ?? null,
      metadata: metadataOf(clip),
      headers: { Accept: "application/json", "X-Account": clip.account },
      chunkSize: PIECE,
      retryDelays: QUICK,
      storeFingerprintForResuming: false,
      onBeforeRequest(request) {
        alive();
        request.setHeader("X-CSRFToken", secret(who));
      },
      onShouldRetry: (error) => navigator.onLine && AT_ONCE.includes(error.originalResponse?.getStatus() ?? 0),
      onUploadUrlAvailable() {
        upload.options.endpoint = null;
        tell.url(new URL(upload.url, location.href).pathname);
      },
      onProgress(sent) {
        alive();
        reached = sent;
        tell.progress(sent);
      },
      onChunkComplete: (_, sent) => tell.stored(sent),
      async onSuccess({ lastResponse }) {
        clearTimeout(silence);
        const video = idIn(lastResponse.getHeader("Content-Location"));
        done(video ? { state: "done", video } : await howItEnded(upload.url, clip)); // whole, and not a video yet
      },
      async onError(error) {
        clearTimeout(silence);
        done(await understand(error, { clip, address: upload.url, isReadable: () => isReadable(file, reached) }));
      },
    };
    const upload = new window.tus.Upload(file, options);
    signal.addEventListener("abort", ended, { once: true });
    if (signal.aborted) ended();
    else upload.start();
  });
}

/** Return what the server is told of a clip, as text; what is not said is left out. */
function metadataOf(clip) {
  const said = { ...clip.fields, filename: clip.name, filetype: clip.type, id: videoOf(clip) };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null && value !== undefined && value !== ""));
}

/** Return the id that a clip's video is to have, or has. */
const videoOf = (clip) => clip.as ?? clip.id;

const idIn = (address) => /\/videos\/([0-9a-f-]{36})/.exec(address ?? "")?.[1] ?? null;

async function understand(error, { clip, address, isReadable }) {
  const answer = error.originalResponse;
  const status = answer?.getStatus() ?? 0;
  if (!error.originalRequest || (!status && !(await isReadable()))) { // the browser tells the two kinds of silence apart by nothing
    console.error(error);
    return { state: "refused", problem: { detail: "This clip can no longer be read on this device. Choose it again.", errors: {} } };
  }
  const method = error.originalRequest.getMethod();
  if (method === "HEAD" && status >= 400 && status < 500 && ![401, 403, 423, 429].includes(status)) return howItEnded(address, clip);
  const became = judge({
    method,
    status,
    body: answer?.getBody() ?? "",
    after: Number(answer?.getHeader("Retry-After")) || 0,
  }, clip.tries, navigator.onLine);
  if (became.state === "refused" && (await isThere(clip, became.problem))) return { state: "done", video: videoOf(clip) };
  return became;
}

/** Tell whether a file's bytes are there from a place on: it may have been moved or changed since it was chosen. */
function isReadable(file, place) {
  const at = Math.min(place, Math.max(0, file.size - 1));
  return file.slice(at, at + 1).arrayBuffer().then(() => true, () => false);
}

/** Ask in words how an upload ended; answers about its offset have none. */
async function howItEnded(address, clip) {
  const answer = await read(address, clip);
  const ended = answer?.ok ? await answer.json().catch(() => null) : null;
  if (ended?.state === "done") return { state: "done", video: ended.video };
  if (ended?.state === "refused") return { state: "refused", problem: { detail: ended.reason, errors: {} } };
  if (!answer) return { stopped: navigator.onLine ? "server-down" : "offline" };
  return ended?.state === "open" ? { stopped: "checking" } : { anew: true };
}

function read(address, clip) {
  const headers = { Accept: "application/json", "X-Account": clip.account };
  return fetch(address, { headers, signal: AbortSignal.timeout(10_000) }).catch(() => null);
}

/** Tell whether the clip came in earlier, with the answer lost: then its id is taken. */
async function isThere(clip, problem) {
  if (problem.status !== 409 && !("id" in problem.errors)) return false;
  return (await read(`/api/v1/videos/${videoOf(clip)}`, clip))?.ok === true;
}
