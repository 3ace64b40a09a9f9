// Emails that came in to a generated world: those that became messages, and some of strangers that wait on the held desk.
import type { ReplyBlock } from "../../domain/message.ts";
import { contentHash } from "../../store/blobs.ts";
import type { Chance } from "./chance.ts";
import { addressOf, personName } from "./names.ts";
import type { RowsToWrite } from "./rows-to-write.ts";
import { timestampOf } from "./task-rows.ts";
import { dayMs, type Participant, type StageStep, type Task } from "./task-script.ts";
import type { WorldParts } from "./world.ts";
import { writeMessage, writeTitle } from "./write-text.ts";

/** The bytes of emails that are older are gone, as the setting RAW_MAIL_DAYS has it. */
const rawDays = 30;
const quotedLengthMax = 500;

interface Mail {
  task: Task;
  by: Participant;
  at: string;
  text: string;
  isFirst: boolean;
  tells: StageStep | undefined;
}

/** What the message that it became needs of it. */
export interface AddedEmail {
  id: number;
  internetMessageId: string;
  rawSha256: string;
  blocks: string;
}

export function addInboundEmail(
  chance: Chance,
  to: RowsToWrite,
  parts: WorldParts,
  { task, by, at, text, isFirst, tells }: Mail,
): AddedEmail {
  const id = to.nextId("inbound_emails");
  const domain = by.address.slice(by.address.indexOf("@") + 1);
  const internetMessageId = `<${chance.code(28)}@mail.${domain}>`;
  const quoted = isFirst ? "" : quote(at, task.lastText);
  const subject = isFirst ? task.title : `Re: ${task.title} [#${task.id}]`;
  const raw = { at, subject, internetMessageId, from: `${by.name} <${by.address}>`, text: text + quoted };
  const kept = keptRaw(chance, to, parts, raw);
  to.add("inbound_emails", {
    id,
    source: "sendgrid",
    envelope_from: by.address,
    received_at: at,
    status: "handled",
    ...kept,
    envelope_to: isFirst
      ? `requests@${parts.replyDomain}`
      : `r:caaaaa${by.participantId.toString(32).padStart(5, "a")}a@${parts.replyDomain}`,
    provider_fields: `{"spf":"pass","dkim":"{@${domain} : pass}","senderIp":"192.0.2.25"}`,
    reason: isFirst ? "opened_task" : tells === "approved" ? "approved" : "posted",
    class: "human",
    evidence: evidenceOf(task, by, domain, isFirst),
    attempts: 1,
    processed_at: at,
    from_address: by.address,
    from_name: by.name,
    subject,
    internet_message_id: internetMessageId,
    text: text + quoted,
    task_id: task.id,
    contact_id: by.kind === "contact" ? by.id : null,
  });
  to.add("thread_ids", { internet_message_id: internetMessageId, task_id: task.id, inbound_email_id: id });
  const html = `<p>${text.replaceAll("\n\n", "</p><p>").replaceAll("\n", "<br>")}</p>`;
  const blocks: ReplyBlock[] = [{ kind: "kept", evidence: "", text, html }];
  if (quoted !== "") blocks.push({ kind: "quoted", evidence: "attribution", text: quoted, html: "" });
  return { id, internetMessageId, rawSha256: kept.raw_sha256, blocks: JSON.stringify(blocks) };
}

function quote(at: string, text: string): string {
  const lines = text.slice(0, quotedLengthMax).replaceAll("\n", "\n> ");
  return `\n\nOn ${at.slice(0, 10)} at ${at.slice(11, 16)}, they wrote:\n> ${lines}`;
}

function evidenceOf(task: Task, by: Participant, domain: string, isFirst: boolean): string {
  return JSON.stringify([
    { step: "classify", found: "Nothing about it says that a program wrote it." },
    {
      step: "thread",
      found: isFirst
        ? "Nothing in it names a task."
        : `The reply address in the envelope, which was given to ${by.name} for this task.`,
    },
    { step: "admit", found: `The email is signed by ${domain}, the domain of its sender.` },
    { step: "extract", found: "Cut by text: marker, 95 % sure." },
    { step: "act", found: `It ${isFirst ? "opened" : "became a message on"} task #${task.id}.` },
  ]);
}

interface Raw {
  at: string;
  subject: string;
  internetMessageId: string;
  from: string;
  text: string;
}

/** The newest mail is there as it came in; of older mail only the hash is. */
function keptRaw(chance: Chance, to: RowsToWrite, { now, replyDomain }: WorldParts, mail: Raw) {
  const goneMs = Date.parse(mail.at) + rawDays * dayMs;
  if (goneMs < now.getTime()) {
    // Nobody can tell the hash of what is gone from any other.
    const rawSha256 = Buffer.from(chance.code(32)).toString("hex");
    return { raw_sha256: rawSha256, raw_removed_at: timestampOf(goneMs), raw_removed_by: "retention" };
  }
  const head = [
    `From: ${mail.from}`,
    `To: requests@${replyDomain}`,
    `Subject: =?utf-8?B?${Buffer.from(mail.subject).toString("base64")}?=`,
    `Date: ${new Date(mail.at).toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: ${mail.internetMessageId}`,
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
  ];
  const bytes = Buffer.from(`${head.join("\r\n")}\r\n\r\n${mail.text.replaceAll("\n", "\r\n")}\r\n`);
  const rawSha256 = contentHash(bytes);
  to.add("blobs", { sha256: rawSha256, size_bytes: bytes.byteLength, bytes });
  return { raw_sha256: rawSha256, raw_removed_at: null, raw_removed_by: null };
}

/** Strangers wrote, and nobody has looked yet. */
export function addHeldEmails(chance: Chance, to: RowsToWrite, parts: WorldParts, count: number): void {
  for (let index = 0; index < count; index++) {
    const at = timestampOf(parts.now.getTime() - chance.between(1, 20 * 24) * 3_600_000);
    const name = personName(chance);
    const address = addressOf(name, `stranger ${index + 1}`);
    const [subject, internetMessageId] = [writeTitle(chance, "en"), `<${chance.code(28)}@mail.example>`];
    const text = writeMessage(chance, "en", { sentences: 4, name });
    to.add("inbound_emails", {
      id: to.nextId("inbound_emails"),
      source: "sendgrid",
      envelope_from: address,
      ...keptRaw(chance, to, parts, { at, subject, internetMessageId, from: `${name} <${address}>`, text }),
      envelope_to: `requests@${parts.replyDomain}`,
      provider_fields: "{}",
      received_at: at,
      status: "held",
      reason: "stranger",
      class: "human",
      attempts: 1,
      processed_at: at,
      evidence: JSON.stringify([{ step: "admit", found: "Nobody here has this address." }]),
      from_address: address,
      from_name: name,
      subject,
      internet_message_id: internetMessageId,
      text,
      task_id: null,
      contact_id: null,
    });
  }
}
