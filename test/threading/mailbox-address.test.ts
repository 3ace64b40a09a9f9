// The intake address of a connected mailbox names the mailbox and its version, nothing else, and is hidden in raw mail.
import { expect, test } from "vitest";
import { bounceAddress } from "../../src/threading/bounce-address.ts";
import { mailboxAddress, readMailboxAddress } from "../../src/threading/mailbox-address.ts";
import { maskSecrets } from "../../src/threading/mask.ts";
import { probeAddress, readProbeAddress } from "../../src/threading/probe-address.ts";
import { readReplyAddress } from "../../src/threading/reply-address.ts";
import { keys, replyDomain } from "./keys.ts";

const address = mailboxAddress(keys, replyDomain, { mailboxId: 7, version: 3 });

test("an intake address is read back in any case, and only at our domain", () => {
  expect(address.split("@")[0]).toHaveLength(38);
  const read = { mailboxId: 7, version: 3 };
  expect(readMailboxAddress(keys, replyDomain, address)).toEqual(read);
  expect(readMailboxAddress(keys, replyDomain, address.toUpperCase())).toEqual(read);
  expect(readMailboxAddress(keys, "other.example", address)).toBeUndefined();
});

test("an intake address stands for nothing else, and nothing else for it", () => {
  expect(readReplyAddress(keys, replyDomain, address)).toBeUndefined();
  expect(readProbeAddress(keys, replyDomain, address)).toBeUndefined();
  for (const other of [probeAddress(keys, replyDomain, 7), bounceAddress(keys, replyDomain, 7)]) {
    expect(readMailboxAddress(keys, replyDomain, other)).toBeUndefined();
    expect(readMailboxAddress(keys, replyDomain, `m${other.slice(1)}`)).toBeUndefined();
  }
});

test("a new version is another address, and one that was altered is none", () => {
  expect(mailboxAddress(keys, replyDomain, { mailboxId: 7, version: 4 })).not.toBe(address);
  const altered = `${address.slice(0, 12)}${address[12] === "a" ? "b" : "a"}${address.slice(13)}`;
  expect(readMailboxAddress(keys, replyDomain, altered)).toBeUndefined();
});

test("an intake address is hidden in what people are shown", () => {
  expect(maskSecrets(`Delivered-To: <${address}>`)).not.toContain(address.slice(8, 30));
});
