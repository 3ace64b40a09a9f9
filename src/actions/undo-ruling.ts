// Takes back what staff decided about an inbound email. Writes who and when, an event, and what the decision had changed; the
// email is read again and held, whatever is found in it.
import { normalizeAddress } from "../domain/address.ts";
import { namesInWords } from "../domain/in-words.ts";
import type { InEveryLanguage } from "../domain/locale.ts";
import { Problem } from "../domain/problem.ts";
import {
  findEmailRuling,
  findLastEmailRuling,
  hasSpokenSince,
  markEmailRulingUndone,
  type EmailRulingRow,
} from "../store/email-rulings.ts";
import { recordEvent } from "../store/events.ts";
import { lockInboundEmail, markInboundPending, type InboundEmailRow } from "../store/inbound-emails.ts";
import type { Rows } from "../store/rows.ts";
import { wasAddressAddedAt, removeContactAddress } from "../store/withdrawals.ts";
import { beingRead, getReadableEmail, whoDecided } from "./ruling.ts";
import { withdrawMessage, type Withdrawal } from "./withdraw-message.ts";

export interface UndoInput {
  emailId: number;
  rulingId: number;
  byStaffId: number;
}

/**
 * `held`: the email is held again, and a message that it had become has left its task. `address_only`: people were told of
 * that message, so it stays, and the address alone is taken back. `unchanged`: it was taken back before.
 */
export interface UndoneRuling {
  kind: "held" | "address_only" | "unchanged";
}

/**
 * Undoes within the caller's transaction; the same form again changes nothing. Throws `not_found`, `gone` without the email's
 * bytes, `conflict` when something else was decided since, when it is being read, when people were told of the message, or
 * when the address was spoken by since. Each says what can be done instead.
 */
export async function undoRuling(rows: Rows, at: string, input: UndoInput): Promise<UndoneRuling> {
  const email = await lockInboundEmail(rows, input.emailId);
  const ruling = await findEmailRuling(rows, input.rulingId);
  if (email === undefined || ruling?.inboundEmailId !== email.id) {
    throw new Problem("not_found", {
      en: "There is no such decision.",
      de: "Diese Entscheidung gibt es nicht.",
    });
  }
  if (ruling.undoneAt !== null) return { kind: "unchanged" };
  if (ruling.kind === "again") {
    throw new Problem("invalid", {
      en: "To read an email again decides nothing that could be undone.",
      de: "Eine E-Mail noch einmal lesen zu lassen entscheidet nichts, was sich zurücknehmen ließe.",
    });
  }
  const last = await findLastEmailRuling(rows, email.id);
  if (last?.id !== ruling.id) throw new Problem("conflict", whoDecided(last));
  if (email.status === "processing") {
    throw beingRead();
  }
  await getReadableEmail(rows, email.id);
  const kind = await takeBack(rows, at, email, ruling, input.byStaffId);
  await markEmailRulingUndone(rows, ruling.id, { staffId: input.byStaffId, at });
  await recordEvent(rows, {
    type: "inbound_email.ruling_undone",
    actor: { kind: "staff", id: input.byStaffId },
    at,
    payload: { inboundEmailId: email.id, rulingId: ruling.id, ruling: ruling.kind },
  });
  if (kind === "held") await markInboundPending(rows, email.id, { kind: "hold", by: input.byStaffId });
  return { kind };
}

async function takeBack(
  rows: Rows,
  at: string,
  email: InboundEmailRow,
  ruling: EmailRulingRow,
  byStaffId: number,
): Promise<"held" | "address_only"> {
  const given = await findGivenAddress(rows, email, ruling);
  if (given !== undefined) await requireSilence(rows, email, ruling, given.address);
  const withdrawal = await withdrawMessage(rows, at, { emailId: email.id, byStaffId });
  if (given !== undefined) await takeAddress(rows, at, given, byStaffId);
  if (withdrawal.kind === "none" || withdrawal.kind === "withdrawn") return "held";
  if (given !== undefined) return "address_only";
  throw new Problem("conflict", whyItStays(withdrawal));
}

/** An address that became a contact's. */
interface GivenAddress {
  contactId: number;
  address: string;
}

/** The address that a decision made a contact's: the sender's, or that of whose email was forwarded. */
export async function findGivenAddress(
  rows: Rows,
  { fromAddress, forwarded }: InboundEmailRow,
  { kind, contactId, ruledAt }: EmailRulingRow,
): Promise<GivenAddress | undefined> {
  if (contactId === null) return undefined;
  if (kind === "address" && fromAddress !== null) {
    return { contactId, address: normalizeAddress(fromAddress) };
  }
  if (kind !== "open_forwarded" || forwarded === null) return undefined;
  const { fromAddress: address } = forwarded;
  return (await wasAddressAddedAt(rows, { contactId, address, at: ruledAt }))
    ? { contactId, address }
    : undefined;
}

/** Why a message stays on its task, and what can be done. */
export function whyItStays(withdrawal: Extract<Withdrawal, { kind: "told" | "used" }>): InEveryLanguage {
  const { taskId } = withdrawal;
  if (withdrawal.kind === "used") {
    return {
      en: `It was moved since, took a step of its task, or a reader said something of it, so it stays on task #${taskId}. Move it if it is wrong there.`,
      de: `Sie wurde inzwischen verschoben, hat in ihrer Aufgabe einen Schritt ausgelöst, oder jemand hat etwas zu ihr angemerkt. Deshalb bleibt sie in Aufgabe #${taskId}. Verschieben Sie sie, wenn sie dort falsch ist.`,
    };
  }
  const { names } = withdrawal;
  return {
    en: `${namesInWords(names, "en")} had it by email already, and an email cannot be taken back. If it is wrong on task #${taskId}, move it to another.`,
    de: `Als E-Mail erhalten ${names.length === 1 ? "hat sie schon" : "haben sie schon"} ${namesInWords(names, "de")}, und eine E-Mail lässt sich nicht zurückholen. Wenn sie in Aufgabe #${taskId} falsch ist, verschieben Sie sie in eine andere.`,
  };
}

async function requireSilence(
  rows: Rows,
  email: InboundEmailRow,
  ruling: EmailRulingRow,
  address: string,
): Promise<void> {
  const since = { address, exceptEmailId: email.id, since: ruling.ruledAt };
  if (!(await hasSpokenSince(rows, since))) return;
  throw new Problem("conflict", {
    en: `Another email from ${address} was taken for ${ruling.personName ?? "its owner"}’s since, so the address stays. Move what is wrong by itself.`,
    de: `Inzwischen wurde eine weitere E-Mail von ${address} ${ruling.personName ?? "der Person"} zugeordnet, deshalb bleibt die Adresse. Verschieben Sie einzeln, was falsch ist.`,
  });
}

async function takeAddress(
  rows: Rows,
  at: string,
  { contactId, address }: GivenAddress,
  byStaffId: number,
): Promise<void> {
  if (!(await removeContactAddress(rows, contactId, address))) return;
  await recordEvent(rows, {
    type: "address.removed",
    actor: { kind: "staff", id: byStaffId },
    at,
    payload: { contactId, address },
  });
}
