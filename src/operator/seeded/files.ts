// Files that came with messages of a generated world: many attachments, of a few files that were sent again and again.
import { contentHash } from "../../store/blobs.ts";
import type { Chance } from "./chance.ts";
import type { RowsToWrite } from "./rows-to-write.ts";

const fileShare = 0.04;

const kinds = [
  { name: "report", ending: "pdf", contentType: "application/pdf" },
  { name: "contacts", ending: "csv", contentType: "text/csv" },
  { name: "screenshot", ending: "png", contentType: "image/png" },
  { name: "Vertrag", ending: "docx", contentType: "application/octet-stream" },
];

/** Their bytes are only words: nobody opens them. */
const files = Array.from({ length: 40 }, (_, index) => {
  const bytes = Buffer.from(`File ${index} of a generated world.\n`.repeat(20 + index * 20));
  return { bytes, sha256: contentHash(bytes), ...kinds[index % kinds.length]! };
});

/** Before any message: the bytes that attachments lead to. */
export function addFiles(to: RowsToWrite): void {
  for (const { sha256, bytes } of files) to.add("blobs", { sha256, size_bytes: bytes.byteLength, bytes });
}

/** Some messages have a file. */
export function addFile(
  chance: Chance,
  to: RowsToWrite,
  { messageId, inboundEmailId }: { messageId: number; inboundEmailId: number | null },
): void {
  if (!chance.is(fileShare)) return;
  const { name, ending, contentType, bytes, sha256 } = chance.pick(files);
  to.add("attachments", {
    id: to.nextId("attachments"),
    message_id: messageId,
    inbound_email_id: inboundEmailId,
    position: 0,
    filename: `${name}-${chance.between(1, 9_999)}.${ending}`,
    content_type: contentType,
    size_bytes: bytes.byteLength,
    sha256,
  });
}
