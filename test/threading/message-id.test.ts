import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  emailMessageId,
  findMessageIds,
  readMessageId,
  taskMessageId,
  twinMessageId,
} from "../../src/threading/message-id.ts";
import type { OwnMessageId } from "../../src/threading/message-id.ts";
import { keyRing } from "../../src/threading/token.ts";
import type { KeyRing } from "../../src/threading/token.ts";
import { characters, garbage, keyRings, keys, references, secretKey, slowestOfThreeMs } from "./keys.ts";

const domain = "studio.example";

const ownIds: fc.Arbitrary<OwnMessageId> = fc.oneof(
  fc.record(
    { kind: fc.constantFrom("email" as const, "twin" as const), outboundEmailId: references },
    { noNullPrototype: true },
  ),
  fc.record({ kind: fc.constant("task" as const), taskId: references }, { noNullPrototype: true }),
);

function write(ring: KeyRing, id: OwnMessageId): string {
  if (id.kind === "task") return taskMessageId(ring, domain, id.taskId);
  const writeEmailId = id.kind === "email" ? emailMessageId : twinMessageId;
  return writeEmailId(ring, domain, id.outboundEmailId);
}

describe("our Message-ID", () => {
  test("names its email, its twin's email or its task, under any key ring", () => {
    fc.assert(
      fc.property(keyRings, ownIds, (ring, id) => {
        expect(readMessageId(ring, write(ring, id))).toStrictEqual(id);
      }),
    );
  });

  test("has the form of RFC 5322, and fits on one line with its header name", () => {
    fc.assert(
      fc.property(ownIds, (id) => {
        expect(write(keys, id)).toMatch(/^<[mwt]\.[a-z2-7]{37}@studio\.example>$/u);
        expect(`Message-ID: ${write(keys, id)}`.length).toBeLessThanOrEqual(78);
      }),
    );
  });

  test("is read without its brackets, in any case, between white space and at a rewritten domain", () => {
    fc.assert(
      fc.property(ownIds, (id) => {
        const written = write(keys, id);
        const bare = written.slice(1, -1);
        const rewritten = written.replace(domain, "relay.mail.example.net");
        for (const form of [bare, written.toUpperCase(), bare.toUpperCase(), ` ${written}\r\n`, rewritten]) {
          expect(readMessageId(keys, form)).toStrictEqual(id);
        }
      }),
    );
  });

  test("is refused after the change of any single character before the domain", () => {
    fc.assert(
      fc.property(ownIds, fc.nat(), characters, (id, place, character) => {
        const bare = write(keys, id).slice(1, -1);
        const at = place % (bare.indexOf("@") + 1);
        fc.pre(character.toLowerCase() !== bare.charAt(at) || character.charCodeAt(0) > 127);
        const changed = bare.slice(0, at) + character + bare.slice(at + 1);
        expect(readMessageId(keys, changed)).toBeUndefined();
        expect(readMessageId(keys, bare.slice(0, at))).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  test("of one kind cannot be turned into another kind", () => {
    fc.assert(
      fc.property(ownIds, (id) => {
        const written = write(keys, id);
        for (const letter of ["m", "w", "t"]) {
          const turned = `<${letter}${written.slice(2)}`;
          expect(readMessageId(keys, turned) !== undefined).toBe(turned === written);
        }
      }),
    );
  });

  test("is read after the keys were rotated, and no longer once its key is removed", () => {
    const written = emailMessageId(keyRing([secretKey(1)]), domain, 8);
    const rotated = keyRing([secretKey(2), secretKey(1)]);
    expect(readMessageId(rotated, written)).toStrictEqual({ kind: "email", outboundEmailId: 8 });
    expect(emailMessageId(rotated, domain, 8)).not.toBe(written);
    expect(readMessageId(keyRing([secretKey(2)]), written)).toBeUndefined();
  });

  test("is not what others write, whatever that is", () => {
    fc.assert(
      fc.property(garbage, (text) => {
        for (const id of [text, `<${text}>`, `<m.${text}@${domain}>`, `m.${text}`]) {
          expect(readMessageId(keys, id)).toBeUndefined();
        }
        expect(findMessageIds(keys, text)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
    const own = emailMessageId(keys, domain, 1);
    for (const id of [
      "",
      "<>",
      "<@>",
      own + own,
      `${own} ${own}`,
      `<${own}>`,
      own.replace(domain, ""),
      `x${own}`,
    ]) {
      expect(readMessageId(keys, id)).toBeUndefined();
    }
    expect(readMessageId(keys, own.replace(domain, "a".repeat(1_000)))).toBeUndefined();
    const long = ["<".repeat(5_000_000), " ".repeat(5_000_000), own.replace(domain, "a".repeat(5_000_000))];
    for (const id of long) expect(slowestOfThreeMs(() => readMessageId(keys, id))).toBeLessThan(50);
  });
});

describe("finding our Message-IDs in free text", () => {
  test("finds each of ours once, in the order they first appear, between any other words", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(ownIds, fc.string()), { maxLength: 20 }),
        fc.boolean(),
        (parts, isUpper) => {
          const text = parts.map(([id, words]) => `${words} ${write(keys, id)} ${words}`).join("\r\n");
          const expected = new Map(parts.map(([id]) => [JSON.stringify(id), id]));
          expect(findMessageIds(keys, isUpper ? text.toUpperCase() : text)).toStrictEqual([
            ...expected.values(),
          ]);
        },
      ),
    );
  });

  test("finds them in the headers that a delivery report quotes, also html-escaped or quoted-printable", () => {
    const own = emailMessageId(keys, domain, 12);
    const twin = twinMessageId(keys, domain, 12);
    const report = [
      "Reporting-MTA: dns; mx.example.com",
      `Message-ID: ${own}`,
      "References: <someone@else.example>",
      `\t${taskMessageId(keys, domain, 3)} ${twin.replace("<", "&lt;")}`,
      `=3C${emailMessageId(keys, domain, 13).slice(1).replace("@", "=40")}`,
      "In-Reply-To: <m.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@studio.example>",
    ].join("\r\n");
    expect(findMessageIds(keys, report)).toStrictEqual([
      { kind: "email", outboundEmailId: 12 },
      { kind: "task", taskId: 3 },
      { kind: "twin", outboundEmailId: 12 },
      { kind: "email", outboundEmailId: 13 },
    ]);
  });

  test("counts an email once when two keys wrote its id", () => {
    const rotated = keyRing([secretKey(2), secretKey(1)]);
    const text = emailMessageId(keyRing([secretKey(1)]), domain, 4) + emailMessageId(rotated, domain, 4);
    expect(findMessageIds(rotated, text)).toStrictEqual([{ kind: "email", outboundEmailId: 4 }]);
  });

  test("passes over an id with a character added to or taken from its token", () => {
    const own = emailMessageId(keys, domain, 12);
    expect(findMessageIds(keys, own.replace("@", "a@"))).toEqual([]);
    expect(findMessageIds(keys, own.replace(/.@/u, "@"))).toEqual([]);
  });

  test("stops at the count it is given, and at 100 by itself", () => {
    let text = "";
    for (let id = 1; id <= 150; id += 1) text += emailMessageId(keys, domain, id);
    expect(findMessageIds(keys, text, 3).map((id) => id.kind === "email" && id.outboundEmailId)).toEqual([
      1, 2, 3,
    ]);
    expect(findMessageIds(keys, text)).toHaveLength(100);
    expect(findMessageIds(keys, text, 0)).toEqual([]);
  });

  test("looks at 2,000 candidates and no more, so that forged ids cost little", () => {
    const forged = `<m.${"a".repeat(37)}@x>`;
    const own = emailMessageId(keys, domain, 1);
    expect(findMessageIds(keys, forged.repeat(1_999) + own)).toHaveLength(1);
    expect(findMessageIds(keys, forged.repeat(2_000) + own)).toEqual([]);
  });

  test("takes a time that grows no faster than the text, and little for forged ids", () => {
    // The right format and key id in front, so that each one has to be proved.
    const forged = `<m.${emailMessageId(keys, domain, 1).slice(3, 5)}${"a".repeat(35)}@x>`;
    const texts = [forged, "m.", "<", "a", "m.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "\u{1f600}m."];
    for (const piece of texts) {
      const text = piece.repeat(Math.ceil(4_000_000 / piece.length));
      expect(slowestOfThreeMs(() => findMessageIds(keys, text))).toBeLessThan(1_500);
    }
  });
});
