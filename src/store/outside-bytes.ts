// A store whose new bytes go into a bucket. They are there before the row that refers to them commits, and no transaction waits
// for the network: one that needs bytes which are not there yet is undone, the bytes are put there, and it runs once more.
import { randomBytes } from "node:crypto";
import { Problem } from "../domain/problem.ts";
import { openBucket, type Bucket, type BucketPlace } from "./bucket.ts";
import type { OpenedRows } from "./database.ts";
import { noteUploads } from "./object-removals.ts";
import type { Rows } from "./rows.ts";

/** What a transaction knows of the bucket: which objects it may refer to, by the hash of their bytes, and which it lacks. */
export interface Uploads {
  keys: Map<string, string>;
  missing: Map<string, Uint8Array>;
}

/** Objects put into the bucket at the same time, for one transaction. */
const putsMax = 4;
/** A second round is rare: what was known in the first one was removed meanwhile. */
const roundsMax = 5;

/** Bytes in a bucket can be read; new ones go there when the settings say so. Without a bucket all is as the engine gives it. */
export async function withBucket<Opened extends OpenedRows>(
  opened: Opened,
  place: BucketPlace | undefined,
): Promise<Opened> {
  if (place === undefined) return opened;
  const bucket = await openBucket(place);
  const kept = {
    ...opened,
    read: { ...opened.read, bucket },
    close: async () => {
      await opened.close();
      bucket.close();
    },
  };
  return place.isForNew ? keepNewOutside(kept, bucket) : kept;
}

function keepNewOutside<Opened extends OpenedRows>(opened: Opened, bucket: Bucket): Opened {
  return {
    ...opened,
    write: async <T>(work: (rows: Rows) => Promise<T>): Promise<T> => {
      const uploads: Uploads = { keys: new Map(), missing: new Map() };
      for (let round = 1; ; round++) {
        try {
          return await opened.write(async (rows) => {
            // Also an engine runs work again.
            uploads.missing.clear();
            const value = await work({ ...rows, uploads });
            if (uploads.missing.size > 0)
              throw new Error("Bytes that a row refers to are not in the bucket.");
            return value;
          });
        } catch (fault) {
          if (uploads.missing.size === 0 || round > roundsMax) throw fault;
        }
        await putMissing(opened, bucket, uploads);
      }
    },
  };
}

async function putMissing(opened: OpenedRows, bucket: Bucket, uploads: Uploads): Promise<void> {
  // A key of its own for each upload: removing it never meets somebody who stores the same bytes anew.
  const puts = [...uploads.missing].map(([sha256, bytes]) => {
    return { sha256, bytes, key: `${sha256}/${randomBytes(12).toString("hex")}` };
  });
  const keys = puts.map(({ key }) => key);
  await opened.write((rows) => noteUploads(rows, keys));
  const putNext = async (): Promise<void> => {
    for (let next = puts.shift(); next !== undefined; next = puts.shift()) {
      await bucket.put(next.key, next.bytes);
      uploads.keys.set(next.sha256, next.key);
    }
  };
  try {
    await Promise.all(Array.from({ length: putsMax }, putNext));
  } catch (fault) {
    throw outOfReach(cannotStore, fault);
  }
}

/** A fault of the bucket, to be met again later: nothing is lost. Its cause is for the log. */
export function outOfReach(words: { en: string; de: string }, cause: unknown): Problem {
  const problem = new Problem("unavailable", words);
  problem.cause = cause;
  return problem;
}

export const cannotFetch = {
  en: "The file cannot be fetched just now. Nothing is lost; please try again in a while.",
  de: "Die Datei lässt sich gerade nicht abrufen. Nichts ist verloren; bitte versuchen Sie es in einer Weile noch einmal.",
};

const cannotStore = {
  en: "Files cannot be stored just now, so nothing was saved. Please try again in a while.",
  de: "Dateien lassen sich gerade nicht speichern, deshalb wurde nichts übernommen. Bitte versuchen Sie es in einer Weile noch einmal.",
};
