// No name, subject, id or file name of anybody's adds a header or a recipient to an email. What SendGrid is given
// of the same emails is in sendgrid.test.ts, which stands in for the network.
import fc from "fast-check";
import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";
import { buildMime } from "../../src/outbox/mime.ts";
import { withPlainHeaders } from "../../src/outbox/plain-headers.ts";
import { hostileEmail } from "./hostile-email.ts";
import { sampleEmail } from "./sample-email.ts";

/** The names of the fields of every head in a message, its own first. */
function fieldNames(raw: Buffer): string[][] {
  const heads = raw
    .toString("latin1")
    .split(/(?:^|\r\n)--[^\r\n]{10,}(?:--)?\r\n/u)
    .map((part) => part.split("\r\n\r\n")[0]!);
  // oxlint-disable-next-line no-control-regex -- exactly these must not be there
  for (const head of heads) expect(head).not.toMatch(/\r(?!\n)|(?<!\r)\n|\0/u);
  return heads.map((head) =>
    head
      .split("\r\n")
      .filter((line) => line !== "" && !/^[ \t]/u.test(line))
      .map((line) => line.split(":")[0]!.toLowerCase()),
  );
}

describe("an email with hostile values", () => {
  it("has the same headers and the one recipient as a MIME message", async () => {
    await fc.assert(
      fc.asyncProperty(hostileEmail, async (email) => {
        const raw = await buildMime(withPlainHeaders(email));
        const [own, ...parts] = fieldNames(raw);
        const allowed =
          "from to subject reply-to message-id date mime-version content-type references in-reply-to list-unsubscribe list-unsubscribe-post x-inreply-loop";
        expect(own!.filter((name) => !allowed.split(" ").includes(name))).toEqual([]);
        expect(new Set(own).size).toBe(own!.length);
        for (const name of parts.flat())
          expect(name).toMatch(/^content-(?:type|transfer-encoding|disposition|id)$/u);
        const mail = await simpleParser(raw);
        expect([mail.to].flat().flatMap((field) => field?.value ?? [])).toHaveLength(1);
        expect(mail.cc ?? mail.bcc).toBeUndefined();
        expect([mail.to].flat()[0]!.value[0]!.address).toBe(sampleEmail.to.address);
        expect(mail.attachments).toHaveLength(1);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it.each([
    ["eve@evil.example, ann@harbordental.example"],
    ["ann@harbordental.example\r\nBcc: eve@evil.example"],
    ["<ann@harbordental.example>"],
    ["ann"],
    [""],
  ])("is refused when its address is %j", (address) => {
    expect(() => withPlainHeaders({ ...sampleEmail, to: { name: "Ann", address } })).toThrow(/address/u);
    expect(() => withPlainHeaders({ ...sampleEmail, envelopeFrom: address })).toThrow(/address/u);
    expect(() => withPlainHeaders({ ...sampleEmail, replyTo: address })).toThrow(/address/u);
  });

  it("is refused when a header's name is none", () => {
    const headers = { "X-A\r\nBcc": "eve@evil.example" };
    expect(() => withPlainHeaders({ ...sampleEmail, headers })).toThrow(/header/u);
  });
});
