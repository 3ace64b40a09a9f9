// Whether SendGrid tells us what becomes of our emails: its event webhook. Asks SendGrid.
import type { KeyObject } from "node:crypto";
import type { Finding } from "../domain/finding.ts";
import { isSamePublicKey } from "./public-key.ts";
import { listIn, textOf, type Sendgrid } from "./sendgrid-api.ts";
import { eventsUrlOf, eventsValues } from "./typed-elsewhere.ts";

const check = "sendgrid.events";
const place = "In SendGrid under Settings, Mail Settings, Event Webhooks,";

/** The events that move the delivery state of an email, by their fields in the API and in SendGrid's form. */
const needed: readonly [field: string, words: string][] = [
  ["processed", "Processed"],
  ["dropped", "Dropped"],
  ["deferred", "Deferred"],
  ["bounce", "Bounced"],
  ["delivered", "Delivered"],
  ["spam_report", "Spam Reports"],
];

export async function checkEvents(
  ask: Sendgrid,
  { baseUrl, eventsKey }: { baseUrl: string; eventsKey: KeyObject | undefined },
): Promise<Finding[]> {
  const values = eventsValues(baseUrl);
  const answer = await ask("/v3/user/webhooks/event/settings/all");
  if (answer.kind === "fault") return [{ check, status: "warning", found: answer.found, todo: answer.todo }];
  if (answer.kind === "refused") {
    const found = "Our key may not read the event webhooks.";
    return [
      {
        check,
        status: "skipped",
        found,
        todo: `${place} look whether there is one with these values.`,
        values,
      },
    ];
  }
  const webhook = listIn(answer.body, "webhooks").find(({ url }) => textOf(url) === eventsUrlOf(baseUrl));
  if (webhook === undefined) {
    return [
      {
        check,
        status: "warning",
        found:
          "SendGrid does not tell this installation what becomes of its emails, so whether they arrive stays unknown.",
        todo: `${place} press “Create new webhook” and type these values. Save it, open it again, and set SENDGRID_EVENTS_KEY to the verification key it then shows.`,
        values,
      },
    ];
  }
  return [stateFinding(webhook), keyFinding(webhook, eventsKey)];
}

function stateFinding(webhook: Record<string, unknown>): Finding {
  if (webhook["enabled"] !== true) {
    const found = "SendGrid’s event webhook for this installation is switched off.";
    return { check, status: "warning", found, todo: `${place} open it and switch it on.` };
  }
  const missing = needed.filter(([field]) => webhook[field] !== true).map(([, words]) => words);
  if (missing.length > 0) {
    return {
      check,
      status: "warning",
      found: `SendGrid tells us of emails, but not all: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing.`,
      todo: `${place} open it and tick ${missing.join(", ")}.`,
    };
  }
  return { check, status: "good", found: "SendGrid tells this installation what becomes of its emails." };
}

function keyFinding(webhook: Record<string, unknown>, eventsKey: KeyObject | undefined): Finding {
  const proof = "sendgrid.events.proof";
  const shown = textOf(webhook["public_key"]);
  if (shown === "") {
    return {
      check: proof,
      status: "fault",
      found: "The event webhook does not sign its calls, so they are turned away.",
      todo: `${place} open it, switch “Signature Verification” on, save it, open it again, and set SENDGRID_EVENTS_KEY to the verification key.`,
    };
  }
  if (eventsKey === undefined || !isSamePublicKey(eventsKey, shown)) {
    return {
      check: proof,
      status: "fault",
      found:
        eventsKey === undefined
          ? "SENDGRID_EVENTS_KEY is not set, so the calls of the event webhook are turned away."
          : "The event webhook signs with another key than SENDGRID_EVENTS_KEY, so its calls are turned away.",
      todo: "Set SENDGRID_EVENTS_KEY to this key and start Inreply again.",
      values: [{ label: "SENDGRID_EVENTS_KEY", value: shown }],
    };
  }
  return { check: proof, status: "good", found: "Its calls are signed by the key in SENDGRID_EVENTS_KEY." };
}
