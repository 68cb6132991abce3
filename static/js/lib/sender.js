// Sends one operation and says what became of it. Whatever is unclear counts as not sent: sending it again is harmless.
const PATIENCE_MS = 10_000;
const TOKEN_MS = 30_000; // how long an answer to "who is signed in?" is believed; each request names the account anyway
const TRIES = 10; // then an operation that the server breaks over is set aside, so that the rest can go
const LATER = [408, 425, 423, 429];

let token = null;

/**
 * Send an operation of the account. Returns {state: "sent", v}, {state: "refused", status, problem}, or {stopped} with
 * "offline", "server-down", "signed-out" or "other-account", and maybe {after}: seconds to wait first.
 */
export async function send(op, account) {
  try {
    let who = await askWho(account);
    if (who.stopped) return who;
    let answer = await call(op, account, who.csrf);
    if (answer.status === 401 || answer.status === 403) {
      token = null;
      who = await askWho(account);
      if (who.stopped) return who;
      answer = await call(op, account, who.csrf);
    }
    return judge(op, answer);
  } catch (error) {
    if (error.name === "TimeoutError") return { stopped: "server-down" };
    if (error instanceof TypeError) return { stopped: "offline" }; // how fetch says that there was no answer
    throw error;
  }
}

/** Ask who is signed in, with a fresh CSRF token; `anew` believes no earlier answer. */
export async function askWho(account, { anew = false } = {}) {
  if (anew) token = null;
  if (token?.account === account && token.until > Date.now()) return token;
  const answer = await request("/outbox/token", { headers: { Accept: "application/json" } });
  const found = answer.ok ? await body(answer) : null;
  if (typeof found?.csrf !== "string") return { stopped: "server-down", after: after(answer) }; // not our server's words
  if (found.account === null) return { stopped: "signed-out" };
  if (found.account !== account) return { stopped: "other-account" };
  token = { ...found, until: Date.now() + TOKEN_MS };
  return token;
}

async function call(op, account, csrf) {
  const headers = { Accept: "application/json", "X-CSRFToken": csrf, "X-Account": account };
  if (op.revive) {
    // A set may have gone with its session. Restoring what is there changes nothing, and what never was is not found.
    const set = /^\/api\/v1\/sets\/[^/]+/.exec(op.url);
    for (const address of set ? [`/api/v1/sessions/${op.session}`, set[0]] : [op.url]) {
      const revived = await request(`${address}/restore`, { method: "POST", headers });
      if (!revived.ok && revived.status !== 404) return revived;
    }
  }
  if (op.body !== null) headers["Content-Type"] = "application/json";
  const content = op.body === null ? undefined : JSON.stringify(op.body);
  return request(op.url, { method: op.method, headers, body: content });
}

async function judge(op, answer) {
  const said = await body(answer);
  if (answer.ok && (said || answer.status === 204)) return { state: "sent", v: version(answer) };
  if (said?.code === "server_error" && op.tries < TRIES) return { stopped: "server-down", failed: true };
  if (said?.code === "server_error") return { state: "refused", status: answer.status, problem: problemOf(said, answer) };
  if (answer.status >= 500 || LATER.includes(answer.status) || !said) {
    return { stopped: "server-down", after: after(answer) }; // no words of ours: a proxy or a gym's sign-in page
  }
  if (answer.status === 401 || answer.status === 403) {
    return { stopped: said.code === "other_account" ? "other-account" : "signed-out" };
  }
  if (said.code === "written_meanwhile") return { stopped: "server-down" };
  if (op.method === "DELETE" && (answer.status === 404 || answer.status === 410)) return { state: "sent", v: null };
  return { state: "refused", status: answer.status, problem: problemOf(said, answer) };
}

function problemOf(said, answer) {
  return { detail: said.detail ?? `The server answered ${answer.status}.`, errors: said.errors ?? {} };
}

function request(url, options) {
  const way = { credentials: "same-origin", cache: "no-store", redirect: "error" };
  return fetch(url, { ...way, ...options, signal: AbortSignal.timeout(PATIENCE_MS) });
}

/** Return the JSON of an answer, null where it holds none. */
async function body(answer) {
  if (!(answer.headers.get("Content-Type") ?? "").includes("json")) return null;
  try {
    return await answer.json();
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function version(answer) {
  const found = /^(?:W\/)?"(\d+)(?:-\d+)?"$/.exec(answer.headers.get("ETag") ?? "");
  return found ? Number(found[1]) : null;
}

function after(answer) {
  const said = answer.headers.get("Retry-After");
  if (!said) return 0;
  const seconds = /^\d+$/.test(said) ? Number(said) : (Date.parse(said) - Date.now()) / 1000;
  return Math.min(Math.max(0, seconds || 0), 3600);
}
