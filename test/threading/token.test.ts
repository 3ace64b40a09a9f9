import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBase32, encodeBase32 } from "../../src/threading/base32.ts";
import { keyRing, readToken, tokenLength, writeToken } from "../../src/threading/token.ts";
import type { KeyRing, TokenContent, TokenPurpose } from "../../src/threading/token.ts";
import {
  characters,
  garbage,
  keyRings,
  keys,
  purposes,
  purposesAndContents,
  references,
  secretKey,
  versions,
} from "./keys.ts";
import { cpuMsOf } from "../support/cpu-time.ts";

describe("a token", () => {
  test("gives back exactly what was written, under any key ring", () => {
    fc.assert(
      fc.property(keyRings, purposesAndContents, (ring, { purpose, content }) => {
        const token = writeToken(ring, purpose, content);
        expect(readToken(ring, purpose, token)).toStrictEqual(content);
        expect(writeToken(ring, purpose, content)).toBe(token);
      }),
    );
  });

  test("holds only lower-case base32 and has one length, which leaves room in a local part", () => {
    fc.assert(
      fc.property(keyRings, purposesAndContents, (ring, { purpose, content }) => {
        const token = writeToken(ring, purpose, content);
        expect(token).toMatch(/^[a-z2-7]+$/u);
        expect(token).toHaveLength(purpose === "link" ? 40 : tokenLength);
      }),
    );
    expect(tokenLength).toBe(37);
  });

  test("survives any change of case", () => {
    fc.assert(
      fc.property(purposesAndContents, fc.infiniteStream(fc.boolean()), ({ purpose, content }, isUpper) => {
        const token = writeToken(keys, purpose, content);
        const mixed = [...token]
          .map((letter) => (isUpper.next().value ? letter.toUpperCase() : letter))
          .join("");
        expect(readToken(keys, purpose, token.toUpperCase())).toStrictEqual(content);
        expect(readToken(keys, purpose, mixed)).toStrictEqual(content);
      }),
    );
  });

  test("is different for every content and purpose", () => {
    fc.assert(
      fc.property(purposesAndContents, purposesAndContents, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        const token = writeToken(keys, one.purpose, one.content);
        expect(writeToken(keys, other.purpose, other.content)).not.toBe(token);
      }),
    );
  });

  test("keeps its layout, so that addresses in old emails go on working", () => {
    const token = writeToken(keyRing([secretKey(3)]), "reply", { reference: 258, version: 7 });
    const header = Buffer.from([0x13, 7, 0, 0, 0, 1, 2]);
    const mac = createHmac("sha256", Buffer.alloc(32, 4)).update("inreply/threading/reply\0").update(header);
    expect(token).toBe(encodeBase32(Buffer.concat([header, mac.digest().subarray(0, 16)])));
    expect(token).toBe("cmdqaaaaaebd2sre23hf2aomdvcfyvy7dfuzs");
  });
});

describe("a forged or damaged token", () => {
  test("is refused after the change of any single character", () => {
    fc.assert(
      fc.property(purposesAndContents, fc.nat(), characters, ({ purpose, content }, place, character) => {
        const token = writeToken(keys, purpose, content);
        const at = place % token.length;
        fc.pre(character.toLowerCase() !== token.charAt(at) || character.charCodeAt(0) > 127);
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        expect(readToken(keys, purpose, changed)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
    const token = writeToken(keys, "reply", { reference: 12, version: 0 });
    for (let at = 0; at < token.length; at += 1) {
      for (const character of "abcdefghijklmnopqrstuvwxyz234567") {
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        expect(readToken(keys, "reply", changed) !== undefined).toBe(changed === token);
      }
    }
  });

  test("is refused when it is cut, lengthened, padded or has two characters exchanged", () => {
    fc.assert(
      fc.property(purposesAndContents, fc.nat(), characters, ({ purpose, content }, place, character) => {
        const token = writeToken(keys, purpose, content);
        const at = place % token.length;
        const exchanged = token.slice(0, at) + token.charAt(at + 1) + token.charAt(at) + token.slice(at + 2);
        const damaged = [
          token.slice(0, at),
          token.slice(at + 1),
          token.slice(0, at) + token.slice(at + 1),
          token + character,
          character + token,
          token.slice(0, at) + character + token.slice(at),
          ...(exchanged === token ? [] : [exchanged]),
        ];
        for (const text of damaged) expect(readToken(keys, purpose, text)).toBeUndefined();
      }),
    );
  });

  test("is refused for every purpose but its own", () => {
    fc.assert(
      fc.property(purposesAndContents, ({ purpose, content }) => {
        const token = writeToken(keys, purpose, content);
        for (const other of purposes) {
          expect(readToken(keys, other, token) !== undefined).toBe(other === purpose);
        }
      }),
    );
  });

  test("is refused with the header of one token and the code of another", () => {
    fc.assert(
      fc.property(references, references, versions, (one, other, version) => {
        fc.pre(one !== other);
        const first = decodeBase32(writeToken(keys, "reply", { reference: one, version })) ?? Buffer.of();
        const second = decodeBase32(writeToken(keys, "reply", { reference: other, version })) ?? Buffer.of();
        const spliced = encodeBase32(Buffer.concat([first.subarray(0, 7), second.subarray(7)]));
        expect(readToken(keys, "reply", spliced)).toBeUndefined();
      }),
    );
  });

  test("is refused in a format that is not ours yet, even with a right code", () => {
    const header = Buffer.from([0x23, 7, 0, 0, 0, 1, 2]);
    const mac = createHmac("sha256", keys.current.secret).update("inreply/threading/reply\0").update(header);
    const token = encodeBase32(Buffer.concat([header, mac.digest().subarray(0, 16)]));
    expect(readToken(keys, "reply", token)).toBeUndefined();
  });

  test("is answered without an error and in no time, whatever it is", () => {
    fc.assert(
      fc.property(garbage, fc.constantFrom(...purposes), (text, purpose) => {
        expect(readToken(keys, purpose, text)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
    const long = "a".repeat(20_000_000);
    expect(cpuMsOf(() => readToken(keys, "reply", long))).toBeLessThan(100);
    expect(readToken(keys, "reply", long)).toBeUndefined();
  });
});

describe("a key ring", () => {
  test("writes with its first key and still reads what the older ones wrote", () => {
    fc.assert(
      fc.property(purposesAndContents, ({ purpose, content }) => {
        const before = keyRing([secretKey(1)]);
        const after = keyRing([secretKey(2), secretKey(1)]);
        const old = writeToken(before, purpose, content);
        const fresh = writeToken(after, purpose, content);
        expect(readToken(after, purpose, old)).toStrictEqual(content);
        expect(fresh).not.toBe(old);
        expect(readToken(keyRing([secretKey(2)]), purpose, fresh)).toStrictEqual(content);
        expect(readToken(before, purpose, fresh)).toBeUndefined();
      }),
    );
  });

  test("refuses what a removed key wrote, also when its id has been given to another secret", () => {
    const token = writeToken(keyRing([secretKey(1)]), "reply", { reference: 5, version: 0 });
    expect(readToken(keyRing([secretKey(2)]), "reply", token)).toBeUndefined();
    expect(readToken(keyRing([secretKey(1, 99)]), "reply", token)).toBeUndefined();
  });

  test("cannot be made from faulty keys, and the error does not show a secret", () => {
    const secret = new Uint8Array(31).fill(97);
    expect(() => keyRing([])).toThrow("at least one key");
    expect(() => keyRing([secretKey(1), secretKey(2), secretKey(1, 9)])).toThrow("used twice");
    expect(() => keyRing([secretKey(1, 9), secretKey(2, 9)])).toThrow("same secret");
    for (const id of [-1, 16, 1.5, Number.NaN])
      expect(() => keyRing([secretKey(id, 9)])).toThrow("between 0 and 15");
    expect(() => keyRing([{ id: 1, secret }])).toThrow(/^The secret of key 1 is shorter than 32 bytes\.$/u);
  });

  test("does not change when the list it was made from does", () => {
    const list = [secretKey(1), secretKey(2)];
    const ring = keyRing(list);
    list.length = 0;
    expect(ring.all.map((key) => key.id)).toEqual([1, 2]);
  });
});

test("content that does not fit is refused and not cut", () => {
  const write = (ring: KeyRing, purpose: TokenPurpose, content: TokenContent) => () =>
    writeToken(ring, purpose, content);
  for (const reference of [0, -1, 1.5, 2 ** 40, Number.NaN, Infinity]) {
    expect(write(keys, "reply", { reference, version: 0 })).toThrow(RangeError);
  }
  for (const version of [-1, 256, 0.5, Number.NaN]) {
    expect(write(keys, "reply", { reference: 1, version })).toThrow(RangeError);
  }
  for (const expiresOn of [-1, 65_536, 0.5, Number.NaN]) {
    expect(write(keys, "link", { reference: 1, version: 0, expiresOn })).toThrow(RangeError);
  }
  expect(write(keys, "link", { reference: 1, version: 0 })).toThrow(RangeError);
  expect(write(keys, "reply", { reference: 1, version: 0, expiresOn: 1 })).toThrow(RangeError);
});
