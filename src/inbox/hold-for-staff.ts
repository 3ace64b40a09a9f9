// What becomes of an email that staff wrote without naming a task: it is held, with what it forwards. Reads rows, writes nothing.
import type { Step } from "../domain/inbound-email.ts";
import type { Person } from "../domain/person.ts";
import type { Reply } from "../reply/extract.ts";
import type { Upload } from "../store/messages.ts";
import type { Decision } from "./decision.ts";
import { findForwarded, forwardInWords, type FoundForward } from "./forwarded-email.ts";
import type { Inbox } from "./inbox.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { toUpload } from "./uploads.ts";

/** Staff wrote it, admitted, and nothing names a task: what they forwarded is offered as one. */
export async function holdForStaff(
  inbox: Inbox,
  email: ParsedEmail,
  reply: Reply,
  author: Person,
  steps: Step[],
): Promise<Decision> {
  const forward = await findForwarded(inbox, email, reply);
  if (forward === undefined) return { kind: "hold", reason: "staff_without_task", author };
  steps.push({ step: "extract", found: forwardInWords(forward.original) });
  return { kind: "hold", reason: "staff_without_task", author, forward };
}

/** With the files of an attached email that staff forwarded; once these stand on a task, that email is no file of its own. */
export function uploadsOf(
  email: ParsedEmail,
  decision: Decision,
  forward: FoundForward | undefined,
): Upload[] {
  const isOpened = decision.kind === "open";
  const own = email.attachments.filter(({ sha256 }) => !isOpened || sha256 !== forward?.attachedSha256);
  return [...own.map(toUpload), ...(forward?.uploads ?? [])];
}
