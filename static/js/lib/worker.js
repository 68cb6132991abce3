// The page's side of the service worker (core/service_worker.js). Over plain http from another device there is none.
const address = document.body.dataset.worker;

/** Register the worker, where the browser allows one and the files' names carry hashes. */
export async function startWorker() {
  if (!address || !navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register(address, { scope: "/" });
    if ("offline" in document.body.dataset) return; // that page says nothing of who is signed in
    await tellWorker({ kind: "hello", account: document.body.dataset.account ?? null });
  } catch (error) {
    console.warn("Pages are not kept for times without a connection:", error);
  }
}

/**
 * Tell the worker something, once it runs; resolves with its answer when that is done, with null where there is none.
 *
 * {kind: "refresh", url} stores a page anew; {kind: "rest", id, at, title, body, url} notifies at that instant (epoch ms,
 * ten minutes ahead at most), unless {kind: "rest-cancel", id} comes before.
 */
export async function tellWorker(message) {
  if (!(await navigator.serviceWorker?.getRegistration())) return null;
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((done) => {
    port1.onmessage = (event) => done(event.data);
  });
  active.postMessage(message, [port2]);
  return answer;
}
