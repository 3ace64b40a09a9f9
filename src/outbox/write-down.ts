// Writes a composed email to its row and gives it the ids that tie its answers to us.
import type { Rows } from "../store/rows.ts";
import {
  markOutboundIdentity,
  recordOutboundEmail,
  type NewOutboundEmail,
} from "../store/outbound-emails.ts";
import { loopHeader, loopMarker } from "../threading/loop-marker.ts";
import { emailMessageId, twinMessageId } from "../threading/message-id.ts";
import type { Outbox } from "./outbox.ts";

/** Answers its id; does nothing when this event was told to this address before: undefined. */
export async function writeDown(
  outbox: Outbox,
  rows: Rows,
  email: NewOutboundEmail,
): Promise<number | undefined> {
  const id = await recordOutboundEmail(rows, email);
  if (id === undefined) return undefined;
  const { replyDomain } = outbox.installation;
  const messageId = emailMessageId(outbox.keys, replyDomain, id);
  const twin = twinMessageId(outbox.keys, replyDomain, id);
  const { References: references, ...headers } = email.headers;
  await markOutboundIdentity(rows, id, messageId, {
    "Message-ID": messageId,
    ...headers,
    // The twin goes last: some services replace our Message-ID, and answers then still name this email.
    References: references === undefined ? twin : `${references} ${twin}`,
    [loopHeader]: loopMarker(outbox.keys, id),
  });
  return id;
}
