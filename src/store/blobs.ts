// Bytes, stored once a content hash: raw emails and attachments. Each row has them, or says under which key of the bucket they are.
import { createHash } from "node:crypto";
import { Problem } from "../domain/problem.ts";
import { noteRemoval, settleUpload } from "./object-removals.ts";
import { cannotFetch, outOfReach, type Uploads } from "./outside-bytes.ts";
import { forUpdate, type Rows } from "./rows.ts";

/** SHA-256 in hex, the name under which bytes are kept. */
export function contentHash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * Keeps bytes under their hash; the same bytes again are not stored twice. What is here already is held until this
 * transaction ends, so that nobody who removes what is not needed takes it away before it is referred to.
 */
export async function recordBlob(rows: Rows, sha256: string, bytes: Uint8Array): Promise<void> {
  if (rows.uploads !== undefined) return recordOutside(rows, rows.uploads, sha256, bytes);
  for (;;) {
    const added = await rows.run(
      "insert into blobs (sha256, size_bytes, bytes) values (?, ?, ?) on conflict do nothing",
      sha256,
      bytes.byteLength,
      bytes,
    );
    if (added > 0 || rows.engine === "sqlite" || (await isHeld(rows, sha256))) return;
  }
}

/** The same for a bucket; what is not uploaded yet is noted as missing, and this transaction will not commit. */
async function recordOutside(
  rows: Rows,
  { keys, missing }: Uploads,
  sha256: string,
  bytes: Uint8Array,
): Promise<void> {
  for (;;) {
    if (await isHeld(rows, sha256)) return;
    const key = keys.get(sha256);
    const isThere = key !== undefined && (await settleUpload(rows, key));
    if (!isThere) missing.set(sha256, bytes);
    const added = await rows.run(
      "insert into blobs (sha256, size_bytes, bytes, object_key) values (?, ?, ?, ?) on conflict do nothing",
      sha256,
      bytes.byteLength,
      nothing,
      key ?? sha256,
    );
    if (added > 0) return;
    // Somebody else has stored them meanwhile: our object is not needed and stays noted as one that has to leave.
    if (isThere) await noteRemoval(rows, key);
    missing.delete(sha256);
  }
}

const nothing = new Uint8Array();

async function isHeld(rows: Rows, sha256: string): Promise<boolean> {
  const hold = rows.engine === "postgres" ? " for key share" : "";
  return (await rows.first(`select 1 as found from blobs where sha256 = ?${hold}`, sha256)) !== undefined;
}

/**
 * The bytes, from wherever their row says they are. Throws `gone` once they were removed, `unavailable` while the bucket
 * cannot be reached. Not within a transaction, which must not wait for the network.
 */
export async function getBlob(rows: Rows, sha256: string): Promise<Buffer> {
  const row = await findBlob(rows, sha256);
  if (row === undefined) throw new Problem("gone", goneWords);
  if (row.objectKey === null) return row.bytes;
  const bytes = await fetchObject(rows, row.objectKey);
  if (bytes === undefined) {
    const now = await findBlob(rows, sha256);
    if (now === undefined) throw new Problem("gone", goneWords);
    if (now.objectKey !== row.objectKey) return getBlob(rows, sha256);
    throw new Error(`The bucket has lost the object ${row.objectKey}.`);
  }
  if (contentHash(bytes) !== sha256)
    throw new Error(`The object ${row.objectKey} is not what was put there: its SHA-256 is another.`);
  return bytes;
}

interface BlobRow {
  bytes: Buffer;
  objectKey: string | null;
}

function findBlob(rows: Rows, sha256: string): Promise<BlobRow | undefined> {
  return rows.first<BlobRow>('select bytes, object_key as "objectKey" from blobs where sha256 = ?', sha256);
}

async function fetchObject({ bucket }: Rows, key: string): Promise<Buffer | undefined> {
  if (bucket === undefined)
    throw outOfReach(cannotFetch, new Error(`The object ${key} is in a bucket, but S3_URL names none.`));
  try {
    return await bucket.get(key);
  } catch (fault) {
    throw outOfReach(cannotFetch, fault);
  }
}

const goneWords = {
  en: "These bytes are not stored any more.",
  de: "Diese Datei ist nicht mehr gespeichert.",
};

/** Whether the bytes of any row are in a bucket. */
export async function hasBytesOutside(rows: Rows): Promise<boolean> {
  return (
    (await rows.first("select 1 as found from blobs where object_key is not null limit 1")) !== undefined
  );
}

/**
 * Removes bytes that no attachment and no raw email needs any more; an object in the bucket goes afterwards. Answers how many
 * bytes went. Whoever is about to refer to them holds their row (`recordBlob`), so what the second statement sees is all that
 * there is.
 */
export async function removeBlobIfUnused(rows: Rows, sha256: string): Promise<number> {
  const blob = await rows.first<{ sizeBytes: number; objectKey: string | null }>(
    `select size_bytes as "sizeBytes", object_key as "objectKey" from blobs where sha256 = ?${forUpdate(rows)}`,
    sha256,
  );
  if (blob === undefined) return 0;
  const removed = await rows.run(
    `delete from blobs where sha256 = ?
       and not exists (select 1 from inbound_emails where raw_sha256 = ? and raw_removed_at is null)
       and not exists (select 1 from attachments where sha256 = ?)`,
    sha256,
    sha256,
    sha256,
  );
  if (removed === 0) return 0;
  if (blob.objectKey !== null) await noteRemoval(rows, blob.objectKey);
  return blob.sizeBytes;
}
