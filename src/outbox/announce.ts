// Reads events that nobody was told of, decides who hears, and writes each whole email. One transaction a batch, or an event when a batch fails.
import { timestamp } from "../domain/clock.ts";
import {
  hasUnannouncedEvents,
  listUnannouncedEvents,
  markEventAnnounced,
  type RecordedEvent,
} from "../store/events.ts";
import { getPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { announceAssigned } from "./announce-assigned.ts";
import { announceMessage } from "./announce-message.ts";
import { announceStorm } from "./announce-storm.ts";
import { announceStep } from "./announce-step.ts";
import { composeBacklog } from "./compose-backlog.ts";
import { composeDeliveryProblem } from "./compose-delivery-problem.ts";
import { composeDigest } from "./compose-digest.ts";
import { announceSession } from "./announce-session.ts";
import { composeFreeTimes } from "./compose-free-times.ts";
import { composeHeldSummary } from "./compose-held-summary.ts";
import { composeProbe } from "./compose-probe.ts";
import { composeSignIn } from "./compose-sign-in.ts";
import type { Outbox } from "./outbox.ts";
import { tellPrograms } from "./tell-programs.ts";

/** Events announced in one transaction, at most. */
const batchMax = 50;

/** Announces the oldest waiting events. Answers how many there were. */
export async function announce(outbox: Outbox): Promise<number> {
  if (!(await hasUnannouncedEvents(outbox.store.read))) return 0;
  try {
    return await outbox.store.write(async (rows) => {
      const events = await listUnannouncedEvents(rows, batchMax);
      for (const event of events) await announceOnce(outbox, rows, event);
      return events.length;
    });
  } catch (fault) {
    outbox.log.error({ fault }, "announcing together failed");
    return announceOneByOne(outbox);
  }
}

/**
 * What cannot be announced, a fault of ours, holds up nobody else's news: each event has a transaction of its own, and one
 * that fails waits, to be tried again. Throws when not even the events can be read.
 */
async function announceOneByOne(outbox: Outbox): Promise<number> {
  let count = 0;
  for (let afterId = 0; count < batchMax;) {
    let event: RecordedEvent | undefined;
    try {
      await outbox.store.write(async (rows) => {
        [event] = await listUnannouncedEvents(rows, 1, afterId);
        if (event !== undefined) await announceOnce(outbox, rows, event);
      });
      if (event === undefined) break;
      count++;
    } catch (fault) {
      if (event === undefined) throw fault;
      outbox.log.error({ fault, event: event.type, id: event.id }, "not announced");
    }
    afterId = event.id;
  }
  return count;
}

async function announceOnce(outbox: Outbox, rows: Rows, event: RecordedEvent): Promise<void> {
  const emailCount = await announceEvent(outbox, rows, event);
  const at = timestamp(outbox.clock());
  await tellPrograms(rows, event, at);
  await markEventAnnounced(rows, event.id, at);
  if (emailCount > 0) outbox.log.debug({ event: event.type, id: event.id, emailCount }, "announced");
}

/** Writes the emails about one event and answers how many. */
async function announceEvent(outbox: Outbox, rows: Rows, event: RecordedEvent): Promise<number> {
  switch (event.type) {
    case "message.posted":
      // Words that came with a step are told of with it.
      if (event.payload.isQuiet || event.payload.isToldWithStep === true) return 0;
      return announceMessage(outbox, rows, event);
    case "message.moved":
      return announceMessage(outbox, rows, event);
    case "sign_in.requested":
      return announceSignIn(outbox, rows, event);
    case "probe.requested":
      await composeProbe(outbox, rows, event);
      return 1;
    case "backlog.asked":
      return composeBacklog(outbox, rows, event);
    case "email.bounced":
    case "email.refused":
    case "address.paused":
      return composeDeliveryProblem(outbox, rows, event);
    case "held_summary.due":
      return composeHeldSummary(outbox, rows, event);
    case "digest.due":
      return composeDigest(outbox, rows, event);
    case "breaker.tripped":
      return announceStorm(outbox, rows, event);
    case "task.assigned":
      return announceAssigned(outbox, rows, event);
    case "task.opened":
    case "task.edited":
    case "task.accepted":
    case "task.estimate_changed":
    case "task.declined":
    case "task.withdrawn":
    case "task.merged":
    case "task.started":
    case "task.delivery_changed":
    case "task.handed_over":
    case "task.approved":
    case "task.approval_undone":
    case "task.changes_asked":
    case "approval.reminder_due":
    case "step.refused":
      return announceStep(outbox, rows, event);
    case "session.booked":
    case "session.moved":
    case "session.agenda_changed":
    case "session.cancelled":
    case "session.reminder_due":
    case "session.answered":
    case "session.change_refused":
      return announceSession(outbox, rows, event);
    case "session.times_asked":
      return composeFreeTimes(outbox, rows, event);
    // The rest is for the record.
    case "session.took_place":
    case "session.missed":
    case "sessions.expired":
    case "availability.published":
    case "session_feed.replaced":
    // The approval that comes with it tells of it.
    case "task.changes_taken_back":
    case "task.duplicate_merged":
    case "task.split":
    case "backlog.ordered":
    case "plan.set":
    case "client.added":
    case "contact.added":
    case "client.plan_changed":
    case "participant.muted":
    case "participant.unmuted":
    case "participant.followed":
    case "participant.unfollowed":
    // The note tells of it itself.
    case "staff.mentioned":
    case "saved_reply.added":
    case "saved_reply.changed":
    case "saved_reply.deleted":
    case "contact.preferences_changed":
    case "staff.preferences_changed":
    case "contact.approver_changed":
    case "envelopes.sealed":
    case "mailbox.added":
    case "mailbox.verified":
    case "mailbox.removed":
    case "address.added":
    case "address.resumed":
    case "breaker.reset":
    case "contact.erased":
    case "address.erased":
    case "probe.returned":
    case "inbound_email.ruled":
    case "inbound_email.ruling_undone":
    case "message.withdrawn":
    case "address.removed":
    case "participant.added":
    case "copied_colleague.dismissed":
    case "api_token.made":
    case "api_token.revoked":
    case "webhook_endpoint.added":
    case "webhook_endpoint.removed":
    case "webhook_endpoint.paused":
    case "webhook_endpoint.resumed":
    case "message.misread":
    case "message.redacted":
    case "reply_case.mended":
    case "reply_case.dismissed":
    case "task.emptied":
    case "task.refilled":
      return 0;
  }
}

type SignInRequested = Extract<RecordedEvent, { type: "sign_in.requested" }>;

async function announceSignIn(outbox: Outbox, rows: Rows, event: SignInRequested): Promise<number> {
  if (event.actor === undefined) throw new Error(`Event ${event.id} asks for a sign-in for nobody.`);
  const reader = await getPerson(rows, event.actor);
  await composeSignIn(outbox, rows, { event, reader });
  return 1;
}
