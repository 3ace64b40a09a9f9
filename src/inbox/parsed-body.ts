// Which leaf parts of an email are its displayed text, and that text. Reads and writes nothing.
import type { MimePart } from "./mime-parts.ts";
import { cutText, decodeBytes, unflow } from "./text-decoding.ts";

export interface ParsedBody {
  text?: string;
  html?: string;
  isTextPartial: boolean;
  /** The leaves that are not shown as text. */
  otherParts: MimePart[];
}

/**
 * Joins the displayable plain parts and the displayable html parts, each in order: Apple Mail writes text, pdf, text. The
 * html also gets the plain parts that have no html twin, so that it is never less than what was written.
 */
export function composeBody(parts: readonly MimePart[], lengthMax: number, warnings: string[]): ParsedBody {
  const shown = parts.filter(isShown);
  const otherParts = parts.filter((part) => !isShown(part) && !(shown.length > 0 && isOtherForm(part)));
  const hasHtml = shown.some(({ contentType }) => contentType === "text/html");
  const texts: string[] = [];
  const htmls: string[] = [];
  let isTextPartial = false;
  for (const part of shown) {
    const words = wordsOf(part, lengthMax, warnings);
    const hasTwin = part.containers.includes("multipart/alternative");
    if (part.contentType === "text/plain") {
      texts.push(words);
      if (hasHtml && !hasTwin && words.trim() !== "") htmls.push(`<div>${escaped(words)}</div>`);
    } else {
      htmls.push(words);
      if (!hasTwin && words.trim() !== "") isTextPartial = true;
    }
  }
  const text = cut(texts.join("\n"), lengthMax, "text", warnings);
  const html = cut(htmls.join("<br>\n"), lengthMax, "html", warnings);
  const hasText = text.trim() !== "";
  return {
    ...(hasText ? { text } : {}),
    ...(html.trim() === "" ? {} : { html }),
    isTextPartial: isTextPartial && hasText,
    otherParts,
  };
}

/** RFC 2183 section 2.8: a disposition that nobody knows is an attachment; an email that is one part is its text. */
function isShown({ contentType, disposition, containers }: MimePart): boolean {
  if (contentType !== "text/plain" && contentType !== "text/html") return false;
  return (
    disposition === "" ||
    disposition === "inline" ||
    (containers.length === 0 && disposition !== "attachment")
  );
}

/** The same words once more, in a form that nobody shows, beside the one that is shown (RFC 2046 section 5.1.4). */
function isOtherForm({ contentType, containers, disposition }: MimePart): boolean {
  const isUnshown = /^text\/(?:enriched|richtext|rtf|x-amp-html|watch-html)$/u.test(contentType);
  return isUnshown && containers.includes("multipart/alternative") && disposition !== "attachment";
}

function wordsOf(part: MimePart, lengthMax: number, warnings: string[]): string {
  const isPlain = part.contentType === "text/plain";
  // Four bytes a character at most, so that no more than is kept is decoded.
  const bytes = part.content.subarray(0, lengthMax * 4 + 4);
  const charset = part.parameters.get("charset") ?? (isPlain ? undefined : findMetaCharset(bytes));
  const { text, refused } = decodeBytes(bytes, charset);
  if (refused !== undefined)
    warnings.push(`The charset “${refused}” does not fit; the one that fits best was read.`);
  const words = text.replace(/\r\n?/gu, "\n");
  if (!isPlain || part.parameters.get("format")?.trim().toLowerCase() !== "flowed") return words;
  return unflow(words, part.parameters.get("delsp")?.trim().toLowerCase() === "yes");
}

/** Old programs name the charset of an html part only within it. */
function findMetaCharset(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 2048)).toString("latin1");
  return /<meta\b[^>]{0,200}\bcharset\s*=\s*["']?([\w.:-]{1,40})/iu.exec(start)?.[1];
}

function cut(words: string, lengthMax: number, kind: string, warnings: string[]): string {
  if (words.length <= lengthMax) return words;
  warnings.push(`Only the first ${lengthMax} characters of the ${kind} are kept.`);
  return cutText(words, lengthMax);
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br>\n" };

function escaped(words: string): string {
  return words.replace(/[&<>\n]/gu, (character) => entities[character] ?? character);
}
