// What is hidden where a person is shown raw mail.
import { expect, test } from "vitest";
import { feedToken } from "../../src/threading/feed-token.ts";
import { maskSecrets, maskSecretsInHtml } from "../../src/threading/mask.ts";
import { programToken, shownWebhookSecret } from "../../src/threading/program-token.ts";
import { replyAddress } from "../../src/threading/reply-address.ts";
import { signInToken } from "../../src/threading/sign-in-token.ts";
import { taskLinkToken } from "../../src/threading/task-link.ts";
import { unsubscribeToken } from "../../src/threading/unsubscribe-token.ts";
import { keys } from "./keys.ts";

const link = taskLinkToken(keys, { participantId: 7, version: 0, expiresOn: 20_000 });
const unsubscribing = unsubscribeToken(keys, { kind: "mute", participantId: 7, version: 0 });
const feed = feedToken(keys, { staffId: 3, version: 1 });
const address = replyAddress(keys, "reply.northbeam.example", {
  participantId: 7,
  version: 0,
  isNote: false,
}).split("@")[0]!;

const program = programToken(keys, 7).slice("inreply_".length);
const signing = shownWebhookSecret(Buffer.alloc(32, 200)).slice("whsec_".length);

test.each([
  ["a program's token", `Authorization: Bearer inreply_${program}`, program.slice(6)],
  ["an endpoint's secret", `secret=whsec_${signing};`, signing.slice(6)],
  ["a task link, whatever letter its host ends with", `https://portal.northbeam.example/t/${link}`, link],
  ["a task link behind a port", `<http://localhost:4104/t/${link}>`, link],
  [
    "a task link that quoted-printable breaks",
    `/t/${link.slice(0, 20)}=\r\n${link.slice(20)}`,
    link.slice(20),
  ],
  ["a task link that quoted-printable breaks before its code", `https://x.example/t=\r\n/=\r\n${link}`, link],
  [
    "a task link inside Outlook's",
    `https://eu.safelinks.example/?url=https%3A%2F%2Fx.example%2Ft%2F${link}&a=1`,
    link,
  ],
  ["a task link encoded twice", `?u=https%253A%252F%252Fx.example%252ft%252f${link}`, link],
  ["a task link inside Proofpoint's", `/v2/url?u=https-3A__x.example_t_${link}&d=DwMF`, link],
  [
    "a reply address behind an encoded character",
    `mailto:%3C${address}%40reply.northbeam.example`,
    address.slice(10),
  ],
  ["a sign-in link", `https://x.example/sign-in/${signInToken(keys, 9)}`, signInToken(keys, 9)],
  ["a link to unsubscribe", `<https://x.example/unsubscribe/${unsubscribing}>`, unsubscribing],
  [
    "a link to unsubscribe that is broken and inside another",
    `?u=https%3A%2F%2Fx.example%2Funsub=\r\nscribe%2F${unsubscribing}&a=1`,
    unsubscribing,
  ],
  ["the link of a calendar feed", `webcal://x.example/sessions/feed/${feed}.ics`, feed],
  ["a reply address", `Reply-To: <${address}@reply.northbeam.example>`, address.slice(10)],
])("hides %s", (_, text, secret) => {
  expect(maskSecrets(text)).not.toContain(secret);
  expect(maskSecrets(text)).toContain("…");
});

test("leaves other words alone, however long", () => {
  const words = "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenfabrik and /t/short";
  expect(maskSecrets(words)).toBe(words);
});

test("a task link that holds what nobody sees is hidden", () => {
  const text = `https://x.example/t/${link.slice(0, 9)}\u200b${link.slice(9)} and /t/\u00ad${link}`;
  expect(maskSecrets(text).replaceAll(/[\u00ad\u200b]/gu, "")).not.toContain(link.slice(0, 20));
});

test.each([
  ["emphasis after the slash", `<p>https://x.example/t/<strong>${link}</strong></p>`],
  ["emphasis within it", `<p>https://x.example/t/${link.slice(0, 9)}<em>${link.slice(9)}</em></p>`],
  ["a link within it", `<p>/t/${link.slice(0, 9)}<a href="https://x.example/">${link.slice(9)}</a></p>`],
])("html with %s is given up", (_, html) => {
  expect(maskSecretsInHtml(html)).toBe("");
});

test("html keeps its masked links, and words in neighbouring cells are no secret", () => {
  const html = `<p><a href="https://x.example/t/${link}">here</a></p>`;
  expect(maskSecretsInHtml(html)).toBe(`<p><a href="https://x.example/t/${link.slice(0, 6)}…">here</a></p>`);
  const list = `<ul>${"<li>north</li>".repeat(8)}</ul>`;
  expect(maskSecretsInHtml(list)).toBe(list);
});
