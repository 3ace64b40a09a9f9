import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTaskLinkToken, taskLinkToken } from "../../src/threading/task-link.ts";
import { keyRing, writeToken } from "../../src/threading/token.ts";
import { characters, days, garbage, keyRings, keys, references, secretKey, versions } from "./keys.ts";

const dayMs = 86_400_000;
const links = fc.record(
  { participantId: references, version: versions, expiresOn: days },
  { noNullPrototype: true },
);

describe("a task link", () => {
  test("opens through the whole of its last day in UTC and is expired from the next one on", () => {
    fc.assert(
      fc.property(keyRings, links, fc.integer({ min: -70_000, max: 70_000 }), (ring, link, daysFromEnd) => {
        const token = taskLinkToken(ring, link);
        const endsAt = (link.expiresOn + 1) * dayMs;
        const read = (timeMs: number) => readTaskLinkToken(ring, token, new Date(timeMs));
        expect(read(endsAt - 1)).toStrictEqual({ kind: "valid", link });
        expect(read(endsAt)).toStrictEqual({ kind: "expired", link });
        const kind = daysFromEnd < 0 ? "valid" : "expired";
        expect(read(endsAt + daysFromEnd * dayMs)).toStrictEqual({ kind, link });
      }),
    );
  });

  test("needs no escaping in a URL and survives upper-casing", () => {
    fc.assert(
      fc.property(links, (link) => {
        const token = taskLinkToken(keys, link);
        expect(token).toMatch(/^[a-z2-7]{40}$/u);
        expect(readTaskLinkToken(keys, token.toUpperCase(), new Date(0))).toStrictEqual({
          kind: "valid",
          link,
        });
      }),
    );
  });

  test("cannot be given a later day, another person or another version", () => {
    fc.assert(
      fc.property(links, fc.nat(), characters, (link, place, character) => {
        const token = taskLinkToken(keys, link);
        const at = place % token.length;
        fc.pre(character.toLowerCase() !== token.charAt(at) || character.charCodeAt(0) > 127);
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        for (const text of [changed, token.slice(0, at), token + character]) {
          expect(readTaskLinkToken(keys, text, new Date(0))).toStrictEqual({ kind: "unknown" });
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("is unknown when it is anything else, or when its key is gone", () => {
    fc.assert(
      fc.property(garbage, (text) => {
        expect(readTaskLinkToken(keys, text, new Date(0))).toStrictEqual({ kind: "unknown" });
      }),
    );
    const reply = writeToken(keys, "reply", { reference: 1, version: 0 });
    expect(readTaskLinkToken(keys, reply, new Date(0))).toStrictEqual({ kind: "unknown" });
    const token = taskLinkToken(keys, { participantId: 1, version: 0, expiresOn: 20_000 });
    expect(readTaskLinkToken(keyRing([secretKey(9)]), token, new Date(0))).toStrictEqual({ kind: "unknown" });
  });

  test("does not open on a clock that shows no time", () => {
    const token = taskLinkToken(keys, { participantId: 1, version: 0, expiresOn: 20_000 });
    expect(readTaskLinkToken(keys, token, new Date(Number.NaN)).kind).toBe("expired");
  });
});
