// Composes the email that tells staff who follow a task that an email to a client did not arrive, and writes it down: who did
// not get what, why, and where to do something about it. Of one address each is told once a day.
import { dayOf } from "../domain/day.ts";
import type { PauseCause } from "../domain/delivery.ts";
import { takeProblemDay } from "../store/delivery-problems.ts";
import type { RecordedEvent } from "../store/events.ts";
import { findOutboundEmail, type OutboundEmailRow } from "../store/outbound-emails.ts";
import { listPausedNow } from "../store/paused-addresses.ts";
import { findPerson, listStaff, type PersonRow } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { listParticipants } from "../store/participants.ts";
import { maskSecrets } from "../threading/mask.ts";
import { cut } from "./message-words.ts";
import type { Outbox } from "./outbox.ts";
import { writeByProgram } from "./write-by-program.ts";

type Lost = Extract<RecordedEvent, { type: "email.bounced" | "email.refused" | "address.paused" }>;

/** Characters of what a mail server said. */
const reasonLengthMax = 300;

/**
 * Answers how many emails it wrote. Of what did not reach staff nobody is told: whoever would be may be the one whom no email
 * reaches, and that email would be lost as well.
 */
export async function composeDeliveryProblem(outbox: Outbox, rows: Rows, event: Lost): Promise<number> {
  const email = await findOutboundEmail(rows, event.payload.outboundEmailId);
  if (email?.contactId == null) return 0;
  // An erased contact has no address any more.
  if ((await findPerson(rows, { kind: "contact", id: email.contactId })) === undefined) return 0;
  const now = outbox.clock();
  const day = dayOf(now, outbox.installation.calendar.timeZone);
  const paused = await listPausedNow(rows);
  let count = 0;
  for (const reader of await listReaders(rows, email.taskId)) {
    const { staffId, address } = reader;
    if (staffId === null || paused.includes(address)) continue;
    if (!(await takeProblemDay(rows, { address: email.toAddress, day, staffId }))) continue;
    await write(outbox, rows, { event, email, reader, isPaused: paused.includes(email.toAddress) });
    count++;
  }
  return count;
}

type Reader = Pick<PersonRow, "staffId" | "name" | "address" | "locale">;

/** Staff who follow the task; of what is about no task those who follow new ones. */
async function listReaders(rows: Rows, taskId: number | null): Promise<Reader[]> {
  if (taskId === null) return (await listStaff(rows)).filter(({ followsNewTasks }) => followsNewTasks === 1);
  return (await listParticipants(rows, taskId)).filter(
    ({ staffId, mutedAt }) => staffId !== null && mutedAt === null,
  );
}

interface Problem {
  event: Lost;
  email: OutboundEmailRow;
  reader: Reader;
  isPaused: boolean;
}

async function write(outbox: Outbox, rows: Rows, { event, email, reader, isPaused }: Problem): Promise<void> {
  const { agencyName, baseUrl } = outbox.installation;
  const { locale } = reader;
  const values = {
    locale,
    agencyName,
    readerName: reader.name,
    contactName: email.toName,
    address: email.toAddress,
    emailSubject: email.subject,
    cause: causeOf(event, email),
    reason: cut(
      maskSecrets(saidLast(event)).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " "),
      reasonLengthMax,
    ),
    isPaused,
    // On the page of paused addresses there is nothing to do about one that is not.
    isTaskFirst: !isPaused && email.taskId !== null,
    pausedLink: `${baseUrl}/paused-addresses`,
    taskLink: email.taskId === null ? null : `${baseUrl}/tasks/${email.taskId}`,
    why: outbox.render.say(locale, email.taskId === null ? "email.why-staff" : "email.why-follower"),
  };
  await writeByProgram(outbox, rows, {
    eventId: event.id,
    kind: "delivery-problem",
    reader,
    values,
    // What a reader answers to this is said among staff, and never to the client.
    more: { taskId: email.taskId, isNote: true },
  });
}

function saidLast({ type, payload }: Lost): string {
  return (type === "email.refused" ? payload.lastReason : undefined) ?? payload.reason;
}

function causeOf(event: Lost, { delivery }: OutboundEmailRow): PauseCause | "given_up" {
  switch (event.type) {
    case "address.paused":
      return event.payload.cause;
    case "email.refused":
      return event.payload.lastReason === undefined ? "refused" : "given_up";
    case "email.bounced":
      return delivery === "dropped" ? "dropped" : "bounced";
  }
}
