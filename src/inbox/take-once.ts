// An email that is a command does its work once, by whichever way it comes and however often it is read. Writes that it did.
import type { ClaimedEmail } from "../store/inbound-claims.ts";
import type { Rows } from "../store/rows.ts";
import { recordCommandReply } from "../store/session-changes.ts";
import { idOf } from "./calm.ts";
import type { Examination } from "./decision.ts";
import type { Result } from "./speak.ts";

/** What became of it before; undefined for one that is to do its work now. */
export async function takeOnce(
  rows: Rows,
  email: ClaimedEmail,
  examination: Examination,
  author: { kind: "contact"; id: number },
): Promise<Result | undefined> {
  const internetMessageId = idOf(email, examination);
  const reply = { contactId: author.id, internetMessageId, inboundEmailId: email.id };
  const { isNew, inboundEmailId } = await recordCommandReply(rows, reply);
  if (isNew) return undefined;
  examination.steps.push({ step: "act", found: "It did its work before, so nothing was changed." });
  return inboundEmailId === email.id
    ? { status: "handled", reason: "already_posted", author }
    : { status: "ignored", reason: "same_message", author };
}
