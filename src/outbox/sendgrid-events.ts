// One entry of SendGrid's event webhook -> what it says of one of our emails. Reads values, writes nothing.
import { normalizeAddress } from "../domain/address.ts";
import {
  deliveryReasonLengthMax,
  isAddressAtFault,
  type Delivery,
  type PauseCause,
} from "../domain/delivery.ts";
import { maskSecrets } from "../threading/mask.ts";

/** What an event says, and by what it names its email. */
export interface ProviderEvent {
  /** Our own custom argument, which comes back with every event. */
  outboundEmailId?: number;
  /** The Message-ID, in case the argument is missing. */
  internetMessageId?: string;
  /** The recipient, in normal form. */
  address: string;
  delivery: Delivery;
  reason: string | null;
  /** When it happened, ISO 8601. */
  at: string;
  pause?: { cause: PauseCause; isKeptByProvider: boolean };
}

/** `other`: an event that says nothing of delivery, such as an opening. `unreadable`: not in the form of an event. */
export type EventReading =
  | { kind: "event"; event: ProviderEvent }
  | { kind: "other" }
  | { kind: "unreadable" };

/** The largest id that both engines keep in an `integer` column. */
const idMax = 2_147_483_647;
/** Seconds since 1970, up to the year 9999. */
const secondsMax = 253_402_300_799;
/** RFC 5322 section 2.1.1: no line is longer, so no Message-ID is. */
const messageIdLengthMax = 998;

/** Reasons of a drop that stand for an entry on one of SendGrid's own lists; others are about this one email. */
const suppressedReasons = /^(?:bounced address|spam reporting address|invalid|unsubscribed address)$/iu;

/**
 * Never throws. A `bounce` of type `blocked` turned away one email and not the address. SendGrid keeps addresses that
 * bounced or complained on lists of its own and drops what is sent to them later.
 * Source: Twilio SendGrid, "Event Webhook Reference", and "Drops" of its glossary.
 */
export function readSendgridEvent(entry: unknown): EventReading {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return { kind: "unreadable" };
  const fields = entry as Record<string, unknown>;
  const { email, event: name } = fields;
  const at = moment(fields["timestamp"]);
  if (typeof name !== "string") return { kind: "unreadable" };
  const said = saying(name, fields);
  if (said === undefined) return { kind: "other" };
  if (typeof email !== "string" || email === "" || at === undefined) return { kind: "unreadable" };
  const outboundEmailId = positiveId(fields["inreply_email_id"]);
  const messageId = fields["smtp-id"];
  return {
    kind: "event",
    event: {
      ...(outboundEmailId === undefined ? {} : { outboundEmailId }),
      ...(typeof messageId === "string" ? { internetMessageId: messageId.slice(0, messageIdLengthMax) } : {}),
      address: normalizeAddress(email),
      at,
      ...said,
    },
  };
}

type Saying = Pick<ProviderEvent, "delivery" | "reason" | "pause">;

function saying(name: string, fields: Record<string, unknown>): Saying | undefined {
  const reason = line(fields["reason"]);
  switch (name) {
    case "processed":
      return { delivery: "processed", reason: null };
    case "deferred":
      return { delivery: "deferred", reason: deferral(fields) };
    case "delivered":
      return { delivery: "delivered", reason: null };
    case "bounce":
      return bounce(reason, fields);
    case "dropped": {
      const isSuppressed = reason !== undefined && suppressedReasons.test(reason);
      return {
        delivery: "dropped",
        reason: `SendGrid kept it back: ${reason ?? "it gave no reason"}`,
        ...(isSuppressed ? { pause: { cause: "dropped", isKeptByProvider: true } } : {}),
      };
    }
    case "spamreport":
      return {
        delivery: "complained",
        reason: "It was reported as spam.",
        pause: { cause: "complained", isKeptByProvider: true },
      };
    default:
      return undefined;
  }
}

/** `type` is missing in old events; then what the server said decides. */
function bounce(reason: string | undefined, { type, status: given }: Record<string, unknown>): Saying {
  const status = line(given);
  const isAtFault =
    type === "bounce" || (type === undefined && isAddressAtFault({ words: reason ?? "", status }));
  return {
    delivery: "bounced",
    reason: reason ?? status ?? null,
    ...(isAtFault ? { pause: { cause: "bounced", isKeptByProvider: type === "bounce" } } : {}),
  };
}

/** “421 busy, try later (try 5)” */
function deferral(fields: Record<string, unknown>): string | null {
  const said = line(fields["response"]) ?? line(fields["reason"]);
  const given = fields["attempt"];
  const text = typeof given === "number" ? String(given) : given;
  const attempt = typeof text === "string" ? /^\d{1,4}$/u.exec(text)?.[0] : undefined;
  if (attempt === undefined) return said ?? null;
  return said === undefined ? `try ${attempt}` : `${said} (try ${attempt})`;
}

/** A value as one plain line of bounded length without our secrets; undefined when it says nothing. */
function line(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what must go
  const plain = value.slice(0, deliveryReasonLengthMax * 4).replace(/[\s\u0000-\u001f\u007f-\u009f]+/gu, " ");
  const masked = maskSecrets(plain).trim().slice(0, deliveryReasonLengthMax);
  return masked === "" ? undefined : masked;
}

function positiveId(value: unknown): number | undefined {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || !/^[1-9]\d{0,9}$/u.test(text)) return undefined;
  const id = Number(text);
  return id <= idMax ? id : undefined;
}

function moment(value: unknown): string | undefined {
  const seconds = typeof value === "string" && /^\d{1,12}$/u.test(value) ? Number(value) : value;
  if (typeof seconds !== "number" || !(seconds > 0) || seconds > secondsMax) return undefined;
  return new Date(Math.floor(seconds) * 1_000).toISOString();
}
