// What an operator types elsewhere so that mail and news of mail come here: SendGrid's forms, a mail server's pipe. Pure.
import type { KeyObject } from "node:crypto";
import type { Labelled } from "../domain/finding.ts";
import type { InEveryLanguage } from "../domain/locale.ts";

/** A group of values under a sentence that says where they go. */
export interface TypedElsewhere {
  where: InEveryLanguage;
  values: Labelled[];
}

export interface TypedQuestion {
  courier: "sandbox" | "sendgrid" | "smtp";
  baseUrl: string;
  replyDomain: string;
  webhookKey: KeyObject | undefined;
  inboundToken: string | undefined;
  /** How Inreply's commands are called on this machine, with whole paths. */
  program: string;
}

export function typedElsewhere(question: TypedQuestion): TypedElsewhere[] {
  switch (question.courier) {
    case "sandbox":
      return [];
    case "sendgrid":
      return [
        {
          where: {
            en: "In SendGrid under Settings, Inbound Parse, “Add Host & URL”:",
            de: "In SendGrid unter Settings, Inbound Parse, „Add Host & URL“:",
          },
          values: parseValues(question),
        },
        {
          where: {
            en: "In SendGrid under Settings, Mail Settings, Event Webhooks, “Create new webhook”:",
            de: "In SendGrid unter Settings, Mail Settings, Event Webhooks, „Create new webhook“:",
          },
          values: eventsValues(question.baseUrl),
        },
      ];
    case "smtp":
      return [
        {
          where: {
            en: `In your mail server, a pipe for all mail to ${question.replyDomain}. For Postfix the first line goes into master.cf and the others into main.cf; a file with the settings of Inreply that the user of the pipe may read takes the place of /etc/inreply.env:`,
            de: `In Ihrem Mailserver: eine Pipe für alle E-Mails an ${question.replyDomain}. Bei Postfix gehört die erste Zeile in master.cf, die anderen gehören in main.cf; an die Stelle von /etc/inreply.env tritt eine Datei mit den Einstellungen von Inreply, die der Benutzer der Pipe lesen darf:`,
          },
          values: pipeValues(question),
        },
      ];
  }
}

/** Where SendGrid's form for the mail that comes in is. */
export const parsePlace: InEveryLanguage = {
  en: "In SendGrid under Settings, Inbound Parse,",
  de: "In SendGrid unter Settings, Inbound Parse:",
};

/** SendGrid's forms are in English, so their fields keep the names that they have there. */
const tick = { en: "Tick", de: "Ankreuzen" };

export function inboundUrlOf(baseUrl: string): string {
  return `${baseUrl}/inbound/sendgrid`;
}

export function eventsUrlOf(baseUrl: string): string {
  return `${baseUrl}/events/sendgrid`;
}

/** Source: Twilio SendGrid, "Setting Up The Inbound Parse Webhook". The token itself is never shown. */
export function parseValues(
  question: Pick<TypedQuestion, "baseUrl" | "replyDomain" | "webhookKey">,
): Labelled[] {
  const { baseUrl, replyDomain, webhookKey } = question;
  const url = inboundUrlOf(baseUrl);
  const withToken = url.replace("://", "://inreply:YOUR_INBOUND_TOKEN@");
  return [
    { label: "Receiving domain", value: replyDomain },
    { label: "Destination URL", value: webhookKey === undefined ? withToken : url },
    { label: tick, value: "POST the raw, full MIME message" },
  ];
}

export function eventsValues(baseUrl: string): Labelled[] {
  return [
    { label: "Post URL", value: eventsUrlOf(baseUrl) },
    { label: tick, value: "Processed, Dropped, Deferred, Bounced, Delivered, Spam Reports" },
    { label: { en: "Switch on", de: "Einschalten" }, value: "Signature Verification" },
  ];
}

/** Source: Postfix, pipe(8), transport(5). */
function pipeValues({ replyDomain, program }: TypedQuestion): Labelled[] {
  const words =
    "receive --settings /etc/inreply.env --from=${sender} --to=${recipient} --ip=${client_address}";
  return [
    {
      label: "master.cf",
      value: `inreply unix - n n - 4 pipe flags=u user=inreply argv=${program} ${words}`,
    },
    { label: "main.cf", value: `relay_domains = ${replyDomain}` },
    { label: "main.cf", value: `transport_maps = inline:{ ${replyDomain}=inreply: }` },
    { label: "main.cf", value: "inreply_destination_recipient_limit = 1" },
  ];
}
