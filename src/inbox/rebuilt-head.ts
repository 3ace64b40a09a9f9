// The header block of an email that a provider took apart -> the lines of a head that stands for itself: nothing in it ends
// the head early or names an author who is not there. Pure.
import { decodeWords } from "./mime-parts.ts";
import { decodeBytes } from "./text-decoding.ts";

/** RFC 5322 section 2.1.1 allows 998. */
const lineBytesMax = 900;

/** What describes the body, which is built anew: RFC 2045, 2183, 1864, 2557. Content-Language stays true. */
const bodyFields =
  /^(?:mime-version|content-(?:type|transfer-encoding|disposition|id|description|length|md5|location|base))$/iu;

export interface HeadField {
  name: string;
  /** Unfolded, one character a byte. */
  value: string;
}

/**
 * The fields of a block of headers, in order. Any line ending ends a line, blank lines and NUL are left out, and a line that
 * is no field belongs to the one above it, so that nothing which a decoded header may hold can end the block.
 */
export function headFields(block: Uint8Array): HeadField[] {
  const fields: { name: string; pieces: string[] }[] = [];
  for (const line of Buffer.from(block)
    .toString("latin1")
    .replaceAll("\0", "")
    .split(/[\r\n]+/u)) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0)).trimEnd();
    if (/^[!-9;-~]{1,200}$/u.test(name)) fields.push({ name, pieces: [line.slice(colon + 1)] });
    else if (line.trim() !== "") fields.at(-1)?.pieces.push(line);
  }
  return fields.map(({ name, pieces }) => ({
    name,
    value: pieces
      .map((piece) => piece.trim())
      .join(" ")
      .trim(),
  }));
}

/** The lines of the head, each with its end, without what describes the body. One character a byte. */
export function headLines(fields: readonly HeadField[]): string {
  return fields
    .filter(({ name }) => !bodyFields.test(name))
    .flatMap((field) => (/^from$/iu.test(field.name) ? authorFields(field) : [field]))
    .map(({ name, value }) => `${folded(`${name}: ${value}`)}\r\n`)
    .join("");
}

/**
 * A From whose encoded words SendGrid has decoded: what stood safely inside a name, such as a comma, a bracket or another's
 * address, now stands bare. With one address in it, its name is encoded again. With several that a list could mean, all are
 * named as authors, so that the email is held and none of them can be forged; its own form stays as Original-From.
 */
function authorFields(field: HeadField): HeadField[] {
  const original = { name: "Original-From", value: field.value };
  if (field.value.length > authorBytesMax) return [original];
  const value = decodeBytes(Buffer.from(field.value, "latin1"), undefined).text.trim();
  const addresses = new Set((value.match(anAddress) ?? []).map((address) => address.toLowerCase()));
  const bracket = value.lastIndexOf("<");
  const name = value.slice(0, Math.max(bracket, 0)).trim();
  const isBracketed = bracket >= 0 && inBrackets.test(value.slice(bracket));
  if (isBracketed && (addresses.size < 2 || isOneName.test(name))) {
    if (isPlainName.test(name)) return [field];
    return [{ name: field.name, value: bytesOf(`${encodedName(name)} ${value.slice(bracket)}`) }];
  }
  if (addresses.size < 2) return [field];
  return [{ name: field.name, value: bytesOf([...addresses].join(", ")) }, original];
}

/** Of one From field that is looked into; a longer one names nobody. */
const authorBytesMax = 10_000;
const anAddress = /[^\s<>(),:;"\\@]{1,200}@[^\s<>(),:;"\\@]{1,255}/gu;
const inBrackets = /^<[^\s<>(),:;"\\@]+@[^\s<>(),:;"\\@]+>$/u;
/** Nothing in it could separate two mailboxes, so that it can only be the name of one. */
const isOneName = /^"?[^",;:()<>\\]*"?$/u;
/** Words, quoted words or encoded words, which every reader takes for a name. */
const isPlainName = /^(?:"[^"\\<>@,;:()]*"|(?:=\?[\w-]{1,40}\?[bqBQ]\?[^?\s]{0,75}\?=|[A-Za-z0-9_'+ -])*)$/u;

/** RFC 2047, in words of at most 75 characters. */
function encodedName(name: string): string {
  const bare = decodeWords(
    name
      .trim()
      .replace(/^"([^]*)"$/u, "$1")
      .replace(/\\(["\\])/gu, "$1"),
  );
  const words: string[] = [];
  let word = "";
  for (const character of bare) {
    if (Buffer.byteLength(word + character) > 42) {
      words.push(word);
      word = "";
    }
    word += character;
  }
  return [...words, word].map((each) => `=?UTF-8?B?${Buffer.from(each).toString("base64")}?=`).join(" ");
}

function bytesOf(text: string): string {
  return Buffer.from(text).toString("latin1");
}

/** Folded where white space stands already, and only where a line would be too long for other programs. */
function folded(line: string): string {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > lineBytesMax) {
    const space = rest.lastIndexOf(" ", lineBytesMax);
    if (space <= 0 || rest.slice(0, space).trim() === "") break;
    lines.push(rest.slice(0, space));
    rest = rest.slice(space);
  }
  return [...lines, rest].join("\r\n");
}
