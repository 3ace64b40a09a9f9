// What was decided about an email, and whether it can be taken back, as pages say it. Reads rows, writes nothing.
import { undoSeconds } from "../domain/inbound-email.ts";
import { rulingInWords } from "../domain/ruling-words.ts";
import { foreseeWithdrawal, type Withdrawal } from "../actions/withdraw-message.ts";
import { findGivenAddress, whyItStays } from "../actions/undo-ruling.ts";
import { findLastEmailRuling, type EmailRulingRow } from "../store/email-rulings.ts";
import type { InboundEmailRow, InboundStatus } from "../store/inbound-emails.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import type { StaffVisitor } from "./visitor.ts";
import { momentWords } from "./words.ts";

/** The last decision: one sentence, and the button that takes it back, when that can be. */
export interface RulingView {
  sentence: string;
  /** What undoing would do, or why it cannot. */
  note: string | null;
  undo: { rulingId: number; label: string } | null;
}

/** Null when nothing was decided. `seen` is what forms on the page carry. */
export async function readLastRuling(
  portal: Portal,
  staff: StaffVisitor,
  email: InboundEmailRow,
): Promise<{ seen: number; view: RulingView | null }> {
  const last = await findLastEmailRuling(portal.store.read, email.id);
  if (last === undefined) return { seen: 0, view: null };
  if (last.kind === "again") return { seen: last.id, view: null };
  const reading = readingOf(portal, staff);
  const isReaders = last.staffId === staff.staffId;
  const sentence = reading.say("ruling.made", {
    isReaders: isReaders ? "yes" : "no",
    name: last.staffName,
    what: rulingInWords(last, reading.locale, isReaders),
    when: momentWords(last.ruledAt, reading).short,
  });
  if (last.undoneAt !== null) {
    const note = reading.say("ruling.undone", {
      what: isAddressAlone(email.status, last) ? "address" : "all",
      name: last.undoneByName ?? reading.say("ruling.somebody"),
    });
    return { seen: last.id, view: { sentence, note, undo: null } };
  }
  const withdrawal = await foreseeWithdrawal(portal.store.read, email.id);
  const hasGiven = (await findGivenAddress(portal.store.read, email, last)) !== undefined;
  return { seen: last.id, view: { sentence, ...undoOf(email, last, withdrawal, hasGiven, reading) } };
}

/** Whether only the address was taken back of the last decision: people were told of the message, which stays. */
export function isAddressAlone(status: InboundStatus | undefined, undone: EmailRulingRow): boolean {
  return status === "handled" && (undone.kind === "address" || undone.kind === "open_forwarded");
}

function undoOf(
  email: InboundEmailRow,
  last: EmailRulingRow,
  withdrawal: Withdrawal,
  hasGivenAddress: boolean,
  { locale, say }: Reading,
): Pick<RulingView, "note" | "undo"> {
  if (email.rawRemovedAt !== null) return { note: null, undo: null };
  const undo = { rulingId: last.id, label: say("held.undo") };
  switch (withdrawal.kind) {
    case "none":
      return { note: null, undo };
    case "withdrawn":
      return { note: say("ruling.until", { seconds: undoSeconds }), undo };
    case "told":
    case "used": {
      const why = whyItStays(withdrawal)[locale];
      if (!hasGivenAddress) return { note: why, undo: null };
      const isNamed = last.personName === null ? "no" : "yes";
      const label = say("ruling.take-address", { isNamed, name: last.personName ?? "" });
      return { note: `${why} ${say("ruling.address-alone")}`, undo: { ...undo, label } };
    }
  }
}
