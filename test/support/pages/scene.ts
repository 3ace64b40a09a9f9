// The sandbox's story with what it lacks, so that every page has something to show: sessions, paused addresses, mailboxes, files,
// a reply cut too much, people who read German, a client without tasks.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addClient } from "../../../src/actions/add-client.ts";
import { addContact } from "../../../src/actions/add-contact.ts";
import { addMailbox } from "../../../src/actions/add-mailbox.ts";
import { addStaff } from "../../../src/actions/add-staff.ts";
import { pauseAddress } from "../../../src/actions/pause-address.ts";
import { publishAvailability } from "../../../src/actions/publish-availability.ts";
import { reportMisreading } from "../../../src/actions/report-misreading.ts";
import { tripBreaker } from "../../../src/actions/trip-breaker.ts";
import { readConfig } from "../../../src/config.ts";
import { timestamp } from "../../../src/domain/clock.ts";
import { fillIn } from "../../../src/outbox/fill-in.ts";
import { openStory } from "../../../src/sandbox/open-story.ts";
import { start, type Started } from "../../../src/start.ts";
import { recordOffer } from "../../../src/store/copied-colleagues.ts";
import { recordConfirmation } from "../../../src/store/forwarding-confirmations.ts";
import { findOutboundEmail, listOutboundEmailsTo } from "../../../src/store/outbound-emails.ts";
import { findParticipantOf } from "../../../src/store/participants.ts";
import { unsubscribeToken } from "../../../src/threading/unsubscribe-token.ts";
import { sendForm, signInOver, visit, type Caller } from "./caller.ts";

/** `link`: not signed in, with the link of an email to Lee. Jonas and Mira read German. Olga's client has no tasks. */
export const visitors = ["stranger", "link", "ann", "jonas", "olga", "priya", "mira"] as const;
export type VisitorName = (typeof visitors)[number];

export interface Scene {
  started: Started;
  baseUrl: string;
  callers: Record<VisitorName, Caller>;
  /** Tasks by what they show: `Working`, and `Working of Ann's client`. */
  taskIn: Record<string, number>;
  /** A task's page as the link in an email to Lee opens it. */
  linkedTaskPath: string;
  signInPath: string;
  /** Ends what Ann hears of one task. */
  unsubscribePath: string;
  /** An email that waits for a look, one that became a message, and one that we wrote to Ann. */
  heldEmailId: number;
  postedEmailId: number;
  sentEmailId: number;
  /** Written by email by Ann, with a case about it. */
  messageId: number;
  /** The page that shows what the sandbox tried. */
  tryPath: string;
  sessionId: number;
  close: () => Promise<void>;
}

export async function openScene(): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), "inreply-pages-"));
  const started = await start(
    readConfig({ PORT: "0", DATABASE_URL: `sqlite:${join(folder, "x.db")}`, LOG_LEVEL: "silent" }),
  );
  const close = async () => {
    await started.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await openStory(started);
    return { ...(await tellMore(started)), close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

async function tellMore(started: Started): Promise<Omit<Scene, "close">> {
  const { store } = started;
  const { baseUrl } = started.installation;
  const people = await addPeople(started);
  await publishHours(started);
  const callers = await openCallers(baseUrl, people);
  const sessionId = await bookTwo(started, callers.ann);
  const taskIn = await tasksByStage(started);
  const ids = await store.read.first<{ held: number; posted: number; said: number; sent: number }>(
    `select (select max(id) from inbound_emails where status = 'held') as held,
       (select max(i.id) from inbound_emails i where i.reason = 'posted') as posted,
       (select max(m.id) from messages m join inbound_emails i on i.id = m.inbound_email_id
        where i.from_address = 'ann@harbordental.example') as said,
       (select max(id) from outbound_emails where to_address = 'ann@harbordental.example' and task_id is not null) as sent`,
  );
  const { held, posted, said, sent } = ids!;
  await makeTrouble(started, {
    heldEmailId: held,
    messageId: said,
    taskId: taskIn["Working of Ann's client"]!,
  });
  await fillStaffTools(callers.priya);
  await started.workers.settled();
  const linkPath = await linkTo(started, "lee@harbordental.example");
  const { location: linkedTaskPath } = await visit(callers.link, linkPath);
  const signIn = await sendForm(callers.stranger, {
    from: "/sandbox",
    action: "/sandbox/people/contact/2/sign-in",
  });
  const tried = await sendForm(callers.stranger, {
    from: `/sandbox/emails/${sent}`,
    action: `/sandbox/emails/${sent}/situations/twice`,
    fields: { program: "gmail-web", words: "Thanks, that is what we need." },
  });
  return {
    started,
    baseUrl,
    callers,
    taskIn,
    sessionId,
    linkedTaskPath: linkedTaskPath!,
    signInPath: signIn.location!,
    unsubscribePath: await unsubscribePathOf(started, sent),
    tryPath: tried.location!,
    heldEmailId: held,
    postedEmailId: posted,
    sentEmailId: sent,
    messageId: said,
  };
}

async function addPeople({ store }: Started) {
  const at = timestamp(new Date());
  const own = undefined;
  const german = { locale: "de", timeZone: "Europe/Berlin", own } as const;
  return store.write(async (rows) => {
    const { clientId } = await addClient(rows, at, { name: "Nova Bikes", plan: "Standard" });
    const olga = { clientId, name: "Olga Novak", address: "olga@novabikes.example", own };
    const jonas = { clientId: 1, name: "Jonas Weidenhöfer", address: "jonas@harbordental.example" };
    const mira = { name: "Mira Vogt", address: "mira@northbeam.example", ...german };
    return {
      olga: `contact/${(await addContact(rows, at, olga)).contactId}`,
      jonas: `contact/${(await addContact(rows, at, { ...jonas, ...german, canApprove: true })).contactId}`,
      mira: `staff/${(await addStaff(rows, at, mira)).staffId}`,
    };
  });
}

async function openCallers(baseUrl: string, people: Record<"olga" | "jonas" | "mira", string>) {
  const callers = Object.fromEntries(
    visitors.map((name): [VisitorName, Caller] => [name, { baseUrl, cookies: new Map() }]),
  ) as Scene["callers"];
  await signInOver(callers.ann, "contact/1");
  await signInOver(callers.priya, "staff/1");
  await signInOver(callers.jonas, people.jonas);
  await signInOver(callers.olga, people.olga);
  await signInOver(callers.mira, people.mira);
  return callers;
}

async function publishHours({ store, clock }: Started): Promise<void> {
  const hours = { weeklyHours: "Mon-Fri 9-17", exceptions: "", noticeMinutes: 60, bufferMinutes: 0 };
  for (const staffId of [1, 2]) {
    const callLink = `https://meet.example/${staffId === 1 ? "priya" : "tom"}`;
    await store.write((rows) => publishAvailability(rows, clock.now(), { ...hours, staffId, callLink }));
  }
}

/** Ann books one session of each kind, at the first time that is free; answers the first one. */
async function bookTwo(started: Started, ann: Caller): Promise<number> {
  for (const [kind, minutes] of [
    ["strategy", "45"],
    ["training", "30"],
  ] as const) {
    const from = `/sessions?kind=${kind}&minutes=${minutes}`;
    const slot = /name="slot" value="([^"]+)"/u.exec((await visit(ann, from)).html)?.[1];
    if (slot === undefined) throw new Error(`There is no free time for a ${kind} session.`);
    const agenda = "What changes in the new year, and who does it.";
    await sendForm(ann, { from, action: "/sessions", fields: { kind, minutes, slot, agenda, key: kind } });
  }
  return (await started.store.read.first<{ id: number }>("select min(id) as id from sessions"))!.id;
}

/** A saved reply, a token of a program and a webhook that it listens at. */
async function fillStaffTools(priya: Caller): Promise<void> {
  const text = "Hello {contact},\n\nwe have looked into it and write again on Monday.";
  const saved = { title: "We look into it", text };
  await sendForm(priya, { from: "/saved-replies", action: "/saved-replies", fields: saved });
  const token = { name: "Time sheets", scope: "tasks:read", client: "" };
  await sendForm(priya, { from: "/programs", action: "/programs/tokens", fields: token });
  const endpoint = { url: "https://hooks.example.com/inreply", wanted: "task.opened", client: "" };
  await sendForm(priya, { from: "/programs", action: "/programs/endpoints", fields: endpoint });
}

async function tasksByStage({ store }: Started): Promise<Record<string, number>> {
  const rows = await store.read.all<{ id: number; stage: string; client: number }>(
    "select id, stage, client_id as client from tasks order by id",
  );
  const taskIn: Record<string, number> = {};
  for (const { id, stage, client } of rows) {
    taskIn[stage] ??= id;
    if (client === 1) taskIn[`${stage} of Ann's client`] ??= id;
  }
  return taskIn;
}

/** What happens to an agency on bad days. */
async function makeTrouble(
  { store, clock, installation }: Started,
  { heldEmailId, messageId, taskId }: { heldEmailId: number; messageId: number; taskId: number },
): Promise<void> {
  const at = timestamp(clock.now());
  const toLee = await listOutboundEmailsTo(store.read, "lee@harbordental.example", 1);
  const ann = { kind: "contact", id: 1 } as const;
  await store.write(async (rows) => {
    const cause = "bounced";
    const reason = "550 5.1.1 <lee@harbordental.example>: Recipient address rejected: User unknown";
    await pauseAddress(rows, at, { email: toLee[0]!, cause, reason, happenedAt: at });
    await reportMisreading(rows, at, { messageId, verdict: "cut_too_much", by: ann });
    await tripBreaker(rows, at, { kind: "sender", taskId, sender: { kind: "contact", id: 2 } });
    const offered = { address: "bo@harbordental.example", name: "Bo Lind", offeredAt: at };
    await recordOffer(rows, { taskId, inboundEmailId: heldEmailId, ...offered });
    const address = "hello@northbeam.example";
    const { mailboxId } = await addMailbox(rows, at, { address, byStaffId: 1, own: installation });
    await recordConfirmation(rows, {
      inboundEmailId: heldEmailId,
      mailboxId,
      namedAddress: address,
      provider: "Google",
      code: "314159265",
      link: "https://mail.google.com/mail/vf-northbeam",
      isVouched: true,
      verdictWhy: "Google signed it.",
      receivedAt: at,
    });
  });
}

/** The link to its task that the newest email of a task to this address holds. */
async function linkTo({ store, outbox }: Started, address: string): Promise<string> {
  const row = await store.read.first<{ id: number }>(
    "select max(id) as id from outbound_emails where to_address = ? and task_id is not null",
    address,
  );
  const { text } = await fillIn(outbox, (await findOutboundEmail(store.read, row!.id))!);
  return new URL(/https?:\/\/\S+\/t\/\S+/u.exec(text)![0]).pathname;
}

/** As an email to Ann has it. */
async function unsubscribePathOf({ store, keys }: Started, emailId: number): Promise<string> {
  const ann = { kind: "contact", id: 1 } as const;
  const { taskId } = (await findOutboundEmail(store.read, emailId))!;
  const { id, version } = (await findParticipantOf(store.read, taskId!, ann))!;
  return `/unsubscribe/${unsubscribeToken(keys, { kind: "mute", participantId: id, version })}`;
}
