// Kinds of email told apart by what they carry, from real header sets; people are never taken for programs.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { classify } from "../../src/inbox/classify.ts";
import type { Classification, OwnMarks } from "../../src/inbox/classify.ts";
import { parseEmail } from "../../src/inbox/parse.ts";

const own: OwnMarks = {
  isOwnMessageId: (id) => id === "<m.ours@reply.example>",
  isOwnLoopMarker: (value) => value === "our-mac",
  isOwnAddress: (address) => address === "support@agency.example",
  isOurGroup: (address) => address.endsWith("@groups.agency.example"),
  probeOf: (address) => (address === "p-probe@reply.example" ? 7 : undefined),
};

async function classified(
  headers: string[],
  body = "hello",
  envelopeFrom = "ann@client.example",
): Promise<Classification> {
  const from = headers.some((line) => /^from:/iu.test(line)) ? [] : ["From: Ann <ann@client.example>"];
  const raw = Buffer.from([...from, ...headers, "", body].join("\r\n"));
  return classify(await parseEmail(raw), { from: envelopeFrom, to: "r-x@reply.example" }, own);
}

const kindOf = async (...input: Parameters<typeof classified>): Promise<string> =>
  (await classified(...input)).kind;

describe("own mail", () => {
  it("is an email whose own Message-ID or loop header carries our MAC", async () => {
    expect(await kindOf(["Message-ID: <m.ours@reply.example>"])).toBe("own");
    expect(await kindOf(["X-Inreply-Loop: our-mac", "Auto-Submitted: auto-replied"])).toBe("own");
  });

  it("at the address of a probe is that probe, come back; other mail there is not", async () => {
    const at = async (header: string) => {
      const raw = Buffer.from(`From: us@reply.example\r\n${header}\r\n\r\nA probe`);
      return classify(await parseEmail(raw), { from: "", to: "p-probe@reply.example" }, own);
    };
    expect(await at("X-Inreply-Loop: our-mac")).toMatchObject({ kind: "probe_return", probeId: 7 });
    expect((await at("X-Inreply-Loop: invented")).kind).toBe("human");
  });

  it("is not an answer to us, a quote of our headers, or somebody's invented marker", async () => {
    const answer = ["In-Reply-To: <m.ours@reply.example>", "References: <m.ours@reply.example>"];
    expect(await kindOf(answer, "> X-Inreply-Loop: our-mac\r\n> Message-ID: <m.ours@reply.example>")).toBe(
      "human",
    );
    expect(await kindOf(["X-Inreply-Loop: invented"])).toBe("human");
  });
});

describe("a person", () => {
  it.each([
    ["who stepped away", ["Subject: I was away last week, here is the draft"]],
    ["who plans to be out", ["Subject: Out of office next week, can you approve today?"]],
    ["who answers an out-of-office answer", ["Subject: Re: Automatic reply: Budget"]],
    ["whose program writes Auto-Submitted: no", ["Auto-Submitted: no"]],
    ["whose program asks others to be quiet", ["X-Auto-Response-Suppress: All"]],
    ["whose program asks others to be quiet about some", ["X-Auto-Response-Suppress: DR, OOF, AutoReply"]],
    ["who writes about automatic replies", ["Subject: Question about automatic replies"]],
    ["with no subject", []],
    ["who talks about a bounce", ["Subject: Undelivered parcels", "To: x@y.example"]],
    ["writing to a connected group", ["Precedence: list", "List-ID: <support.agency.example>"]],
    [
      "writing to a connected group, by its posting address",
      ["List-ID: Team <x.y>", "List-Post: <mailto:support@agency.example>"],
    ],
    ["called Noreen", ["From: Noreen <noreen@client.example>"]],
    [
      "at Google, writing of forwarding",
      ["From: Jo <jo@google.com>", "Subject: Forwarding the confirmation code"],
    ],
  ])("%s is a person", async (_, headers) => {
    expect(await kindOf(headers)).toBe("human");
  });

  it.each(["Delivery problem on the shop page", "Undeliverable orders", "Fehler bei der Zustellung"])(
    "whose envelope names no sender, and who writes of “%s”, is a person",
    async (subject) => {
      expect(await kindOf([`Subject: ${subject}`], "Where do I change the address?", "")).toBe("human");
    },
  );

  it("who forwards a bounce in their own words is a person", async () => {
    const headers = ["Subject: Fwd: Undelivered Mail Returned to Sender"];
    expect(await kindOf(headers, "Did you see this?\r\n550 5.1.1 user unknown")).toBe("human");
  });
});

describe("an auto-reply", () => {
  it.each([
    ["RFC 3834", ["Auto-Submitted: auto-replied"]],
    ["RFC 3834 with parameters", ["Auto-Submitted: auto-generated (vacation); x=y"]],
    ["cPanel", ["X-Autorespond: x", "Precedence: auto_reply"]],
    ["X-Autoreply", ["X-Autoreply: yes"]],
    ["bulk", ["Precedence: bulk"]],
    ["a mailing list", ["List-Id: <news.shop.example>"]],
    ["a noreply sender", ["From: Shop <no-reply@shop.example>"]],
    ["a receipt", ["Content-Type: multipart/report; report-type=disposition-notification; boundary=b"]],
    ["English", ["Subject: Automatic reply: Website [#12]"]],
    ["English, old Outlook", ["Subject: Out of Office AutoReply: Website"]],
    ["German", ["Subject: =?utf-8?q?Automatische_Antwort:_Re:_F=C3=BCr_Sie?="]],
    ["German, short", ["Subject: Abwesenheitsnotiz"]],
    ["French", ["Subject: =?utf-8?q?R=C3=A9ponse_automatique_:_Site?="]],
    ["Spanish", ["Subject: Respuesta automática: Web"]],
    ["Italian", ["Subject: Risposta automatica: Sito"]],
    ["Dutch", ["Subject: Automatisch antwoord: Site"]],
    ["Portuguese", ["Subject: Resposta automática: Site"]],
    ["Polish", ["Subject: Automatyczna odpowiedź: Strona"]],
    ["Swedish", ["Subject: Automatiskt svar: Webb"]],
    ["Danish", ["Subject: Automatisk svar: Web"]],
    ["Norwegian", ["Subject: Autosvar: Nett"]],
    ["Finnish", ["Subject: Automaattinen vastaus: Sivut"]],
  ])("is known: %s", async (_, headers) => {
    expect(await kindOf(headers)).toBe("auto_reply");
  });

  it("is known by the null sender when the mail itself says so", async () => {
    expect(await kindOf(["Return-Path: <>"], "I am away.", "")).toBe("auto_reply");
    expect(await kindOf([], "I am here.", "")).toBe("human");
  });
});

describe("a calendar reply", () => {
  it("is METHOD:REPLY, and an invitation is not", async () => {
    expect(await kindOf(["Content-Type: text/calendar; method=REPLY"], "BEGIN:VCALENDAR")).toBe(
      "calendar_reply",
    );
    expect(await kindOf(["Content-Type: text/calendar; method=REQUEST"], "BEGIN:VCALENDAR")).toBe("human");
  });
});

describe("a forwarding confirmation", () => {
  it("of Gmail gives its code, its link and the mailbox", async () => {
    const result = await classified(
      [
        "From: Gmail Team <forwarding-noreply@google.com>",
        "Subject: (#123456789) Gmail Forwarding Confirmation - Receive Mail from hello@agency.example",
        "Auto-Submitted: auto-generated",
      ],
      [
        "hello@agency.example has requested to automatically forward mail to your email address.",
        "Confirmation code: 123456789",
        "https://mail-settings.google.com/mail/vf-%5BANGjdJ8%5D-abc",
        "If you change your mind: https://mail-settings.google.com/mail/uf-%5BANGjdJ8%5D-abc",
      ].join("\r\n"),
    );
    expect(result).toMatchObject({
      kind: "forwarding_confirmation",
      confirmation: {
        provider: "Gmail",
        code: "123456789",
        link: "https://mail-settings.google.com/mail/vf-%5BANGjdJ8%5D-abc",
        mailbox: "hello@agency.example",
      },
    });
  });

  it("never offers a link that leads elsewhere", async () => {
    const result = await classified(
      ["From: x <forwarding-noreply@google.com>", "Subject: Gmail Forwarding Confirmation"],
      "https://google.com.evil.example/mail/vf-1 https://evil.example/?mail.google.com/vf-2",
    );
    expect(result.kind === "forwarding_confirmation" && result.confirmation.link).toBeFalsy();
  });

  it("of Gmail offers no other link of Google's, which could lead anywhere", async () => {
    const result = await classified(
      ["From: x <forwarding-noreply@google.com>", "Subject: Gmail Forwarding Confirmation"],
      "https://www.google.com/url?q=https://evil.example/verify https://mail.google.com/mail/uf-1",
    );
    expect(result.kind === "forwarding_confirmation" && result.confirmation.link).toBeFalsy();
  });

  it.each([
    [
      "by somebody with an address at a provider",
      ["From: Jo <jo.forwarding@gmx.de>", "Subject: Forwarding code"],
    ],
    [
      "by a provider's people who answer",
      [
        "From: Zoho <support@zoho.eu>",
        "Subject: Re: Forwarding verification",
        "In-Reply-To: <ours@northbeam.example>",
      ],
    ],
  ])("is not what is written %s", async (_, headers) => {
    expect(await kindOf(headers)).toBe("human");
  });

  it("of another provider is known by sender and subject", async () => {
    const zoho = ["From: Zoho Mail <noreply@zoho.eu>", "Subject: Verify your email forwarding address"];
    expect(await kindOf(zoho)).toBe("forwarding_confirmation");
    const elsewhere = [
      "From: x <noreply@zoho.eu.evil.example>",
      "Subject: Verify your email forwarding address",
    ];
    expect(await kindOf(elsewhere)).toBe("auto_reply");
  });
});

describe("a delivery report", () => {
  const dsn = (
    fields: string[],
    returned = "Message-ID: <m.ours@reply.example>",
  ): [string[], string, string] => [
    [
      "From: MAILER-DAEMON@mx.example",
      "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
    ],
    [
      "--b",
      "",
      "Sorry.",
      "--b",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; mx",
      "",
      ...fields,
    ]
      .concat(["", "--b", "Content-Type: text/rfc822-headers", "", returned, "--b--"])
      .join("\r\n"),
    "",
  ];

  it("tells whom it is about, what happened and why, and keeps our id to be found", async () => {
    const fields = [
      "Final-Recipient: rfc822; Ann@Client.example",
      "Action: failed",
      "Status: 5.1.1",
      "Diagnostic-Code: smtp; 550 5.1.1",
      " no such user",
    ];
    const result = await classified(...dsn(fields));
    expect(result).toMatchObject({
      kind: "delivery_report",
      report: {
        action: "failed",
        recipient: "ann@client.example",
        status: "5.1.1",
        diagnostic: "smtp; 550 5.1.1 no such user",
      },
    });
    expect(result.kind === "delivery_report" && result.report.searchText).toContain("<m.ours@reply.example>");
  });

  it("tells a delay and a delivery from a failure, and a failure among others first", async () => {
    const delayed = await classified(
      ...dsn(["Final-Recipient: rfc822; a@b.example", "Action: delayed", "Status: 4.4.1"]),
    );
    expect(delayed).toMatchObject({ report: { action: "delayed" } });
    const done = await classified(...dsn(["Final-Recipient: rfc822; a@b.example", "Action: delivered"]));
    expect(done).toMatchObject({ report: { action: "delivered" } });
    const mixed = [
      "Final-Recipient: rfc822; a@b.example",
      "Action: delivered",
      "",
      "Final-Recipient: rfc822; c@d.example",
      "Action: failed",
    ];
    expect(await classified(...dsn(mixed))).toMatchObject({
      report: { action: "failed", recipient: "c@d.example" },
    });
  });

  it("is also what a server writes in its own form", async () => {
    const result = await classified(
      [
        "From: Mail Delivery System <Mailer-Daemon@mx.example>",
        "Subject: Mail delivery failed: returning message to sender",
      ],
      "A message that you sent could not be delivered:\r\n\r\n  <bob@client.example>\r\n    550 5.2.2 mailbox full\r\n",
      "",
    );
    expect(result).toMatchObject({
      kind: "delivery_report",
      report: {
        action: "failed",
        recipient: "bob@client.example",
        status: "5.2.2",
        diagnostic: "550 5.2.2 mailbox full",
      },
    });
  });

  it("is also a complaint", async () => {
    const result = await classified(
      ["Content-Type: multipart/report; report-type=feedback-report; boundary=b"],
      ["--b", "", "Abuse.", "--b", "Content-Type: message/feedback-report", "", "Feedback-Type: abuse"]
        .concat(["Original-Rcpt-To: ann@client.example", "--b--"])
        .join("\r\n"),
    );
    expect(result).toMatchObject({ report: { action: "complained", recipient: "ann@client.example" } });
  });

  it("is every report of the corpus", async () => {
    const folder = new URL("../../fixtures/emails/mime/multipart_report_emails/", import.meta.url);
    for (const name of readdirSync(folder)) {
      const email = await parseEmail(readFileSync(new URL(name, folder)));
      const result = classify(email, { from: "", to: "x@y.example" }, own);
      expect(result.kind, name).toBe("delivery_report");
      if (result.kind !== "delivery_report") continue;
      expect(result.report.recipient, name).toMatch(/@/u);
      expect(result.report.action, name).toBe(name === "report_422.eml" ? "delayed" : "failed");
    }
  });
});
