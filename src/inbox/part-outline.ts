// A first look over the raw bytes of an email: how many parts, how deep, how large their heads. Linear in the bytes, so
// that an email built to exhaust the parser is refused before the parser sees it. Reads bytes, throws UnreadableEmail.
import { UnreadableEmail } from "./parsed-email.ts";

export interface OutlineLimits {
  emailBytesMax: number;
  partsMax: number;
  nestingMax: number;
  headerBytesMax: number;
}

const lineFeed = 0x0a;
const delimiterStart = Buffer.from("\n--");
/** RFC 2046 section 5.1.1 allows 70; a longer boundary is no boundary to us, and the parser has its own limits. */
const boundaryLengthMax = 250;
/** A Content-Type field; what stands behind this many bytes of it is not read for a boundary. */
const contentTypeBytesMax = 4096;

/**
 * Throws `UnreadableEmail` when the email has more bytes, parts (RFC 2046), open multiparts within each other, or bytes
 * in the head of one part than the limits allow. Embedded message/rfc822 counts as one part: it is never opened.
 */
export function checkOutline(raw: Buffer, limits: OutlineLimits): void {
  if (raw.length > limits.emailBytesMax) {
    throw new UnreadableEmail(
      "too_large",
      `The email has ${raw.length} bytes; ${limits.emailBytesMax} are read.`,
    );
  }
  const open: string[] = [];
  let parts = 1;
  let head = readPartHead(raw, 0, open, limits);
  for (;;) {
    if (head.boundary !== undefined) open.push(head.boundary);
    if (open.length > limits.nestingMax) {
      throw new UnreadableEmail("nested_too_deep", `Parts are nested more than ${limits.nestingMax} deep.`);
    }
    const next = findNextPart(raw, head.end, open);
    if (next === undefined) return;
    parts += 1;
    if (parts > limits.partsMax) {
      throw new UnreadableEmail("too_many_parts", `The email has more than ${limits.partsMax} parts.`);
    }
    head = readPartHead(raw, next, open, limits);
  }
}

/** Reads a head up to its empty line, or to an open delimiter. `end` is the line feed before what follows. */
function readPartHead(
  raw: Buffer,
  start: number,
  open: string[],
  limits: OutlineLimits,
): { end: number; boundary: string | undefined } {
  let contentType = "";
  let isContentType = false;
  for (let position = start; position < raw.length;) {
    if (position - start > limits.headerBytesMax) {
      throw new UnreadableEmail(
        "header_too_large",
        `A header is larger than ${limits.headerBytesMax} bytes.`,
      );
    }
    const feed = raw.indexOf(lineFeed, position);
    const lineEnd = feed < 0 ? raw.length : feed;
    const length = lineEnd - position;
    const first = raw[position];
    if (length === 0 || (length === 1 && first === 0x0d))
      return { end: lineEnd, boundary: boundaryOf(contentType) };
    if (first === 0x2d && raw[position + 1] === 0x2d && readDelimiter(raw, position, open) !== undefined) {
      return { end: position - 1, boundary: boundaryOf(contentType) };
    }
    if (first === 0x20 || first === 0x09) {
      if (isContentType && contentType.length < contentTypeBytesMax)
        contentType += lineText(raw, position, lineEnd);
    } else {
      // The first Content-Type counts, as it does for the parser.
      isContentType = contentType === "" && (first === 0x43 || first === 0x63) && isTypeField(raw, position);
      if (isContentType) contentType = lineText(raw, position, lineEnd);
    }
    position = lineEnd + 1;
  }
  if (raw.length - start > limits.headerBytesMax) {
    throw new UnreadableEmail("header_too_large", `A header is larger than ${limits.headerBytesMax} bytes.`);
  }
  return { end: raw.length, boundary: boundaryOf(contentType) };
}

function lineText(raw: Buffer, start: number, end: number): string {
  return raw.toString("latin1", start, Math.min(end, start + contentTypeBytesMax));
}

function isTypeField(raw: Buffer, position: number): boolean {
  return raw.toString("latin1", position, position + 13).toLowerCase() === "content-type:";
}

function boundaryOf(contentType: string): string | undefined {
  if (!/^content-type:\s*multipart\//iu.test(contentType)) return undefined;
  const match = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;]+))/iu.exec(contentType);
  const boundary = (match?.[1] ?? match?.[2] ?? "").trimEnd();
  return boundary === "" || boundary.length > boundaryLengthMax ? undefined : boundary;
}

/** Where the next part begins, closing the multiparts that its delimiter ends. Changes `open`. */
function findNextPart(raw: Buffer, from: number, open: string[]): number | undefined {
  let feed = from;
  while (open.length > 0) {
    feed = raw.indexOf(delimiterStart, feed);
    if (feed < 0) return undefined;
    const delimiter = readDelimiter(raw, feed + 1, open);
    feed += delimiterStart.length;
    if (delimiter === undefined) continue;
    open.length = delimiter.isLast ? delimiter.depth : delimiter.depth + 1;
    if (delimiter.isLast) continue;
    const end = raw.indexOf(lineFeed, feed);
    return end < 0 ? raw.length : end + 1;
  }
  return undefined;
}

/** Which open multipart the line that begins here delimits, innermost first (RFC 2046 section 5.1.1). */
function readDelimiter(
  raw: Buffer,
  lineStart: number,
  open: string[],
): { depth: number; isLast: boolean } | undefined {
  if (open.length === 0) return undefined;
  // No delimiter is longer, so the rest of a longer line need not be looked at.
  const text = raw.toString("latin1", lineStart + 2, lineStart + boundaryLengthMax + 6);
  const lineEnd = text.indexOf("\n");
  const line = (lineEnd < 0 ? text : text.slice(0, lineEnd)).trimEnd();
  const depth = open.lastIndexOf(line);
  if (depth >= 0) return { depth, isLast: false };
  const closed = line.endsWith("--") ? open.lastIndexOf(line.slice(0, -2)) : -1;
  return closed >= 0 ? { depth: closed, isLast: true } : undefined;
}
