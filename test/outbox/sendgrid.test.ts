// What the SendGrid courier sends, byte for byte, and what it makes of every kind of answer. nock stands for the network.
import fc from "fast-check";
import nock from "nock";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import { withPlainHeaders } from "../../src/outbox/plain-headers.ts";
import { sendgridCourier } from "../../src/outbox/sendgrid.ts";
import { sessionCalendar } from "../../src/outbox/session-calendar.ts";
import { hostileEmail } from "./hostile-email.ts";
import { sampleEmail as email } from "./sample-email.ts";
import { sampleSession } from "./sample-session.ts";

const apiKey = "SG.test-key-that-is-nobodys";
const courier = sendgridCourier({ apiKey });

beforeAll(() => {
  // Another file of the same process may have ended it.
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
});
afterEach(() => nock.cleanAll());
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

const api = () => nock("https://api.sendgrid.com").post("/v3/mail/send");

/** Sends an email to an API that takes it, and answers the request it got. */
async function requestFor(
  sent: OutgoingEmail,
): Promise<{ body: unknown; authorization: string | undefined }> {
  let body: unknown;
  let authorization: string | undefined;
  nock("https://api.sendgrid.com", { reqheaders: { "content-type": /^application\/json/u } })
    .post("/v3/mail/send", (posted: unknown) => {
      body = posted;
      return true;
    })
    .reply(function () {
      authorization = [this.req.headers["authorization"]].flat()[0];
      return [202, "", { "x-message-id": "14c5d75ce93" }];
    });
  expect(await courier.send(sent)).toEqual({ kind: "sent", providerId: "14c5d75ce93" });
  return { body, authorization };
}

describe("the request", () => {
  it("has the same headers and the one recipient, whatever names, subject, ids and file names hold", async () => {
    await fc.assert(
      fc.asyncProperty(hostileEmail, async (sent) => {
        const { body } = await requestFor(withPlainHeaders(sent));
        const { personalizations, headers, from, subject, attachments } = body as {
          personalizations: { to: { name?: string; email: string }[] }[];
          headers: Record<string, string>;
          from: { name?: string; email: string };
          subject: string;
          attachments: { filename: string; type: string; content_id?: string }[];
        };
        expect(personalizations).toHaveLength(1);
        expect(Object.keys(personalizations[0]!)).toEqual(["to"]);
        expect(personalizations[0]!.to.map(({ email: address }) => address)).toEqual([email.to.address]);
        expect(Object.keys(headers).toSorted()).toEqual(
          [...Object.keys(email.headers), "In-Reply-To"].toSorted(),
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

  it("is one email with our own id, all tracking off, and the headers as they were composed", async () => {
    const { body, authorization } = await requestFor(email);
    expect(authorization).toBe(`Bearer ${apiKey}`);
    expect(body).toEqual({
      from: { email: "requests@reply.northbeam.example", name: "Priya Nair (Northbeam)" },
      personalizations: [{ to: [{ email: "ann@harbordental.example", name: "Ann Weber, Dr." }] }],
      reply_to: { email: "rabc@reply.northbeam.example" },
      subject: "Fix the booking form — soon [#7]",
      content: [
        { type: "text/plain", value: "Hello Ann,\n\n{{this}} stays as it is." },
        { type: "text/html", value: "<p>Hello Ann, &amp; all</p>" },
      ],
      headers: {
        "Message-ID": "<m.abc@reply.northbeam.example>",
        References: "<t.abc@reply.northbeam.example> <w.abc@reply.northbeam.example>",
        "List-Unsubscribe":
          "<https://portal.northbeam.example/unsubscribe/caaaaaaaaabkluwgt2nqjphkbhxsd7ffzkv4s>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "X-Inreply-Loop": "abc",
      },
      custom_args: { inreply_email_id: "41" },
      tracking_settings: {
        click_tracking: { enable: false, enable_text: false },
        open_tracking: { enable: false },
        subscription_tracking: { enable: false },
        ganalytics: { enable: false },
      },
    });
  });

  it("names no address for answers when the email has none", async () => {
    const { replyTo: _, ...unanswerable } = email;
    expect((await requestFor(unanswerable)).body).not.toHaveProperty("reply_to");
  });

  it("carries attachments as base64 with their Content-ID", async () => {
    const bytes = Buffer.from([0, 255, 10, 13, 128]);
    const { body } = await requestFor({
      ...email,
      attachments: [
        { filename: "Entwurf 1.png", contentType: "image/png", contentId: "<logo@x>", bytes },
        { filename: "notes.txt", contentType: "text/plain; charset=utf-8", contentId: null, bytes },
      ],
    });
    expect(body).toHaveProperty("attachments", [
      {
        content: "AP8KDYA=",
        filename: "Entwurf 1.png",
        type: "image/png",
        disposition: "attachment",
        content_id: "logo@x",
      },
      { content: "AP8KDYA=", filename: "notes.txt", type: "text/plain", disposition: "attachment" },
    ]);
  });

  it("marks a picture inline that its html shows, and no other file", async () => {
    const bytes = Buffer.from("x");
    const { body } = await requestFor({
      ...email,
      html: '<img src="cid:logo@x">',
      attachments: [
        { filename: "logo.png", contentType: "image/png", contentId: "<logo@x>", bytes },
        { filename: "logo.exe", contentType: "application/x-exe", contentId: "<logo@x>", bytes },
        { filename: "more.png", contentType: "image/png", contentId: "<logo@xy>", bytes },
      ],
    });
    expect(body).toHaveProperty("attachments", [
      expect.objectContaining({ filename: "logo.png", disposition: "inline", content_id: "logo@x" }),
      expect.objectContaining({ filename: "logo.exe", disposition: "attachment" }),
      expect.objectContaining({ filename: "more.png", disposition: "attachment", content_id: "logo@xy" }),
    ]);
  });

  it("carries a calendar file as a third form of the text with its method, and as the file invite.ics", async () => {
    for (const [method, action] of [
      ["REQUEST", "request"],
      ["CANCEL", "cancel"],
    ] as const) {
      const content = sessionCalendar({ ...sampleSession, agenda: "Größe" }, action);
      const bytes = Buffer.from("x");
      const { body } = await requestFor(
        withPlainHeaders({
          ...email,
          attachments: [{ filename: "notes.txt", contentType: "text/plain", contentId: null, bytes }],
          calendar: { method, content },
        }),
      );
      expect(body).toHaveProperty("content", [
        { type: "text/plain", value: email.text },
        { type: "text/html", value: email.html },
        { type: `text/calendar; method=${method}`, value: content },
      ]);
      expect(body).toHaveProperty("attachments", [
        { content: "eA==", filename: "notes.txt", type: "text/plain", disposition: "attachment" },
        {
          content: Buffer.from(content).toString("base64"),
          filename: "invite.ics",
          type: "application/ics",
          disposition: "attachment",
        },
      ]);
    }
  });

  it("does not let a hostile file lose the whole email", async () => {
    const bytes = Buffer.from("x");
    const { body } = await requestFor({
      ...email,
      attachments: [
        { filename: "a", contentType: "image/png\r\nBcc: x", contentId: "a\r\nb", bytes },
        { filename: "b", contentType: "nonsense", contentId: null, bytes },
        { filename: "empty.txt", contentType: "text/plain", contentId: null, bytes: Buffer.alloc(0) },
      ],
    });
    expect(body).toHaveProperty("attachments", [
      { content: "eA==", filename: "a", type: "image/png", disposition: "attachment" },
      { content: "eA==", filename: "b", type: "application/octet-stream", disposition: "attachment" },
    ]);
  });
});

const tooMany = { errors: [{ field: null, message: "too many requests" }] };

describe("an answer", () => {
  it("that takes the email without naming it is sent", async () => {
    api().reply(200);
    expect(await courier.send(email)).toEqual({ kind: "sent" });
  });

  it("of 429 is tried again when the limit resets, by SendGrid's own clock", async () => {
    const date = new Date("2031-01-01T00:00:00Z");
    api().reply(429, tooMany, {
      date: date.toUTCString(),
      "x-ratelimit-reset": String(date.getTime() / 1000 + 42),
    });
    expect(await courier.send(email)).toEqual({
      kind: "retry",
      reason: "SendGrid takes no more just now (429).",
      afterMs: 42_000,
    });
  });

  it.each([
    ["in the past", -90, 1_000],
    ["in a year", 365 * 86_400, 3_600_000],
  ])("of 429 with a reset %s is bounded", async (_, seconds, afterMs) => {
    const date = new Date("2031-01-01T00:00:00Z");
    const reset = String(date.getTime() / 1000 + seconds);
    api().reply(429, tooMany, { date: date.toUTCString(), "x-ratelimit-reset": reset });
    expect(await courier.send(email)).toMatchObject({ kind: "retry", afterMs });
  });

  it.each([undefined, "soon", "-5", "1e3"])(
    "of 429 with the reset %s leaves the wait to us",
    async (reset) => {
      api().reply(429, tooMany, reset === undefined ? {} : { "x-ratelimit-reset": reset });
      expect(await courier.send(email)).toEqual({ kind: "retry", reason: expect.stringContaining("429") });
    },
  );

  it.each([408, 503])("of %i is tried again", async (status) => {
    api().reply(status, "<html>busy</html>");
    expect(await courier.send(email)).toEqual({
      kind: "retry",
      reason: `SendGrid is not available (${status}).`,
    });
  });

  it.each([500, 502, 504, 507])("of %i may have taken the email", async (status) => {
    api().reply(status, "oops");
    expect(await courier.send(email)).toMatchObject({
      kind: "unknown",
      reason: expect.stringContaining(String(status)),
    });
  });

  it.each([400, 403, 404, 413])("of %i refuses for good, in SendGrid's own words", async (status) => {
    api().reply(status, {
      errors: [
        {
          message: "The from address does not match a verified Sender Identity.",
          field: "from",
          help: "https://x",
        },
        { message: "Second\n  sentence.", field: null },
      ],
    });
    expect(await courier.send(email)).toEqual({
      kind: "refused",
      reason:
        `SendGrid refused this email (${status}). ` +
        "The from address does not match a verified Sender Identity. Second sentence.",
    });
  });

  // The sentences are SendGrid's own: "4XX API Errors and Troubleshooting Suggestions", and "Responses" of its v3 API.
  it.each([
    [401, "The provided authorization grant is invalid, expired, or revoked", /check SENDGRID_API_KEY/u],
    [401, "Authenticated user is not authorized to send mail", /check SENDGRID_API_KEY/u],
    [401, "Maximum credits exceeded", /plan is used up, so raise it or wait/u],
    [403, "access forbidden", /give it the permission “Mail Send”/u],
    [
      403,
      "You are temporarily blocked from sending emails due to repeated bad requests.",
      /blocked this account for a while/u,
    ],
  ])(
    "of %i “%s” keeps the email for later and tells the operator what to do",
    async (status, message, advice) => {
      api().reply(status, { errors: [{ message, field: null, help: null }] });
      const outcome = await courier.send(email);
      expect(outcome).toEqual({ kind: "retry", reason: expect.stringMatching(advice) as string });
      expect(outcome).toMatchObject({ reason: expect.stringContaining(`(${status})`) as string });
      expect(outcome).toMatchObject({
        reason: expect.stringMatching(new RegExp(`${message}$`, "u")) as string,
      });
    },
  );

  it.each([401, 403])("of %i without a word keeps the email for later too", async (status) => {
    api().reply(status);
    expect(await courier.send(email)).toMatchObject({ kind: "retry" });
  });

  it("of 403 about the sender or another field of the email refuses for good", async () => {
    const identity = "The from address does not match a verified Sender Identity.";
    for (const error of [
      { message: identity, field: null },
      { message: "It is forbidden here.", field: "reply_to.email" },
    ]) {
      api().reply(403, { errors: [error] });
      expect(await courier.send(email)).toEqual({
        kind: "refused",
        reason: `SendGrid refused this email (403). ${error.message}`,
      });
    }
  });

  it.each([
    ["no body", undefined],
    ["a page", "<html>no</html>"],
    ["errors of another shape", { errors: [null, 3, { message: { deep: true } }] }],
  ])("of 400 with %s still gives a reason", async (_, body) => {
    api().reply(400, body as nock.Body);
    expect(await courier.send(email)).toEqual({
      kind: "refused",
      reason: "SendGrid refused this email (400).",
    });
  });

  it("tells neither our key nor a reply address nor more than a few lines", async () => {
    const replyAddress = `r${"a".repeat(37)}@reply.northbeam.example`;
    const message = `Bad key ${apiKey} and address ${replyAddress}. ${"Long. ".repeat(10_000)}`;
    api().reply(400, { errors: [{ message }] });
    const outcome = await courier.send(email);
    const reason = outcome.kind === "refused" ? outcome.reason : "";
    expect(reason).toContain("Bad key … and address raaaaaa…@");
    expect(reason.length).toBeLessThan(600);
  });
});

describe("a connection", () => {
  it.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "CERT_HAS_EXPIRED"])(
    "that fails before the request (%s) is tried again",
    async (code) => {
      api().replyWithError(Object.assign(new Error(`getaddrinfo ${code}`), { code }));
      expect(await courier.send(email)).toEqual({
        kind: "retry",
        reason: `SendGrid could not be reached (${code}).`,
      });
    },
  );

  it("that is never made in time is tried again", async () => {
    api().replyWithError(Object.assign(new Error("connect"), { code: "ETIMEDOUT", syscall: "connect" }));
    expect(await courier.send(email)).toMatchObject({ kind: "retry" });
  });

  it.each(["ECONNRESET", "EPIPE", "ETIMEDOUT", "ECONNABORTED"])(
    "that breaks off later (%s) leaves it open whether the email was taken",
    async (code) => {
      api().replyWithError(Object.assign(new Error("socket"), { code, syscall: "read" }));
      const outcome = await courier.send(email);
      expect(outcome).toMatchObject({ kind: "unknown", reason: expect.stringContaining(code) });
      expect(JSON.stringify(outcome)).not.toContain(apiKey);
    },
  );

  it("that stays silent ends unknown once the time is over", async () => {
    api().delayConnection(60_000).reply(202);
    const outcome = await sendgridCourier({ apiKey, timeoutMs: 50 }).send(email);
    expect(outcome).toMatchObject({ kind: "unknown", reason: expect.stringContaining("ECONNABORTED") });
  });
});
