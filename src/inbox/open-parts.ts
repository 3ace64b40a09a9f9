// Leaf parts of an email -> the parts that people can read: what S/MIME, winmail.dat, PGP, RTF and old codings wrap is taken
// out, signatures that stand alone are left out, and what nobody here can read is named. Only words and files come out of a
// wrapping: no header within it says anything to us. Reads and writes nothing.
import { madePart } from "./made-part.ts";
import { readParts, type MimePart } from "./mime-parts.ts";
import { noticeWords } from "./notice-words.ts";
import { isArmouredHtml, openOtherText, openText, withoutArmouredTwins } from "./open-text.ts";
import { UnreadableEmail } from "./parsed-email.ts";
import { checkOutline, type OutlineLimits } from "./part-outline.ts";
import { readSmime } from "./smime.ts";
import { readTnef, type Tnef } from "./tnef/read-tnef.ts";

export interface OpenedParts {
  parts: MimePart[];
  /** Whole sentences. */
  notices: string[];
}

type OpenLimits = OutlineLimits & { timeMs: number };

/** Wrappings within each other. */
export const wrappingsMax = 3;

/** Throws nothing: what cannot be opened stays the file that it is. */
export async function openParts(
  parts: readonly MimePart[],
  limits: OpenLimits,
  depth = 0,
): Promise<OpenedParts> {
  const notices = new Set<string>();
  const opened: MimePart[] = [];
  const hasWords = parts.some(isWordy);
  for (const part of parts) {
    const found = isLoneSignature(part)
      ? { parts: [] }
      : await openPart(part, parts, hasWords, limits, depth);
    opened.push(...(found?.parts ?? [part]));
    for (const notice of found?.notices ?? []) notices.add(notice);
  }
  return { parts: withoutArmouredTwins(opened, parts), notices: [...notices] };
}

/** Undefined for a part that stays as it is. */
async function openPart(
  part: MimePart,
  parts: readonly MimePart[],
  hasWords: boolean,
  limits: OpenLimits,
  depth: number,
): Promise<{ parts?: MimePart[]; notices?: string[] } | undefined> {
  const { contentType } = part;
  if (isSmime(part, parts)) return openSmime(part, limits, depth);
  if (isTnef(part)) return openTnef(part, hasWords);
  if (part.containers.includes("multipart/encrypted") || contentType === "application/pgp-encrypted") {
    const isVersion = contentType === "application/pgp-encrypted" && part.content.length < 500;
    return { parts: isVersion ? [] : [part], notices: [noticeWords.encrypted] };
  }
  if (contentType === "message/partial") return { notices: [noticeWords.partial] };
  if (contentType === "message/external-body") return { notices: [noticeWords.external] };
  if (contentType === "text/html" && isArmouredHtml(part, parts)) return { notices: [noticeWords.encrypted] };
  if (contentType === "text/plain" && part.disposition !== "attachment") return openText(part);
  if (!hasWords && part.disposition !== "attachment") return openOtherText(part);
  return undefined;
}

/** A part that people would read as it is. */
function isWordy({ contentType, disposition, content }: MimePart): boolean {
  return (
    (contentType === "text/plain" || contentType === "text/html") &&
    disposition !== "attachment" &&
    content.some((byte) => byte > 0x20)
  );
}

/** A detached signature is no file that anybody opens; that of a file somebody attached (contract.pdf.p7s) is. */
function isLoneSignature({ contentType, filename, containers }: MimePart): boolean {
  if (!/^application\/(?:(?:x-)?pkcs7-signature|pgp-signature)$/u.test(contentType)) return false;
  return containers.includes("multipart/signed") || /^(?:smime\.p7s|signature\.asc|)$/iu.test(filename);
}

/**
 * RFC 8551 section 3.2.1, with the octet-stream of gateways. A contract.pdf.p7m among other parts is a signed document,
 * which is a file.
 */
function isSmime({ contentType, filename, parameters }: MimePart, parts: readonly MimePart[]): boolean {
  const isMail = parameters.has("smime-type") || filename === "" || parts.length === 1;
  if (/^smime\.p7[mz]$/iu.test(filename)) {
    return /^application\/(?:(?:x-)?pkcs7-mime|octet-stream)$/u.test(contentType);
  }
  return /^application\/(?:x-)?pkcs7-mime$/u.test(contentType) && isMail;
}

async function openSmime(part: MimePart, limits: OpenLimits, depth: number) {
  const smime = readSmime(part.content);
  if (smime.kind === "encrypted") return { parts: [part], notices: [noticeWords.encrypted] };
  const inner = smime.kind === "signed" ? await innerParts(smime.content, limits, depth) : undefined;
  if (inner === undefined || inner.parts.length === 0)
    return { parts: [part], notices: [noticeWords.smimeUnread] };
  const parts = inner.parts.map((leaf) => ({
    ...leaf,
    containers: [...part.containers, ...leaf.containers],
  }));
  return { parts, notices: [noticeWords.smimeSigned, ...inner.notices] };
}

/** The parts of an entity within a signature; undefined when it is no entity, or too much. */
async function innerParts(
  content: Uint8Array<ArrayBuffer>,
  limits: OpenLimits,
  depth: number,
): Promise<OpenedParts | undefined> {
  if (depth >= wrappingsMax) return undefined;
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (!beginsAsEntity(bytes)) return undefined;
  try {
    checkOutline(bytes, limits);
    const { parts } = await readParts(bytes, limits);
    return await openParts(parts, limits, depth + 1);
  } catch (fault) {
    if (fault instanceof UnreadableEmail) return undefined;
    throw fault;
  }
}

/** A signed document has no such head. */
function beginsAsEntity(bytes: Buffer): boolean {
  const [head = ""] = bytes.toString("latin1", 0, 20_000).split(/\r?\n\r?\n/u, 1);
  return /^[\w-]{1,60}:/u.test(head) && /^content-(?:type|transfer-encoding):/imu.test(head);
}

function isTnef({ contentType, filename }: MimePart): boolean {
  if (/^application\/(?:vnd\.)?ms-tnef$/u.test(contentType)) return true;
  return contentType === "application/octet-stream" && /^win(?:mail|dat)\.dat$/iu.test(filename);
}

/** Its words repeat those that stand beside it in the email, where there are some. */
function openTnef(part: MimePart, hasWords: boolean) {
  const tnef = readTnef(part.content);
  const files = tnef?.files.map((file) => madePart(part, file.contentType, file.bytes, file)) ?? [];
  const words = tnef === undefined || hasWords ? [] : wordsOfTnef(part, tnef);
  // A meeting or a vote of Outlook's may hold neither.
  if (tnef === undefined || (!hasWords && words.length + files.length === 0))
    return { parts: [part], notices: [noticeWords.tnefUnread] };
  return { parts: [...words, ...files], notices: [noticeWords.tnef] };
}

function wordsOfTnef(part: MimePart, { html, text }: Tnef): MimePart[] {
  if (html !== undefined) return [madePart(part, "text/html", Buffer.from(html))];
  return text === undefined ? [] : [madePart(part, "text/plain", Buffer.from(text))];
}
