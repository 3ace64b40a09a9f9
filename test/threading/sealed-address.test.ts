import { expect, it } from "vitest";
import { isAddress } from "../../src/domain/address.ts";
import { bounceAddress } from "../../src/threading/bounce-address.ts";
import { replyAddress } from "../../src/threading/reply-address.ts";
import { isKeptAs } from "../../src/store/inbound-envelopes.ts";
import { openAddress, sealAddress } from "../../src/threading/sealed-address.ts";
import { keyRing } from "../../src/threading/token.ts";

const domain = "reply.northbeam.example";
const old = { id: 1, secret: new Uint8Array(32).fill(1) };
const young = { id: 2, secret: new Uint8Array(32).fill(2) };
const keys = keyRing([old]);
const addresses = [
  replyAddress(keys, domain, { participantId: 7, version: 3, isNote: false }),
  replyAddress(keys, domain, { participantId: 7, version: 3, isNote: true }),
  bounceAddress(keys, domain, 123_456),
];

it("an address of ours is kept without its code, always alike, and made whole again by the keys that wrote it", () => {
  for (const address of addresses) {
    const kept = sealAddress(keys, domain, address);
    expect(kept).not.toContain(address.slice(1, 30));
    expect(sealAddress(keys, domain, address.toUpperCase())).toBe(kept);
    expect(sealAddress(keys, domain, kept)).toBe(kept);
    expect(openAddress(keys, domain, kept)).toBe(address);
    expect(openAddress(keyRing([young, old]), domain, kept)).toBe(address);
    expect(openAddress(keyRing([young]), domain, kept)).toBe(kept);
    expect(isKeptAs(address, kept)).toBe(true);
    expect(isKeptAs(address, address)).toBe(true);
  }
  expect(new Set(addresses.map((address) => sealAddress(keys, domain, address))).size).toBe(3);
  expect(isKeptAs(addresses[0]!, sealAddress(keys, domain, addresses[1]!))).toBe(false);
});

it("what was kept so cannot be sent to, and every other address stays as it is", () => {
  for (const address of addresses) expect(isAddress(sealAddress(keys, domain, address))).toBe(false);
  const others = [
    "",
    "requests@reply.northbeam.example",
    `r${"a".repeat(37)}@${domain}`,
    addresses[0]!.replace(domain, "elsewhere.example"),
    `r:@${domain}`,
    `r:aaaaaaaaaaaa@${domain}`,
    `x:aaaaaaaaaaaa@${domain}`,
  ];
  for (const other of others) {
    expect(sealAddress(keys, domain, other)).toBe(other);
    expect(openAddress(keys, domain, other)).toBe(other);
  }
});
