// Whether the bucket of S3_URL can be written to, read and emptied. Is given functions that try it and that look for bytes in it.
import { wordsOf } from "../domain/fault.ts";
import type { Finding } from "../domain/finding.ts";

const check = "bucket";

export interface BucketQuestion {
  /** The bucket as the settings name it; undefined when they name none. */
  url: string | undefined;
  /** Whether new bytes go there. */
  isForNew: boolean;
  /** Writes an object, reads it back and removes it. */
  tryOut: () => Promise<void>;
  /** Whether bytes of stored emails or files are in a bucket. */
  hasBytes: () => Promise<boolean>;
}

/** Nothing for an installation that keeps all in its database and never did otherwise. */
export async function checkBucket({ url, isForNew, tryOut, hasBytes }: BucketQuestion): Promise<Finding[]> {
  // A database that cannot be used is told of by itself.
  const isUsed = await hasBytes().catch(() => false);
  if (url === undefined) return isUsed ? [unnamed] : [];
  try {
    await tryOut();
  } catch (fault) {
    return [unusable(url, wordsOf(fault))];
  }
  if (isForNew || isUsed) return [{ check, status: "good", found: works(url, isForNew) }];
  const found = {
    en: `The bucket ${url} works, but nothing is kept there.`,
    de: `Der Bucket ${url} funktioniert, aber es liegt nichts darin.`,
  };
  const todo = {
    en: "Set BLOBS=s3 to keep new emails and files there, or remove the S3 settings.",
    de: "Setzen Sie BLOBS=s3, um neue E-Mails und Dateien dort abzulegen, oder entfernen Sie die S3-Einstellungen.",
  };
  return [{ check, status: "warning", found, todo }];
}

function works(url: string, isForNew: boolean): Finding["found"] {
  return isForNew
    ? {
        en: `The bucket ${url} can be written to, read and removed from. New emails and files go there; back it up, too.`,
        de: `In den Bucket ${url} lässt sich schreiben, aus ihm lesen und löschen. Neue E-Mails und Dateien kommen dorthin; sichern Sie ihn ebenfalls.`,
      }
    : {
        en: `The bucket ${url} can be read. Older emails and files are there, new ones go into the database.`,
        de: `Der Bucket ${url} lässt sich lesen. Ältere E-Mails und Dateien liegen dort, neue kommen in die Datenbank.`,
      };
}

const unnamed: Finding = {
  check,
  status: "fault",
  found: {
    en: "Emails or files are in a bucket, but S3_URL names none, so nobody can open them.",
    de: "E-Mails oder Dateien liegen in einem Bucket, aber S3_URL nennt keinen; niemand kann sie öffnen.",
  },
  todo: {
    en: "Set S3_URL and the other S3 settings as they were. BLOBS=database is enough to put nothing new there.",
    de: "Setzen Sie S3_URL und die anderen S3-Einstellungen wie zuvor. BLOBS=database genügt, damit nichts Neues dorthin kommt.",
  },
};

function unusable(url: string, reason: string): Finding {
  return {
    check,
    status: "fault",
    found: {
      en: `The bucket ${url} cannot be used: ${reason}`,
      de: `Der Bucket ${url} lässt sich nicht benutzen: ${reason}`,
    },
    todo: {
      en: "Mail is not taken and files do not open until this is mended; senders' servers try again. Check S3_URL, S3_ENDPOINT, S3_REGION, and that the keys may put, get and delete objects there.",
      de: "Bis das behoben ist, werden keine E-Mails angenommen, und Dateien öffnen sich nicht; die Server der Absender versuchen es wieder. Prüfen Sie S3_URL, S3_ENDPOINT und S3_REGION, und ob man mit den Schlüsseln dort Objekte schreiben, lesen und löschen darf.",
    },
  };
}
