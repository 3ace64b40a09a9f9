// Key rings for the tests of this room, and the generators that its property tests share.
import fc from "fast-check";
import { keyRing } from "../../src/threading/token.ts";
import type { KeyRing, SecretKey, TokenContent, TokenPurpose } from "../../src/threading/token.ts";
import { cpuMsOf } from "../support/cpu-time.ts";

export const replyDomain = "in.studio.example";

/** A key whose secret follows from two small numbers, so that a failing test can be repeated. */
export function secretKey(id: number, fill = id + 1): SecretKey {
  return { id, secret: new Uint8Array(32).fill(fill) };
}

export const keys: KeyRing = keyRing([secretKey(3)]);

export const references = fc.oneof(
  fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  fc.maxSafeInteger().map((value) => 1 + (Math.abs(value) % (2 ** 40 - 1))),
  fc.constantFrom(1, 255, 256, 2 ** 32 - 1, 2 ** 32, 2 ** 40 - 1),
);

export const versions = fc.integer({ min: 0, max: 255 });
export const days = fc.integer({ min: 0, max: 65_535 });

const secrets = fc.uint8Array({ minLength: 32, maxLength: 64 });

/** Rings of one to four keys, in any order of ids. */
export const keyRings = fc
  .uniqueArray(fc.record({ id: fc.integer({ min: 0, max: 15 }), secret: secrets }), {
    minLength: 1,
    maxLength: 4,
    comparator: (one, other) => one.id === other.id || Buffer.compare(one.secret, other.secret) === 0,
  })
  .map(keyRing);

export const purposes = [
  "reply",
  "note",
  "email",
  "twin",
  "task",
  "bounce",
  "probe",
  "mailbox",
  "answer",
  "feed",
  "link",
  "loop",
  "mute",
  "digests",
  "sign-in",
] as const;

/** A purpose, and content that fits it: links alone have a last day. */
export const purposesAndContents: fc.Arbitrary<{ purpose: TokenPurpose; content: TokenContent }> = fc
  .record({
    purpose: fc.constantFrom(...purposes),
    reference: references,
    version: versions,
    expiresOn: days,
  })
  .map(({ purpose, reference, version, expiresOn }) => ({
    purpose,
    content: purpose === "link" ? { reference, version, expiresOn } : { reference, version },
  }));

/** Any text: ASCII, all of Unicode, lone surrogates, and texts that look almost like ours. */
export const garbage = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
  fc.stringMatching(/^[a-z2-7]{37}$/u),
  fc.stringMatching(/^[rnbpRNBP][a-zA-Z2-7]{37}@in\.studio\.example$/u),
  fc.stringMatching(/^<?[mwt]\.[a-z2-7]{37}@in\.studio\.example>?$/u),
);

/** A character that may replace another: the alphabet, other ASCII, and characters that fold to a letter of ASCII. */
export const characters = fc.oneof(
  fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz234567"),
  fc.constantFrom(..."ABCXYZ0189=-_.+@ /\\\0\r\n"),
  fc.constantFrom("\u212a", "\u017f", "\u0130", "ａ", "é", "😀"),
);

/** The longest of three runs, in milliseconds of CPU, after one to warm up. */
export function slowestOfThreeMs(run: () => void): number {
  run();
  let slowest = 0;
  for (let count = 0; count < 3; count += 1) {
    slowest = Math.max(slowest, cpuMsOf(run));
  }
  return slowest;
}
