// The name under which an attachment is offered for download. What its sender named it is hostile. Pure.
/** Bytes of UTF-8; file systems take 255, and browsers add to it ("name (1).pdf"). */
const nameBytesMax = 180;
const extensionLengthMax = 10;

/** For parts without a name, and for names without an ending. Types that a browser would run get a harmless one. */
const extensions = new Map([
  ["application/ics", "ics"],
  ["application/json", "json"],
  ["application/msword", "doc"],
  ["application/pdf", "pdf"],
  ["application/pgp-signature", "asc"],
  ["application/pkcs7-signature", "p7s"],
  ["application/rtf", "rtf"],
  ["application/vnd.ms-excel", "xls"],
  ["application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"],
  ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"],
  ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"],
  ["application/zip", "zip"],
  ["audio/mpeg", "mp3"],
  ["image/gif", "gif"],
  ["image/heic", "heic"],
  ["image/jpeg", "jpg"],
  ["image/png", "png"],
  ["image/webp", "webp"],
  ["message/rfc822", "eml"],
  ["text/calendar", "ics"],
  ["text/csv", "csv"],
  ["text/html", "html"],
  ["text/plain", "txt"],
  ["text/vcard", "vcf"],
  ["video/mp4", "mp4"],
]);

/** Names of devices on Windows, with any ending. */
const deviceName = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(?:\.|$)/iu;

/**
 * A file name without path, control characters, characters that reorder or hide text, or characters that a file system or a
 * header gives a meaning to; not a device, not hidden, not longer than 180 bytes. The ending survives the cut. Never empty.
 * Put it into Content-Disposition with a library that quotes and encodes it (RFC 6266).
 */
export function downloadFilename(name: string, contentType: string): string {
  const last =
    name
      .normalize("NFC")
      .split(/[/\\]/u)
      .findLast((part) => part.trim() !== "") ?? "";
  const clean = last
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, "")
    .replace(/[<>:"|?*%;]/gu, "_")
    // Blanks that hide an ending: "plan.pdf            .exe".
    .replace(/[\s\u2800\u3164\uffa0\u115f\u1160]+/gu, " ");
  const bare = trimmed(clean);
  const dot = bare.lastIndexOf(".");
  const hasExtension = dot > 0 && /^[\p{L}\p{N}_-]{1,10}$/u.test(bare.slice(dot + 1));
  const extension = hasExtension ? bare.slice(dot) : extensionFor(contentType);
  const stem = hasExtension ? bare.slice(0, dot) : bare;
  const safe = cutToBytes(stem === "" ? "attachment" : stem, nameBytesMax - extensionLengthMax - 1);
  const whole = `${trimmed(safe) || "attachment"}${extension}`;
  return deviceName.test(whole) ? `_${whole}` : whole;
}

/** Windows drops dots and blanks at the end; a dot at the start hides a file elsewhere. Linear, unlike a regex would be. */
function trimmed(name: string): string {
  let start = 0;
  let end = name.length;
  while (start < end && isDotOrBlank(name.charCodeAt(start))) start += 1;
  while (end > start && isDotOrBlank(name.charCodeAt(end - 1))) end -= 1;
  return name.slice(start, end);
}

function isDotOrBlank(code: number): boolean {
  return code === 0x2e || code === 0x20;
}

function extensionFor(contentType: string): string {
  const extension = extensions.get(contentType.trim().toLowerCase());
  return extension === undefined ? "" : `.${extension}`;
}

function cutToBytes(name: string, bytesMax: number): string {
  const encoder = new TextEncoder();
  let cut = name.slice(0, bytesMax).toWellFormed();
  while (encoder.encode(cut).length > bytesMax) cut = Array.from(cut).slice(0, -1).join("");
  return cut;
}
