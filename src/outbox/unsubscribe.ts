// How the reader of an email stops the next ones: by the headers that mail programs make a button of, and by links at its foot.
import type { ParticipantRow } from "../store/participants.ts";
import type { Outbox } from "./outbox.ts";
import { unsubscribePlace } from "./placeholders.ts";

/**
 * RFC 2369 section 3.2 and RFC 8058 section 3.1. The link stands in the row as a place. Both headers have to be among those
 * that DKIM signs, which is for whoever signs.
 */
export function unsubscribeHeaders(placeholder: string): Record<string, string> {
  return {
    "List-Unsubscribe": `<${unsubscribePlace(placeholder)}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

/** A link below everything else. */
interface FootLink {
  label: string;
  link: string;
}

/** Below an email about a task: to mute it, where that would stop the next one like it, and for contacts their preferences. */
export function mutingLinks(
  outbox: Outbox,
  reader: Pick<ParticipantRow, "locale" | "contactId">,
  placeholder: string,
  canMute = true,
): FootLink[] {
  const { say } = outbox.render;
  const mute = { label: say(reader.locale, "email.mute"), link: unsubscribePlace(placeholder) };
  const preferences = reader.contactId === null ? [] : [preferencesLink(outbox, reader)];
  return [...(canMute ? [mute] : []), ...preferences];
}

/** Below an email to a contact. */
export function preferencesLink(
  { render: { say }, installation: { baseUrl } }: Outbox,
  { locale }: Pick<ParticipantRow, "locale">,
): FootLink {
  return { label: say(locale, "email.preferences"), link: `${baseUrl}/preferences` };
}
