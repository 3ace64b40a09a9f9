// Ids as mail programs make them, drawn from a seed instead of from chance. Pure.
import { domainOf } from "../domain/address.ts";

/** A Message-ID of a program that takes the author's domain for its right side; with angle brackets. */
export function idAt(left: string, address: string): string {
  return `<${left}@${domainOf(address)}>`;
}

/** A UUID of version 4 (RFC 9562 section 5.4) in lower case; `seed` is at least 32 hex digits. */
export function uuidOf(seed: string): string {
  const pieces = [seed.slice(0, 8), seed.slice(8, 12), `4${seed.slice(13, 16)}`, `a${seed.slice(17, 20)}`];
  return [...pieces, seed.slice(20, 32)].join("-");
}

/** Letters and digits, one for every two hex digits of the seed. */
export function lettersOf(seed: string, length: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  return [...Buffer.from(seed, "hex").subarray(0, length)]
    .map((byte) => letters[byte % letters.length])
    .join("");
}

/** A number of so many digits, its first one not 0. */
export function digitsOf(seed: string, length: number): string {
  const [first = 0, ...rest] = Buffer.from(seed, "hex").subarray(0, length);
  return `${(first % 9) + 1}${rest.map((byte) => byte % 10).join("")}`;
}
