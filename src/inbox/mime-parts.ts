// The border to mailparser: raw bytes -> header lines and leaf parts with their transfer-decoded bytes. mailparser's own
// text handling (html to text, text to html, image links, charsets) stays off. Reads bytes, writes nothing.
import { MailParser } from "mailparser";
import type { AttachmentStream, Headers, MessageText, StructuredHeader } from "mailparser";
import { wordsOf } from "../domain/fault.ts";
import { UnreadableEmail } from "./parsed-email.ts";

/** One field as it stood: lower-case name, and the whole line with its folds, one character a byte (latin1). */
export interface HeaderLine {
  key: string;
  line: string;
}

export interface MimePart {
  /** Lower case, without parameters; as declared, or what mailparser takes in its place when that is unreadable. */
  contentType: string;
  parameters: ReadonlyMap<string, string>;
  /** Lower case; empty when not declared or not readable. */
  disposition: string;
  filename: string;
  contentId: string;
  /** The multipart types around it, outermost first. */
  containers: readonly string[];
  content: Uint8Array<ArrayBuffer>;
}

export interface MimeMessage {
  headerLines: readonly HeaderLine[];
  /** Of the whole email. */
  contentType: string;
  parameters: ReadonlyMap<string, string>;
  parts: MimePart[];
}

/** What we use of the parser beyond its published types; `openParser` checks that it is still there. */
interface ParserInside {
  /** The types it would keep as text; with none, every leaf is handed out as bytes. */
  textTypes: string[];
  tree: TreeNode | false;
  libmime: { decodeWords(words: string): string };
}

interface TreeNode {
  contentType: string | false;
  /** The same object as in the attachment that is handed out for the node. */
  headers: Headers;
  children: TreeNode[];
}

/** Takes an email apart (RFC 2045, 2046). Throws `UnreadableEmail`, also when it takes longer than `timeMs`. */
export function readParts(
  raw: Buffer,
  limits: { partsMax: number; headerBytesMax: number; timeMs: number },
): Promise<MimeMessage> {
  return new Promise((resolve, reject) => {
    const { parser, inside } = openParser(limits);
    const attachments: { attachment: AttachmentStream; content: Uint8Array<ArrayBuffer> }[] = [];
    const clock = setTimeout(() => {
      fail(new UnreadableEmail("too_slow", `Reading took longer than ${limits.timeMs} ms.`));
      parser.destroy();
    }, limits.timeMs);
    const fail = (fault: unknown): void => {
      clearTimeout(clock);
      reject(unreadableFrom(fault));
    };
    parser.on("error", fail);
    parser.on("data", (data: AttachmentStream | MessageText) => {
      if (data.type !== "attachment") return;
      const chunks: Uint8Array[] = [];
      data.content.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      data.content.on("error", fail);
      data.content.on("end", () => {
        attachments.push({ attachment: data, content: joined(chunks) });
        data.release?.();
      });
    });
    parser.on("end", () => {
      clearTimeout(clock);
      const containers = containersByHeaders(inside.tree);
      const root = structured(parser.headers === false ? undefined : parser.headers.get("content-type"));
      resolve({
        headerLines: parser.headerLines === false ? [] : parser.headerLines,
        contentType: root.value,
        parameters: root.parameters,
        parts: attachments.map(({ attachment, content }) =>
          partOf(attachment, containers.get(attachment.headers) ?? [], content),
        ),
      });
    });
    parser.end(withPlainStart(raw));
  });
}

/** mailparser takes a first line `From : …`, obsolete but legal (RFC 5322 section 4.5), for one of an mbox. */
function withPlainStart(raw: Buffer): Buffer {
  const start = /^From[ \t]+:/iu.exec(raw.toString("latin1", 0, 100))?.[0];
  return start === undefined ? raw : Buffer.concat([Buffer.from("From:"), raw.subarray(start.length)]);
}

/** Decodes the encoded words of RFC 2047; text that is none stays as it is. */
export function decodeWords(words: string): string {
  return words.includes("=?") ? wordDecoder.decodeWords(words) : words;
}

const wordDecoder = openParser({ partsMax: 1, headerBytesMax: 1 }).inside.libmime;

function openParser(limits: { partsMax: number; headerBytesMax: number }): {
  parser: MailParser;
  inside: ParserInside;
} {
  const parser = new MailParser({
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
    keepDeliveryStatus: true,
    ignoreEmbedded: true,
    checksumAlgo: false,
    maxChildNodes: limits.partsMax,
    // mailparser counts at least 64 bytes a line; part-outline.ts has counted the real bytes.
    maxHeadSize: limits.headerBytesMax * 4,
  });
  const inside = parser as unknown as ParserInside;
  if (!Array.isArray(inside.textTypes) || typeof inside.libmime.decodeWords !== "function") {
    throw new Error("This version of mailparser is built differently; see src/inbox/mime-parts.ts.");
  }
  inside.textTypes = [];
  return { parser, inside };
}

/** An exactly sized copy outside of Node's shared pool, so that it can be transferred to another thread. */
function joined(chunks: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((bytes, chunk) => bytes + chunk.length, 0));
  let position = 0;
  for (const chunk of chunks) {
    whole.set(chunk, position);
    position += chunk.length;
  }
  return whole;
}

function containersByHeaders(tree: TreeNode | false): Map<Headers, readonly string[]> {
  const found = new Map<Headers, readonly string[]>();
  const open: { node: TreeNode; containers: readonly string[] }[] =
    tree === false ? [] : [{ node: tree, containers: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    found.set(next.node.headers, next.containers);
    const inner = [...next.containers, next.node.contentType === false ? "" : next.node.contentType];
    for (const child of next.node.children) open.push({ node: child, containers: inner });
  }
  return found;
}

function partOf(
  attachment: AttachmentStream,
  containers: readonly string[],
  content: Uint8Array<ArrayBuffer>,
): MimePart {
  const declared = structured(attachment.headers.get("content-type"));
  const isReadable = /^[^\s/]+\/[^\s/]+$/u.test(declared.value);
  return {
    contentType: isReadable ? declared.value : attachment.contentType || "text/plain",
    parameters: declared.parameters,
    disposition: dispositionOf(attachment.headers.get("content-disposition")),
    filename: attachment.filename ?? "",
    contentId: attachment.cid ?? "",
    containers,
    content,
  };
}

/** Empty when what stands there is no disposition at all, such as an encoded word (RFC 2183 section 2). */
function dispositionOf(header: unknown): string {
  const { value } = structured(header);
  return /^[\w.+-]+$/u.test(value) ? value : "";
}

function structured(value: unknown): { value: string; parameters: ReadonlyMap<string, string> } {
  if (typeof value !== "object" || value === null || !("params" in value)) {
    return { value: "", parameters: new Map() };
  }
  const header = value as StructuredHeader;
  return { value: header.value.trim().toLowerCase(), parameters: new Map(Object.entries(header.params)) };
}

function unreadableFrom(fault: unknown): UnreadableEmail {
  if (fault instanceof UnreadableEmail) return fault;
  const message = wordsOf(fault);
  if (/child nodes/iu.test(message)) {
    return new UnreadableEmail("too_many_parts", "The email has more parts than are read.");
  }
  if (/header size/iu.test(message)) {
    return new UnreadableEmail("header_too_large", "A header of the email is larger than is read.");
  }
  return new UnreadableEmail("malformed", `The email cannot be read: ${message.slice(0, 200)}`);
}
