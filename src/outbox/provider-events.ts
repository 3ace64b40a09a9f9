// POST /events/sendgrid: what became of emails that SendGrid took from us. Writes delivery events, states and pauses, all
// of them before it answers.
import type { Request, Response } from "express";
import type { Logger } from "pino";
import { recordDelivery } from "../actions/record-delivery.ts";
import { timestamp, type Clock } from "../domain/clock.ts";
import type { Store } from "../store/database.ts";
import { findAddressOfOutbound } from "../store/outbound-emails.ts";
import type { Rows } from "../store/rows.ts";
import { readMessageId } from "../threading/message-id.ts";
import type { KeyRing } from "../threading/token.ts";
import type { DrainLimits } from "../webhook/answer-and-drain.ts";
import { meterBody, readBody, refuseTooLong } from "../webhook/body.ts";
import { checkCaller, type CallerChecks } from "../webhook/caller.ts";
import { Refusal } from "../webhook/refusal.ts";
import { refuseCall } from "../webhook/refuse-call.ts";
import { readSendgridEvent, type ProviderEvent } from "./sendgrid-events.ts";

export interface EventReceiver {
  store: Store;
  clock: Clock;
  log: Logger;
  keys: KeyRing;
  checks: CallerChecks;
  limits: EventLimits;
  /** Bytes of events being received right now, over all calls. */
  load: { bytes: number };
}

export interface EventLimits extends DrainLimits {
  /** One call; SendGrid sends a batch at 768 KB. */
  bodyBytesMax: number;
  /** All calls at the same moment; more are answered 503 and come again. */
  loadBytesMax: number;
  /** Entries of one call. */
  eventsMax: number;
  /** Events in one transaction. */
  eventsPerWriteMax: number;
}

export const eventLimits: EventLimits = {
  bodyBytesMax: 5 * 1024 * 1024,
  loadBytesMax: 32 * 1024 * 1024,
  eventsMax: 20_000,
  eventsPerWriteMax: 1_000,
  drainBytesMax: 16 * 1024 * 1024,
  drainMs: 30_000,
};

/** What became of the entries of one call. `known`: on record before. */
interface Counts {
  recorded: number;
  known: number;
  /** Not about delivery, about no email of ours, or in no form that we can read. */
  ignored: { other: number; unknownEmail: number; unreadable: number };
}

/**
 * A JSON array of events, signed by SendGrid over the raw body. Answers 200 with counts once everything is committed, 400
 * for what is not such an array, 401 no proof, 413 too large, 503 a wrong proof or nothing could be stored: SendGrid tries
 * again for a day whatever is not 2xx. An entry that cannot be read spoils no other.
 * Source: Twilio SendGrid, "Event Webhook Reference".
 */
export async function receiveSendgridEvents(
  receiver: EventReceiver,
  request: Request,
  response: Response,
): Promise<void> {
  try {
    const counts = await recordEntries(receiver, await readEntries(receiver, request));
    receiver.log.info(counts, "events");
    response.status(200).json(counts);
  } catch (fault) {
    const notStored = "The events could not be stored just now. Please send them again.";
    await refuseCall(receiver, request, response, fault, notStored);
  }
}

async function readEntries(receiver: EventReceiver, request: Request): Promise<unknown[]> {
  const { limits } = receiver;
  const check = checkCaller(receiver.checks, request, "SENDGRID_EVENTS_KEY");
  refuseTooLong(request, limits.bodyBytesMax);
  const body = await readBody(request, meterBody(receiver, limits.bodyBytesMax), check.update);
  check.finish();
  const entries = parseJson(body);
  if (!Array.isArray(entries)) throw new Refusal(400, "The body is not a JSON array of events.", true);
  if (entries.length > limits.eventsMax) {
    throw new Refusal(413, `There are more than ${limits.eventsMax} events in this call.`, true);
  }
  return entries;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new Refusal(400, "The body is not JSON.", true);
  }
}

async function recordEntries(receiver: EventReceiver, entries: readonly unknown[]): Promise<Counts> {
  const counts: Counts = { recorded: 0, known: 0, ignored: { other: 0, unknownEmail: 0, unreadable: 0 } };
  const events: ProviderEvent[] = [];
  for (const entry of entries) {
    const reading = readSendgridEvent(entry);
    if (reading.kind === "event") events.push(reading.event);
    else counts.ignored[reading.kind]++;
  }
  const { eventsPerWriteMax } = receiver.limits;
  for (let start = 0; start < events.length; start += eventsPerWriteMax) {
    const results = await recordTogether(receiver, events.slice(start, start + eventsPerWriteMax));
    for (const result of results) {
      if (result === "no_such_email") counts.ignored.unknownEmail++;
      else counts[result]++;
    }
  }
  return counts;
}

/** In one transaction, which may run more than once, so that it answers what it did and counts nothing itself. */
function recordTogether({ store, keys, clock }: EventReceiver, events: readonly ProviderEvent[]) {
  const recordedAt = timestamp(clock());
  return store.write(async (rows) => {
    const results: Awaited<ReturnType<typeof recordDelivery>>[] = [];
    for (const event of events) {
      const outboundEmailId = await findEmailOf(keys, rows, event);
      if (outboundEmailId === undefined) results.push("no_such_email");
      else results.push(await recordDelivery(rows, recordedAt, { ...event, outboundEmailId }));
    }
    return results;
  });
}

/**
 * The email that an event is about: by our argument, else by the Message-ID. Other software may send through the same
 * account, so whoever the event is about must be whom that email went to.
 */
async function findEmailOf(
  keys: KeyRing,
  rows: Rows,
  { outboundEmailId, internetMessageId, address }: ProviderEvent,
): Promise<number | undefined> {
  const own = internetMessageId === undefined ? undefined : readMessageId(keys, internetMessageId);
  const named = own === undefined || own.kind === "task" ? undefined : own.outboundEmailId;
  for (const id of [outboundEmailId, named]) {
    if (id !== undefined && (await findAddressOfOutbound(rows, id)) === address) return id;
  }
  return undefined;
}
