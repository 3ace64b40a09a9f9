import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hashOf } from "../../src/threading/secret-hash.ts";
import { readSignInToken, signInToken } from "../../src/threading/sign-in-token.ts";
import { writeToken } from "../../src/threading/token.ts";
import { characters, garbage, keyRings, keys, references } from "./keys.ts";

test("a sign-in token names its sign-in, in any case, under any key ring", () => {
  fc.assert(
    fc.property(keyRings, references, (ring, signInId) => {
      const token = signInToken(ring, signInId);
      expect(token).toMatch(/^[a-z2-7]{37}$/u);
      expect(readSignInToken(ring, token)).toBe(signInId);
      expect(readSignInToken(ring, token.toUpperCase())).toBe(signInId);
    }),
  );
});

test("a sign-in token is refused after any change, and nothing else is one", () => {
  fc.assert(
    fc.property(references, fc.nat(), characters, garbage, (signInId, place, character, text) => {
      const token = signInToken(keys, signInId);
      const at = place % token.length;
      fc.pre(character.toLowerCase() !== token.charAt(at) || character.charCodeAt(0) > 127);
      expect(readSignInToken(keys, token.slice(0, at) + character + token.slice(at + 1))).toBeUndefined();
      expect(readSignInToken(keys, token.slice(0, at))).toBeUndefined();
      expect(readSignInToken(keys, text)).toBeUndefined();
    }),
  );
  for (const purpose of ["reply", "note", "email", "twin", "task", "bounce", "loop"] as const) {
    expect(readSignInToken(keys, writeToken(keys, purpose, { reference: 1, version: 0 }))).toBeUndefined();
  }
});

test("a secret's hash is SHA-256 in hexadecimal and does not hold the secret", () => {
  expect(hashOf("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (secret) => {
      expect(hashOf(secret)).toBe(createHash("sha256").update(Buffer.from(secret, "utf8")).digest("hex"));
      expect(hashOf(secret)).toMatch(/^[0-9a-f]{64}$/u);
    }),
  );
});
