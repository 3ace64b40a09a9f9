// No name, subject, id or file name of anybody's adds a header or a recipient to an email, by any courier.
import fc from "fast-check";
import { simpleParser } from "mailparser";
import nock from "nock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import { buildMime } from "../../src/outbox/mime.ts";
import { withPlainHeaders } from "../../src/outbox/plain-headers.ts";
import { sendgridCourier } from "../../src/outbox/sendgrid.ts";
import { sampleEmail } from "./sample-email.ts";

beforeAll(() => nock.disableNetConnect());
afterAll(() => {
  nock.cleanAll();
  nock.enableNetConnect();
  nock.restore();
});

const pieces = [
  "\r\n",
  "\n",
  "\r",
  "\0",
  "\u0085",
  "\u2028",
  "\t",
  "Bcc: eve@evil.example",
  "\r\nTo: eve@evil.example\r\n\r\n<script>",
  "=?utf-8?q?=0D=0ABcc:_eve@evil.example?=",
  '"',
  "<eve@evil.example>",
  ", eve@evil.example",
  ";",
  "\\",
  "Größe",
  "\u202e",
  "\ud83d\ude00",
  " ",
  "a",
  "x".repeat(90),
];
const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((found) => found.join(""));

const hostileEmail: fc.Arbitrary<OutgoingEmail> = fc
  .record({
    fromName: hostile,
    toName: hostile,
    subject: hostile,
    references: hostile,
    inReplyTo: hostile,
    filename: hostile,
    contentType: hostile,
    contentId: fc.option(hostile),
  })
  .map((values) => ({
    ...sampleEmail,
    from: { ...sampleEmail.from, name: values.fromName },
    to: { ...sampleEmail.to, name: values.toName },
    subject: values.subject,
    headers: {
      ...sampleEmail.headers,
      References: `<t.abc@reply.northbeam.example> ${values.references}`,
      "In-Reply-To": `<t.abc@reply.northbeam.example> ${values.inReplyTo}`,
    },
    attachments: [
      {
        filename: `f${values.filename}`,
        contentType: values.contentType,
        contentId: values.contentId,
        bytes: Buffer.from("x"),
      },
    ],
  }));

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
          "from to subject reply-to message-id date mime-version content-type references in-reply-to x-inreply-loop";
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

  it("has the same headers and the one recipient as SendGrid's JSON", async () => {
    const courier = sendgridCourier({ apiKey: "SG.nobodys" });
    await fc.assert(
      fc.asyncProperty(hostileEmail, async (email) => {
        let body: Record<string, unknown> = {};
        nock("https://api.sendgrid.com")
          .post("/v3/mail/send", (posted: Record<string, unknown>) => {
            body = posted;
            return true;
          })
          .reply(202, "");
        await courier.send(withPlainHeaders(email));
        const { personalizations, headers, from, subject, attachments } = body as {
          personalizations: { to: { name?: string; email: string }[] }[];
          headers: Record<string, string>;
          from: { name?: string; email: string };
          subject: string;
          attachments: { filename: string; type: string; content_id?: string }[];
        };
        expect(personalizations).toHaveLength(1);
        expect(Object.keys(personalizations[0]!)).toEqual(["to"]);
        expect(personalizations[0]!.to.map(({ email: address }) => address)).toEqual([
          sampleEmail.to.address,
        ]);
        expect(Object.keys(headers).toSorted()).toEqual(
          [...Object.keys(sampleEmail.headers), "In-Reply-To"].toSorted(),
        );
        const [file] = attachments;
        const values = [subject, from.name, personalizations[0]!.to[0]!.name, ...Object.values(headers)];
        for (const value of [...values, file!.filename, file!.type, file!.content_id]) {
          expect(value ?? "").not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        }
      }),
      { numRuns: 100 },
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
