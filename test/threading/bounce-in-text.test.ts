// A bounce address in the text of a delivery report, where relays have changed what stands around it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { bounceAddress, findBounceAddress } from "../../src/threading/bounce-address.ts";
import { replyAddress } from "../../src/threading/reply-address.ts";
import { keyRing } from "../../src/threading/token.ts";
import { keys, references, replyDomain, secretKey, slowestOfThreeMs } from "./keys.ts";

test("is found plain, in upper case, and as SRS and BATV wrap it", () => {
  fc.assert(
    fc.property(references, (id) => {
      const address = bounceAddress(keys, replyDomain, id);
      const local = address.slice(0, address.indexOf("@"));
      for (const text of [
        `Return-Path: <${address}>`,
        `X-Postfix-Sender: rfc822; ${address.toUpperCase()}`,
        `from=<SRS0=abcd=xy=${replyDomain}=${local}@relay.example>`,
        `prvs=123456789=${local}@relay.example`,
      ]) {
        expect([text, findBounceAddress(keys, text)]).toEqual([text, id]);
      }
      expect(findBounceAddress(keyRing([secretKey(9)]), address)).toBeUndefined();
      expect(findBounceAddress(keys, `a${local}@relay.example`)).toBeUndefined();
    }),
  );
});

test("is not another address of ours, and costs nothing to look for", () => {
  const reply = replyAddress(keys, replyDomain, { participantId: 5, version: 0, isNote: false });
  expect(findBounceAddress(keys, `b${reply.slice(1)} ${reply}`)).toBeUndefined();
  const hostile = `b${"a".repeat(37)}@x `.repeat(20_000);
  expect(slowestOfThreeMs(() => findBounceAddress(keys, hostile))).toBeLessThan(200);
});
