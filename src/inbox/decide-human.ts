// What becomes of an email that a person wrote: words on its task, a task of its own, or a look by staff first. Reads rows,
// writes nothing.
import type { Step } from "../domain/inbound-email.ts";
import type { ClaimedEmail } from "../store/inbound-claims.ts";
import { findParticipantOf } from "../store/participants.ts";
import { findTask } from "../store/tasks.ts";
import { admit } from "./admit.ts";
import { findAuthorBehind } from "./author-behind.ts";
import { findAutoWords } from "./auto-words.ts";
import type { OwnMarks } from "./classify.ts";
import { decideAnswer } from "./decide-answer.ts";
import type { Decision } from "./decision.ts";
import { findCommand } from "./find-command.ts";
import { holdForStaff } from "./hold-for-staff.ts";
import type { Inbox } from "./inbox.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { withoutKnownNames } from "./names-there.ts";
import { readReply, wholeForward } from "./reply-input.ts";
import { unanswered } from "./unanswered.ts";
import type { VouchedEmail } from "./vouch.ts";
import { whoAndWhere } from "./who-and-where.ts";

/** Adds the evidence for the thread, who is admitted and what was cut to `steps`. */
export async function decideHuman(
  inbox: Inbox,
  vouched: VouchedEmail & Pick<ClaimedEmail, "receivedAt">,
  email: ParsedEmail,
  own: OwnMarks,
  steps: Step[],
): Promise<Decision> {
  const { author, thread } = await whoAndWhere(inbox, vouched, email, steps);
  const task = thread.kind === "task" ? await findTask(inbox.store.read, thread.taskId) : undefined;
  const participant =
    task && author.person && (await findParticipantOf(inbox.store.read, task.id, author.person));
  const isConnectedMailbox = own.isOwnAddress(email.from[0]?.address ?? "");
  const behind = isConnectedMailbox ? await findAuthorBehind(inbox.store.read, email) : undefined;
  const admission = admit({
    from: email.from,
    verdict: author.verdict,
    author: author.person ?? behind,
    taskId: task?.id,
    isParticipant: participant !== undefined,
    isSameClient:
      author.row?.staffId != null || (task !== undefined && author.row?.clientId === task.clientId),
    isConnectedMailbox,
  });
  steps.push({ step: "admit", found: admission.why });
  const place = task === undefined ? {} : { taskId: task.id };
  if (admission.kind === "held") {
    const proposed = admission.author === undefined ? {} : { author: admission.author };
    const couldChange = admission.reason === "unvouched" || admission.reason === "staff_needs_dkim";
    if (couldChange && vouched.isUnanswered) return { ...unanswered(steps), ...place, ...proposed };
    return { kind: "hold", reason: admission.reason, ...place, ...proposed };
  }
  const reply = await readReply(inbox, email, thread);
  steps.push({
    step: "extract",
    found: `Cut by ${reply.method}, ${Math.round(reply.confidence * 100)} % sure.`,
  });
  const autoWords = findAutoWords(email.subject, reply.kept);
  if (autoWords !== undefined) steps.push({ step: "classify", found: autoWords });
  if (task === undefined || thread.kind !== "task") {
    if (autoWords !== undefined) return { kind: "hold", reason: "auto_words", author: admission.author };
    if (author.row?.clientId == null) return holdForStaff(inbox, email, reply, admission.author, steps);
    const open = {
      kind: "open" as const,
      clientId: author.row.clientId,
      author: admission.author,
      reply: wholeForward(email, reply),
    };
    const said = await withoutKnownNames(inbox.store.read, email, author.row, reply);
    return (await decideAnswer(inbox, { thread, email, reply, said, open }, steps)) ?? open;
  }
  if (thread.isNote && admission.author.kind !== "staff") {
    return { kind: "hold", reason: "note_address", ...place, author: admission.author };
  }
  const { author: speaker } = admission;
  const isMessage = !thread.isNote && autoWords === undefined;
  const found =
    isMessage && speaker.kind === "contact" && author.row !== undefined
      ? await findCommand(inbox, inbox.store.read, {
          email,
          task,
          contactId: speaker.id,
          isOwnAddress: participant !== undefined && thread.participantId === participant.id,
          verdict: author.verdict,
          reply: await withoutKnownNames(inbox.store.read, email, author.row, reply),
          receivedAt: vouched.receivedAt,
        })
      : undefined;
  if (found !== undefined) steps.push({ step: "command", found: found.found });
  return {
    kind: "post",
    taskId: task.id,
    author: speaker,
    isNote: thread.isNote,
    isQuiet: autoWords !== undefined,
    reply,
    ...(found === undefined ? {} : { command: found.command }),
  };
}
