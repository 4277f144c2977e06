/** A snapshot that this browser keeps. `text` is the document as the control API gave it. */
export interface KeptSnapshot {
  name: string;
  takenAt: string;
  partners: number;
  text: string;
}

const storeName = "snapshots";

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

async function withStore<Result>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const opening = indexedDB.open("partner-hub-sandbox", 1);
  opening.addEventListener("upgradeneeded", () => {
    opening.result.createObjectStore(storeName, { keyPath: "name" });
  });
  const database = await done(opening);
  try {
    return await done(work(database.transaction(storeName, mode).objectStore(storeName)));
  } finally {
    database.close();
  }
}

/** All that this browser keeps, in alphabetical order. */
export const keptSnapshots = (): Promise<KeptSnapshot[]> => withStore("readonly", (store) => store.getAll());

/** Keeps a snapshot in place of another of its name. */
export const keepSnapshot = (snapshot: KeptSnapshot): Promise<unknown> =>
  withStore("readwrite", (store) => store.put(snapshot));

export const forgetSnapshot = (name: string): Promise<unknown> =>
  withStore("readwrite", (store) => store.delete(name));
