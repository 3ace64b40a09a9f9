// The reader's mail server reports that our email did not arrive, or not yet: RFC 3464 as Postfix writes it, and qmail's
// own form. The report goes from nobody to the bounce address that names the email.
import { createHash } from "node:crypto";
import { domainOf } from "../../domain/address.ts";
import { dateHeader } from "../local-time.ts";
import type { SimulatedEmail } from "../simulator.ts";
import type { Scene, Situation } from "../situation.ts";

export const bounce: Situation = {
  name: "bounce",
  title: "Let it bounce",
  expected:
    "The report finds the very email it is about and moves its delivery state: staff see on the message that it did not arrive, and why. Where there is no such mailbox, the address is paused until staff send to it again.",
  button: "Report it",
  isAnswer: false,
  choice: {
    title: "The report",
    options: [
      { value: "hard", title: "There is no such mailbox (5.1.1)" },
      { value: "soft", title: "The mailbox is full, tried again (4.2.2)" },
      { value: "qmail", title: "In qmail’s own form" },
    ],
  },
  write: async (scene, { choice }) => [{ about: "The report", email: await reportOf(scene, choice) }],
};

/** What the mail server says. */
interface Verdict {
  subject: string;
  action: "failed" | "delayed";
  status: string;
  said: string;
  words: string;
}

const verdicts: Record<"hard" | "soft", Verdict> = {
  hard: {
    subject: "Undelivered Mail Returned to Sender",
    action: "failed",
    status: "5.1.1",
    said: "550 5.1.1 User doesn't exist",
    words:
      "I'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.",
  },
  soft: {
    subject: "Delayed Mail (still being retried)",
    action: "delayed",
    status: "4.2.2",
    said: "452 4.2.2 Mailbox full",
    words:
      "Your message could not be delivered for more than 4 hour(s).\nIt will be retried until it is 5 day(s) old.",
  },
};

async function reportOf(scene: Scene, choice: string): Promise<SimulatedEmail> {
  const { received } = scene;
  const server = `mx.${domainOf(received.to.address)}`;
  const from = `MAILER-DAEMON@${server}`;
  const source = await scene.source();
  const isQmail = choice === "qmail";
  const verdict = choice === "soft" ? verdicts.soft : verdicts.hard;
  const subject = isQmail ? "failure notice" : verdict.subject;
  const seed = createHash("sha256")
    .update(`${source.toString("latin1")}\n${scene.at.toISOString()}`)
    .digest("hex");
  const head = [
    `Return-Path: <>`,
    `Date: ${dateHeader(scene.at, "UTC")}`,
    `From: ${isQmail ? from : `${from} (Mail Delivery System)`}`,
    `To: ${received.envelopeFrom}`,
    `Subject: ${subject}`,
    `Message-ID: <${seed.slice(0, 20)}@${server}>`,
    "Auto-Submitted: auto-replied",
    "MIME-Version: 1.0",
  ];
  const raw = isQmail
    ? [
        ...head.filter((line) => !/^(?:Auto|MIME)-/u.test(line)),
        "",
        ...qmailNotice(scene, server),
        headOf(source),
      ]
    : [...head, ...statusReport(scene, server, verdict, headOf(source), seed)];
  return {
    raw: Buffer.from(raw.join("\r\n").replaceAll(/\r?\n/gu, "\r\n"), "latin1"),
    envelopeFrom: "",
    envelopeTo: received.envelopeFrom,
    from,
    subject,
    signingDomain: "",
  };
}

/** RFC 3464 within RFC 6522, the returned email by its headers (text/rfc822-headers). */
function statusReport(
  scene: Scene,
  server: string,
  verdict: Verdict,
  returned: string,
  seed: string,
): string[] {
  const { address } = scene.received.to;
  const boundary = `${seed.slice(20, 30).toUpperCase()}.${Math.floor(scene.at.getTime() / 1000)}/${server}`;
  return [
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    "",
    "This is a MIME-encapsulated message.",
    "",
    `--${boundary}`,
    "Content-Description: Notification",
    "Content-Type: text/plain; charset=us-ascii",
    "",
    `This is the mail system at host ${server}.`,
    "",
    verdict.words,
    "",
    `<${address}>: ${verdict.said}`,
    "",
    `--${boundary}`,
    "Content-Description: Delivery report",
    "Content-Type: message/delivery-status",
    "",
    `Reporting-MTA: dns; ${server}`,
    `Arrival-Date: ${dateHeader(new Date(scene.received.date), "UTC")}`,
    "",
    `Final-Recipient: rfc822; ${address}`,
    `Original-Recipient: rfc822;${address}`,
    `Action: ${verdict.action}`,
    `Status: ${verdict.status}`,
    `Diagnostic-Code: smtp; ${verdict.said}`,
    "",
    `--${boundary}`,
    "Content-Description: Undelivered Message Headers",
    "Content-Type: text/rfc822-headers",
    "",
    returned,
    "",
    `--${boundary}--`,
    "",
  ];
}

/** QSBMF, the bounce format of qmail: no MIME, the address with a colon, then the server's words. */
function qmailNotice({ received }: Scene, server: string): string[] {
  return [
    `Hi. This is the qmail-send program at ${server}.`,
    "I'm afraid I wasn't able to deliver your message to the following addresses.",
    "This is a permanent error; I've given up. Sorry it didn't work out.",
    "",
    `<${received.to.address}>:`,
    "192.0.2.31 does not like recipient.",
    "Remote host said: 550 5.1.1 User doesn't exist",
    "Giving up on 192.0.2.31.",
    "",
    "--- Below this line is a copy of the message.",
    "",
    `Return-Path: <${received.envelopeFrom}>`,
  ];
}

function headOf(source: Buffer): string {
  const end = source.indexOf("\r\n\r\n");
  return source.toString("latin1", 0, end < 0 ? source.length : end);
}
