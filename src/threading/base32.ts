// Base32 in lower case without padding (RFC 4648 section 6): the only alphabet that survives mail programs that fold
// the case of an address, and needs no escaping in a URL, a Message-ID or a local part.

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
const bitsPerCharacter = 5;

/** Values by ASCII code. A table and not `toLowerCase`, which would let the Kelvin sign (U+212A) pass for a k. */
const values = tableOfValues();

/** The bytes in lower-case base32, without padding. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = "";
  let pending = 0;
  let pendingBits = 0;
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    pendingBits += 8;
    while (pendingBits >= bitsPerCharacter) {
      pendingBits -= bitsPerCharacter;
      text += alphabet.charAt((pending >>> pendingBits) & 31);
    }
    pending &= (1 << pendingBits) - 1;
  }
  if (pendingBits > 0) text += alphabet.charAt((pending << (bitsPerCharacter - pendingBits)) & 31);
  return text;
}

/**
 * The bytes that this text stands for, in either case. Undefined for any other character, for padding, and for a text
 * that `encodeBase32` would not have written (spare bits that are not zero, a superfluous character).
 */
export function decodeBase32(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * bitsPerCharacter) / 8));
  let size = 0;
  let pending = 0;
  let pendingBits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const value = values[text.charCodeAt(at)];
    if (value === undefined || value < 0) return undefined;
    pending = (pending << bitsPerCharacter) | value;
    pendingBits += bitsPerCharacter;
    if (pendingBits >= 8) {
      pendingBits -= 8;
      bytes[size] = pending >>> pendingBits;
      size += 1;
      pending &= (1 << pendingBits) - 1;
    }
  }
  return pending === 0 && pendingBits < bitsPerCharacter ? bytes : undefined;
}

/** Characters that `encodeBase32` writes for so many bytes. */
export function base32Length(sizeBytes: number): number {
  return Math.ceil((sizeBytes * 8) / bitsPerCharacter);
}

function tableOfValues(): Int8Array {
  const table = new Int8Array(128).fill(-1);
  for (let value = 0; value < alphabet.length; value += 1) {
    table[alphabet.charCodeAt(value)] = value;
    table[alphabet.toUpperCase().charCodeAt(value)] = value;
  }
  return table;
}
