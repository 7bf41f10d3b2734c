// Answers kept on this device, only on request: sealed in IndexedDB with a key that no script can read out, for 30 days.
import { keptFlag } from "../page/saved_door";

const lifetimeMs = 30 * 24 * 60 * 60 * 1000;
const database = "lesepass-kept";
const store = "draft";

interface Kept {
  key: CryptoKey;
  nonce: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
  until: number;
}

const done = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function withStore<T>(work: (records: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(store);
  const db = await done(opening);
  try {
    return await done(work(db.transaction(store, "readwrite").objectStore(store)));
  } finally {
    db.close();
  }
}

export async function keep(content: string): Promise<void> {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, new TextEncoder().encode(content));
  const kept: Kept = { key, nonce, sealed, until: Date.now() + lifetimeMs };
  await withStore((records) => records.put(kept, 0));
  localStorage.setItem(keptFlag, "1"); // no content: it only says that there is something to ask about
}

export async function forget(): Promise<void> {
  localStorage.removeItem(keptFlag);
  await done(indexedDB.deleteDatabase(database));
}

// What was kept; undefined if there is nothing, or it is past its day (then it is deleted).
export async function kept(): Promise<string | undefined> {
  const found = (await withStore((records) => records.get(0))) as Kept | undefined;
  if (!found || found.until < Date.now()) return void (await forget());
  const content = await crypto.subtle.decrypt({ name: "AES-GCM", iv: found.nonce }, found.key, found.sealed);
  return new TextDecoder().decode(content);
}
