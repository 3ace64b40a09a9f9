// Text parts whose words are coded, or in a form that nothing here shows -> plain words and files. Pure.
import { readCodedText, type CodedKind } from "./coded-text.ts";
import { enrichedText } from "./enriched-text.ts";
import { madePart } from "./made-part.ts";
import type { MimePart } from "./mime-parts.ts";
import { noticeWords } from "./notice-words.ts";
import { rtfText } from "./rtf-text.ts";

const codedNotices: Record<CodedKind, string> = {
  pgp_encrypted: noticeWords.encrypted,
  pgp_signed: noticeWords.pgpSigned,
  uuencoded: noticeWords.coded,
  yenc: noticeWords.coded,
};

/** Files and armour that stand within plain text; undefined when there are none. */
export function openText(part: MimePart) {
  const coded = readCodedText(Buffer.from(part.content).toString("latin1"));
  if (coded === undefined) return undefined;
  const content = new Uint8Array(Buffer.from(coded.text, "latin1"));
  const files = coded.files.map((file) =>
    madePart(part, file.contentType, file.bytes, { ...file, contentId: "" }),
  );
  return {
    parts: [{ ...part, content }, ...files],
    notices: [...coded.kinds].map((kind) => codedNotices[kind]),
  };
}

/** Forms of text that nothing here shows, where they are all there is (RFC 1896, RFC 1341, RTF). */
export function openOtherText(part: MimePart) {
  const { contentType, content, parameters } = part;
  const isRtf = /^(?:text|application)\/(?:rtf|x-rtf|richtext)$/u.test(contentType);
  const words = isRtf ? rtfText(content) : "";
  if (words !== "") {
    // A document that somebody attached stays a file, too.
    const isDocument = part.filename !== "" || contentType.startsWith("application/");
    return { parts: [madePart(part, "text/plain", Buffer.from(words)), ...(isDocument ? [part] : [])] };
  }
  if (contentType !== "text/enriched" && contentType !== "text/richtext") return undefined;
  return {
    parts: [madePart(part, "text/plain", Buffer.from(enrichedText(content, parameters.get("charset"))))],
  };
}

/** Armour that stands in html alone, and not in a quote. */
export function isArmouredHtml({ content }: MimePart, parts: readonly MimePart[]): boolean {
  if (parts.some(({ contentType }) => contentType === "text/plain")) return false;
  const html = Buffer.from(content);
  return html.includes("-----BEGIN PGP MESSAGE-----") && !/<blockquote/iu.test(html.toString("latin1"));
}

/** An html twin that shows the armour which its text had taken out. */
export function withoutArmouredTwins(opened: readonly MimePart[], before: readonly MimePart[]): MimePart[] {
  const isChanged = before.some((part) => part.contentType === "text/plain" && !opened.includes(part));
  if (!isChanged) return [...opened];
  return opened.filter(
    (part) =>
      part.contentType !== "text/html" ||
      !part.containers.includes("multipart/alternative") ||
      !Buffer.from(part.content).includes("-----BEGIN PGP "),
  );
}
