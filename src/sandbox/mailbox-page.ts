// GET /sandbox/people/:kind/:id: somebody's mailbox, received and sent. POST …/emails: they write a new email to the agency.
import type { Request, Response } from "express";
import { Problem } from "../domain/problem.ts";
import { formOf } from "../portal/form.ts";
import { ageInWords } from "../portal/words.ts";
import { listOutboundEmailsTo, type OutboundEmailRow } from "../store/outbound-emails.ts";
import {
  mailboxPath,
  personInPath,
  programChoices,
  requireProgram,
  toCorrespondent,
} from "./correspondents.ts";
import { listInboundEmailsFrom } from "./find-inbound.ts";
import { inboundView } from "./inbound-view.ts";
import type { SandboxParts } from "./sandbox.ts";
import { sendAndShow } from "./send-inbound.ts";
import { showPage } from "./show-page.ts";
import { writeNewEmail } from "./simulator.ts";

/** Emails of one mailbox that are shown. */
const receivedCountMax = 100;
/** All files of one email. The webhook takes 30 MB, in which files grow by a third. */
export const filesBytesMax = 20 * 1024 * 1024;

export async function showMailbox(parts: SandboxParts, request: Request, response: Response): Promise<void> {
  const { read } = parts.store;
  const { person, row } = await personInPath(read, request);
  const now = parts.clock();
  const received = await listOutboundEmailsTo(read, row.address, receivedCountMax);
  const sent = await listInboundEmailsFrom(read, row.address);
  showPage(parts, response, "mailbox", {
    title: `${row.name}’s mailbox`,
    name: row.name,
    firstName: row.name.split(" ")[0] ?? row.name,
    address: row.address,
    isStaff: person.kind === "staff",
    path: mailboxPath(row),
    received: received.map((email) => receivedView(email, now)),
    sent: await Promise.all(sent.map((email) => inboundView(parts, email, now))),
    to: parts.installation.mailFrom,
    programs: programChoices(row.address),
  });
}

export async function postNewEmail(parts: SandboxParts, request: Request, response: Response): Promise<void> {
  const { row } = await personInPath(parts.store.read, request);
  const form = formOf(request);
  if (form.refusal !== undefined) throw new Problem("too_large", form.refusal);
  const email = await writeNewEmail(
    { to: parts.installation.mailFrom, subject: form.text("subject").replaceAll(/\s+/gu, " ").trim() },
    {
      author: toCorrespondent(row),
      program: requireProgram(form.text("program")),
      words: form.text("words"),
      files: form.uploads,
      at: parts.clock(),
    },
  );
  await sendAndShow(parts, response, email);
}

function receivedView(email: OutboundEmailRow, now: Date) {
  return {
    path: `/sandbox/emails/${email.id}`,
    fromName: email.fromName,
    subject: email.subject,
    age: ageInWords(email.composedAt, now),
    start: startOf(email),
  };
}

/** Characters of an email's beginning; the page shows two lines of it. */
const startLengthMax = 240;

/** The first words of the text part, as mail programs show them beside the subject; its first line names the sender. */
function startOf(email: OutboundEmailRow): string {
  const [above = ""] = email.text.split("\n* * *\n", 1);
  const [, ...lines] = above.split("\n").filter((line) => line.trim() !== "");
  // Links are filled in at delivery only; here their places would be shown.
  const words = lines.filter((line) => !line.includes(email.placeholder)).join(" ");
  return words.length <= startLengthMax ? words : `${words.slice(0, startLengthMax).trimEnd()}…`;
}
