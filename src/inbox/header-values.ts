// Header fields as values: unfolded and decoded text, mailboxes, message ids, dates. Reads what a stranger wrote and
// answers with something plain, whatever it is; linear in its length. Reads and writes nothing.
import { toUSVString } from "node:util";
import { parseAddressHeader } from "mailparser";
import { decodeWords } from "./mime-parts.ts";
import type { HeaderLine } from "./mime-parts.ts";
import type { Mailbox } from "./parsed-email.ts";
import { cutText, decodeBytes, withoutC1 } from "./text-decoding.ts";

/** RFC 5322 section 2.1.1 allows a line of 998; nobody's id is longer. */
const idLengthMax = 998;
const addressLengthMax = 320;
const nameLengthMax = 500;
const dateLengthMax = 200;

/** The value of a field: after its colon, unfolded, decoded (RFC 2047, RFC 6532, bare 8-bit), without control characters. */
export function decodedValue(line: string): string {
  return plainLine(decodeWords(wireValue(line)));
}

/**
 * The value of a field that only machines write: unfolded, one character a byte, nothing decoded. In such a field an encoded
 * word is somebody's local part, and its words are no words of the machine (RFC 2047 section 5).
 */
export function literalValue(line: string): string {
  const value = line.slice(line.indexOf(":") + 1);
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what must go
  return value.replace(/[\u0000-\u001f\u007f]+/gu, " ").trim();
}

/** One line of valid Unicode: control characters become spaces, runs of white space stay as they are. */
export function plainLine(value: string): string {
  const line = withoutC1(toUSVString(value));
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what must go
  return line.replace(/[\u0000-\u001f\u007f\u2028\u2029]/gu, " ").trim();
}

/** The mailboxes of all fields of this name, groups opened, at most `max`. What has no address in it is left out. */
export function mailboxesOf(lines: readonly HeaderLine[], field: string, max: number): Mailbox[] {
  const mailboxes: Mailbox[] = [];
  for (const { key, line } of lines) {
    if (key !== field) continue;
    // The wire form of a domain is kept: its Unicode form can look like another's.
    const value = wireValue(line);
    for (const entry of parseAddressHeader(tidied(value), { flatten: true, decodePunycode: false }).value) {
      const address = plainLine(entry.address ?? "").toLowerCase();
      if (!isMailbox(address)) continue;
      const name = cutText(plainLine(entry.name), nameLengthMax);
      // `a@x.example b@y.example` without comma or brackets names two, and nobody can say which is meant.
      const isTwo = !value.includes("<") && isMailbox(name.toLowerCase());
      mailboxes.push({ name: isTwo ? "" : name || repeatedName(value, address), address });
      if (isTwo) mailboxes.push({ name: "", address: name.toLowerCase() });
      if (mailboxes.length >= max) return mailboxes;
    }
  }
  return mailboxes;
}

/** The message ids of all fields of this name in order, with their angle brackets, the last `max` of them. */
export function idsOf(lines: readonly HeaderLine[], name: string, max: number): string[] {
  const ids: string[] = [];
  for (const { key, line } of lines) {
    if (key !== name) continue;
    const value = decodeWords(wireValue(line));
    const found = value.match(/<[^<>]+>/gu) ?? bareIds(value);
    for (const id of found) {
      // Outlook folds long ids, so white space within one is not part of it (RFC 5322 section 3.6.4).
      const whole = toUSVString(id.replace(/\s+/gu, ""));
      // oxlint-disable-next-line no-control-regex -- an id becomes a header of ours: no control character may pass
      if (whole.length > 2 && whole.length <= idLengthMax && !/[\u0000-\u001f\u007f]/u.test(whole))
        ids.push(whole);
    }
  }
  return ids.slice(-max);
}

/** ISO 8601 in UTC of the first Date field; undefined when there is none or it is no date (RFC 5322 section 3.3). */
export function findDate(lines: readonly HeaderLine[]): string | undefined {
  const line = lines.find(({ key }) => key === "date")?.line;
  if (line === undefined) return undefined;
  const value = wireValue(line).slice(0, dateLengthMax);
  const moment = new Date(value.replace(/\([^()]*\)/gu, " ").replace(/\s*:\s*/gu, ":"));
  const year = moment.getUTCFullYear();
  return year >= 1970 && year <= 9999 ? moment.toISOString() : undefined;
}

/** The value of the first field of this name, decoded; undefined when there is none. */
export function findValue(lines: readonly HeaderLine[], name: string): string | undefined {
  const found = lines.find(({ key }) => key === name);
  return found === undefined ? undefined : decodedValue(found.line);
}

/** The name that is the address once more, which the address parser drops. */
function repeatedName(value: string, address: string): string {
  const name = /^"?([^"<>\s]+)"? *<[^<>]*>$/u.exec(value)?.[1] ?? "";
  return name.toLowerCase() === address ? name : "";
}

/** Obsolete syntax: comments and white space within the brackets (RFC 5322 section 4.4). */
function tidied(value: string): string {
  return value.replace(/<[^<>"]*>/gu, (bracketed) =>
    bracketed
      .replace(/\([^()]*\)/gu, "")
      .split(/([.@<>])/u)
      .map((piece) => piece.trim())
      .join(""),
  );
}

function isMailbox(address: string): boolean {
  return address.length <= addressLengthMax && /^[^\s@<>]+@[^\s@<>]+$/u.test(address);
}

/** Some programs leave the angle brackets away. */
function bareIds(value: string): string[] {
  return value
    .split(/\s+/u)
    .filter((word) => /^[^\s@<>]+@[^\s@<>]+$/u.test(word))
    .map((word) => `<${word}>`);
}

/** Unfolded, its bytes read as text, not yet decoded. */
function wireValue(line: string): string {
  const folded = line.slice(line.indexOf(":") + 1).split(/[\r\n]+/u);
  const value =
    folded.length === 1
      ? (folded[0] ?? "")
      : folded
          .map((piece) => piece.trim())
          .filter((piece) => piece !== "")
          .join(" ");
  // oxlint-disable-next-line no-control-regex -- pure ASCII needs no decoding
  if (/^[\u0000-\u007f]*$/u.test(value)) return value.trim();
  return decodeBytes(Buffer.from(value, "latin1"), undefined).text.trim();
}
