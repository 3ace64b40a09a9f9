// Leaf parts that are not shown as text -> attachments with digest, size and place. Reads and writes nothing.
import { createHash } from "node:crypto";
import { plainLine } from "./header-values.ts";
import type { MimePart } from "./mime-parts.ts";
import type { ParsedAttachment } from "./parsed-email.ts";
import { cutText } from "./text-decoding.ts";

const contentTypeLengthMax = 200;

/** `html` is the email's own, in which images can be shown by Content-ID (RFC 2392). At most `attachmentsMax`. */
export function toParsedAttachments(
  parts: readonly MimePart[],
  html: string | undefined,
  limits: { attachmentsMax: number; attachmentBytesMax: number; filenameLengthMax: number },
  warnings: string[],
): ParsedAttachment[] {
  const fitting = parts.filter(({ content }) => content.length <= limits.attachmentBytesMax);
  if (fitting.length < parts.length) {
    const count = parts.length - fitting.length;
    warnings.push(`Attachments of more than ${limits.attachmentBytesMax} bytes were left out: ${count}.`);
  }
  if (fitting.length > limits.attachmentsMax) {
    warnings.push(`Only the first ${limits.attachmentsMax} of ${fitting.length} attachments are kept.`);
  }
  const hasIds = fitting.some(({ contentId }) => contentId !== "");
  const shownIds = contentIdsIn(hasIds ? (html ?? "") : "");
  return fitting.slice(0, limits.attachmentsMax).map((part) => {
    const contentId = cutText(plainLine(part.contentId), limits.filenameLengthMax);
    return {
      filename: cutText(plainLine(part.filename), limits.filenameLengthMax),
      contentType: cutText(plainLine(part.contentType), contentTypeLengthMax),
      sizeBytes: part.content.length,
      sha256: createHash("sha256").update(part.content).digest("hex"),
      contentId: contentId === "" ? undefined : contentId,
      isInline: part.disposition === "inline" || shownIds.has(contentId),
      content: part.content,
    };
  });
}

function contentIdsIn(html: string): Set<string> {
  const ids = new Set<string>();
  for (const [, id] of html.matchAll(/\bcid:([^'"\s<>)]{1,500})/giu)) {
    if (id === undefined) continue;
    ids.add(id);
    if (id.includes("%")) ids.add(unescaped(id));
  }
  return ids;
}

function unescaped(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch (fault) {
    if (fault instanceof URIError) return id;
    throw fault;
  }
}
