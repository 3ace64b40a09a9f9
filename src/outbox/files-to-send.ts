// Which files of a message go along with the emails about it. Reads its attachments, and its blocks where they decide.
import { findWholeMessage, listAttachmentsOfMessage, type AttachmentRow } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";
import { foldedPictureBytesMax } from "./outbox.ts";

/**
 * All but the logos of signatures and the pictures of quotes, which each answer would bring again: small pictures that only
 * its folded parts show. The task page has them all.
 */
export async function filesToSend(rows: Rows, messageId: number): Promise<AttachmentRow[]> {
  const files = await listAttachmentsOfMessage(rows, messageId);
  if (!files.some(isSmallPicture)) return files;
  const blocks = (await findWholeMessage(rows, messageId))?.blocks ?? [];
  const folded = new Set(
    blocks.flatMap(({ pictures = [] }) => pictures.flatMap((id) => [id, unescaped(id)])),
  );
  return files.filter((file) => !isSmallPicture(file) || !folded.has(bareId(file)));
}

/** Small, and shown within html by its Content-ID (RFC 2392). */
function isSmallPicture({ isInline, contentId, contentType, sizeBytes }: AttachmentRow): boolean {
  const isPicture = contentType.toLowerCase().startsWith("image/");
  return isInline === 1 && contentId !== null && isPicture && sizeBytes <= foldedPictureBytesMax;
}

function bareId({ contentId }: AttachmentRow): string {
  return (contentId ?? "").replaceAll(/^<|>$/gu, "");
}

function unescaped(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
