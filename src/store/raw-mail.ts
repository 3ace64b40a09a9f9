// The bytes of raw emails when their time is over: which go, and that they went. The rows of the emails stay.
import { removeBlobIfUnused } from "./blobs.ts";
import type { RawRemover } from "./inbound-emails.ts";
import { skipLocked, type Rows } from "./rows.ts";

/** Emails whose bytes were taken away, and the bytes that this freed; attachments and other emails may need the same. */
export interface RemovedRaw {
  emailCount: number;
  freedBytes: number;
}

interface KeptRaw {
  id: number;
  rawSha256: string;
}

// Wrapped, so that SQLite walks the index on what is kept, by time, and not that on the status, of which most rows are.
const isEnded = "coalesce(status, 'none') in ('handled', 'ignored')";

/** Whether anything would be removed; asked first, since a look costs far less than a transaction. */
export async function hasRawMailBefore(rows: Rows, processedBefore: string): Promise<boolean> {
  const found = await rows.first(
    `select 1 as found from inbound_emails where raw_removed_at is null and processed_at < ?
       and ${isEnded} limit 1`,
    processedBefore,
  );
  return found !== undefined;
}

/**
 * Removes the bytes of the oldest emails that ended before `processedBefore`, at most `countMax`. Those that wait, are held
 * or failed keep theirs for as long as that takes: nothing goes unread.
 */
export async function removeRawMailBefore(
  rows: Rows,
  processedBefore: string,
  countMax: number,
  at: string,
): Promise<RemovedRaw> {
  const kept = await rows.all<KeptRaw>(
    `select id, raw_sha256 as "rawSha256" from inbound_emails where raw_removed_at is null and processed_at < ?
       and ${isEnded} order by processed_at limit ?${skipLocked(rows)}`,
    processedBefore,
    countMax,
  );
  return removeRaw(rows, kept, "retention", at);
}

/** Takes these emails' bytes away, whatever became of them. Emails whose bytes went before are not counted again. */
export async function removeRaw(
  rows: Rows,
  emails: readonly KeptRaw[],
  by: RawRemover,
  at: string,
): Promise<RemovedRaw> {
  let emailCount = 0;
  for (const { id } of emails) {
    emailCount += await rows.run(
      "update inbound_emails set raw_removed_at = ?, raw_removed_by = ? where id = ? and raw_removed_at is null",
      at,
      by,
      id,
    );
  }
  let freedBytes = 0;
  // In the order of their hashes, so that two removers wait for one another instead of each for the other.
  for (const sha256 of [...new Set(emails.map(({ rawSha256 }) => rawSha256))].toSorted()) {
    freedBytes += await removeBlobIfUnused(rows, sha256);
  }
  return { emailCount, freedBytes };
}
