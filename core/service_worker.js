// FitnessRec without a connection. Static files come from the device first, pages from the server first; a copy of a page
// is shown only to the account it was made for, and only while that account was the last one seen signed in.
// The server puts VERSION and FILES in front of this file.
const STATIC = "static-";
const PAGES = "pages-";
const WHO = "who"; // holds one answer whose text is the account last seen signed in
const OFFLINE = "/offline";
const NOBODY = "/offline?nobody";
const SHELL = "/sessions/log";
const KEPT = ["/", "/sessions/start", SHELL, "/waiting", "/kit.json", "/drills"]; // kept fresh for whoever is signed in
const DATA = ["/kit.json"];
const LEFT_ALONE = /^\/(api|_allauth|admin|outbox|sw\.js)(\/|$)/;
const NEVER_KEPT = /^\/(accounts|profile\/tokens|offline|help|healthz|readyz)(\/|$)/; // secrets are shown there
const FRESH_MS = 5 * 60 * 1000;
const PATIENCE_MS = 3000;
const MOST_PAGES = 60;
const LONGEST_REST_MS = 10 * 60 * 1000;
const rests = new Map(); // waiting rest notifications: id -> timer and how to end its wait
let asked = 0; // requests are numbered, so that a late answer from before a sign-out changes nothing
let believed = 0; // the number of the request that said last who is signed in

// --- life ------------------------------------------------------------------------------------------------------

self.addEventListener("install", (event) => {
  self.skipWaiting();
  if (FILES.length) event.waitUntil(storeFiles());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(FILES.length ? takeOver() : self.registration.unregister());
});

async function storeFiles() {
  const cache = await caches.open(STATIC + VERSION);
  const store = async (path) => {
    const known = await fromStatic(path); // its name carries its hash: what an older version stored is the same
    const answer = known ?? (await fetch(path));
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    await cache.put(path, answer);
  };
  const pages = [OFFLINE, NOBODY].map(async (path) => {
    const answer = await fetch(path, { credentials: "omit", cache: "no-store" });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    await cache.put(path, answer);
  });
  await Promise.all([...FILES.map(store), ...pages]);
}

async function takeOver() {
  // Copies of pages name the files of the version they were made with, so the last one before this stays.
  const old = (await caches.keys()).filter((name) => name.startsWith(STATIC) && name !== STATIC + VERSION);
  await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// --- answers ---------------------------------------------------------------------------------------------------

if (FILES.length) {
  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== self.location.origin || LEFT_ALONE.test(url.pathname)) return;
    if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
    else if (request.mode === "navigate" || DATA.includes(url.pathname)) event.respondWith(page(event, url));
  });
}

async function file(request) {
  const known = await fromStatic(request.url);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.status === 200 && /\.[0-9a-f]{12}\.\w+$/.test(new URL(request.url).pathname)) {
    const copy = answer.clone();
    caches.open(STATIC + VERSION).then((cache) => cache.put(request.url, copy), () => {});
  }
  return answer;
}

async function fromStatic(address) {
  for (const name of (await caches.keys()).filter((one) => one.startsWith(STATIC)).reverse()) {
    const found = await (await caches.open(name)).match(address, { ignoreVary: true });
    if (found) return found;
  }
  return undefined;
}

async function page(event, url) {
  const number = (asked += 1);
  const coming = fetch(event.request);
  event.waitUntil(coming.then((answer) => note(url, answer, number)).catch(() => {}));
  let answer = null;
  try {
    answer = await Promise.race([coming, later(PATIENCE_MS)]);
  } catch {
    // no connection
  }
  if (answer && answer.status < 500) return answer;
  const copy = await copyOf(url);
  if (copy) return copy;
  if (!answer) answer = await coming.catch(() => null); // slow, and there is nothing else to show
  if (answer && answer.status <= 500) return answer;
  if (DATA.includes(url.pathname)) return answer ?? Response.error();
  return (await fromStatic((await who()) === null ? NOBODY : OFFLINE)) ?? Response.error();
}

function later(ms) {
  return new Promise((done) => setTimeout(done, ms, null));
}

// --- copies of pages -----------------------------------------------------------------------------------------------

/** Hear from an answer who is signed in, and keep a copy of it for that account. */
async function note(url, answer, number) {
  const account = answer.headers.get("X-Account");
  if (!account) return;
  const copy = account !== "none" && isKept(url, answer) ? answer.clone() : null; // before the page reads it, so at once
  if (number > believed) {
    believed = number;
    await setWho(account === "none" ? null : account);
  }
  if (copy) await store(url, copy, account);
}

function isKept(url, answer) {
  const kind = answer.headers.get("Content-Type") ?? "";
  const wanted = DATA.includes(url.pathname) ? kind.includes("json") : kind.startsWith("text/html");
  return answer.status === 200 && !answer.redirected && wanted && !NEVER_KEPT.test(url.pathname);
}

async function store(url, answer, account) {
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Vary", "Set-Cookie"]) headers.delete(name);
  headers.set("X-Stored-At", String(Date.now()));
  headers.set("X-Stored-By", VERSION);
  const cache = await caches.open(PAGES + account);
  const address = url.pathname + url.search;
  await cache.put(address, new Response(await answer.blob(), { headers }));
  await forgetOldest(cache);
}

async function forgetOldest(cache) {
  const requests = (await cache.keys()).filter((request) => !KEPT.includes(new URL(request.url).pathname));
  if (requests.length <= MOST_PAGES) return;
  const ages = await Promise.all(
    requests.map(async (request) => [Number((await cache.match(request))?.headers.get("X-Stored-At")), request]),
  );
  ages.sort(([one], [other]) => one - other);
  for (const [, request] of ages.slice(0, -MOST_PAGES)) await cache.delete(request);
}

/** Return the account's own copy, marked as one, so that the page can say from when it is. */
async function copyOf(url) {
  const account = await who();
  if (account === null) return null;
  const cache = await caches.open(PAGES + account);
  const found = await cache.match(url.pathname + url.search, { ignoreSearch: url.pathname === SHELL });
  if (!found || DATA.includes(url.pathname)) return found ?? null;
  const text = await found.text();
  const marked = text.replace("<body ", `<body data-copy="${found.headers.get("X-Stored-At")}" `);
  return new Response(marked, { headers: found.headers });
}

async function refresh(address) {
  const url = new URL(address, self.location.origin);
  if (url.origin !== self.location.origin) return false;
  const number = (asked += 1);
  const answer = await fetch(url, { credentials: "same-origin", cache: "no-cache", headers: { Accept: "text/html,*/*" } });
  await note(url, answer, number);
  return answer.ok;
}

/** Store anew what must be there without a connection, unless it is fresh and of this version. */
async function keepFresh(claimed) {
  if ((await who()) !== claimed) await refresh(KEPT[0]); // its answer says who is signed in
  const account = await who();
  if (account === null) return false;
  const cache = await caches.open(PAGES + account);
  for (const address of KEPT) {
    const copy = await cache.match(address);
    const age = Date.now() - Number(copy?.headers.get("X-Stored-At") ?? 0);
    if (copy && age < FRESH_MS && copy.headers.get("X-Stored-By") === VERSION) continue;
    await refresh(address);
  }
  return true;
}

// --- who was last seen signed in -------------------------------------------------------------------------------

async function who() {
  const found = await (await caches.open(WHO)).match("/");
  return (await found?.text()) || null;
}

async function setWho(account) {
  if ((await who()) === account) return;
  await (await caches.open(WHO)).put("/", new Response(account ?? ""));
}

// --- what pages ask for ----------------------------------------------------------------------------------------

self.addEventListener("message", (event) => {
  const done = hear(event.data).catch(() => false);
  event.waitUntil(done.then((answer) => event.ports[0]?.postMessage(answer ?? true)));
});

async function hear(message) {
  if (!FILES.length) return false;
  if (message.kind === "refresh") return refresh(message.url);
  if (message.kind === "rest-cancel") return endRest(message.id);
  if (message.kind === "rest") return rest(message);
  if (message.kind !== "hello") return false;
  await self.clients.claim(); // a page that was on its way while this worker took over is not its own yet
  // Only the server's own answers say that somebody is signed in: a page may come from an earlier time.
  if (message.account === null) {
    believed = asked += 1;
    return setWho(null);
  }
  return keepFresh(message.account);
}

/** Wait, and notify that the rest is over. The browser may end a worker early; the page's own timer does not rely on it. */
async function rest({ id, at, title, body, url }) {
  endRest(id);
  const wait = at - Date.now();
  if (wait > LONGEST_REST_MS || self.Notification?.permission !== "granted") return false;
  const isDue = await new Promise((end) => {
    rests.set(id, { timer: setTimeout(end, Math.max(0, wait), true), end });
  });
  rests.delete(id);
  if (!isDue) return false;
  await self.registration.showNotification(title, {
    body, tag: "rest", renotify: true, vibrate: [200, 100, 200], data: { url },
  });
  return true;
}

function endRest(id) {
  const waiting = rests.get(id);
  if (!waiting) return false;
  clearTimeout(waiting.timer);
  rests.delete(id);
  waiting.end(false);
  return true;
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(new URL(event.notification.data?.url ?? "/", self.location.origin)));
});

async function open(url) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((client) => new URL(client.url).pathname === url.pathname);
  return there ? there.focus() : self.clients.openWindow(url.href);
}
