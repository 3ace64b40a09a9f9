import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAddress, normalizeAddress } from "../../src/domain/address.ts";
import { bounceAddress, readBounceAddress } from "../../src/threading/bounce-address.ts";
import { readReplyAddress, replyAddress } from "../../src/threading/reply-address.ts";
import type { ReplyReference } from "../../src/threading/reply-address.ts";
import { keyRing, writeToken } from "../../src/threading/token.ts";
import {
  characters,
  garbage,
  keyRings,
  keys,
  references,
  replyDomain,
  secretKey,
  slowestOfThreeMs,
  versions,
} from "./keys.ts";

const replyReferences: fc.Arbitrary<ReplyReference> = fc.record(
  { participantId: references, version: versions, isNote: fc.boolean() },
  { noNullPrototype: true },
);

describe("a reply address", () => {
  test("names the participant it was given to, under any key ring", () => {
    fc.assert(
      fc.property(keyRings, replyReferences, (ring, reference) => {
        const address = replyAddress(ring, replyDomain, reference);
        expect(readReplyAddress(ring, replyDomain, address)).toStrictEqual(reference);
      }),
    );
  });

  test("is a valid address whose local part has at most 64 characters of lower-case base32", () => {
    fc.assert(
      fc.property(keyRings, replyReferences, (ring, reference) => {
        const address = replyAddress(ring, replyDomain, reference);
        const localPart = address.slice(0, address.indexOf("@"));
        expect(localPart.length).toBeLessThanOrEqual(64);
        expect(localPart).toMatch(reference.isNote ? /^n[a-z2-7]{37}$/u : /^r[a-z2-7]{37}$/u);
        expect(isAddress(address)).toBe(true);
        expect(normalizeAddress(address)).toBe(address);
      }),
    );
  });

  test("survives upper-casing, also of the domain on our side", () => {
    fc.assert(
      fc.property(replyReferences, (reference) => {
        const address = replyAddress(keys, replyDomain, reference);
        expect(readReplyAddress(keys, replyDomain, address.toUpperCase())).toStrictEqual(reference);
        const shouted = replyAddress(keys, "IN.Studio.Example", reference);
        expect(readReplyAddress(keys, "In.Studio.EXAMPLE", shouted)).toStrictEqual(reference);
      }),
    );
  });

  test("is refused after the change or the loss of any single character", () => {
    fc.assert(
      fc.property(replyReferences, fc.nat(), characters, (reference, place, character) => {
        const address = replyAddress(keys, replyDomain, reference);
        const at = place % address.length;
        fc.pre(character.toLowerCase() !== address.charAt(at) || character.charCodeAt(0) > 127);
        const changed = address.slice(0, at) + character + address.slice(at + 1);
        expect(readReplyAddress(keys, replyDomain, changed)).toBeUndefined();
        const shortened = address.slice(0, at) + address.slice(at + 1);
        expect(readReplyAddress(keys, replyDomain, shortened)).toBeUndefined();
        expect(readReplyAddress(keys, replyDomain, address.slice(0, at))).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  test("for a note cannot be turned into one for messages, nor the other way round", () => {
    fc.assert(
      fc.property(replyReferences, (reference) => {
        const address = replyAddress(keys, replyDomain, reference);
        const swapped = (reference.isNote ? "r" : "n") + address.slice(1);
        expect(readReplyAddress(keys, replyDomain, swapped)).toBeUndefined();
        expect(readBounceAddress(keys, replyDomain, `b${address.slice(1)}`)).toBeUndefined();
      }),
    );
  });

  test("means nothing at another domain, below ours, or without one", () => {
    const address = replyAddress(keys, replyDomain, { participantId: 7, version: 0, isNote: false });
    const localPart = address.slice(0, address.indexOf("@"));
    for (const domain of [
      "evil.example",
      "studio.example",
      `x.${replyDomain}`,
      `${replyDomain}.evil.example`,
      "",
    ]) {
      expect(readReplyAddress(keys, replyDomain, `${localPart}@${domain}`)).toBeUndefined();
    }
    expect(readReplyAddress(keys, replyDomain, localPart)).toBeUndefined();
    expect(readReplyAddress(keys, replyDomain, `${address}@evil.example`)).toBeUndefined();
    expect(readReplyAddress(keys, "", localPart)).toBeUndefined();
  });

  test("works after a new key was put in front, and no longer once its key is removed", () => {
    const reference = { participantId: 7, version: 2, isNote: true };
    const address = replyAddress(keyRing([secretKey(1)]), replyDomain, reference);
    const rotated = keyRing([secretKey(2), secretKey(1)]);
    expect(readReplyAddress(rotated, replyDomain, address)).toStrictEqual(reference);
    expect(replyAddress(rotated, replyDomain, reference)).not.toBe(address);
    expect(readReplyAddress(keyRing([secretKey(2)]), replyDomain, address)).toBeUndefined();
  });

  test("tells an older version from the present one, so that it can be revoked", () => {
    const first = replyAddress(keys, replyDomain, { participantId: 7, version: 0, isNote: false });
    const second = replyAddress(keys, replyDomain, { participantId: 7, version: 1, isNote: false });
    expect(readReplyAddress(keys, replyDomain, first)?.version).toBe(0);
    expect(readReplyAddress(keys, replyDomain, second)?.version).toBe(1);
  });
});

describe("a bounce address", () => {
  test("names the email it was sent with, in any case, with a local part of at most 64 characters", () => {
    fc.assert(
      fc.property(keyRings, references, (ring, outboundEmailId) => {
        const address = bounceAddress(ring, replyDomain, outboundEmailId);
        expect(address.slice(0, address.indexOf("@"))).toMatch(/^b[a-z2-7]{37}$/u);
        expect(readBounceAddress(ring, replyDomain, address)).toBe(outboundEmailId);
        expect(readBounceAddress(ring, replyDomain, address.toUpperCase())).toBe(outboundEmailId);
        expect(readBounceAddress(ring, "other.example", address)).toBeUndefined();
      }),
    );
  });

  test("is not a reply address, nor is any other token of ours a bounce address", () => {
    fc.assert(
      fc.property(references, (id) => {
        const address = bounceAddress(keys, replyDomain, id);
        for (const letter of ["r", "n", "b"]) {
          expect(readReplyAddress(keys, replyDomain, letter + address.slice(1))).toBeUndefined();
        }
        for (const purpose of ["reply", "note", "email", "twin", "task", "loop", "sign-in"] as const) {
          const token = writeToken(keys, purpose, { reference: id, version: 0 });
          expect(readBounceAddress(keys, replyDomain, `b${token}@${replyDomain}`)).toBeUndefined();
        }
      }),
    );
  });

  test("is refused after the change of any single character", () => {
    fc.assert(
      fc.property(references, fc.nat(), characters, (id, place, character) => {
        const address = bounceAddress(keys, replyDomain, id);
        const at = place % address.length;
        fc.pre(character.toLowerCase() !== address.charAt(at) || character.charCodeAt(0) > 127);
        const changed = address.slice(0, at) + character + address.slice(at + 1);
        expect(readBounceAddress(keys, replyDomain, changed)).toBeUndefined();
      }),
    );
  });
});

test("any other text is no address of ours, without an error and in no time", () => {
  fc.assert(
    fc.property(garbage, (text) => {
      for (const address of [
        text,
        `${text}@${replyDomain}`,
        `r${text}@${replyDomain}`,
        `b${text}@${replyDomain}`,
      ]) {
        expect(readReplyAddress(keys, replyDomain, address)).toBeUndefined();
        expect(readBounceAddress(keys, replyDomain, address)).toBeUndefined();
      }
    }),
    { numRuns: 1_000 },
  );
  const long = ["r".repeat(10_000_000), "@".repeat(10_000_000), `r${"a".repeat(10_000_000)}@${replyDomain}`];
  for (const address of long) {
    expect(slowestOfThreeMs(() => readReplyAddress(keys, replyDomain, address))).toBeLessThan(50);
    expect(slowestOfThreeMs(() => readBounceAddress(keys, replyDomain, address))).toBeLessThan(50);
  }
});
