// Bytes, stored once a content hash: raw emails and attachments.
import { createHash } from "node:crypto";
import { Problem } from "../domain/problem.ts";
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
  for (;;) {
    const added = await rows.run(
      "insert into blobs (sha256, size_bytes, bytes) values (?, ?, ?) on conflict do nothing",
      sha256,
      bytes.byteLength,
      bytes,
    );
    if (added > 0 || rows.engine === "sqlite") return;
    const held = await rows.first("select 1 as found from blobs where sha256 = ? for key share", sha256);
    if (held !== undefined) return;
  }
}

export async function getBlob(rows: Rows, sha256: string): Promise<Buffer> {
  const row = await rows.first<{ bytes: Buffer }>("select bytes from blobs where sha256 = ?", sha256);
  if (row === undefined)
    throw new Problem("gone", {
      en: "These bytes are not stored any more.",
      de: "Diese Datei ist nicht mehr gespeichert.",
    });
  return row.bytes;
}

/**
 * Removes bytes that no attachment and no raw email needs any more. Answers how many bytes went. Whoever is about to refer
 * to them holds their row (`recordBlob`), so what the second statement sees is all that there is.
 */
export async function removeBlobIfUnused(rows: Rows, sha256: string): Promise<number> {
  const blob = await rows.first<{ sizeBytes: number }>(
    `select size_bytes as "sizeBytes" from blobs where sha256 = ?${forUpdate(rows)}`,
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
  return removed > 0 ? blob.sizeBytes : 0;
}
