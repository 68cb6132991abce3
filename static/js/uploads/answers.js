// What an answer of the server means for a clip.
const LATER = [408, 409, 425, 460];
const BUSY = [423, 429];
const GONE = [404, 410];
const TRIES = 10; // then a clip that the server breaks over is set aside, so that the others can go

/**
 * Return what became of a clip: {state: "refused", problem}, {anew: true} where the upload is no longer there,
 * {who: true} where the sign-in is to be asked for, or {stopped, after}: why to wait, and for how many seconds at least.
 * `answer` is {method, status, body, after} of the request that failed; its status is 0 where none came.
 */
export function judge(answer, tries, online) {
  const { method, status, body, after } = answer;
  if (!status) return { stopped: online ? "server-down" : "offline" };
  if (GONE.includes(status) && method !== "POST") return { anew: true };
  if (status === 401 || status === 403) return { who: true };
  if (status === 507) return { stopped: "full", after: Math.max(after, 30) };
  const said = problemOf(body);
  if (status >= 500 && said?.code === "server_error" && tries >= TRIES) return { state: "refused", problem: { ...said, status } };
  if (status >= 500) return { stopped: "server-down", after, failed: said?.code === "server_error" };
  if (BUSY.includes(status)) return { stopped: "busy", after };
  if ((LATER.includes(status) && !isTaken(method, status)) || !said) return { stopped: "server-down", after }; // no words of ours: a proxy's
  return { state: "refused", problem: { ...said, status } };
}

/** An upload that is begun under an id that is taken will not be let in later either. */
const isTaken = (method, status) => method === "POST" && status === 409;

/** Return {code, detail, errors} of a problem in JSON, null where the text is none. */
export function problemOf(body) {
  try {
    const said = JSON.parse(body);
    return typeof said?.detail === "string" ? { code: said.code, detail: said.detail, errors: said.errors ?? {} } : null;
  } catch {
    return null;
  }
}
