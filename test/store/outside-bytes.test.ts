// Bytes in a bucket: there before their row, once, gone after it, and read wherever their row says they are.
import { expect, it, onTestFinished } from "vitest";
import { contentHash, getBlob, recordBlob, removeBlobIfUnused } from "../../src/store/blobs.ts";
import { openStoreAsIs, type Store } from "../../src/store/database.ts";
import { removeDueObjects } from "../../src/store/object-removals.ts";
import { bucketPatience, openS3Bucket } from "../../src/store/s3-bucket.ts";
import { startS3, type S3Server } from "../support/s3-server.ts";
import { migratedDatabase, openUntilEnd } from "../support/store.ts";

const words = Buffer.from("Blue, please.");
const sha256 = contentHash(words);
const unavailable = { code: "unavailable" };
const tomorrow = () => new Date(Date.now() + 86_400_000);

async function openOutside(): Promise<{ s3: S3Server; store: Store; url: string }> {
  const s3 = await startS3();
  const url = await migratedDatabase();
  return { s3, url, store: await openUntilEnd(url, { isThrowaway: true, bucket: s3.place }) };
}

const keep = (store: Store, bytes = words) =>
  store.write((rows) => recordBlob(rows, contentHash(bytes), bytes));
const noted = (store: Store) => store.read.all("select object_key as key from object_removals");

it("bytes are an object under prefix and hash, not in the database, and come back whole", async () => {
  const { s3, store } = await openOutside();
  await keep(store);
  const [row] = await store.read.all<{ bytes: Buffer; size: number; key: string }>(
    "select bytes, size_bytes as size, object_key as key from blobs",
  );
  expect(row).toMatchObject({ size: words.byteLength });
  expect(row!.bytes).toHaveLength(0);
  expect(row!.key).toMatch(new RegExp(`^${sha256}/[0-9a-f]{24}$`, "u"));
  expect(await s3.keys()).toEqual([`inreply/${row!.key}`]);
  expect((await getBlob(store.read, sha256)).toString()).toBe("Blue, please.");
  expect(await noted(store)).toEqual([]);
});

it("no bytes at all can be kept outside, too, and many at once are", async () => {
  const { s3, store } = await openOutside();
  const many = Array.from({ length: 9 }, (_, length) => Buffer.alloc(length, 7));
  await store.write(async (rows) => {
    for (const bytes of many) await recordBlob(rows, contentHash(bytes), bytes);
  });
  expect(await s3.keys()).toHaveLength(9);
  for (const bytes of many)
    expect(Buffer.compare(await getBlob(store.read, contentHash(bytes)), bytes)).toBe(0);
});

it("the same bytes again are not uploaded, and of two who upload them at once one object stays", async () => {
  const { s3, store } = await openOutside();
  await Promise.all([keep(store), keep(store), keep(store)]);
  await keep(store);
  await removeDueObjects(store, tomorrow());
  expect(await s3.keys()).toHaveLength(1);
  expect((await getBlob(store.read, sha256)).toString()).toBe("Blue, please.");
  const before = s3.methods.length;
  await keep(store);
  expect(s3.methods.length).toBe(before);
});

it("an object goes after its row, and the same bytes stored anew meanwhile stay", async () => {
  const { s3, store } = await openOutside();
  await keep(store);
  expect(await store.write((rows) => removeBlobIfUnused(rows, sha256))).toBe(words.byteLength);
  await expect(getBlob(store.read, sha256)).rejects.toMatchObject({ code: "gone" });
  await keep(store);
  expect(await s3.keys()).toHaveLength(2);
  expect(await removeDueObjects(store)).toBe(1);
  expect(await removeDueObjects(store)).toBe(0);
  expect(await s3.keys()).toHaveLength(1);
  expect((await getBlob(store.read, sha256)).toString()).toBe("Blue, please.");
});

it("a transaction that fails leaves no row, and its object goes an hour later", async () => {
  const { s3, store } = await openOutside();
  const failing = store.write(async (rows) => {
    await recordBlob(rows, sha256, words);
    if ((rows.uploads?.keys.size ?? 0) > 0) throw new Error("No.");
  });
  await expect(failing).rejects.toThrow("No.");
  expect(await store.read.all("select 1 as found from blobs")).toEqual([]);
  expect(await s3.keys()).toHaveLength(1);
  expect(await removeDueObjects(store)).toBe(0);
  expect(await removeDueObjects(store, tomorrow())).toBe(1);
  expect(await s3.keys()).toEqual([]);
});

it("an upload whose object was taken for a left one before its row came is made again", async () => {
  const { s3, store } = await openOutside();
  let rounds = 0;
  await store.write(async (rows) => {
    rounds += 1;
    // As a worker does that finds it due.
    if (rounds === 2) await rows.run("update object_removals set leaving = 1");
    await recordBlob(rows, sha256, words);
  });
  expect(rounds).toBe(3);
  expect((await getBlob(store.read, sha256)).toString()).toBe("Blue, please.");
  await removeDueObjects(store, tomorrow());
  expect(await s3.keys()).toHaveLength(1);
  expect((await getBlob(store.read, sha256)).toString()).toBe("Blue, please.");
});

it("work that hides that its bytes are missing is run again all the same", async () => {
  const { s3, store } = await openOutside();
  await store.write(async (rows) => {
    await recordBlob(rows, sha256, words).catch(() => undefined);
  });
  expect(await s3.keys()).toHaveLength(1);
});

it("while the bucket fails nothing is kept, nothing is read, and what has to leave waits; then all goes on", async () => {
  const { s3, store } = await openOutside();
  const other = Buffer.from("kept before");
  await keep(store, other);
  await store.write((rows) => recordBlob(rows, contentHash(words), words));
  await store.write((rows) => removeBlobIfUnused(rows, sha256));
  s3.fail();
  await expect(keep(store)).rejects.toMatchObject(unavailable);
  await expect(getBlob(store.read, contentHash(other))).rejects.toMatchObject(unavailable);
  await expect(removeDueObjects(store)).rejects.toThrow();
  expect(await store.read.all("select sha256 from blobs")).toEqual([{ sha256: contentHash(other) }]);
  s3.mend();
  // A removal that failed waits a while.
  expect(await removeDueObjects(store)).toBe(0);
  await removeDueObjects(store, tomorrow());
  expect(await s3.keys()).toHaveLength(1);
  await keep(store);
  expect((await getBlob(store.read, sha256)).toString()).toBe("Blue, please.");
});

it("an object that was changed or lost is a fault, and never given out", async () => {
  const { s3, store } = await openOutside();
  await keep(store);
  const [key] = await s3.keys();
  await s3.overwrite(key!, "Red, please.");
  await expect(getBlob(store.read, sha256)).rejects.toThrow("its SHA-256 is another");
  await s3.lose(key!);
  await expect(getBlob(store.read, sha256)).rejects.toThrow("has lost the object");
});

it("bytes from before a change of the setting are read and removed after it, both ways", async () => {
  const { s3, url, store } = await openOutside();
  const inside = await openStoreAsIs(url, { isThrowaway: true });
  const first = Buffer.from("inside");
  await keep(inside, first);
  await keep(store);
  expect((await getBlob(store.read, contentHash(first))).toString()).toBe("inside");
  // Back: new bytes go into the database, the bucket is still known.
  const back = await openUntilEnd(url, { bucket: { ...s3.place, isForNew: false } });
  const last = Buffer.from("inside again");
  await keep(back, last);
  await keep(back);
  expect((await getBlob(back.read, sha256)).toString()).toBe("Blue, please.");
  expect((await getBlob(inside.read, contentHash(last))).toString()).toBe("inside again");
  // Not known any more: it says so, and is found again once it is.
  await expect(getBlob(inside.read, sha256)).rejects.toMatchObject({
    ...unavailable,
    cause: expect.objectContaining({
      message: expect.stringContaining("S3_URL names none") as unknown,
    }) as unknown,
  });
  await inside.write((rows) => removeBlobIfUnused(rows, sha256));
  expect(await removeDueObjects(inside)).toBe(0);
  expect(await removeDueObjects(back)).toBe(1);
  expect(await s3.keys()).toEqual([]);
  await inside.close();
});

it("a server that never answers is given up after a while", async () => {
  const { s3 } = await openOutside();
  const bucket = openS3Bucket(s3.place, { connectMs: 100, requestMs: 200 });
  onTestFinished(() => bucket.close());
  s3.hang();
  const began = performance.now();
  await expect(bucket.put("a/b", words)).rejects.toThrow();
  await expect(bucket.get("a/b")).rejects.toThrow();
  await expect(bucket.remove("a/b")).rejects.toThrow();
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(bucketPatience.requestMs).toBeLessThanOrEqual(30_000);
});
