// What the rulings on inbound emails have in common: which emails can still be ruled on, and how a ruling is written down.
import { Problem } from "../domain/problem.ts";
import type { Ruling } from "../domain/inbound-email.ts";
import { recordEvent } from "../store/events.ts";
import { lockInboundEmail, markInboundPending, type InboundEmailRow } from "../store/inbound-emails.ts";
import type { Rows } from "../store/rows.ts";

/** An email that did not do its work yet. Throws `not_found`, `conflict` when it did, `gone` without its bytes. */
export async function getUnhandledEmail(rows: Rows, id: number): Promise<InboundEmailRow> {
  const email = await getReadableEmail(rows, id);
  if (email.status === "handled") {
    throw new Problem(
      "conflict",
      "This email did its work already; somebody may have dealt with it just now.",
    );
  }
  return email;
}

/**
 * An email that can be read again, held until this transaction ends so that its bytes are there until then. Throws
 * `not_found`, or `gone` when they were removed.
 */
export async function getReadableEmail(rows: Rows, id: number): Promise<InboundEmailRow> {
  const email = await lockInboundEmail(rows, id);
  if (email === undefined) throw new Problem("not_found", "There is no such email.");
  if (email.rawRemovedAt !== null) {
    throw new Problem("gone", "The bytes of this email were removed, so it cannot be read again.");
  }
  return email;
}

/** Writes the ruling, puts the email back in line, and records one event; processing honours it. */
export async function rule(rows: Rows, at: string, emailId: number, ruling: Ruling): Promise<void> {
  await markInboundPending(rows, emailId, ruling);
  await recordRuling(rows, at, emailId, ruling.kind, ruling.by);
}

/** `ruling` is the kind of a ruling, or `again` for an email that is to be read without one. */
export async function recordRuling(
  rows: Rows,
  at: string,
  inboundEmailId: number,
  ruling: Ruling["kind"] | "again",
  staffId: number,
): Promise<void> {
  await recordEvent(rows, {
    type: "inbound_email.ruled",
    actor: { kind: "staff", id: staffId },
    at,
    payload: { inboundEmailId, ruling },
  });
}
