// Where operations wait: IndexedDB, and the page's memory where the browser gives no database or has no room left.
import { openDB } from "/static/vendor/idb.js";

const PATIENCE_MS = 4000; // a database that does not open by then is taken for none
let opening = null;
let memory = null; // operations by their key, once the database failed
let lastKey = 0;

/** Tell whether what is added outlives this page. */
export function lasts() {
  return memory === null;
}

/**
 * Change one account's operations, all at once: `plan` gets them in order and returns {add, put, remove} (keys to
 * remove). Returns the added ones with their keys, once they are on the disk.
 */
export async function change(account, plan) {
  if (memory) return changeMemory(account, plan);
  const transaction = await begin("readwrite", { durability: "strict" });
  if (!transaction) return changeMemory(account, plan);
  const before = [];
  try {
    const ops = transaction.objectStore("ops");
    before.push(...(await ops.index("account").getAll(account)));
    const { add = [], put = [], remove = [] } = plan(before.map((op) => structuredClone(op)));
    const added = [];
    for (const op of add) added.push({ ...op, key: await ops.add({ ...op, account }), account });
    for (const op of put) await ops.put(op);
    for (const key of remove) await ops.delete(key);
    await transaction.done;
    return added;
  } catch (error) {
    transaction.done.catch(() => {}); // it fails as a whole
    if (!(error instanceof DOMException)) {
      transaction.abort();
      throw error;
    }
    fallBack(error, before);
    return changeMemory(account, plan);
  }
}

/** Return one account's operations in order. */
export async function all(account) {
  if (!memory) {
    const transaction = await begin("readonly");
    if (transaction) return transaction.objectStore("ops").index("account").getAll(account);
  }
  return inMemory(account);
}

/** Change a value that all accounts share, such as which tab sends; returns what `plan` returned. */
export async function changeValue(name, plan) {
  const transaction = memory ? null : await begin("readwrite");
  if (!transaction) return plan(undefined);
  const values = transaction.objectStore("values");
  const wanted = plan(await values.get(name));
  if (wanted !== undefined) await values.put(wanted, name);
  await transaction.done;
  return wanted;
}

async function begin(mode, options) {
  // A browser may close the database behind our back, for instance while its storage is cleared: open it again once.
  for (const last of [false, true]) {
    try {
      opening ??= open();
      return (await opening).transaction(["ops", "values"], mode, options);
    } catch (error) {
      opening = null;
      if (last) fallBack(error, []);
    }
  }
  return null;
}

function open() {
  const late = new Promise((_, refuse) => setTimeout(refuse, PATIENCE_MS, new Error("The database does not open.")));
  late.catch(() => {}); // a browser that forbids it throws below, and nobody waits
  const database = openDB("fitnessrec", 1, {
    upgrade(fresh) {
      const ops = fresh.createObjectStore("ops", { keyPath: "key", autoIncrement: true });
      ops.createIndex("account", "account");
      fresh.createObjectStore("values");
    },
    blocking(_, __, event) {
      event.target.close(); // a newer page wants to change it
      opening = null;
    },
    terminated() {
      opening = null;
    },
  });
  return Promise.race([database, late]);
}

function fallBack(error, known) {
  if (memory) return;
  console.warn("What is logged is kept only while this page is open:", error);
  memory = new Map(known.map((op) => [op.key, op]));
  lastKey = Math.max(0, ...memory.keys()) + 1_000_000; // beyond what the database may still give out
  addEventListener("beforeunload", (event) => {
    if ([...memory.values()].some((op) => op.state !== "sent")) event.preventDefault();
  });
}

function inMemory(account) {
  return [...memory.values()].filter((op) => op.account === account).map((op) => structuredClone(op));
}

function changeMemory(account, plan) {
  const { add = [], put = [], remove = [] } = plan(inMemory(account));
  const added = add.map((op) => ({ ...op, account, key: (lastKey += 1) }));
  for (const op of [...put, ...added]) memory.set(op.key, op);
  for (const key of remove) memory.delete(key);
  forget([...remove, ...put.filter((op) => op.state === "sent").map((op) => op.key)]);
  return added;
}

/** Take what was sent from memory out of the database too, where that still works: it must not be sent later again. */
async function forget(keys) {
  try {
    const transaction = (await opening)?.transaction("ops", "readwrite");
    for (const key of keys) await transaction?.objectStore("ops").delete(key);
    await transaction?.done;
  } catch {
    // There is no database, and so nothing in it.
  }
}
