// What was decided about an email, and whether it can be taken back, as pages say it. Reads rows, writes nothing.
import { undoSeconds } from "../domain/inbound-email.ts";
import type { Locale } from "../domain/locale.ts";
import { rulingInWords } from "../domain/ruling-words.ts";
import { foreseeWithdrawal, type Withdrawal } from "../actions/withdraw-message.ts";
import { findGivenAddress, whyItStays } from "../actions/undo-ruling.ts";
import { findLastEmailRuling, type EmailRulingRow } from "../store/email-rulings.ts";
import type { InboundEmailRow, InboundStatus } from "../store/inbound-emails.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
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
  const { locale } = staff;
  const when = momentWords(last.ruledAt, readingOf(portal, staff)).short;
  const sentence = `${whoIs(staff, last.staffId, last.staffName)} ${rulingInWords(last, locale, last.staffId === staff.staffId)} (${when}).`;
  if (last.undoneAt !== null) {
    const what = isAddressAlone(email.status, last) ? "the address" : "that";
    const note = `${last.undoneByName ?? "Somebody"} took ${what} back.`;
    return { seen: last.id, view: { sentence, note, undo: null } };
  }
  const withdrawal = await foreseeWithdrawal(portal.store.read, email.id);
  const hasGiven = (await findGivenAddress(portal.store.read, email, last)) !== undefined;
  return { seen: last.id, view: { sentence, ...undoOf(email, last, withdrawal, hasGiven, locale) } };
}

/** Whether only the address was taken back of the last decision: people were told of the message, which stays. */
export function isAddressAlone(status: InboundStatus | undefined, undone: EmailRulingRow): boolean {
  return status === "handled" && (undone.kind === "address" || undone.kind === "open_forwarded");
}

/** “You”, or their name. */
function whoIs(visitor: StaffVisitor, staffId: number, name: string): string {
  return visitor.staffId === staffId ? "You" : name;
}

function undoOf(
  email: InboundEmailRow,
  last: EmailRulingRow,
  withdrawal: Withdrawal,
  hasGivenAddress: boolean,
  locale: Locale,
): Pick<RulingView, "note" | "undo"> {
  if (email.rawRemovedAt !== null) return { note: null, undo: null };
  const undo = { rulingId: last.id, label: "Undo" };
  switch (withdrawal.kind) {
    case "none":
      return { note: null, undo };
    case "withdrawn": {
      const note = `Emails about it leave ${undoSeconds} seconds later. Until the first has left, Undo takes it off the task again.`;
      return { note, undo };
    }
    case "told":
    case "used": {
      if (!hasGivenAddress) return { note: whyItStays(withdrawal)[locale], undo: null };
      const whose = last.personName ?? "them";
      const label = `Take the address from ${whose} again`;
      return {
        note: `${whyItStays(withdrawal)[locale]} The address itself can still be taken back.`,
        undo: { ...undo, label },
      };
    }
  }
}
