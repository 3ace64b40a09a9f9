// Bytes, stored once a content hash: raw emails and attachments.
import { createHash } from "node:crypto";
import { Problem } from "../domain/problem.ts";
import type { Rows } from "./rows.ts";

/** SHA-256 in hex, the name under which bytes are kept. */
export function contentHash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Keeps bytes under their hash; the same bytes again are not stored twice. */
export async function recordBlob(rows: Rows, sha256: string, bytes: Uint8Array): Promise<void> {
  await rows.run(
    "insert into blobs (sha256, size_bytes, bytes) values (?, ?, ?) on conflict do nothing",
    sha256,
    bytes.byteLength,
    bytes,
  );
}

export async function getBlob(rows: Rows, sha256: string): Promise<Buffer> {
  const row = await rows.first<{ bytes: Buffer }>("select bytes from blobs where sha256 = ?", sha256);
  if (row === undefined) throw new Problem("not_found", "These bytes are not stored any more.");
  return row.bytes;
}
