// Stores what callers of the webhook bring, durably, before they are answered. Decides nothing about the mail itself.
import type { Request, Response } from "express";
import type { Logger } from "pino";
import { timestamp, type Clock } from "../domain/clock.ts";
import type { ProviderFields } from "../domain/inbound-email.ts";
import { contentHash, recordBlob } from "../store/blobs.ts";
import type { Store } from "../store/database.ts";
import { recordInboundEmail } from "../store/inbound-emails.ts";
import type { DrainLimits } from "../webhook/answer-and-drain.ts";
import { meterBody, refuseTooLong as refuseLongBody, type Meter } from "../webhook/body.ts";
import type { CallerChecks } from "../webhook/caller.ts";
import { refuseCall } from "../webhook/refuse-call.ts";

export interface Receiver {
  store: Store;
  clock: Clock;
  log: Logger;
  checks: CallerChecks;
  limits: ReceiveLimits;
  /** Bytes of mail being received right now, over all requests. */
  load: { bytes: number };
  /** What rows keep of an address of ours; without it they keep all, until processing seals it. */
  sealAddress?: (address: string) => string;
  /** Wakes processing after mail was stored. */
  nudge: () => void;
}

export interface ReceiveLimits extends DrainLimits {
  /** One email; SendGrid takes up to 30 MB. */
  emailBytesMax: number;
  /** All emails being received at the same moment; more are answered 503 and tried again later. */
  loadBytesMax: number;
  /** Parts of one multipart form: as many as an email may have, and the fields beside them. */
  formPartsMax: number;
  /** One field of a form that describes an email; the list of its attachments is the longest. */
  fieldBytesMax: number;
  /** Envelope recipients of one call. */
  recipientsMax: number;
}

export const receiveLimits: ReceiveLimits = {
  emailBytesMax: 30 * 1024 * 1024,
  loadBytesMax: 128 * 1024 * 1024,
  formPartsMax: 1_020,
  fieldBytesMax: 1024 * 1024,
  recipientsMax: 50,
  drainBytesMax: 64 * 1024 * 1024,
  drainMs: 30_000,
};

/** A mail as it came, before anybody looked into it. */
export interface Incoming {
  source: "sendgrid" | "raw" | "pipe";
  raw: Uint8Array;
  envelopeFrom: string;
  envelopeTo: readonly string[];
  providerFields: ProviderFields;
}

/**
 * Answers a call of the webhook: 200 once every recipient's row is committed, also when it was there before; a Refusal's
 * status with a sentence; 503 when storing failed, so that the provider tries again.
 */
export async function answerReceipt(
  receiver: Receiver,
  request: Request,
  response: Response,
  read: () => Promise<Incoming>,
): Promise<void> {
  try {
    const stored = await storeIncoming(receiver, await read());
    response.status(200).json(stored);
    if (stored.stored > 0) receiver.nudge();
  } catch (fault) {
    const notStored = "The mail could not be stored just now. Please send it again.";
    await refuseCall(receiver, request, response, fault, notStored);
  }
}

/** Stores a mail once for each envelope recipient. The same bytes for the same recipient again are not stored twice. */
export async function storeIncoming(
  receiver: Pick<Receiver, "store" | "clock" | "log" | "sealAddress">,
  incoming: Incoming,
): Promise<{ stored: number; known: number }> {
  const rawSha256 = contentHash(incoming.raw);
  const receivedAt = timestamp(receiver.clock());
  const seal = receiver.sealAddress ?? ((address: string) => address);
  const ids = await receiver.store.write(async (rows) => {
    const found: (number | undefined)[] = [];
    for (const envelopeTo of incoming.envelopeTo) {
      const { source, envelopeFrom, providerFields } = incoming;
      found.push(
        await recordInboundEmail(rows, {
          source,
          rawSha256,
          envelopeFrom: seal(envelopeFrom),
          envelopeTo: seal(envelopeTo),
          providerFields,
          receivedAt,
        }),
      );
    }
    // A mail that is known already may have lost its bytes to their time being over; they do not come back with a repeat.
    if (found.some((id) => id !== undefined)) await recordBlob(rows, rawSha256, incoming.raw);
    return found;
  });
  const stored = ids.filter((id) => id !== undefined).length;
  receiver.log.info(
    { ids, sha256: rawSha256, bytes: incoming.raw.byteLength, source: incoming.source },
    "received",
  );
  return { stored, known: ids.length - stored };
}

/** Refuses a body by the length that its call names, before any of it is read. */
export function refuseTooLong({ limits }: Receiver, request: Request): void {
  refuseLongBody(request, limits.emailBytesMax + formOverheadBytes, limits.emailBytesMax);
}

/** Counts a body's bytes against the limits while it streams in. Call `release` when the request is over. */
export function meter(receiver: Receiver): Meter {
  const { emailBytesMax } = receiver.limits;
  return meterBody(receiver, emailBytesMax + formOverheadBytes, emailBytesMax);
}

/** What a form may carry around the email itself. */
const formOverheadBytes = 1024 * 1024;
