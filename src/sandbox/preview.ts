// What a preview of an email is: one entry a case, composed by the real outbox in a small installation of its own.
import { addMailbox } from "../actions/add-mailbox.ts";
import { openTask } from "../actions/open-task.ts";
import { postMessage } from "../actions/post-message.ts";
import { requestSignIn } from "../actions/request-sign-in.ts";
import { tripBreaker } from "../actions/trip-breaker.ts";
import { sendMailboxProbe, sendProbe } from "../actions/send-probe.ts";
import type { ClientKey, ContactKey, StaffKey } from "../../fixtures/world.ts";
import { timestamp } from "../domain/clock.ts";
import type { Person } from "../domain/person.ts";
import type { Stage } from "../domain/task.ts";
import { announce } from "../outbox/announce.ts";
import { fillIn } from "../outbox/fill-in.ts";
import type { OutgoingEmail } from "../outbox/courier.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { signInLinkPlace, taskLinkPlace, unsubscribePlace } from "../outbox/placeholders.ts";
import { contentHash } from "../store/blobs.ts";
import { findOutboundEmail, listOutboundEmailsTo } from "../store/outbound-emails.ts";
import { claimOutboundEmails, markOutboundSent } from "../store/outbound-sending.ts";
import { getPerson } from "../store/people.ts";
import { findProbe } from "../store/probes.ts";
import { markStage } from "../store/task-stages.ts";
import type { AttachedFile } from "./program.ts";

/** An email as a preview shows it, and the triple that it was composed by; its links lead nowhere. */
export type Composed = Pick<OutgoingEmail, "from" | "to" | "subject" | "text" | "html" | "attachments"> & {
  kind: string;
};

/** One case. `kind` is the name of the triple in templates/email; `name` stands in the path. */
export interface Preview {
  kind: string;
  name: string;
  title: string;
  compose: (stage: PreviewStage) => Promise<Composed>;
}

export type PreviewClient = ClientKey | "elbe" | "pine";

export type PreviewPerson = ContactKey | StaffKey | "lior" | "karla" | "jonas" | "noa" | "ines" | "aenne";

/** What entries compose on: an empty installation in which the named world lives. */
export interface PreviewStage {
  outbox: Outbox;
  clients: Record<PreviewClient, number>;
  people: Record<PreviewPerson, Person>;
}

/** Somebody's words, as a conversation goes. */
export interface Said {
  by: PreviewPerson;
  words: string;
  isNote?: true;
  files?: readonly AttachedFile[];
}

/** Plays a conversation and answers the email in which `reader` reads its last words. */
export async function conversation(
  { outbox, clients, people }: PreviewStage,
  told: {
    client: PreviewClient;
    title: string;
    said: readonly [Said, ...Said[]];
    reader: PreviewPerson;
    stage?: Stage;
  },
): Promise<Composed> {
  const [first, ...rest] = told.said;
  const at = timestamp(outbox.clock());
  await outbox.store.write(async (rows) => {
    const input = (said: Said) => ({
      author: people[said.by],
      channel: "portal" as const,
      text: said.words,
      isNote: said.isNote === true,
      postedAt: at,
      uploads: (said.files ?? []).map(toUpload),
    });
    const contactIds = Object.values(people).flatMap(({ kind, id }) => (kind === "contact" ? [id] : []));
    const here = [];
    for (const id of contactIds) {
      const { clientId } = await getPerson(rows, { kind: "contact", id });
      if (clientId === clients[told.client]) here.push(id);
    }
    const opening = { clientId: clients[told.client], title: told.title, contactIds: here };
    const { taskId } = await openTask(rows, at, { ...input(first), ...opening });
    for (const said of rest) await postMessage(rows, at, { ...input(said), taskId });
    if (told.stage !== undefined) await markStage(rows, taskId, told.stage, at);
  });
  return newestTo(outbox, people[told.reader]);
}

/** The email with the link for which `reader` asked. */
export async function signInAsked(
  { outbox, people }: PreviewStage,
  reader: PreviewPerson,
): Promise<Composed> {
  await outbox.store.write(async (rows) => {
    const { address } = await getPerson(rows, people[reader]);
    await requestSignIn(rows, outbox.clock(), address, (id) => `preview-${id}`);
  });
  return newestTo(outbox, people[reader]);
}

/** What staff are told when Ann's emails become too many, or, without a task, everybody's. */
export async function stormBegan(
  { outbox, people }: PreviewStage,
  title?: string,
  reader: PreviewPerson = "priya",
): Promise<Composed> {
  const at = timestamp(outbox.clock());
  await outbox.store.write(async (rows) => {
    if (title === undefined) return void (await tripBreaker(rows, at, { kind: "everything" }));
    const { clientId } = await getPerson(rows, people.ann);
    const opening = {
      clientId: clientId!,
      title,
      author: people.ann,
      channel: "portal",
      text: title,
      postedAt: at,
    } as const;
    const { taskId } = await openTask(rows, at, opening);
    await tripBreaker(rows, at, { kind: "sender", taskId, sender: people.ann });
  });
  return newestTo(outbox, people[reader]);
}

/** The email of a probe, as it would be sent: round, or to a mailbox that somebody connects for it. */
export async function probeAsked(
  { outbox, people }: PreviewStage,
  of?: { mailbox: string; by: PreviewPerson },
): Promise<Composed> {
  const now = outbox.clock();
  const { probeId } = await outbox.store.write(async (rows) => {
    if (of === undefined) return sendProbe(rows, now);
    const by = { byStaffId: people[of.by].id, own: outbox.installation };
    const { mailboxId } = await addMailbox(rows, timestamp(now), { address: of.mailbox, ...by });
    return sendMailboxProbe(rows, now, { mailboxId, staffId: by.byStaffId });
  });
  while ((await announce(outbox)) > 0);
  const { read } = outbox.store;
  const probe = await findProbe(read, probeId);
  const row =
    probe?.outboundEmailId == null ? undefined : await findOutboundEmail(read, probe.outboundEmailId);
  if (row === undefined) throw new Error("A preview composed no email of its probe.");
  const { from, to, subject, text, html, attachments } = await fillIn(outbox, row);
  const { kind } = row;
  if (of !== undefined) return { kind, from, to, subject, text, html, attachments };
  // Its own address would be that of a probe of the real installation.
  const address = `probe@${outbox.installation.replyDomain}`;
  return { kind, from, to: { ...to, address }, subject, text, html, attachments };
}

/** Announces everything, counts it as sent, and answers the newest email to this person. */
export async function newestTo(outbox: Outbox, person: Person): Promise<Composed> {
  while ((await announce(outbox)) > 0);
  const now = timestamp(outbox.clock());
  await outbox.store.write(async (rows) => {
    const claimed = await claimOutboundEmails(rows, emailsMax, now, now);
    for (const { id } of claimed) await markOutboundSent(rows, id, null, now);
  });
  const { read } = outbox.store;
  const [row] = await listOutboundEmailsTo(read, (await getPerson(read, person)).address, 1);
  if (row === undefined) throw new Error("A preview composed no email to its reader.");
  // Its own links would hold for somebody else with the same number in the real installation.
  const { baseUrl, replyDomain } = outbox.installation;
  const withLinks = (text: string) =>
    text
      .replaceAll(taskLinkPlace(row.placeholder), `${baseUrl}/t/preview`)
      .replaceAll(signInLinkPlace(row.placeholder), `${baseUrl}/sign-in/preview`)
      .replaceAll(unsubscribePlace(row.placeholder), `${baseUrl}/unsubscribe/preview`)
      .replaceAll(/place-[0-9a-f]{18}-task-\d+-link/gu, `${baseUrl}/t/preview`)
      .replaceAll(/place-[0-9a-f]{18}-task-\d+-reply/gu, `preview@${replyDomain}`)
      .replaceAll(`${baseUrl}/tasks/${row.taskId}`, `${baseUrl}/tasks/preview`)
      .replaceAll(/(?<=\/sessions\?move(?:=|&#x3D;))\d+/gu, "0");
  const { from, to, subject, attachments } = await fillIn(outbox, row);
  const [text, html] = [withLinks(row.text), withLinks(row.html)];
  return { kind: row.kind, from, to, subject, attachments, text, html };
}

/** More than a preview composes. */
const emailsMax = 10_000;

/** A file as forms bring it. */
export function toUpload(file: AttachedFile) {
  return { ...file, contentId: null, isInline: false, sha256: contentHash(file.bytes) };
}
