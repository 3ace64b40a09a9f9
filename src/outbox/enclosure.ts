// How an email's files travel, the same by every courier. Reads and writes nothing.
import type { OutgoingEmail } from "./courier.ts";

/** A file as it is sent. `contentId` stands without its angle brackets. */
export interface Enclosure {
  filename: string;
  contentType: string;
  contentId: string | undefined;
  disposition: "inline" | "attachment";
  bytes: Uint8Array;
}

/**
 * The files of an email with types and ids that every courier takes: a hostile one must not cost the whole email. A picture
 * that the html shows by its Content-ID (RFC 2392) is inline; any other file is an attachment, since mail programs hide
 * what is inline and shown nowhere.
 */
export function enclosuresOf({ html, attachments }: OutgoingEmail): Enclosure[] {
  const shownIds = new Set([...html.matchAll(/\bcid:([^'"\s<>)]{1,500})/giu)].map(([, id]) => id));
  return attachments.map(({ filename, contentType, contentId, bytes }) => {
    const type = /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}/u.exec(contentType)?.[0];
    const id = soundId(contentId);
    const isShown = id !== undefined && (shownIds.has(id) || shownIds.has(encodeURIComponent(id)));
    return {
      filename,
      contentType: type ?? "application/octet-stream",
      contentId: id,
      disposition: isShown && type?.toLowerCase().startsWith("image/") === true ? "inline" : "attachment",
      bytes,
    };
  });
}

function soundId(contentId: string | null): string | undefined {
  const bare = contentId?.replaceAll(/^<|>$/gu, "");
  return bare !== undefined && /^[\u0021-\u007e]{1,250}$/u.test(bare) ? bare : undefined;
}
