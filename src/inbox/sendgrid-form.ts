// The form that SendGrid posts (RFC 7578) -> its parts, byte for byte. Busboy drops parts whose head it cannot read and
// decodes others by a charset they claim; here nothing may be lost, and a form that was tampered with must be seen. Pure.
import { Refusal } from "../webhook/refusal.ts";

export interface FormPart {
  name: string;
  /** As it stands in the part's head, one character a byte; absent when the part names no file. */
  filename: string | undefined;
  /** Lower case, without parameters; empty when the part names none. */
  contentType: string;
  bytes: Buffer;
}

export interface SendgridForm {
  /** The first part of each name. */
  fields: ReadonlyMap<string, FormPart>;
  /** Parts whose name was taken, or that have none. */
  others: readonly FormPart[];
  /**
   * SendGrid's boundary is always `xYzZY`, so that a sender can write one into an email and, behind it, fields of their own.
   * Then a field stands there twice, or those of both modes do, or the form goes on behind its end: nothing in it is certain
   * to be SendGrid's word.
   */
  isCertain: boolean;
}

/** Of a part's head; names of files are at most a few hundred characters. */
const partHeadBytesMax = 64 * 1024;
const blankLine = Buffer.from("\r\n\r\n");
const lineEnd = Buffer.from("\r\n");

/** Parts are views of the body, not copies. Throws a Refusal: 400 malformed, 413 more than `partsMax` parts. */
export function readSendgridForm(body: Buffer, boundary: string, partsMax: number): SendgridForm {
  const fields = new Map<string, FormPart>();
  const others: FormPart[] = [];
  const delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  let start = findStart(body, delimiter);
  let parts = 0;
  for (;;) {
    const after = start + 2;
    if (body.toString("latin1", start, after) === "--") {
      const isEnd = body.subarray(after).every((byte) => byte <= 0x20);
      const isTwice = others.some(({ name }) => fields.has(name));
      const isBothModes = fields.has("email") && ["headers", "text", "html"].some((name) => fields.has(name));
      return { fields, others, isCertain: isEnd && !isTwice && !isBothModes };
    }
    parts += 1;
    if (parts > partsMax) throw new Refusal(413, `The form has more than ${partsMax} parts.`, true);
    const content = body.indexOf(lineEnd, start);
    const end = content < 0 ? -1 : findDelimiter(body, delimiter, content);
    if (end < 0) throw malformed("it ends in the middle of a part");
    const part = readPart(body.subarray(content, end));
    if (part.name === "" || fields.has(part.name)) others.push(part);
    else fields.set(part.name, part);
    start = end + delimiter.length;
  }
}

/** The boundary parameter of a Content-Type (RFC 2046 section 5.1.1). */
export function boundaryOf(contentType: string): string {
  const match = /;\s*boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/iu.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) throw malformed("its type names no boundary");
  return boundary;
}

/** Behind the first delimiter, before which nothing counts. */
function findStart(body: Buffer, delimiter: Buffer): number {
  const bare = delimiter.subarray(2);
  if (body.subarray(0, bare.length).equals(bare)) return bare.length;
  const found = findDelimiter(body, delimiter, 0);
  if (found < 0) throw malformed("its boundary does not come");
  return found + delimiter.length;
}

/** Where a line begins that is the delimiter and nothing more, its closing form included. */
function findDelimiter(body: Buffer, delimiter: Buffer, from: number): number {
  for (let found = body.indexOf(delimiter, from); found >= 0; found = body.indexOf(delimiter, found + 1)) {
    const rest = body.toString("latin1", found + delimiter.length, found + delimiter.length + 80);
    if (/^(?:--|[ \t]{0,70}\r\n)/u.test(rest)) return found;
  }
  return -1;
}

/** From the line end of the delimiter to the next delimiter. A part without a head has only content. */
function readPart(bytes: Buffer): FormPart {
  const blank = bytes.indexOf(blankLine);
  if (blank < 0 || blank > partHeadBytesMax) throw malformed("a part of it has no head");
  const head = bytes.toString("latin1", 0, blank);
  const disposition = /^content-disposition:([^]*?)(?=\r\n[!-9;-~]+:|$(?![^]))/imu.exec(head)?.[1] ?? "";
  const contentType = /^content-type:[ \t]*([^\s;]{1,200})/imu.exec(head)?.[1] ?? "";
  return {
    name:
      /[;\s]name="((?:\\.|[^"\\])*)"/iu.exec(disposition)?.[1] ??
      /[;\s]name=([^\s;"]+)/iu.exec(disposition)?.[1] ??
      "",
    filename: filenameIn(disposition),
    contentType: contentType.toLowerCase(),
    bytes: bytes.subarray(blank + blankLine.length),
  };
}

/** Also one whose quotes are not escaped, which ends where the field does. */
function filenameIn(disposition: string): string | undefined {
  const start = /;\s{0,20}filename=/iu.exec(disposition);
  if (start === null) return undefined;
  const rest = disposition.slice(start.index + start[0].length).trim();
  const quoted = /^"((?:\\.|[^"\\])*)"(?=\s{0,20}(?:;|$))/u.exec(rest)?.[1];
  const name = quoted ?? (rest.startsWith('"') ? rest.replace(/^"|"$/gu, "") : (rest.split(";", 1)[0] ?? ""));
  return name.replace(/\\(["\\])/gu, "$1").replaceAll("%22", '"');
}

function malformed(why: string): Refusal {
  return new Refusal(400, `The form is malformed: ${why}.`, true);
}
