// The list of things that can have happened, one type an event. Events are past-tense facts and never change.
import type { PauseCause } from "./delivery.ts";
import type { ReplyVerdict } from "./message.ts";
import type { Notify } from "./notification.ts";
import type { Person } from "./person.ts";
import type { Scope, WebhookType } from "./program.ts";
import type { Refusal, SaidStep } from "./refused-step.ts";
import type { SessionEventPayloads } from "./session-event.ts";
import type { StaffEventPayloads } from "./staff-event.ts";

type OtherPayloads = SessionEventPayloads & StaffEventPayloads;

export type EventPayloads = OtherPayloads & {
  /** A task began, by a person or from their email. `isNoCommand`: it answered an email that takes commands, and held none. */
  "task.opened": { title: string; isNoCommand?: true };
  /** Words were put on a task. A quiet message (an out-of-office) is announced to nobody. */
  "message.posted": {
    messageId: number;
    isNote: boolean;
    isQuiet: boolean;
    /** It came with a step of its task, whose own event tells of it. */
    isToldWithStep?: true;
    /** Whom of the staff a note mentions; absent where it is nobody. */
    mentionedStaffIds?: number[];
  };
  /** A reader said that the words of an email were taken apart wrongly. */
  "message.misread": { messageId: number; verdict: ReplyVerdict };
  /** Staff took words out of a message for good; which ones is not written down. */
  "message.redacted": { messageId: number };
  /** Staff wrote what should have been kept of an email that was taken apart wrongly. */
  "reply_case.mended": { caseId: number };
  /** Staff found that nothing is to be learnt from what a reader said of an email. */
  "reply_case.dismissed": { caseId: number };
  /** Staff moved a message from a task to this one. Whoever takes part here and had it not yet hears of it. */
  "message.moved": {
    messageId: number;
    inboundEmailId: number;
    fromTaskId: number;
    toTaskId: number;
    isNewTask: boolean;
  };
  /** A task in Triage was left without words of its client, moved or taken back, and so became Withdrawn. */
  "task.emptied": { messageId: number; toTaskId: number | null };
  /** Words were moved back to a task that had been emptied, which is in Triage again. */
  "task.refilled": { messageId: number; fromTaskId: number };
  /** The client changed what is asked for, before it was accepted: the title, the words, or both. */
  "task.edited": { title: string; titleBefore: string; messageId: number | null };
  /** Staff accepted a request with a rough duration, in minutes of working time, counted from when work starts. */
  "task.accepted": EstimatePayload & { messageId: number | null };
  /** The rough duration of an accepted task changed; the message says why. */
  "task.estimate_changed": EstimatePayload & { before: EstimatePayload; messageId: number };
  /** Staff declined a request; the message says why. */
  "task.declined": { messageId: number };
  /** The client took a request back before work on it started. */
  "task.withdrawn": { messageId: number | null };
  /** A request turned out to be a duplicate of another task of its client, where its conversation goes on. */
  "task.merged": { intoTaskId: number };
  /** Another request turned out to be a duplicate of this task. */
  "task.duplicate_merged": { fromTaskId: number };
  /** Staff made a task of its own of a part of a request, whose first message quotes that part. */
  "task.split": { newTaskId: number };
  /** Work started, with a rough delivery date: a day (YYYY-MM-DD) in the agency's zone. */
  "task.started": { deliveryOn: string; messageId: number | null };
  /** The delivery date changed; the message says why. */
  "task.delivery_changed": { deliveryOn: string; before: string; messageId: number };
  /** Staff handed finished work over for approval, on this day in the agency's zone. */
  "task.handed_over": { messageId: number; day: string };
  /** The client approved finished work, which is complete with that. */
  "task.approved": { approvalId: number; channel: "page" | "link" | "email"; messageId: number | null };
  /** The words of an email would have taken a step of its task, but did not, for this reason. */
  "step.refused": { messageId: number; verb: SaidStep; reason: Refusal };
  /** An approval was taken back. */
  "task.approval_undone": { approvalId: number };
  /** The client asked for changes to finished work, which is being worked on again. */
  "task.changes_asked": { messageId: number };
  /** Whoever asked for changes by email approved by email instead; the work waits for approval again. */
  "task.changes_taken_back": Record<string, never>;
  /** Finished work waits for approval for some working days; this is the reminder of that number. */
  "approval.reminder_due": { count: number };
  /** The client put its backlog in another order: its tasks, the next one first. */
  "backlog.ordered": { clientId: number; taskIds: number[] };
  /** A contact is to be sent the backlog; for an order in an answer, with what had left the backlog meanwhile. */
  "backlog.asked": {
    contactId: number;
    cause: "asked" | "ordered" | "unchanged" | "gone" | "not_understood";
    goneTaskIds: number[];
    /** The email that asked for it; absent where none did. */
    inboundEmailId?: number;
  };
  /** A plan was added, or what it has changed. */
  "plan.set": {
    planId: number;
    activeTasksMax: number;
    strategySessionsMonthly: number;
    trainingSessionsMonthly: number;
  };
  /** A client was added, on a plan. */
  "client.added": { clientId: number; planId: number };
  /** A person of a client was added, by hand or since an email copied them. */
  "contact.added": { contactId: number; clientId: number; canApprove: boolean };
  /** Staff moved a client to another plan. */
  "client.plan_changed": { clientId: number; planId: number; beforePlanId: number };
  /** Somebody wants no more emails about a task, or wants them again. */
  "participant.muted": { participantId: number; isByLink: boolean };
  "participant.unmuted": { participantId: number; isByLink: boolean };
  /** A contact chose how we write to them. Their zone says where they live and is not written down here. */
  "contact.preferences_changed": {
    contactId: number;
    changed: ("notify" | "locale" | "timeZone" | "hasShortcuts")[];
    notify: Notify;
    isByLink: boolean;
  };
  /** A member of staff chose their language, their zone, and whether pages listen to single keys. */
  "staff.preferences_changed": { staffId: number; changed: ("locale" | "timeZone" | "hasShortcuts")[] };
  /** Somebody may approve finished work for their company from now on, or may not any more. */
  "contact.approver_changed": { contactId: number; clientId: number; canApprove: boolean };
  /** The digest of what waits for a contact is due. */
  "digest.due": { contactId: number };
  /** Somebody asked for a link that signs their browser in. */
  "sign_in.requested": { signInId: number };
  /** A probe mail was asked for, by staff or from the command line. */
  "probe.requested": { probeId: number };
  /** A probe mail came back in. */
  "probe.returned": { probeId: number; inboundEmailId: number };
  /** All envelopes were looked through for codes of our own addresses at this domain under these keys. */
  "envelopes.sealed": { replyDomain: string; keyIds: number[] };
  /** Staff connected a mailbox elsewhere, whose forwarding rule sends its mail in to us. */
  "mailbox.added": { mailboxId: number; address: string };
  /** A probe came back through a mailbox's forwarding rule. */
  "mailbox.verified": { mailboxId: number; probeId: number };
  /** Staff took a mailbox off; its intake address counts no more. */
  "mailbox.removed": { mailboxId: number; address: string };
  /** An address was added to a person by staff, from the held desk or the command line. */
  "address.added": { contactId: number; address: string };
  /** Everything about a contact was erased on request; with words, also what they had written on tasks. */
  "contact.erased": { contactId: number; withWords: boolean };
  /** The emails of an address that is nobody's were erased on request. */
  "address.erased": { emailCount: number };
  /** A provider or a delivery report said that an email did not arrive. */
  "email.bounced": { outboundEmailId: number; reason: string };
  /** We gave up sending an email, or its courier refused it for good. */
  "email.refused": {
    outboundEmailId: number;
    reason: string;
    /** What was said at the last of too many tries; only there when we gave up. */
    lastReason?: string;
  };
  /** Emails to an address wait from now on, since one came back or was not wanted. */
  "address.paused": { address: string; cause: PauseCause; reason: string; outboundEmailId: number };
  /** Staff let emails go to an address again. */
  "address.resumed": { address: string; pauseId: number };
  /** Emails of one person on a task, or all about inbound mail, became too many: nobody is told of more of them. */
  "breaker.tripped": { breakerId: number; kind: "sender" | "everything" };
  /** A storm of emails ended, by staff or by itself; `isToldOf`: what had waited was let go. */
  "breaker.reset": { breakerId: number; isToldOf: boolean };
  /** Staff decided what becomes of an inbound email. */
  "inbound_email.ruled": { inboundEmailId: number; ruling: string };
  /** Staff took back what was decided about an inbound email, which is held again unless it had been told of. */
  "inbound_email.ruling_undone": { inboundEmailId: number; rulingId: number; ruling: string };
  /** A message that nobody had been told of left its task again; the email that it was is held. */
  "message.withdrawn": { messageId: number; inboundEmailId: number };
  /** An address is not a contact's any more: that it is had been a mistake of staff. */
  "address.removed": { contactId: number; address: string };
  /** The day's summary of the held desk is due to a member of staff. */
  "held_summary.due": { staffId: number; day: string };
  /** Somebody who had been copied on an email was added to its task, on offer. */
  "participant.added": { contactId: number; offerId: number; isNewContact: boolean };
  /** Somebody said that a person copied on an email is not to be added to its task. */
  "copied_colleague.dismissed": { offerId: number };
  /** Staff made a token with which another program calls us, or took one back. */
  "api_token.made": { apiTokenId: number; name: string; scopes: Scope[]; clientId: number | null };
  "api_token.revoked": { apiTokenId: number };
  /** Staff named an endpoint of another program that is told what happens, or took one off. */
  "webhook_endpoint.added": { endpointId: number; wanted: WebhookType[]; clientId: number | null };
  "webhook_endpoint.removed": { endpointId: number };
  /** What would be told to an endpoint waits; `gone`: it answered that it is there no more. */
  "webhook_endpoint.paused": { endpointId: number; cause: "staff" | "gone" };
  "webhook_endpoint.resumed": { endpointId: number };
};

export interface EstimatePayload {
  minMinutes: number;
  maxMinutes: number;
}

export type EventType = keyof EventPayloads;

export interface NewEvent<Type extends EventType = EventType> {
  type: Type;
  taskId?: number;
  actor?: Person;
  at: string;
  payload: EventPayloads[Type];
}
