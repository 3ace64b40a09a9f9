// Puts an email together again from the form of a provider that took it apart: one RFC 822 message, as if it had come whole.
// The same mail gives the same bytes, in whatever order and with whatever boundary its form came. Pure.
import { createHash } from "node:crypto";
import { headFields, headLines, type HeadField } from "./rebuilt-head.ts";
import { rebuiltParts, type BodyPart, type FilePart, type RebuiltParts } from "./rebuilt-parts.ts";
import type { SendgridForm } from "./sendgrid-form.ts";
import { decodeBytes } from "./text-decoding.ts";

/** A leaf with its bytes, or a multipart. The head is one character a byte; `is8bit` leaves the bytes as they are. */
type Node = { head: string; bytes: Buffer; is8bit?: boolean } | { type: string; children: Node[] };

/** Base64 of 57 bytes makes a line of 76 characters (RFC 2045 section 6.8). */
const base64LineBytes = 57;
const parameterLengthMax = 60;

/**
 * The email of SendGrid's parsed mode, and what did not fit in its form, in sentences. Its own headers stay, except those
 * that describe the body. Parts hold the bytes as they came: a text that is plain lines itself, so that its source can be read
 * and secrets in it be masked, all else base64. The boundary is a digest of them, which therefore none of them contains.
 * Source: Twilio SendGrid, "Setting Up The Inbound Parse Webhook", default parameters.
 */
export function rebuildEmail(form: SendgridForm): { raw: Buffer; faults: string[] } {
  const fields = headOf(form);
  const top = fields.find(({ name }) => name.toLowerCase() === "content-type")?.value ?? "";
  const parts = rebuiltParts(form, /^text\//iu.test(top) ? parameterOf(top, "charset") : undefined);
  const root = rootOf(parts, top);
  const mark = createHash("sha256");
  const head = headLines(fields);
  mark.update(head);
  for (const part of leaves(root)) mark.update(part.head).update(part.bytes);
  const boundary = `=_rebuilt_${mark.digest("hex").slice(0, 40)}`;
  const pieces: Buffer[] = [Buffer.from(`${head}MIME-Version: 1.0\r\n`, "latin1")];
  write(root, boundary, "1", pieces);
  return { raw: Buffer.concat(pieces), faults: parts.faults };
}

/** The field `headers`; without one, what SendGrid took out of it. */
function headOf(form: SendgridForm): HeadField[] {
  const fields = headFields(form.fields.get("headers")?.bytes ?? Buffer.alloc(0));
  if (fields.length > 0) return fields;
  return ["From", "To", "Cc", "Subject"].flatMap((name) => {
    const bytes = form.fields.get(name.toLowerCase())?.bytes ?? Buffer.alloc(0);
    const value = decodeBytes(bytes, undefined)
      .text.replace(/[\r\n]+/gu, " ")
      .trim();
    return value === "" ? [] : [{ name, value: Buffer.from(value).toString("latin1") }];
  });
}

/** What stands together as in the email itself: two forms of the text, the pictures in it, the files, or a report. */
function rootOf({ text, html, files }: RebuiltParts, top: string): Node {
  const textNode = text === undefined ? undefined : bodyNode("text/plain", text, flowOf(top));
  const htmlNode = html === undefined ? undefined : bodyNode("text/html", html, "");
  const body = joined("multipart/alternative", [textNode, htmlNode]);
  const shownIds = contentIdsIn(html?.bytes ?? Buffer.alloc(0));
  const firstFile = files.findIndex(({ contentId }) => !shownIds.has(latin1(contentId)));
  const inline = files.slice(0, firstFile < 0 ? files.length : firstFile);
  const others = files.slice(inline.length);
  const shown = joined("multipart/related", [body, ...inline.map(fileNode)]);
  // A report whose machine parts SendGrid left out is to be read as the words that are left of it.
  const isReport =
    /^multipart\/report\b/iu.test(top) &&
    others.some(({ contentType }) => /^message\/|-headers$/u.test(contentType));
  const reportType = parameterOf(top, "report-type") ?? "";
  const type = isReport
    ? `multipart/report${/^[\w-]{1,60}$/u.test(reportType) ? `; report-type=${reportType}` : ""}`
    : "multipart/mixed";
  const whole = joined(type, [shown, ...others.map(fileNode)], isReport);
  return whole ?? { head: "Content-Type: text/plain\r\n", bytes: Buffer.alloc(0) };
}

/** Of the pictures that the html shows in their place (RFC 2392), one character a byte. */
function contentIdsIn(html: Buffer): Set<string> {
  return new Set(
    Array.from(html.toString("latin1").matchAll(/\bcid:([^'"\s<>)]{1,500})/giu), ([, id = ""]) => id),
  );
}

/** Those that are there within a multipart; one alone needs none, unless it must be one. */
function joined(type: string, nodes: (Node | undefined)[], isAlways = false): Node | undefined {
  const children = nodes.filter((node) => node !== undefined);
  return children.length > 1 || (isAlways && children.length > 0) ? { type, children } : children[0];
}

function bodyNode(type: string, { bytes, charset }: BodyPart, parameters: string): Node {
  return {
    head: `Content-Type: ${type}${charset === undefined ? "" : `; charset="${charset}"`}${parameters}\r\n`,
    bytes,
    is8bit: isPlainLines(bytes),
  };
}

/** RFC 2045 section 2.8: lines of at most 998 bytes, no NUL, no CR that ends no line. */
function isPlainLines(bytes: Buffer): boolean {
  if (bytes.length > plainBytesMax || bytes.includes(0)) return false;
  const lines = bytes.toString("latin1").split("\n");
  return lines.every((line) => line.length < 998 && !line.slice(0, -1).includes("\r"));
}

/** Longer ones nobody reads in their source. */
const plainBytesMax = 1024 * 1024;

/** RFC 3676, for an email that is one plain text: its soft line breaks are still in the text. */
function flowOf(top: string): string {
  if (!/^text\/plain\b/iu.test(top) || parameterOf(top, "format")?.toLowerCase() !== "flowed") return "";
  return `; format=flowed${parameterOf(top, "delsp")?.toLowerCase() === "yes" ? "; delsp=yes" : ""}`;
}

/** Whether it was inline, SendGrid does not say: the html that shows it tells. */
function fileNode({ bytes, filename, contentType, charset, contentId }: FilePart): Node {
  const isText = contentType.startsWith("text/") && charset !== undefined;
  const lines = [
    `Content-Type: ${contentType}${isText ? `; charset="${charset}"` : ""}`,
    `Content-Disposition: attachment${filenameParameters(filename)}`,
    ...(contentId === "" ? [] : [`Content-ID: <${latin1(contentId.replace(/[<>\s\p{Cc}]/gu, ""))}>`]),
  ];
  return { head: `${lines.join("\r\n")}\r\n`, bytes };
}

/** RFC 2231 sections 3 and 4: utf-8, every other character escaped, in pieces. */
function filenameParameters(filename: string): string {
  const escaped = Array.from(Buffer.from(filename.toWellFormed()), (byte) =>
    /[\w.-]/u.test(String.fromCharCode(byte))
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
  ).join("");
  if (escaped === "") return "";
  if (escaped.length <= parameterLengthMax) return `;\r\n filename*=utf-8''${escaped}`;
  const pieces = escaped.match(/(?:%[0-9A-F]{2}|[^%]){1,50}/gu) ?? [];
  return pieces
    .map((piece, index) => `;\r\n filename*${index}*=${index === 0 ? "utf-8''" : ""}${piece}`)
    .join("");
}

function* leaves(node: Node): Generator<{ head: string; bytes: Buffer }> {
  if ("bytes" in node) yield node;
  else for (const child of node.children) yield* leaves(child);
}

function write(node: Node, boundary: string, place: string, pieces: Buffer[]): void {
  if ("bytes" in node) {
    const { head, bytes, is8bit = false } = node;
    const transfer = `Content-Transfer-Encoding: ${is8bit ? "8bit" : "base64"}\r\n\r\n`;
    // The line end before a delimiter belongs to it (RFC 2046 section 5.1.1); that of base64 is there already.
    const content = is8bit ? [bytes, ...(place === "1" ? [] : [Buffer.from("\r\n")])] : [base64Lines(bytes)];
    pieces.push(Buffer.from(head + transfer, "latin1"), ...content);
    return;
  }
  const own = `${boundary}_${place}`;
  pieces.push(Buffer.from(`Content-Type: ${node.type};\r\n boundary="${own}"\r\n\r\n`));
  for (const [index, child] of node.children.entries()) {
    pieces.push(Buffer.from(`--${own}\r\n`));
    write(child, boundary, `${place}.${index + 1}`, pieces);
  }
  pieces.push(Buffer.from(`--${own}--\r\n`));
}

/** Written into its place line by line, so that a large file is not there twice more as text. */
function base64Lines(bytes: Buffer): Buffer {
  const lines = Buffer.alloc(Math.ceil(bytes.length / 3) * 4 + Math.ceil(bytes.length / base64LineBytes) * 2);
  let position = 0;
  for (let start = 0; start < bytes.length; start += base64LineBytes) {
    position += lines.write(bytes.toString("base64", start, start + base64LineBytes), position, "latin1");
    position += lines.write("\r\n", position, "latin1");
  }
  return lines;
}

/** The value of a parameter of a Content-Type, unquoted. */
function parameterOf(contentType: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;"]+))`, "iu").exec(contentType);
  return found?.[1] ?? found?.[2];
}

function latin1(text: string): string {
  return Buffer.from(text).toString("latin1");
}
