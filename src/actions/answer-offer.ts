// Adds somebody who was copied on an email to its task, or says that they are not to be. Writes the contact when they are
// new, their place in the task, the answer and one event.
import type { InEveryLanguage } from "../domain/locale.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { lockOffer, markOfferAnswered, type OfferAnswer, type OfferRow } from "../store/copied-colleagues.ts";
import { recordEvent } from "../store/events.ts";
import { findPersonByAddress } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { recordParticipant } from "../store/participants.ts";
import { getTask, type TaskRow } from "../store/tasks.ts";
import { addContact } from "./add-contact.ts";
import type { OwnAddresses } from "./free-address.ts";

export interface OfferInput {
  taskId: number;
  offerId: number;
  by: Person;
  own: OwnAddresses | undefined;
}

/** `unchanged`: it was answered so before. */
export type AnsweredOffer = { kind: OfferAnswer | "unchanged"; name: string };

/**
 * Adds them; they are told of nothing that was said before. Throws `not_found`, `conflict` when somebody said no meanwhile or
 * the address became somebody else's.
 */
export async function addCopiedColleague(rows: Rows, at: string, input: OfferInput): Promise<AnsweredOffer> {
  const offer = await getOffer(rows, input, "added");
  if (offer.answer === "added") return { kind: "unchanged", name: offer.name };
  const task = await getTask(rows, input.taskId);
  const { contactId, isNew } = await findOrAdd(rows, at, task, offer, input.own);
  await recordParticipant(rows, task.id, { kind: "contact", id: contactId }, at);
  await markOfferAnswered(rows, offer.id, { answer: "added", by: input.by, at });
  await recordEvent(rows, {
    type: "participant.added",
    taskId: task.id,
    actor: input.by,
    at,
    payload: { contactId, offerId: offer.id, isNewContact: isNew },
  });
  return { kind: "added", name: offer.name };
}

/** They stay outside, and are not offered on this task again. Throws `not_found`, `conflict` when they were added meanwhile. */
export async function dismissCopiedColleague(
  rows: Rows,
  at: string,
  input: OfferInput,
): Promise<AnsweredOffer> {
  const offer = await getOffer(rows, input, "dismissed");
  if (offer.answer === "dismissed") return { kind: "unchanged", name: offer.name };
  await markOfferAnswered(rows, offer.id, { answer: "dismissed", by: input.by, at });
  await recordEvent(rows, {
    type: "copied_colleague.dismissed",
    taskId: input.taskId,
    actor: input.by,
    at,
    payload: { offerId: offer.id },
  });
  return { kind: "dismissed", name: offer.name };
}

async function getOffer(rows: Rows, input: OfferInput, wanted: OfferAnswer): Promise<OfferRow> {
  const offer = await lockOffer(rows, input.taskId, input.offerId);
  if (offer === undefined)
    throw new Problem("not_found", { en: "There is no such offer.", de: "Diesen Vorschlag gibt es nicht." });
  if (offer.answer === null || offer.answer === wanted) return offer;
  throw new Problem("conflict", answeredMeanwhile(offer));
}

function answeredMeanwhile({ answer, answeredBy, name }: OfferRow): InEveryLanguage {
  const isAdded = answer === "added";
  return {
    en: `${answeredBy ?? "Somebody"} ${isAdded ? `added ${name} to this task` : `said no to ${name}`} meanwhile.`,
    de: `Inzwischen hat ${answeredBy ?? "jemand"} ${isAdded ? `${name} zu dieser Aufgabe hinzugefügt` : `den Vorschlag abgelehnt, ${name} hinzuzufügen`}.`,
  };
}

async function findOrAdd(
  rows: Rows,
  at: string,
  task: TaskRow,
  offer: OfferRow,
  own: OwnAddresses | undefined,
): Promise<{ contactId: number; isNew: boolean }> {
  const known = await findPersonByAddress(rows, offer.address);
  if (known === undefined) {
    const { contactId } = await addContact(rows, at, {
      clientId: task.clientId,
      name: offer.name,
      address: offer.address,
      own,
      // Whoever copied them most likely works beside them.
      ...(offer.authorTimeZone === null ? {} : { timeZone: offer.authorTimeZone }),
      ...(offer.authorLocale === null ? {} : { locale: offer.authorLocale }),
    });
    return { contactId, isNew: true };
  }
  if (known.contactId === null || known.clientId !== task.clientId) {
    throw new Problem("conflict", {
      en: `${offer.address} belongs to somebody else by now, who cannot be added here.`,
      de: `${offer.address} gehört inzwischen zu jemand anderem und kann hier nicht hinzugefügt werden.`,
    });
  }
  return { contactId: known.contactId, isNew: false };
}
