// The one codec of everything that ties an email, a link or a sign-in to a row: a reference that is looked up, and a
// code (MAC) under a secret key that proves we wrote it. Rows alone yield no token; reading one touches no store.
import { createHmac, timingSafeEqual } from "node:crypto";
import { base32Length, decodeBase32, encodeBase32 } from "./base32.ts";

/** `id` is 0 to 15 and stands in every token; `secret` is at least 32 bytes. */
export interface SecretKey {
  id: number;
  secret: Uint8Array;
}

/** `current` writes; every key of `all`, which includes it, still reads. */
export interface KeyRing {
  current: SecretKey;
  all: readonly SecretKey[];
}

/** What a token may be used for. One that was written for a purpose is refused for every other. */
export type TokenPurpose =
  | "reply"
  | "note"
  | "email"
  | "twin"
  | "task"
  | "bounce"
  | "probe"
  | "mailbox"
  | "answer"
  | "feed"
  | "link"
  | "loop"
  | "mute"
  | "digests"
  | "program"
  | "sign-in";

export interface TokenContent {
  /** A row's id: a positive integer below 2^40. */
  reference: number;
  /** 0 to 255; raising it on the row revokes what was written before. */
  version: number;
  /** Days since 1970-01-01, below 65536. In links, and only there. */
  expiresOn?: number;
}

const formatVersion = 1;
const referenceBytes = 5;
const expiryBytes = 2;
const headerBytes = 2 + referenceBytes;
const macBytes = 16;
const secretBytesMin = 32;

/** Characters of every token but a link's, which holds a date as well. */
export const tokenLength = base32Length(headerBytes + macBytes);
const linkTokenLength = base32Length(headerBytes + expiryBytes + macBytes);

/** A ring of keys of which the first writes. Throws Error for no key, a repeated one, a wrong id or a short secret. */
export function keyRing(keys: readonly SecretKey[]): KeyRing {
  const [current] = keys;
  if (current === undefined) throw new Error("A key ring needs at least one key.");
  for (const [index, key] of keys.entries()) {
    if (!isWholeNumber(key.id, 0, 15)) throw new Error(`The key id ${key.id} is not between 0 and 15.`);
    if (key.secret.length < secretBytesMin) {
      throw new Error(`The secret of key ${key.id} is shorter than ${secretBytesMin} bytes.`);
    }
    for (const earlier of keys.slice(0, index)) {
      if (earlier.id === key.id) throw new Error(`The key id ${key.id} is used twice.`);
      if (Buffer.compare(earlier.secret, key.secret) === 0) {
        throw new Error(`The keys ${earlier.id} and ${key.id} have the same secret.`);
      }
    }
  }
  return { current, all: [...keys] };
}

/**
 * A token in lower-case base32 (RFC 4648 section 6) without padding, always the same for the same key and content.
 * Throws RangeError when the content does not fit, or an expiry is missing from a link or present elsewhere.
 */
export function writeToken(keys: KeyRing, purpose: TokenPurpose, content: TokenContent): string {
  const header = headerOf(keys.current, purpose, content);
  return encodeBase32(Buffer.concat([header, macOf(keys.current, purpose, header)]));
}

/**
 * What a token says, when one of our keys wrote it for this purpose. Case does not matter, every other deviation from
 * what `writeToken` writes does. Whether it has expired is for the caller to judge. Never throws.
 */
export function readToken(keys: KeyRing, purpose: TokenPurpose, token: string): TokenContent | undefined {
  if (token.length !== (purpose === "link" ? linkTokenLength : tokenLength)) return undefined;
  const bytes = decodeBase32(token);
  if (bytes === undefined) return undefined;
  const header = Buffer.from(bytes.buffer, 0, bytes.length - macBytes);
  const lead = header.readUInt8(0);
  const key = keys.all.find((candidate) => candidate.id === (lead & 15));
  if (key === undefined || lead >>> 4 !== formatVersion) return undefined;
  if (!timingSafeEqual(bytes.subarray(header.length), macOf(key, purpose, header))) return undefined;
  const content = { reference: header.readUIntBE(2, referenceBytes), version: header.readUInt8(1) };
  return purpose === "link" ? { ...content, expiresOn: header.readUInt16BE(headerBytes) } : content;
}

/** What is left of a token of ours without its code, from which `openToken` makes it again; undefined for any other text. */
export function sealToken(keys: KeyRing, purpose: TokenPurpose, token: string): string | undefined {
  if (readToken(keys, purpose, token) === undefined) return undefined;
  const bytes = decodeBase32(token);
  return bytes && encodeBase32(bytes.subarray(0, bytes.length - macBytes));
}

/** The token that was sealed; undefined for what no token leaves, and when its key was taken away. */
export function openToken(keys: KeyRing, purpose: TokenPurpose, sealed: string): string | undefined {
  const header = decodeBase32(sealed);
  const key = header && keys.all.find(({ id }) => id === (header[0]! & 15));
  if (header === undefined || key === undefined) return undefined;
  const token = encodeBase32(Buffer.concat([header, macOf(key, purpose, header)]));
  return readToken(keys, purpose, token) === undefined ? undefined : token;
}

/** Tokens proved in one text; what a hostile text holds beyond them is not looked at. */
const candidateCountMax = 200;

/** The reference of the first token of ours in a text. `pattern` is global, and its one group is what may be a token. */
export function findTokenIn(
  keys: KeyRing,
  purpose: TokenPurpose,
  text: string,
  pattern: RegExp,
): number | undefined {
  let candidateCount = 0;
  for (const [, token = ""] of text.matchAll(pattern)) {
    candidateCount += 1;
    if (candidateCount > candidateCountMax) return undefined;
    const content = readToken(keys, purpose, token);
    if (content !== undefined) return content.reference;
  }
  return undefined;
}

/** Format version and key id (4 bits each), token version, reference, and in links the day of expiry; big-endian. */
function headerOf(key: SecretKey, purpose: TokenPurpose, content: TokenContent): Buffer {
  const { reference, version, expiresOn } = content;
  if (!isWholeNumber(reference, 1, 2 ** 40 - 1))
    throw new RangeError(`No token can hold the id ${reference}.`);
  if (!isWholeNumber(version, 0, 255)) throw new RangeError(`No token can hold the version ${version}.`);
  const header = Buffer.alloc(headerBytes + (purpose === "link" ? expiryBytes : 0));
  header.writeUInt8((formatVersion << 4) | key.id, 0);
  header.writeUInt8(version, 1);
  header.writeUIntBE(reference, 2, referenceBytes);
  if (purpose !== "link") {
    if (expiresOn !== undefined) throw new RangeError(`A token for ${purpose} has no expiry.`);
    return header;
  }
  if (expiresOn === undefined || !isWholeNumber(expiresOn, 0, 65535)) {
    throw new RangeError(`No link can expire on day ${expiresOn}.`);
  }
  header.writeUInt16BE(expiresOn, headerBytes);
  return header;
}

/** HMAC-SHA-256 cut to 128 bits (RFC 2104 section 5). The label ends in NUL, so no purpose can run into the header. */
function macOf(key: SecretKey, purpose: TokenPurpose, header: Uint8Array): Uint8Array {
  const mac = createHmac("sha256", key.secret).update(`inreply/threading/${purpose}\0`).update(header);
  return mac.digest().subarray(0, macBytes);
}

function isWholeNumber(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
