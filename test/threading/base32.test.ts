import fc from "fast-check";
import { expect, test } from "vitest";
import { base32Length, decodeBase32, encodeBase32 } from "../../src/threading/base32.ts";

test("encodes the test vectors of RFC 4648 section 10, in lower case without padding", () => {
  const vectors = {
    "": "",
    f: "my",
    fo: "mzxq",
    foo: "mzxw6",
    foob: "mzxw6yq",
    fooba: "mzxw6ytb",
    foobar: "mzxw6ytboi",
  };
  for (const [plain, encoded] of Object.entries(vectors)) {
    expect(encodeBase32(Buffer.from(plain))).toBe(encoded);
    expect(Buffer.from(decodeBase32(encoded) ?? []).toString()).toBe(plain);
  }
});

test("gives back the bytes in either case, and is as long as it says", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const text = encodeBase32(bytes);
      expect(text).toMatch(/^[a-z2-7]*$/u);
      expect(text).toHaveLength(base32Length(bytes.length));
      expect(decodeBase32(text)).toEqual(bytes);
      expect(decodeBase32(text.toUpperCase())).toEqual(bytes);
    }),
  );
});

test("reads only what it would have written", () => {
  fc.assert(
    fc.property(fc.oneof(fc.stringMatching(/^[a-z2-7]{0,20}$/u), fc.string()), (text) => {
      const bytes = decodeBase32(text);
      if (bytes) expect(encodeBase32(bytes)).toBe(text.toLowerCase());
    }),
  );
  // Spare bits that are not zero, one character too many, padding, and letters that fold to ASCII.
  for (const wrong of ["mz", "mzxw7f", "a", "aaa", "my======", "m\u212aa", "0", "1", "8", "9"]) {
    expect(decodeBase32(wrong)).toBeUndefined();
  }
});
