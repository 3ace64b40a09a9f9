// What the rulings on inbound emails have in common: which emails can still be ruled on, when one is the same form again or
// comes after somebody else's, and how a ruling is written down.
import type { Ruling } from "../domain/inbound-email.ts";
import type { InEveryLanguage } from "../domain/locale.ts";
import { isSamePerson, personFromColumns, type Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { rulingInWords } from "../domain/ruling-words.ts";
import {
  findLastEmailRuling,
  recordEmailRuling,
  type EmailRulingRow,
  type RulingKind,
} from "../store/email-rulings.ts";
import { recordEvent } from "../store/events.ts";
import { lockInboundEmail, markInboundPending, type InboundEmailRow } from "../store/inbound-emails.ts";
import type { Rows } from "../store/rows.ts";

/** Who rules on which email. `seenRulingId` is the last ruling that their page knew of, 0 for none. */
export interface RulingInput {
  emailId: number;
  byStaffId: number;
  seenRulingId?: number | undefined;
}

/** What is ruled: as whom, and on which task. */
export interface Wanted {
  kind: RulingKind;
  person?: Person;
  taskId?: number;
}

/** `unchanged`: this very form was sent before. */
export interface Ruled {
  kind: "ruled" | "unchanged";
  rulingId: number;
}

/**
 * An email that this can be ruled on, or the same ruling of the same person made before. Throws `not_found`, `gone` without
 * its bytes, `conflict` when it did its work already or somebody else decided since the page was shown, and says who and what.
 */
export async function takeUpEmail(
  rows: Rows,
  input: RulingInput,
  wanted: Wanted,
): Promise<{ email: InboundEmailRow; repeated?: Ruled }> {
  const email = await getEmail(rows, input.emailId);
  const last = await findLastEmailRuling(rows, email.id);
  if (last !== undefined && isRepeat(email, last, input, wanted)) {
    return { email, repeated: { kind: "unchanged", rulingId: last.id } };
  }
  requireBytes(email);
  const isUnderWay = email.status === "pending" || email.status === "processing";
  const stands = last?.undoneAt === null && last.kind !== "again";
  const isOthers = stands && last.staffId !== input.byStaffId;
  if (email.status === "handled" || (isUnderWay && isOthers)) throw new Problem("conflict", whoDecided(last));
  if (input.seenRulingId !== undefined && (last?.id ?? 0) !== input.seenRulingId) {
    throw new Problem("conflict", whoDecided(last));
  }
  return { email };
}

/**
 * An email that can be read again, held until this transaction ends so that its bytes are there until then. Throws
 * `not_found`, or `gone` when they were removed.
 */
export async function getReadableEmail(rows: Rows, id: number): Promise<InboundEmailRow> {
  const email = await getEmail(rows, id);
  requireBytes(email);
  return email;
}

/** Writes the ruling, puts the email back in line, and records one event; processing honours it. */
export async function rule(
  rows: Rows,
  at: string,
  input: RulingInput,
  ruling: Exclude<Ruling, { kind: "hold" }>,
): Promise<Ruled> {
  await markInboundPending(rows, input.emailId, ruling);
  return recordRuling(rows, at, input, wantedBy(ruling));
}

function wantedBy(ruling: Exclude<Ruling, { kind: "hold" }>): Wanted {
  switch (ruling.kind) {
    case "discard":
      return { kind: "discard" };
    case "open":
      return { kind: "open", person: ruling.author };
    case "open_forwarded":
      return { kind: "open_forwarded", person: { kind: "contact", id: ruling.contactId } };
    case "post":
      return { kind: "post", person: ruling.author, taskId: ruling.taskId };
  }
}

/** Keeps who decided what, with an event. */
export async function recordRuling(
  rows: Rows,
  at: string,
  { emailId, byStaffId }: RulingInput,
  wanted: Wanted,
): Promise<Ruled> {
  const rulingId = await recordEmailRuling(rows, {
    inboundEmailId: emailId,
    ...wanted,
    staffId: byStaffId,
    ruledAt: at,
  });
  await recordEvent(rows, {
    type: "inbound_email.ruled",
    actor: { kind: "staff", id: byStaffId },
    at,
    payload: { inboundEmailId: emailId, ruling: wanted.kind },
  });
  return { kind: "ruled", rulingId };
}

/** One sentence about what was decided meanwhile. */
export function whoDecided(last: EmailRulingRow | undefined): InEveryLanguage {
  if (last === undefined) {
    return {
      en: "This email did its work already; somebody may have dealt with it just now.",
      de: "Diese E-Mail ist schon erledigt; vielleicht hat sich gerade jemand darum gekümmert.",
    };
  }
  const { undoneAt, undoneByName: undoer, staffName } = last;
  const back: InEveryLanguage = {
    en: undoneAt === null ? "" : `, and ${undoer ?? "somebody"} took that back`,
    de: undoneAt === null ? "" : `, und ${undoer ?? "jemand"} hat das zurückgenommen`,
  };
  return {
    en: `${staffName} ${rulingInWords(last, "en")} meanwhile${back.en}. See whether that is right.`,
    de: `Inzwischen wurde entschieden: ${staffName} ${rulingInWords(last, "de")}${back.de}. Sehen Sie nach, ob das richtig ist.`,
  };
}

/** Whatever is decided about an email waits until it is read. */
export function beingRead(): Problem {
  return new Problem("conflict", {
    en: "This email is being read right now. Try again in a moment.",
    de: "Diese E-Mail wird gerade gelesen. Versuchen Sie es gleich noch einmal.",
  });
}

async function getEmail(rows: Rows, id: number): Promise<InboundEmailRow> {
  const email = await lockInboundEmail(rows, id);
  if (email === undefined)
    throw new Problem("not_found", { en: "There is no such email.", de: "Diese E-Mail gibt es nicht." });
  return email;
}

function requireBytes(email: InboundEmailRow): void {
  if (email.rawRemovedAt !== null) {
    throw new Problem("gone", {
      en: "The bytes of this email were removed, so it cannot be read again.",
      de: "Das Original dieser E-Mail wurde gelöscht, deshalb kann sie nicht noch einmal gelesen werden.",
    });
  }
}

/** The same decision by the same person that still stands, sent from the page from before it. */
function isRepeat(email: InboundEmailRow, last: EmailRulingRow, input: RulingInput, wanted: Wanted): boolean {
  const isWaiting = email.status === "held" || email.status === "failed";
  const person = personFromColumns(last.contactId, last.authorStaffId);
  return (
    !isWaiting &&
    last.undoneAt === null &&
    last.kind === wanted.kind &&
    last.staffId === input.byStaffId &&
    last.taskId === (wanted.taskId ?? null) &&
    (person === undefined ? wanted.person === undefined : isSamePerson(person, wanted.person))
  );
}
