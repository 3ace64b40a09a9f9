// What Inreply writes, to whom, and to whom never: no stranger gets a word from it, whatever they send; people's messages
// are marked as people's; and nothing in them watches their readers.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildMime } from "../../src/outbox/mime.ts";
import { signInLinksPerHourMax } from "../../src/domain/sign-in.ts";
import { formKey, openBrowser } from "../portal/app.ts";
import { openDesk, type Desk, type Letter } from "./desk.ts";
import { passHours, postRaw } from "./running-installation.ts";

const ann = "Ann Weber <ann@harbordental.example>";
const stranger = "Sam Hill <sam@elsewhere.example>";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
}, 30_000);
afterAll(() => desk.stop());

describe("a stranger gets no email of ours", () => {
  const bomb = "You won! https://evil.example/claim";
  const letters: [string, Letter][] = [
    ["with a request", { from: stranger, subject: bomb, body: bomb }],
    ["whom nobody vouches for", { from: stranger, signedBy: [], spf: "fail", subject: bomb }],
    ["whose envelope names a victim", { from: stranger, envelope: { from: "victim@elsewhere.example" } }],
    [
      "who asks for a receipt",
      { from: stranger, headers: ["Disposition-Notification-To: <victim@elsewhere.example>"] },
    ],
    ["who names a victim in Reply-To", { from: stranger, headers: ["Reply-To: <victim@elsewhere.example>"] }],
    ["with an automatic answer", { from: stranger, headers: ["Auto-Submitted: auto-replied"] }],
    [
      "to an address that was never given out",
      { from: stranger, to: "raaaaaaaaaaaaaaaa@reply.northbeam.example" },
    ],
    ["without a From that can be read", { from: "nobody at all", signedBy: [] }],
    ["forged to be a client's", { from: ann, signedBy: [], spf: "fail", subject: bomb }],
  ];

  it.each(letters)("%s: the call is answered 200 and nothing goes out", async (_about, letter) => {
    const emails = desk.sent.length;
    const email = await desk.bring(letter);
    await desk.settled();
    expect(["held", "ignored"]).toContain(email.status);
    expect(desk.sent).toHaveLength(emails);
  });

  it("when they ask to sign in", async () => {
    const emails = desk.sent.length;
    const browser = await desk.signedIn("tom");
    const before = desk.sent.length;
    expect(before).toBe(emails + 1);
    expect((await browser.post("/sign-in", { address: "sam@elsewhere.example" })).status).toBeLessThan(400);
    await desk.settled();
    expect(desk.sent).toHaveLength(before);
  });

  it("with whose form somebody known is to be flooded: they get a few links an hour, whoever asks", async () => {
    const to = "kenji@lumenrobotics.example";
    const counted = () => desk.sent.filter((email) => email.to.address === to).length;
    for (let time = 0; time < 2 * signInLinksPerHourMax; time++) {
      expect((await openBrowser(desk.started.localUrl).post("/sign-in", { address: to })).status).toBe(303);
      await desk.settled();
    }
    expect(counted()).toBe(signInLinksPerHourMax);
    passHours(desk.started, 2);
    await openBrowser(desk.started.localUrl).post("/sign-in", { address: to });
    await desk.settled();
    expect(counted()).toBe(signInLinksPerHourMax + 1);
  });

  it("when a mail server reports what we never sent", async () => {
    const emails = desk.sent.length;
    const report = [
      "From: MAILER-DAEMON@elsewhere.example",
      "To: requests@reply.northbeam.example",
      "Subject: Undelivered Mail Returned to Sender",
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      "",
      "--b",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; elsewhere.example",
      "",
      "Final-Recipient: rfc822; victim@elsewhere.example",
      "Action: failed",
      "Status: 5.1.1",
      "--b--",
      "",
    ].join("\r\n");
    expect(
      (await postRaw(desk.started, report, { from: "", to: "requests@reply.northbeam.example" })).status,
    ).toBe(200);
    await desk.settled();
    expect(desk.sent).toHaveLength(emails);
  });
});

describe("a person's message goes out", () => {
  it("unmarked as a machine's, so that no other desk keeps it from its reader", async () => {
    const { received } = await desk.ask();
    const mime = (await buildMime(received("ann"))).toString("utf8");
    const [head = ""] = mime.split("\r\n\r\n");
    expect(head).not.toMatch(
      /^(?:Auto-Submitted|Precedence|List-(?!Unsubscribe)|X-Auto-Response-Suppress:.*(?:All|OOF))/imu,
    );
    expect(received("ann").from.name).toBe("Priya Nair (Northbeam)");
  });

  it("to an answering address of at most 64 characters before the @, in small letters and digits only", async () => {
    const { received } = await desk.ask();
    const addresses = [received("ann").replyTo!, received("lee").replyTo!];
    for (const address of addresses) expect(address).toMatch(/^[a-z2-7]{30,64}@reply\.northbeam\.example$/u);
    expect(new Set(addresses).size).toBe(2);
  });

  it("without a picture, a style or an address that would tell us that it was opened", async () => {
    const { received } = await desk.ask();
    const { html, text } = received("ann");
    expect(html).not.toMatch(/<img|<link|<script|<iframe|@import|url\(|background=/iu);
    const links = [...html.matchAll(/(?:href|src)="([^"]+)"/gu), ...text.matchAll(/(https?:\/\/\S+)/gu)];
    const sites = links.map(([, link]) => new URL(link!).origin);
    expect(new Set(sites)).toEqual(new Set([new URL(desk.started.installation.baseUrl).origin]));
  });

  it("with what was typed escaped, and nothing of it in a header: no line of theirs becomes one of ours", async () => {
    const { taskId, received } = await desk.ask();
    const browser = await desk.signedIn("priya");
    const evil =
      'Hello <script>alert(1)</script><img src=x onerror=y>\r\nBcc: eve@elsewhere.example\r\n\r\n<b>"';
    const key = formKey(await browser.get(`/tasks/${taskId}`), `/tasks/${taskId}/messages`);
    await browser.post(`/tasks/${taskId}/messages`, { key, text: evil });
    await desk.settled();
    expect(received("ann").html).not.toMatch(/<script|<img|<b>&quot;/u);
    const subject = "Hello\r\nBcc: eve@elsewhere.example\r\nX-A: b";
    const name = '"Ann\r\nBcc: eve@elsewhere.example" <ann@harbordental.example>';
    const encoded = `=?utf-8?B?${Buffer.from(subject).toString("base64")}?=`;
    await desk.bring({ from: name, subject: encoded, body: "Hello" });
    await desk.settled();
    for (const email of desk.sent) {
      const [head = ""] = (await buildMime(email)).toString("latin1").split("\r\n\r\n");
      expect(head).not.toMatch(/^(?:Bcc|X-A):/imu);
      for (const value of [email.subject, email.from.name, email.to.name, ...Object.values(email.headers)])
        // oxlint-disable-next-line no-control-regex -- what a header may not hold
        expect(value).not.toMatch(/[\u0000-\u001f\u007f]/u);
    }
  });
});
