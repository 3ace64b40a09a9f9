// Bytes of a text part or a header -> text: the declared charset, else utf-8, else windows-1252. Never fails.
// Reads and writes nothing.
import { isUtf8 } from "node:buffer";
import { toUSVString } from "node:util";

export interface DecodedText {
  text: string;
  /** The declared charset when it was not used: nobody knows it, or the bytes contradict it. */
  refused?: string;
}

/** Charsets that only say "ASCII or so": bytes above 127 in them are utf-8 where they can be. */
const asciiNames = new Set(["", "ascii", "us-ascii", "ansi_x3.4-1968", "utf-8", "utf8", "unicode-1-1-utf-8"]);

/** Names in use that the Encoding Standard lacks, by their twin in it. */
const twins = new Map([
  ["cp1250", "windows-1250"],
  ["cp1251", "windows-1251"],
  ["cp1252", "windows-1252"],
  ["cp936", "gbk"],
  ["cp949", "euc-kr"],
  ["cp932", "shift_jis"],
  ["iso-2022-jp-ms", "iso-2022-jp"],
  ["iso-2022-jp-1", "iso-2022-jp"],
  ["iso-8859-8-i", "iso-8859-8"],
]);

/**
 * Text of the bytes by the Encoding Standard's decoder for the declared charset (which reads iso-8859-1 as windows-1252,
 * as every mail program does). UTF-7 and whatever else it does not know count as undeclared, so that no charset can hide
 * markup. NUL is removed; the result is valid Unicode.
 */
export function decodeBytes(bytes: Uint8Array, declared: string | undefined): DecodedText {
  const charset = (declared ?? "").trim().toLowerCase().slice(0, 60);
  if (asciiNames.has(charset)) {
    const japanese = decodeEscaped(bytes);
    if (japanese !== undefined)
      return charset === "" ? { text: japanese } : { text: japanese, refused: charset };
    const isValid = isUtf8(bytes);
    const text = withoutNul(isValid ? decode(bytes, "utf-8") : decodeDoubtful(bytes));
    return isValid || charset === "" ? { text } : { text, refused: charset };
  }
  try {
    const text = decode(bytes, twins.get(charset) ?? charset);
    // Wrongly labelled: no text by its label, or the accents of latin-1 in pairs that nobody writes, but good utf-8.
    if ((text.includes("\u{fffd}") || hasUtf8Pairs(text, charset)) && isUtf8(bytes)) {
      return { text: withoutNul(decode(bytes, "utf-8")), refused: charset };
    }
    return { text: withoutNul(text) };
  } catch (fault) {
    if (!(fault instanceof RangeError) && !(fault instanceof TypeError)) throw fault;
    const text = withoutNul(isUtf8(bytes) ? decode(bytes, "utf-8") : decodeDoubtful(bytes));
    return { text, refused: charset };
  }
}

/** Reads C1 control characters, which no text has, as the windows-1252 characters that they were before a wrong label. */
export function withoutC1(text: string): string {
  return text.replace(/[\u0080-\u009f]/gu, (character) => c1Twins.charAt(character.charCodeAt(0) - 0x80));
}

/** windows-1252 from 80 to 9F; the five codes that it has not stay as they are. */
const c1Twins =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

/** The first `lengthMax` characters, not ending in half of one. */
export function cutText(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : toUSVString(text.slice(0, lengthMax));
}

/** Undoes the soft line breaks of format=flowed (RFC 3676 section 4); quoted lines join only with their own depth. */
export function unflow(text: string, hasDeletedSpace: boolean): string {
  const paragraphs: { depth: number; pieces: string[]; isOpen: boolean }[] = [];
  for (const line of text.split("\n")) {
    const depth = /^>*/u.exec(line)?.[0].length ?? 0;
    const words = line.slice(depth).replace(/^ /u, "");
    const isFlowed = words.endsWith(" ") && words !== "-- ";
    const piece = isFlowed && hasDeletedSpace ? words.slice(0, -1) : words;
    const last = paragraphs.at(-1);
    if (last?.isOpen === true && last.depth === depth && words !== "-- ") {
      last.pieces.push(piece);
      last.isOpen = isFlowed;
    } else {
      paragraphs.push({ depth, pieces: [piece], isOpen: isFlowed });
    }
  }
  return paragraphs
    .map(({ depth, pieces }) => `${">".repeat(depth)}${depth > 0 ? " " : ""}${pieces.join("")}`)
    .join("\n");
}

/** Windows-1252 bytes of a text; undefined when it has a character that is none of its. */
export function windows1252Bytes(text: string): Uint8Array | undefined {
  const codes = Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code <= 0xff) return code;
    const twin = c1Twins.indexOf(character);
    return twin < 0 ? undefined : twin + 0x80;
  });
  return codes.every((code) => code !== undefined) ? Uint8Array.from(codes) : undefined;
}

/** ISO-2022-JP that says so nowhere: its escapes to the Japanese sets (RFC 1468) are nothing in any other text. */
function decodeEscaped(bytes: Uint8Array): string | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.indexOf("\u001b$B") < 0 && view.indexOf("\u001b$@") < 0) return undefined;
  const text = decode(bytes, "iso-2022-jp");
  return text.includes("\u{fffd}") ? undefined : withoutNul(text);
}

/** Whether a text read as latin-1 has what utf-8 looks like in it, such as "Ã©". */
function hasUtf8Pairs(text: string, charset: string): boolean {
  return (
    /^(?:iso[-_]?8859-1|latin-?1|windows-1252|cp1252)$/u.test(charset) &&
    /[\u00c2-\u00f4][\u0080-\u{10ffff}]/u.test(text)
  );
}

/** A few broken characters in much good utf-8 are damage; else it never was utf-8. */
function decodeDoubtful(bytes: Uint8Array): string {
  const text = decode(bytes, "utf-8");
  let broken = 0;
  let good = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0xfffd) broken += 1;
    else if (code > 0x7f) good += 1;
  }
  if (good > broken * 2) return text;
  return decode(bytes, eastAsianCharset(bytes) ?? "windows-1252");
}

/**
 * The East Asian charset whose characters of two bytes are all that the text has beyond ASCII: the bytes above 7F stand in
 * pairs of A1 to FE, several pairs on end, which the accents of Western texts never do. Told apart by the first bytes: kana of
 * EUC-JP are A4 and A5, syllables of EUC-KR B0 to C8, and half of all Chinese characters in use (GB 18030) have C9 or above.
 */
function eastAsianCharset(bytes: Uint8Array): string | undefined {
  let pairs = 0;
  let run = 0;
  let runMax = 0;
  let kana = 0;
  let high = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const first = bytes[index]!;
    run = first < 0x80 ? 0 : run + 1;
    if (first < 0x80) continue;
    index += 1;
    if (first < 0xa1 || (bytes[index] ?? 0) < 0xa1) return undefined;
    pairs += 1;
    runMax = Math.max(runMax, run);
    if (first === 0xa4 || first === 0xa5) kana += 1;
    else if (first > 0xc8) high += 1;
  }
  if (runMax < pairsOnEndMin) return undefined;
  const charset = kana * 4 > pairs ? "euc-jp" : high === 0 ? "euc-kr" : "gb18030";
  return decode(bytes, charset).includes("\u{fffd}") ? undefined : charset;
}

/** Fewer may be chance. */
const pairsOnEndMin = 3;

function decode(bytes: Uint8Array, charset: string): string {
  const decoder = new TextDecoder(charset);
  // Node 20 leaves the bytes 80 to 9F of windows-1252 as they are, against the Encoding Standard.
  return decoder.encoding === "windows-1252" ? withoutC1(decoder.decode(bytes)) : decoder.decode(bytes);
}

function withoutNul(text: string): string {
  return toUSVString(text.includes("\u0000") ? text.replaceAll("\u0000", "") : text);
}
