// What is said about clips on their way.
const KB = 1024;
const MB = KB * 1024;

/** Say a number of bytes. */
export function sizeWords(bytes) {
  if (bytes < MB) return `${Math.max(1, Math.round(bytes / KB))} KB`;
  return bytes < 10 * MB ? `${(bytes / MB).toFixed(1)} MB` : `${Math.round(bytes / MB)} MB`;
}

/** Say how long it takes still; the longer, the coarser. */
export function leftWords(seconds) {
  if (seconds < 20) return `${Math.max(1, Math.ceil(seconds))} s left`;
  if (seconds < 90) return `${Math.ceil(seconds / 5) * 5} s left`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min left`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest ? ` ${rest} min` : ""} left`;
}

/** Return the share sent in whole percent; 100 only when all of it is there. */
export function percent(sent, size) {
  return sent >= size ? 100 : Math.floor((100 * sent) / size);
}

/** Say how far a clip is: "45 % · 3.2 MB/s · 20 s left". A speed of null is not known, one of 0 stands still. */
export function progressWords(sent, size, speed) {
  const parts = [`${percent(sent, size)} %`];
  if (sent >= size) return `${parts[0]} · being checked`;
  if (speed === 0) parts.push("nothing moves just now");
  if (speed) parts.push(`${sizeWords(speed)}/s`, leftWords((size - sent) / speed));
  return parts.join(" · ");
}

const STANDS = {
  draft: "Chosen, not sent yet.",
  queued: "Waits for its turn.",
  paused: "Paused.",
  offline: "No connection. It goes on by itself.",
  "server-down": "The server does not answer. It is asked again by itself.",
  busy: "The server is busy. It is asked again by itself.",
  checking: "The server is still checking it.",
  full: "The server has no room left. It is tried again by itself.",
  "signed-out": "You are signed out. Sign in, and it goes on.",
  "other-account": "Somebody else is signed in now. It goes on when you sign in again.",
  wifi: "Waiting for Wi-Fi.",
  "row-waiting": "Waits until what it shows is sent.",
  "row-refused": "What it shows was not taken by the server.",
  done: "It is in.",
};

/** Say where a clip stands, with what of it is there already. */
export function standWords(clip) {
  if (clip.stand === "sending") return progressWords(clip.sent, clip.size, clip.speed);
  if (clip.stand === "refused") return `Not sent: ${reasonOf(clip.problem)}`;
  const part = clip.sent > 0 && clip.stand !== "done" ? ` ${percent(clip.sent, clip.size)} % are there.` : "";
  return `${STANDS[clip.stand] ?? ""}${part}`;
}

/** Say it in the few words that fit beside a set. */
export function shortWords(clip) {
  if (clip.stand === "sending") return `Clip sending ${percent(clip.sent, clip.size)} %`;
  if (clip.stand === "refused") return "Clip not sent";
  if (clip.stand === "paused") return "Clip paused";
  if (clip.stand === "signed-out" || clip.stand === "other-account") return "Clip waits for your sign-in";
  return clip.stand === "wifi" ? "Clip waits for Wi-Fi" : "Clip waiting";
}

const NAMES = {
  set: "set", drill_log: "practice", exercise: "exercise", load_kg: "load", recorded_at: "date", trim_start_s: "start",
  trim_end_s: "end", filename: "name",
};

/** Return what a field of a clip is called. */
export const fieldName = (field) => NAMES[field] ?? field;

/** Say why the server did not take a clip. */
export function reasonOf(problem) {
  if (problem?.code === "deleted") return "its video was deleted. Try again to add it anew.";
  const said = Object.entries(problem?.errors ?? {}).map(([name, lines]) => {
    const words = [lines].flat().join(" ");
    return name in NAMES ? `${NAMES[name]}: ${words}` : words;
  });
  return said.join(" ") || problem?.detail || "the server gave no reason.";
}

/** Sum up all clips in a word or two for the button of the tray, with how it looks; null where there are none. */
export function summary(clips) {
  const of = (...stands) => clips.filter((clip) => stands.includes(clip.stand));
  const refused = of("refused", "row-refused");
  if (refused.length) return { words: `${refused.length} not sent`, kind: "fault" };
  const sending = of("sending")[0];
  if (sending) return { words: `${percent(sending.sent, sending.size)} %`, kind: "sending", share: sending.sent / sending.size };
  if (of("signed-out", "other-account").length) return { words: "Sign in", kind: "watch" };
  const waiting = clips.filter((clip) => !["done", "paused", "draft"].includes(clip.stand));
  if (waiting.length) return { words: `${waiting.length} waiting`, kind: "watch" };
  if (of("paused").length) return { words: "Paused", kind: "watch" };
  if (of("draft").length) return { words: "Not sent", kind: "watch" };
  return clips.length ? { words: "Sent", kind: "good" } : null;
}
