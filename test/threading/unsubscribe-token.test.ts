import fc from "fast-check";
import { expect, test } from "vitest";
import {
  readUnsubscribeToken,
  unsubscribeToken,
  type Unsubscribing,
} from "../../src/threading/unsubscribe-token.ts";
import { writeToken } from "../../src/threading/token.ts";
import { characters, garbage, keyRings, keys, purposes, references, versions } from "./keys.ts";

const unsubscribings: fc.Arbitrary<Unsubscribing> = fc
  .record({ isMute: fc.boolean(), id: references, version: versions })
  .map(({ isMute, id, version }) =>
    isMute ? { kind: "mute", participantId: id, version } : { kind: "digests", contactId: id, version },
  );

test("it says what it unsubscribes from, in any case, under any key ring", () => {
  fc.assert(
    fc.property(keyRings, unsubscribings, (ring, from) => {
      const token = unsubscribeToken(ring, from);
      expect(token).toMatch(/^[a-z2-7]{37}$/u);
      expect(readUnsubscribeToken(ring, token)).toStrictEqual(from);
      expect(readUnsubscribeToken(ring, token.toUpperCase())).toStrictEqual(from);
    }),
  );
});

test("it is refused after any change, and no other token of ours is one", () => {
  fc.assert(
    fc.property(unsubscribings, fc.nat(), characters, garbage, (from, place, character, text) => {
      const token = unsubscribeToken(keys, from);
      const at = place % token.length;
      fc.pre(character.toLowerCase() !== token.charAt(at) || character.charCodeAt(0) > 127);
      expect(
        readUnsubscribeToken(keys, token.slice(0, at) + character + token.slice(at + 1)),
      ).toBeUndefined();
      expect(readUnsubscribeToken(keys, text)).toBeUndefined();
    }),
  );
  for (const purpose of purposes.filter((other) => !["mute", "digests", "link"].includes(other))) {
    expect(
      readUnsubscribeToken(keys, writeToken(keys, purpose, { reference: 1, version: 0 })),
    ).toBeUndefined();
  }
});
