// SendGrid's two modes: the same sixty mails, posted whole to one installation and taken apart to another, become the same.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Started } from "../../src/start.ts";
import { contentHash, getBlob } from "../../src/store/blobs.ts";
import { parseEmail } from "../../src/inbox/parse.ts";
import { multipart, parsedForm, rawForm, type FormField } from "../support/webhooks/form.ts";
import { readWebhookMails, type WebhookMail } from "../support/webhooks/mails.ts";
import { rawMessage } from "../support/webhooks/raw-message.ts";
import { askAnn, startInstallation } from "./running-installation.ts";

const mails = readWebhookMails();

interface Place {
  started: Started;
  to: string;
}
let whole: Place;
let apart: Place;
/** Which form was posted of each mail, to post it again. */
const forms = new Map<string, FormField[]>();

beforeAll(async () => {
  whole = await openPlace();
  apart = await openPlace();
  for (const [index, mail] of mails.entries()) {
    const raw = await rawMessage(mail, whole.to);
    forms.set(mail.name, parsedForm(mail, apart.to, raw, index % 2 === 0));
    expect(await post(whole, rawForm(mail, whole.to, raw))).toEqual(storedOnce);
    expect(await post(apart, forms.get(mail.name)!)).toEqual(storedOnce);
  }
  await Promise.all([whole.started.workers.settled(), apart.started.workers.settled()]);
}, 120_000);
afterAll(() => Promise.all([whole.started.stop(), apart.started.stop()]));

it("there are sixty mails, and both installations gave the same reply address", () => {
  expect(mails).toHaveLength(60);
  expect(whole.to).toBe(apart.to);
});

describe.each(mails)("$name: $about", (mail) => {
  it("is the same message by either way, with the same text, html and files", async () => {
    const [one, other] = [await storedOf(whole, mail), await storedOf(apart, mail)];
    expect(other).toEqual({
      ...one,
      files: one.files.filter(({ contentType }) => !isOpened(mail, contentType)),
    });
  });

  it("says what its author wrote, and has every file byte for byte", async () => {
    const { email, html, files } = await storedOf(apart, mail);
    expect(email.subject).toBe(mail.subject);
    for (const line of mail.lines) expect(email.text).toContain(line.trimEnd());
    expect(`${email.text}${html}`).not.toContain("\u{fffd}");
    expect(files.map(({ filename, sha256 }) => ({ filename, sha256 }))).toEqual(
      mail.files
        .filter((file) => file.isOpened !== true && file.isUnshown !== true)
        .map(({ name = "", content }) => ({ filename: name, sha256: contentHash(content) })),
    );
  });

  it("is known when SendGrid tries again with another boundary, order and spam report", async () => {
    const again = forms
      .get(mail.name)!
      .map((field) => (field.name.startsWith("spam_") ? { ...field, value: "another" } : field))
      .toReversed();
    expect(await post(apart, again, "another-boundary")).toEqual({
      status: 200,
      body: { stored: 0, known: 1 },
    });
  });
});

const storedOnce = { status: 200, body: { stored: 1, known: 0 } };

function isOpened(mail: WebhookMail, contentType: string): boolean {
  return mail.files.some((file) => file.isOpened === true && file.type === contentType);
}

async function openPlace(): Promise<Place> {
  const started = await startInstallation();
  return { started, to: (await askAnn(started)).to };
}

async function post(
  { started }: Place,
  fields: FormField[],
  boundary = "xYzZY",
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${started.localUrl}/inbound/sendgrid`, {
    method: "POST",
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    body: new Uint8Array(multipart(boundary, fields)),
  });
  return { status: response.status, body: await response.json() };
}

interface StoredEmail {
  id: number;
  subject: string;
  text: string;
  rawSha256: string;
}

/** What there is of a mail once it was processed, without what must differ: its number and its own bytes. */
async function storedOf({ started }: Place, mail: WebhookMail) {
  const rows = started.store.read;
  const found = await rows.first<StoredEmail>(
    `select id, status, reason, class, from_address as "fromAddress", from_name as "fromName", subject, text,
       internet_message_id as "messageId", raw_sha256 as "rawSha256"
     from inbound_emails where internet_message_id = ?`,
    mail.messageId,
  );
  const { id, rawSha256, ...email } = found!;
  const message = await rows.first<{ id: number; kept: string }>(
    `select id, kept, blocks, method, is_quiet as "isQuiet" from messages where inbound_email_id = ?`,
    id,
  );
  const files = await rows.all<{ filename: string; contentType: string; sha256: string }>(
    `select filename, content_type as "contentType", sha256, content_id as "contentId", is_inline as "isInline"
     from attachments where message_id = ? or inbound_email_id = ? order by position`,
    message?.id ?? null,
    id,
  );
  const { html } = await parseEmail(await getBlob(rows, rawSha256));
  return { email, message: message === undefined ? undefined : { ...message, id: undefined }, files, html };
}
