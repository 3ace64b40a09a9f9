import { createHash, createHmac, hkdfSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBase32, encodeBase32 } from "../../src/threading/base32.ts";
import { keyRing, readToken, writeToken } from "../../src/threading/token.ts";
import type { TokenPurpose } from "../../src/threading/token.ts";
import { purposesAndContents, secretKey } from "./keys.ts";

describe("without the secret", () => {
  test("nobody who knows a row's id and version can make its token", () => {
    fc.assert(
      fc.property(purposesAndContents, fc.uint8Array({ minLength: 32, maxLength: 32 }), (row, guess) => {
        const ring = keyRing([secretKey(3, 77)]);
        fc.pre(Buffer.compare(guess, Buffer.alloc(32, 77)) !== 0);
        const token = writeToken(ring, row.purpose, row.content);
        // The whole header can be computed from the row; what follows it cannot.
        const guessed = writeToken({ current: { id: 3, secret: guess }, all: [] }, row.purpose, row.content);
        const header = Buffer.from(decodeBase32(guessed) ?? []).subarray(0, -16);
        expect(Buffer.from(decodeBase32(token) ?? []).subarray(0, -16)).toEqual(header);
        for (const mac of macsWithoutSecret(row.purpose, header)) {
          const forged = encodeBase32(Buffer.concat([header, mac.subarray(0, 16)]));
          expect(readToken(ring, row.purpose, forged)).toBeUndefined();
        }
        expect(readToken(ring, row.purpose, guessed)).toBeUndefined();
      }),
    );
  });

  test("the codes of the same rows under two secrets have nothing in common", () => {
    const one = keyRing([secretKey(3, 1)]);
    const other = keyRing([secretKey(3, 2)]);
    let equalBytes = 0;
    for (let reference = 1; reference <= 500; reference += 1) {
      const first = decodeBase32(writeToken(one, "reply", { reference, version: 0 })) ?? Buffer.of();
      const second = decodeBase32(writeToken(other, "reply", { reference, version: 0 })) ?? Buffer.of();
      for (let at = 7; at < 23; at += 1) equalBytes += first[at] === second[at] ? 1 : 0;
    }
    // Of 8,000 bytes about 31 are equal by chance.
    expect(equalBytes).toBeLessThan(80);
  });
});

/** What somebody who reads our code and our rows, and no secret, might try as the code of a token. */
function macsWithoutSecret(purpose: TokenPurpose, header: Buffer): Buffer[] {
  const label = `inreply/threading/${purpose}\0`;
  return [
    Buffer.alloc(16),
    Buffer.alloc(16, 255),
    Buffer.concat([header, header, header]).subarray(0, 16),
    createHash("sha256").update(header).digest(),
    createHash("sha256").update(label).update(header).digest(),
    createHmac("sha256", "").update(label).update(header).digest(),
    createHmac("sha256", Buffer.alloc(32)).update(label).update(header).digest(),
    createHmac("sha256", label).update(header).digest(),
    Buffer.from(hkdfSync("sha256", header, "", label, 16)),
  ];
}
