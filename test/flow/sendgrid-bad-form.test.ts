// Forms of SendGrid's parsed mode that are broken or lie: each is stored and read as far as it goes, or refused in words that
// the desk shows; and one into which its sender wrote fields vouches for nobody.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { receiveLimits } from "../../src/inbox/receive.ts";
import { seedWorld } from "../../src/sandbox/seed-world.ts";
import type { Started } from "../../src/start.ts";
import { multipart, type FormField } from "../support/webhooks/form.ts";
import { fileField, headerBlock, simpleForm } from "../support/webhooks/simple-form.ts";
import { passADay, startInstallation } from "./running-installation.ts";

let started: Started;
let count = 0;
beforeAll(async () => {
  started = await startInstallation();
  await seedWorld(started.store, "2026-03-02T09:00:00.000Z");
}, 30_000);
afterAll(() => started.stop());

const stored = { status: 200, body: { stored: 1, known: 0 } };
const refused = (status: number, error: string) => ({ status, body: { error } });
const infoOf = (length: number) =>
  JSON.stringify(
    Object.fromEntries(
      Array.from({ length }, (_, index) => [
        `attachment${index + 1}`,
        { filename: `${index + 1}.txt`, type: "text/csv" },
      ]),
    ),
  );
/** Each its own mail, since the same Message-ID of the same author is the same message. */
const headersAbout = (subject: string) =>
  headerBlock.replace("Opening hours", subject).replace("one@", `${subject.replaceAll(" ", "-")}@`);
const filesOf = (length: number) =>
  Array.from({ length }, (_, index) => fileField(index + 1, `file ${index + 1}`));

describe("a form of the parsed mode", () => {
  it.each<[string, FormField[], number, string[] | undefined]>([
    ["nothing wrong", simpleForm(), 0, undefined],
    ["no attachments and no count of them", simpleForm({ attachments: undefined }), 0, undefined],
    [
      "a recipient that is no address beside one that is",
      simpleForm({
        envelope: JSON.stringify({
          to: ["a b@c", "requests@reply.northbeam.example"],
          from: "ann@harbordental.example",
        }),
      }),
      0,
      undefined,
    ],
    ["no charsets", simpleForm({ charsets: undefined }), 0, ["The field “charsets” is missing."]],
    [
      "charsets that are not JSON",
      simpleForm({ charsets: "{to:" }),
      0,
      ["The field “charsets” is not JSON as SendGrid writes it."],
    ],
    ["a charset that nobody knows", simpleForm({ charsets: '{"text":"x-klingon"}' }), 0, undefined],
    [
      "three attachments announced and two there",
      [...simpleForm({ attachments: "3", "attachment-info": infoOf(3) }), ...filesOf(2)],
      2,
      ["It names 3 attachments, and 2 came."],
    ],
    [
      "one attachment announced and two there",
      [...simpleForm({ attachments: "1", "attachment-info": infoOf(1) }), ...filesOf(2)],
      2,
      ["It names 1 attachments, and 2 came."],
    ],
    [
      "an attachment that nothing describes",
      [...simpleForm({ attachments: "1" }), ...filesOf(1)],
      1,
      ["The field “attachment-info” is missing."],
    ],
    [
      "a list of attachments that is not JSON",
      [...simpleForm({ attachments: "1", "attachment-info": "[" }), ...filesOf(1)],
      1,
      ["The field “attachment-info” is not JSON as SendGrid writes it."],
    ],
    ["a count that is no number", simpleForm({ attachments: "many" }), 0, undefined],
    [
      "500 attachments",
      [...simpleForm({ attachments: "500", "attachment-info": infoOf(500) }), ...filesOf(500)],
      500,
      undefined,
    ],
    ["neither text nor html", simpleForm({ text: undefined }), 0, undefined],
    [
      "no headers",
      simpleForm({ headers: undefined, from: "Ann <ann@harbordental.example>", subject: "Hello" }),
      0,
      undefined,
    ],
  ])("with %s is handled, and its files are all there", async (_, fields, files, formFaults) => {
    const subject = `Form ${(count += 1)}`;
    passADay(started);
    const named = fields.map((field) => {
      if (field.name === "headers") return { ...field, value: headersAbout(subject) };
      return field.name === "subject" ? { ...field, value: subject } : field;
    });
    expect(await post(named)).toEqual(stored);
    const email = await findEmail(subject);
    expect(email).toMatchObject({ status: "handled", reason: "opened_task" });
    expect(email?.providerFields).toEqual({
      spf: "pass",
      dkim: "{@harbordental.example : pass}",
      senderIp: "192.0.2.25",
      isRebuilt: true,
      ...(formFaults === undefined ? {} : { formFaults }),
    });
    expect(email?.files).toBe(files);
  });

  it("with more attachments than an email may have is held, all of it kept", async () => {
    const headers = headersAbout("A thousand");
    expect(await post([...simpleForm({ headers, attachments: "1000" }), ...filesOf(1_000)])).toEqual(stored);
    expect(await findEmail("A thousand")).toMatchObject({ status: "held", reason: "too_many_parts" });
  });

  it("is known when it comes again in another order, and is another mail with another word in it", async () => {
    const headers = headersAbout("Again");
    expect(await post(simpleForm({ headers }))).toEqual(stored);
    expect(await post(simpleForm({ headers, dkim: "none", spam_score: "5" }).toReversed(), "other")).toEqual({
      status: 200,
      body: { stored: 0, known: 1 },
    });
    expect(await post(simpleForm({ headers, text: "Hello!" }))).toEqual(stored);
  });

  it.each<[string, FormField[], number, string]>([
    [
      "nothing of an email",
      simpleForm({ headers: undefined, text: undefined }),
      400,
      "The form has neither the field “email” of SendGrid’s raw mode nor “headers”, “text” or “html” of its parsed mode.",
    ],
    ["no envelope", simpleForm({ envelope: undefined }), 400, "The field “envelope” is missing."],
    [
      "an envelope that is not JSON",
      simpleForm({ envelope: "to: x" }),
      400,
      "The field “envelope” is not JSON.",
    ],
    [
      "an envelope without recipients",
      simpleForm({ envelope: "{}" }),
      400,
      "The envelope names no recipient.",
    ],
    [
      "an envelope of recipients that are none",
      simpleForm({
        envelope: JSON.stringify({ to: ["requests", "a b@c"], from: "ann@harbordental.example" }),
      }),
      400,
      "No recipient of the envelope is an email address.",
    ],
    [
      "more parts than are taken",
      [...simpleForm(), ...filesOf(receiveLimits.formPartsMax)],
      413,
      `The form has more than ${receiveLimits.formPartsMax} parts.`,
    ],
    [
      "endless headers",
      simpleForm({ headers: "X: y\n".repeat(300_000) }),
      413,
      "The field “headers” is larger than 1048576 bytes.",
    ],
    [
      "an endless list of attachments",
      simpleForm({ "attachment-info": " ".repeat(2_000_000) }),
      413,
      "The field “attachment-info” is larger than 1048576 bytes.",
    ],
    [
      "more than 30 MB",
      simpleForm({ text: Buffer.alloc(33 * 1024 * 1024, "a") }),
      413,
      "This is larger than 31457280 bytes, the most we take.",
    ],
  ])(
    "with %s is refused, and the desk shows it",
    async (_, fields, status, error) => {
      expect(await post(fields)).toEqual(refused(status, error));
      // It is answered first and noted then.
      await vi.waitFor(async () => {
        const faults = await started.store.read.all<{ reason: string }>("select reason from intake_faults");
        expect(faults.map(({ reason }) => reason)).toContain(error);
      });
    },
    30_000,
  );
});

describe("a form into which its sender wrote fields", () => {
  const boss = (subject: string) => `From: Marta <marta@atlasfreight.example>\nSubject: ${subject}\n`;
  const envelope = JSON.stringify({ to: ["requests@reply.northbeam.example"], from: "eve@evil.example" });
  const verdict = (dkim: string) =>
    `\r\n--xYzZY\r\nContent-Disposition: form-data; name="dkim"\r\n\r\n${dkim}`;
  const forged = verdict("{@atlasfreight.example : pass}");

  it.each<[string, (subject: string) => FormField[]]>([
    [
      "before SendGrid's own",
      (subject) => simpleForm({ headers: boss(subject), envelope, text: `Hi${forged}`, dkim: "none" }),
    ],
    [
      "before the end that it wrote",
      (subject) => [
        { name: "envelope", value: envelope },
        { name: "headers", value: boss(subject) },
        { name: "text", value: `Hi${forged}\r\n--xYzZY--` },
        { name: "dkim", value: "none" },
        { name: "SPF", value: "fail" },
      ],
    ],
    [
      "behind SendGrid's own",
      (subject) => [
        { name: "dkim", value: "none" },
        ...simpleForm({ dkim: undefined, headers: boss(subject), envelope, text: `Hi${forged}` }),
      ],
    ],
    [
      "in the raw mode",
      (subject) => [
        { name: "email", value: `${boss(subject)}\nHi${forged}` },
        { name: "envelope", value: envelope },
        { name: "dkim", value: "none" },
        { name: "SPF", value: "fail" },
      ],
    ],
    [
      "as a whole email beside its parts",
      (subject) =>
        simpleForm({
          headers: "From: eve@evil.example\nSubject: x\n",
          dkim: "{@atlasfreight.example : pass}",
          envelope,
          text: `Hi\r\n--xYzZY\r\nContent-Disposition: form-data; name="email"\r\n\r\n${boss(subject)}\nHi`,
        }),
    ],
  ])("%s is held, and no verdict in it is believed", async (_, formOf) => {
    const subject = `Forged ${(count += 1)}`;
    expect((await post(formOf(subject))).status).toBe(200);
    const email = await findEmail(subject);
    expect(email).toMatchObject({ status: "held", reason: "unvouched" });
    expect(email?.providerFields).toMatchObject({ isDoubtful: true });
    expect(email?.providerFields).not.toHaveProperty("dkim");
    expect(email?.providerFields).not.toHaveProperty("spf");
  });

  it("cannot take another's address out of a name that SendGrid decoded", async () => {
    const headers = "From: marta@atlasfreight.example ( <eve@atlasfreight.example>\nSubject: Name\n";
    expect(await post(simpleForm({ headers, dkim: "{@atlasfreight.example : pass}" }))).toEqual(stored);
    expect(await findEmail("Name")).toMatchObject({ status: "held", reason: "several_senders" });
  });
});

async function post(fields: FormField[], boundary = "xYzZY"): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${started.localUrl}/inbound/sendgrid`, {
    method: "POST",
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    body: new Uint8Array(multipart(boundary, fields)),
  });
  return { status: response.status, body: await response.json() };
}

async function findEmail(subject: string) {
  await started.workers.settled();
  const row = await started.store.read.first<{
    id: number;
    status: string;
    reason: string;
    providerFields: string;
    files: number;
  }>(
    `select status, reason, provider_fields as "providerFields",
       (select cast(count(*) as integer) from attachments a
         where a.inbound_email_id = e.id
           or a.message_id in (select m.id from messages m where m.inbound_email_id = e.id)) as files
     from inbound_emails e where subject = ?`,
    subject,
  );
  return row === undefined ? undefined : { ...row, providerFields: JSON.parse(row.providerFields) as object };
}
