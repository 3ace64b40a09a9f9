// The address of a probe names the probe and nothing else, and is hidden where a person is shown raw mail.
import { expect, test } from "vitest";
import { bounceAddress, readBounceAddress } from "../../src/threading/bounce-address.ts";
import { maskSecrets } from "../../src/threading/mask.ts";
import { probeAddress, readProbeAddress } from "../../src/threading/probe-address.ts";
import { readReplyAddress } from "../../src/threading/reply-address.ts";
import { keys, replyDomain } from "./keys.ts";

const address = probeAddress(keys, replyDomain, 7);

test("a probe's address is read back in any case, and only at our domain", () => {
  expect(address.split("@")[0]).toHaveLength(38);
  expect(readProbeAddress(keys, replyDomain, address)).toBe(7);
  expect(readProbeAddress(keys, replyDomain, address.toUpperCase())).toBe(7);
  expect(readProbeAddress(keys, "other.example", address)).toBeUndefined();
});

test("a probe's address stands for nothing else, and nothing else for it", () => {
  expect(readReplyAddress(keys, replyDomain, address)).toBeUndefined();
  expect(readBounceAddress(keys, replyDomain, address)).toBeUndefined();
  const bounce = bounceAddress(keys, replyDomain, 7);
  expect(readProbeAddress(keys, replyDomain, bounce)).toBeUndefined();
  expect(readProbeAddress(keys, replyDomain, `p${bounce.slice(1)}`)).toBeUndefined();
});

test("a probe's address is hidden in what people are shown", () => {
  expect(maskSecrets(`To: "Set-up check" <${address}>`)).not.toContain(address.slice(8, 30));
});
