// The email that a member of staff forwarded by hand: below their words or as an attached email. What it says of its author
// is offered to staff and proves nothing. Parses attached emails; reads rows, writes nothing.
import { isAddress } from "../domain/address.ts";
import type { ForwardedOriginal } from "../domain/inbound-email.ts";
import { wordsOf } from "../domain/message.ts";
import type { Reply } from "../reply/extract.ts";
import { readForwards } from "../reply/read-forward.ts";
import type { Upload } from "../store/messages.ts";
import { findPersonByAddress } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { maskSecrets } from "../threading/mask.ts";
import { isForwardSubject, withoutForwardPrefix } from "../threading/subject-number.ts";
import { attachedReply, belowReply } from "./forwarded-reply.ts";
import type { Inbox } from "./inbox.ts";
import { type ParsedAttachment, type ParsedEmail, UnreadableEmail } from "./parsed-email.ts";
import { replyBodies } from "./reply-bodies.ts";
import { toUpload } from "./uploads.ts";

/** What was found, and what a message of it says: the forwarder's words, then the original, shown. */
export interface FoundForward {
  original: ForwardedOriginal;
  reply: Reply;
  /** Files of an attached email, which is itself left out where they are shown. */
  uploads: Upload[];
  attachedSha256?: string;
  /** Ids by which answers to an attached email find the task. */
  ids: string[];
}

/** Characters of the original that are stored for the held desk; the message has all of it. */
const textLengthMax = 100_000;
/** Attached emails that are tried, since one may be unreadable. */
const attachedMax = 3;

/**
 * The original of a forward. Of emails within each other it is the first below the forwarder's words whose author is not one
 * of our own: that one was sent to us, and what it quotes or forwards is part of what its author had to say.
 */
export async function findForwarded(
  inbox: Pick<Inbox, "pool" | "store">,
  email: ParsedEmail,
  reply: Reply,
): Promise<FoundForward | undefined> {
  return (
    (await findBelow(inbox.store.read, email, reply)) ?? (await findAttached(inbox, email.attachments, reply))
  );
}

/** A sentence for “why is this here?”. */
export function forwardInWords({ place, fromName, fromAddress, subject }: ForwardedOriginal): string {
  const who = [fromName, fromAddress === "" ? "" : `<${fromAddress}>`]
    .filter((word) => word !== "")
    .join(" ");
  const where = place === "below" ? "Below its words" : "As a file of it";
  return `${where} it forwards an email${who === "" ? "" : ` of ${who}`}${subject === "" ? "" : `: ${subject}`}. That proves nothing of its author.`;
}

async function findBelow(
  rows: Rows,
  { subject }: ParsedEmail,
  reply: Reply,
): Promise<FoundForward | undefined> {
  const parts = readForwards(reply.original, { withAttributions: isForwardSubject(subject) });
  const [outermost] = parts;
  if (outermost === undefined) return undefined;
  let part = outermost;
  for (const each of parts) {
    if (await isOfStaff(rows, each.fromAddress)) continue;
    part = each;
    break;
  }
  const original: ForwardedOriginal = {
    place: "below",
    fromName: part.fromName,
    fromAddress: isAddress(part.fromAddress) ? part.fromAddress : "",
    date: part.date,
    subject: part.subject === "" ? withoutForwardPrefix(subject) : part.subject,
    text: part.text.slice(0, textLengthMax).toWellFormed(),
    cover: "",
  };
  const shown = belowReply(reply, outermost, part, original);
  return { original: { ...original, cover: coverOf(shown) }, reply: shown, uploads: [], ids: [] };
}

async function isOfStaff(rows: Rows, address: string): Promise<boolean> {
  return address !== "" && (await findPersonByAddress(rows, address))?.staffId != null;
}

/** “Forward as attachment”: the first attached file that is an email (RFC 2046 section 5.2.1). */
async function findAttached(
  { pool }: Pick<Inbox, "pool">,
  attachments: readonly ParsedAttachment[],
  reply: Reply,
): Promise<FoundForward | undefined> {
  for (const { content, sha256 } of attachments.filter(isEmail).slice(0, attachedMax)) {
    const inner = await readAttached(pool, content);
    const sender = inner?.from[0];
    if (inner === undefined || sender === undefined) continue;
    const { original: text } = await pool.extract(replyBodies(inner));
    const original: ForwardedOriginal = {
      place: "attached",
      fromName: maskSecrets(sender.name),
      fromAddress: isAddress(sender.address) ? maskSecrets(sender.address) : "",
      date: inner.date ?? "",
      subject: maskSecrets(inner.subject),
      text: text.slice(0, textLengthMax).toWellFormed(),
      cover: "",
    };
    const shown = attachedReply(reply, text, original);
    return {
      original: { ...original, cover: coverOf(shown) },
      reply: shown,
      uploads: inner.attachments.map(toUpload),
      attachedSha256: sha256,
      ids: [...(inner.messageId === undefined ? [] : [inner.messageId]), ...inner.inReplyTo],
    };
  }
  return undefined;
}

function isEmail({ contentType, filename }: ParsedAttachment): boolean {
  if (contentType === "message/rfc822" || contentType === "message/global") return true;
  return contentType === "application/octet-stream" && /\.eml$/iu.test(filename);
}

async function readAttached(pool: Inbox["pool"], bytes: Uint8Array): Promise<ParsedEmail | undefined> {
  try {
    return await pool.parse(bytes);
  } catch (fault) {
    // It stays a file of the forward, which is held all the same.
    if (fault instanceof UnreadableEmail) return undefined;
    throw fault;
  }
}

function coverOf({ blocks }: Reply): string {
  return wordsOf(blocks, ["kept"]).slice(0, textLengthMax).toWellFormed();
}
