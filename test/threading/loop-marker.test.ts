import fc from "fast-check";
import { expect, test } from "vitest";
import { findLoopMarker, isOwnLoopMarker, loopHeader, loopMarker } from "../../src/threading/loop-marker.ts";
import { emailMessageId } from "../../src/threading/message-id.ts";
import { keyRing } from "../../src/threading/token.ts";
import { characters, garbage, keyRings, keys, references, secretKey, slowestOfThreeMs } from "./keys.ts";

test("our loop marker is known as ours, in any case and with white space around it", () => {
  fc.assert(
    fc.property(keyRings, references, (ring, outboundEmailId) => {
      const marker = loopMarker(ring, outboundEmailId);
      expect(`${loopHeader}: ${marker}`).toMatch(/^X-Inreply-Loop: [a-z2-7]{37}$/u);
      expect(isOwnLoopMarker(ring, marker)).toBe(true);
      expect(isOwnLoopMarker(ring, ` ${marker.toUpperCase()}\r\n`)).toBe(true);
    }),
  );
});

test("nobody else's value is taken for our loop marker", () => {
  fc.assert(
    fc.property(references, fc.nat(), characters, garbage, (id, place, character, text) => {
      const marker = loopMarker(keys, id);
      const at = place % marker.length;
      fc.pre(character.toLowerCase() !== marker.charAt(at) || character.charCodeAt(0) > 127);
      expect(isOwnLoopMarker(keys, marker.slice(0, at) + character + marker.slice(at + 1))).toBe(false);
      expect(isOwnLoopMarker(keys, text)).toBe(false);
      expect(isOwnLoopMarker(keyRing([secretKey(9)]), marker)).toBe(false);
    }),
  );
  // A reply quotes our Message-ID, and must not be taken for our own email because of it.
  expect(isOwnLoopMarker(keys, emailMessageId(keys, "studio.example", 5).slice(3, 40))).toBe(false);
  expect(slowestOfThreeMs(() => isOwnLoopMarker(keys, " ".repeat(5_000_000)))).toBeLessThan(200);
});

test("the email is found whose loop header a text quotes, in any case and folded, and no invented one", () => {
  fc.assert(
    fc.property(references, (outboundEmailId) => {
      const marker = loopMarker(keys, outboundEmailId);
      const invented = `${loopHeader}: ${"a".repeat(marker.length)}\r\n`;
      expect(findLoopMarker(keys, `To: x\r\n${invented}${loopHeader}:\r\n ${marker}\r\n`)).toBe(
        outboundEmailId,
      );
      expect(findLoopMarker(keys, `> ${loopHeader.toLowerCase()}: ${marker.toUpperCase()}`)).toBe(
        outboundEmailId,
      );
      expect(findLoopMarker(keys, `${loopHeader}: ${marker}a`)).toBeUndefined();
      expect(findLoopMarker(keys, marker)).toBeUndefined();
      expect(findLoopMarker(keyRing([secretKey(9)]), `${loopHeader}: ${marker}`)).toBeUndefined();
    }),
  );
  const hostile = `${loopHeader}: ${"a".repeat(37)}\n`.repeat(20_000);
  expect(slowestOfThreeMs(() => findLoopMarker(keys, hostile))).toBeLessThan(200);
});
