// Whether SendGrid tells us what becomes of our emails: its event webhook. Asks SendGrid.
import type { KeyObject } from "node:crypto";
import type { Finding, Labelled } from "../domain/finding.ts";
import { isSamePublicKey } from "./public-key.ts";
import { listIn, textOf, type Sendgrid } from "./sendgrid-api.ts";
import { eventsUrlOf, eventsValues } from "./typed-elsewhere.ts";

const check = "sendgrid.events";
const place = {
  en: "In SendGrid under Settings, Mail Settings, Event Webhooks,",
  de: "In SendGrid unter Settings, Mail Settings, Event Webhooks:",
};

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
    const found = {
      en: "Our key may not read the event webhooks.",
      de: "Unser Schlüssel darf die Event Webhooks nicht lesen.",
    };
    const todo = {
      en: `${place.en} look whether there is one with these values.`,
      de: `${place.de} Sehen Sie nach, ob es einen mit diesen Werten gibt.`,
    };
    return [{ check, status: "skipped", found, todo, values }];
  }
  const webhook = listIn(answer.body, "webhooks").find(({ url }) => textOf(url) === eventsUrlOf(baseUrl));
  return webhook === undefined
    ? [missingFinding(values)]
    : [stateFinding(webhook), keyFinding(webhook, eventsKey)];
}

function missingFinding(values: Labelled[]): Finding {
  return {
    check,
    status: "warning",
    found: {
      en: "SendGrid does not tell this installation what becomes of its emails, so whether they arrive stays unknown.",
      de: "SendGrid meldet dieser Installation nicht, was aus ihren E-Mails wird; ob sie ankommen, bleibt unbekannt.",
    },
    todo: {
      en: `${place.en} press “Create new webhook” and type these values. Save it, open it again, and set SENDGRID_EVENTS_KEY to the verification key it then shows.`,
      de: `${place.de} Drücken Sie „Create new webhook“, und geben Sie diese Werte ein. Speichern Sie ihn, öffnen Sie ihn noch einmal, und tragen Sie in SENDGRID_EVENTS_KEY den Schlüssel ein, den er dann zeigt (Verification Key).`,
    },
    values,
  };
}

function stateFinding(webhook: Record<string, unknown>): Finding {
  if (webhook["enabled"] !== true) {
    const found = {
      en: "SendGrid’s event webhook for this installation is switched off.",
      de: "Der Event Webhook von SendGrid für diese Installation ist ausgeschaltet.",
    };
    const todo = {
      en: `${place.en} open it and switch it on.`,
      de: `${place.de} Öffnen Sie ihn, und schalten Sie ihn ein.`,
    };
    return { check, status: "warning", found, todo };
  }
  const missing = needed.filter(([field]) => webhook[field] !== true).map(([, words]) => words);
  if (missing.length > 0) {
    return {
      check,
      status: "warning",
      found: {
        en: `SendGrid tells us of emails, but not all: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing.`,
        de: `SendGrid meldet, was aus E-Mails wird, aber nicht alles: Es ${missing.length === 1 ? "fehlt" : "fehlen"} ${missing.join(", ")}.`,
      },
      todo: {
        en: `${place.en} open it and tick ${missing.join(", ")}.`,
        de: `${place.de} Öffnen Sie ihn, und kreuzen Sie ${missing.join(", ")} an.`,
      },
    };
  }
  const found = {
    en: "SendGrid tells this installation what becomes of its emails.",
    de: "SendGrid meldet dieser Installation, was aus ihren E-Mails wird.",
  };
  return { check, status: "good", found };
}

function keyFinding(webhook: Record<string, unknown>, eventsKey: KeyObject | undefined): Finding {
  const proof = "sendgrid.events.proof";
  const shown = textOf(webhook["public_key"]);
  if (shown === "") {
    return {
      check: proof,
      status: "fault",
      found: {
        en: "The event webhook does not sign its calls, so they are turned away.",
        de: "Der Event Webhook signiert seine Aufrufe nicht, deshalb werden sie abgewiesen.",
      },
      todo: {
        en: `${place.en} open it, switch “Signature Verification” on, save it, open it again, and set SENDGRID_EVENTS_KEY to the verification key.`,
        de: `${place.de} Öffnen Sie ihn, schalten Sie „Signature Verification“ ein, speichern Sie ihn, öffnen Sie ihn noch einmal, und tragen Sie den Schlüssel (Verification Key) in SENDGRID_EVENTS_KEY ein.`,
      },
    };
  }
  if (eventsKey === undefined || !isSamePublicKey(eventsKey, shown)) {
    return {
      check: proof,
      status: "fault",
      found:
        eventsKey === undefined
          ? {
              en: "SENDGRID_EVENTS_KEY is not set, so the calls of the event webhook are turned away.",
              de: "SENDGRID_EVENTS_KEY ist nicht gesetzt, deshalb werden die Aufrufe des Event Webhooks abgewiesen.",
            }
          : {
              en: "The event webhook signs with another key than SENDGRID_EVENTS_KEY, so its calls are turned away.",
              de: "Der Event Webhook signiert mit einem anderen Schlüssel als SENDGRID_EVENTS_KEY, deshalb werden seine Aufrufe abgewiesen.",
            },
      todo: {
        en: "Set SENDGRID_EVENTS_KEY to this key and start Inreply again.",
        de: "Tragen Sie diesen Schlüssel in SENDGRID_EVENTS_KEY ein, und starten Sie Inreply neu.",
      },
      values: [{ label: "SENDGRID_EVENTS_KEY", value: shown }],
    };
  }
  const found = {
    en: "Its calls are signed by the key in SENDGRID_EVENTS_KEY.",
    de: "Seine Aufrufe sind mit dem Schlüssel in SENDGRID_EVENTS_KEY signiert.",
  };
  return { check: proof, status: "good", found };
}
