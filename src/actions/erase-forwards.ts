// Erases what staff forwarded of the words of somebody who is being erased, with its files. Writes the emails, their files and raw
// bytes.
import { Problem } from "../domain/problem.ts";
import { removeBlobIfUnused } from "../store/blobs.ts";
import { eraseForward, listErasableForwards, type ErasableForward } from "../store/erased-forwards.ts";
import { eraseFilesOfEmail, eraseFilesOfMessage, type ErasableMessage } from "../store/erasure.ts";
import { findMessageIdOfEmail } from "../store/messages.ts";
import { removeRaw } from "../store/raw-mail.ts";
import type { Rows } from "../store/rows.ts";

export interface Forwards {
  /** Where tasks hold what was forwarded. */
  opened: Pick<ErasableMessage, "taskId" | "postedAt">[];
  freedBytes: number;
}

export const noForwards: Forwards = { opened: [], freedBytes: 0 };

/**
 * What staff forwarded of their words, with its files: on a task the words go with all other copies, and of an email that
 * became no message the forwarder's own words stay. Throws `conflict` while one is being read.
 */
export async function eraseForwards(rows: Rows, at: string, addresses: readonly string[]): Promise<Forwards> {
  const found = await listErasableForwards(rows, addresses);
  if (found.some(({ status }) => status === "pending" || status === "processing")) {
    throw new Problem("conflict", {
      en: "An email that forwards theirs is being read right now. Try again in a moment.",
      de: "Eine E-Mail, die eine dieser Person weiterleitet, wird gerade gelesen. Versuchen Sie es gleich noch einmal.",
    });
  }
  const opened: Forwards["opened"] = [];
  const unopened: ErasableForward[] = [];
  const files: string[] = [];
  for (const forward of found) {
    const messageId = await findMessageIdOfEmail(rows, forward.id);
    if (messageId !== undefined && forward.taskId !== null) {
      opened.push({ taskId: forward.taskId, postedAt: forward.postedAt });
      for (const { sha256 } of await eraseFilesOfMessage(rows, messageId)) files.push(sha256);
    } else {
      unopened.push(forward);
      await eraseForward(rows, forward.id, forward.cover);
    }
    for (const { sha256 } of await eraseFilesOfEmail(rows, forward.id)) files.push(sha256);
  }
  let { freedBytes } = await removeRaw(rows, unopened, "erasure", at);
  for (const sha256 of new Set(files)) freedBytes += await removeBlobIfUnused(rows, sha256);
  return { opened, freedBytes };
}
