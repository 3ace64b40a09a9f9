// A file of an email as it is stored. Pure.
import type { Upload } from "../store/messages.ts";
import type { ParsedAttachment } from "./parsed-email.ts";

/** The bytes are the same, not a copy. */
export function toUpload({ content, contentId, ...attachment }: ParsedAttachment): Upload {
  return { ...attachment, contentId: contentId ?? null, bytes: content };
}
