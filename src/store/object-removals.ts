// Objects that have to leave the bucket: noted with the rows they belong to, and removed afterwards, again and again until
// they are gone. An upload is noted, too, until a row refers to it, so that no crash leaves an object that nobody knows of.
import { systemClock, timestamp } from "../domain/clock.ts";
import type { Store } from "./database.ts";
import { places, skipLocked, type Rows } from "./rows.ts";

/** How long an upload may wait for the row that refers to it; far longer than both take. */
const uploadMs = 3_600_000;
/** How long a removal that failed, or whose worker died, waits for its next try. */
const againMs = 600_000;
const batchMax = 100;
const atOnce = timestamp(new Date(0));

/** Before these objects are put into the bucket. */
export async function noteUploads(rows: Rows, keys: readonly string[]): Promise<void> {
  const dueAt = timestamp(new Date(systemClock().getTime() + uploadMs));
  await rows.run(
    `insert into object_removals (object_key, due_at) values ${places(keys.length, 2)}`,
    ...keys.flatMap((key) => [key, dueAt]),
  );
}

/** In the transaction that refers to the object. Answers whether it is still there to be referred to. */
export async function settleUpload(rows: Rows, key: string): Promise<boolean> {
  return (await rows.run("delete from object_removals where object_key = ? and leaving = 0", key)) > 0;
}

/** In the transaction that takes away what referred to the object. */
export async function noteRemoval(rows: Rows, key: string): Promise<void> {
  await rows.run("insert into object_removals (object_key, due_at) values (?, ?)", key, atOnce);
}

/** Whether anything would be removed; asked first, since a look costs far less than a transaction. */
export async function hasDueRemovals(rows: Rows, now: string): Promise<boolean> {
  return (
    (await rows.first("select 1 as found from object_removals where due_at <= ? limit 1", now)) !== undefined
  );
}

/** Takes what is due until `againAt`. */
export async function claimDueRemovals(rows: Rows, now: string, againAt: string): Promise<string[]> {
  const claimed = await rows.all<{ key: string }>(
    `update object_removals set leaving = 1, due_at = ? where object_key in (
       select object_key from object_removals where due_at <= ? order by due_at limit ?${skipLocked(rows)})
     returning object_key as key`,
    againAt,
    now,
    batchMax,
  );
  return claimed.map(({ key }) => key);
}

export async function forgetRemovals(rows: Rows, keys: readonly string[]): Promise<void> {
  for (const key of keys) await rows.run("delete from object_removals where object_key = ?", key);
}

/**
 * Removes one batch of objects from the bucket and answers how many those were. Throws what the bucket throws, once it has
 * tried all of them; what failed is due again later. Its time is that of the machine: nothing of it is shown.
 */
export async function removeDueObjects(store: Store, at = systemClock()): Promise<number> {
  const { bucket } = store.read;
  const now = timestamp(at);
  if (bucket === undefined || !(await hasDueRemovals(store.read, now))) return 0;
  const againAt = timestamp(new Date(at.getTime() + againMs));
  const keys = await store.write((rows) => claimDueRemovals(rows, now, againAt));
  const gone: string[] = [];
  let firstFault: unknown;
  for (const key of keys) {
    try {
      await bucket.remove(key);
      gone.push(key);
    } catch (fault) {
      firstFault ??= fault;
    }
  }
  await store.write((rows) => forgetRemovals(rows, gone));
  if (firstFault !== undefined) throw firstFault;
  return gone.length;
}
