// The reply in an email, and what extraction is given for it: its bodies, and the email of ours that it answers. Reads rows,
// writes nothing.
import { asWhole, type Reply, type ReplyInput } from "../reply/extract.ts";
import { findNewestOutboundEmailTo, findOutboundEmail } from "../store/outbound-emails.ts";
import { maskSecrets } from "../threading/mask.ts";
import { readMessageId } from "../threading/message-id.ts";
import { isForwardSubject } from "../threading/subject-number.ts";
import type { Thread } from "./find-thread.ts";
import type { Inbox } from "./inbox.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { replyBodies } from "./reply-bodies.ts";

/** The reply's parts. What we say of a calendar file is nobody's reply, and stays whole. */
export async function readReply(
  inbox: Pick<Inbox, "store" | "keys" | "pool">,
  email: ParsedEmail,
  thread: Thread | undefined,
): Promise<Reply> {
  if (email.isTextMade === true) return asWhole(maskSecrets(email.text ?? ""), "calendar file in words", 1);
  return inbox.pool.extract(await replyInput(inbox, email, thread));
}

/** The bodies, with the email they answer when it is one of ours: its text is the best evidence of what is quote. */
export async function replyInput(
  { store, keys }: Pick<Inbox, "store" | "keys">,
  email: ParsedEmail,
  thread: Thread | undefined,
): Promise<ReplyInput> {
  const own = [...email.inReplyTo, ...email.references.toReversed()]
    .map((id) => readMessageId(keys, id))
    .find((id) => id !== undefined && id.kind !== "task");
  const parent =
    own !== undefined
      ? await findOutboundEmail(store.read, own.outboundEmailId)
      : thread?.kind === "answer"
        ? await findOutboundEmail(store.read, thread.outboundEmailId)
        : thread?.kind === "task" && thread.participantId !== undefined
          ? await findNewestOutboundEmailTo(store.read, thread.taskId, thread.participantId)
          : undefined;
  return {
    ...replyBodies(email),
    ...(parent === undefined ? {} : { parent: { text: parent.text, html: parent.html } }),
  };
}

/** A forwarded email that opens a task is what the task is about, so nothing of it is folded. */
export function wholeForward(email: ParsedEmail, reply: Reply): Reply {
  if (!isForwardSubject(email.subject)) return reply;
  return asWhole(reply.original, "whole forward", reply.confidence);
}
