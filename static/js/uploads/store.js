// Where clips wait with their files: a database of their own, and the page's memory where the browser gives none or has
// no room for a file. What is known of a clip and its file lie apart, so that counting bytes rewrites no file.
import { openDB } from "/static/vendor/idb.js";

const PATIENCE_MS = 4000; // a database that does not open by then is taken for none, until it does
const memory = new Map(); // id -> {clip, file}
let opening = null;
let openedLate = () => {};

/** Have it heard that a database opened after all, with what was in memory moved into it. */
export function whenOpenedLate(hear) {
  openedLate = hear;
}

/** Keep a clip with its file; returns the clip, with `lasting: false` where only this page holds it. */
export async function keep(clip, file) {
  try {
    const transaction = (await database()).transaction(["clips", "files"], "readwrite", { durability: "strict" });
    transaction.done.catch(() => {}); // it fails as a whole
    await Promise.all([
      transaction.objectStore("clips").put(clip), transaction.objectStore("files").put(file, clip.id), transaction.done,
    ]);
    return clip;
  } catch (error) {
    console.warn("A clip is kept only while this page is open:", error);
    const held = { ...clip, lasting: false };
    memory.set(clip.id, { clip: held, file });
    return held;
  }
}

/** Return one account's clips. */
export async function all(account) {
  let stored = [];
  try {
    stored = await (await database()).getAllFromIndex("clips", "account", account);
  } catch {
    // Only memory holds any.
  }
  return [...stored, ...held(account)];
}

/** Return the file of a clip, null where it is gone. */
export async function fileOf(id) {
  if (memory.has(id)) return memory.get(id).file;
  return (await (await database()).get("files", id)) ?? null;
}

/**
 * Change one account's clips, all at once: `plan` gets them and returns {put, remove, forget}: clips, ids to remove with
 * their files, ids whose files are no longer needed.
 */
export async function change(account, plan) {
  let transaction = null;
  let stored = [];
  try {
    transaction = (await database()).transaction(["clips", "files"], "readwrite");
    transaction.done.catch(() => {});
    stored = await transaction.objectStore("clips").index("account").getAll(account);
  } catch {
    transaction = null;
  }
  const { put = [], remove = [], forget = [] } = plan([...stored, ...held(account)]);
  for (const clip of put) if (memory.has(clip.id)) memory.get(clip.id).clip = clip;
  for (const id of remove) memory.delete(id);
  for (const id of forget) if (memory.has(id)) memory.get(id).file = null;
  if (!transaction) return;
  const known = new Set(stored.map((clip) => clip.id));
  for (const clip of put) if (known.has(clip.id)) transaction.objectStore("clips").put(clip);
  for (const id of remove) transaction.objectStore("clips").delete(id);
  for (const id of [...remove, ...forget]) transaction.objectStore("files").delete(id);
  await transaction.done;
}

/** Write changes into some of one account's clips: an object, or a function that makes it of the clip. */
export function edit(account, ids, changes) {
  return change(account, (known) => ({
    put: known.filter((clip) => ids.includes(clip.id)).map((clip) => ({ ...clip, ...(typeof changes === "function" ? changes(clip) : changes) })),
  }));
}

/** Change a value that all tabs share; returns what `plan` returned. */
export async function changeValue(name, plan) {
  let transaction;
  try {
    transaction = (await database()).transaction("values", "readwrite");
  } catch {
    return plan(undefined);
  }
  const wanted = plan(await transaction.store.get(name));
  if (wanted !== undefined) await transaction.store.put(wanted, name);
  await transaction.done;
  return wanted;
}

const held = (account) => [...memory.values()].map(({ clip }) => clip).filter((clip) => clip.account === account);

function database() {
  opening ??= open();
  return opening;
}

function open() {
  const forget = () => {
    opening = null;
  };
  const late = new Promise((_, refuse) => setTimeout(refuse, PATIENCE_MS, new Error("The database does not open.")));
  let isLate = false;
  late.catch(() => { // from now on: a browser that forbids it throws below
    isLate = true;
  });
  const found = openDB("fitnessrec-clips", 1, {
    upgrade(fresh) {
      fresh.createObjectStore("clips", { keyPath: "id" }).createIndex("account", "account");
      fresh.createObjectStore("files");
      fresh.createObjectStore("values");
    },
    blocking(_, __, event) {
      event.target.close(); // a newer page wants to change it
      forget();
    },
    terminated: forget,
  });
  found.then(async (known) => {
    if (!isLate) return;
    opening = found;
    await moveInto(known);
    openedLate();
  }).catch((error) => console.warn("Clips stay in memory:", error));
  return Promise.race([found, late]);
}

async function moveInto(known) {
  const transaction = known.transaction(["clips", "files"], "readwrite", { durability: "strict" });
  const moved = [];
  transaction.objectStore("clips").count().then(() => { // now nobody else is changing them
    for (const [id, { clip: { lasting, ...clip }, file }] of memory) {
      moved.push(id);
      transaction.objectStore("clips").put(clip).catch(() => {});
      if (file) transaction.objectStore("files").put(file, id).catch(() => {});
    }
  }, () => {});
  await transaction.done;
  for (const id of moved) memory.delete(id);
}
