// The secret of a calendar feed's link.
import fc from "fast-check";
import { expect, test } from "vitest";
import { feedToken, readFeedToken } from "../../src/threading/feed-token.ts";
import { writeToken } from "../../src/threading/token.ts";
import { characters, garbage, keyRings, keys, purposes, references } from "./keys.ts";

test("a feed's token names its staff member and version, in any case, under any key ring", () => {
  fc.assert(
    fc.property(keyRings, references, fc.integer({ min: 0, max: 255 }), (ring, staffId, version) => {
      const token = feedToken(ring, { staffId, version });
      expect(token).toMatch(/^[a-z2-7]{37}$/u);
      expect(readFeedToken(ring, token)).toEqual({ staffId, version });
      expect(readFeedToken(ring, token.toUpperCase())).toEqual({ staffId, version });
    }),
  );
});

test("it is refused after any change, and nothing else is one", () => {
  fc.assert(
    fc.property(references, fc.nat(), characters, garbage, (staffId, place, character, text) => {
      const token = feedToken(keys, { staffId, version: 0 });
      const at = place % token.length;
      fc.pre(character.toLowerCase() !== token.charAt(at) || character.charCodeAt(0) > 127);
      expect(readFeedToken(keys, token.slice(0, at) + character + token.slice(at + 1))).toBeUndefined();
      expect(readFeedToken(keys, text)).toBeUndefined();
    }),
  );
  for (const purpose of purposes) {
    if (purpose === "feed" || purpose === "link") continue;
    expect(readFeedToken(keys, writeToken(keys, purpose, { reference: 1, version: 0 }))).toBeUndefined();
  }
});
