// What a mail provider asks to confirm before a mailbox may forward here. This view is the only one that has code and link.
import { getBlob } from "../store/blobs.ts";
import type { ConfirmationRow } from "../store/forwarding-confirmations.ts";
import { findInboundEmail } from "../store/inbound-emails.ts";
import type { Portal } from "./portal.ts";
import { foundReader } from "./found-words.ts";
import type { Reading } from "./reading.ts";
import { toProse } from "./prose.ts";
import { momentWords } from "./words.ts";

/** Characters of a confirmation's own words that are shown. */
const wordsLengthMax = 4_000;

export type ConfirmationView = Awaited<ReturnType<typeof toConfirmationView>>;

/** A link is there only when the provider's own signature proves who wrote it. */
export async function toConfirmationView(portal: Portal, reading: Reading, row: ConfirmationRow) {
  const isVouched = row.isVouched === 1;
  const verdict = foundReader(portal.render.say, reading.locale)(row.verdictWhy);
  const isEmpty = row.code === null && row.link === null;
  return {
    id: row.id,
    mailboxId: row.mailboxId,
    emailId: row.inboundEmailId,
    provider: row.provider,
    isNamed: row.namedAddress === null ? "no" : "yes",
    named: row.namedAddress ?? "",
    code: row.code,
    link: isVouched ? row.link : null,
    isVouched,
    verdict: verdict.found,
    verdictLanguage: verdict.language,
    paragraphs: isVouched && isEmpty ? toProse(await wordsOf(portal, row.inboundEmailId)) : [],
    received: momentWords(row.receivedAt, reading),
  };
}

/** What it says, when no code and no link was found in it. */
async function wordsOf(portal: Portal, emailId: number): Promise<string> {
  const email = await findInboundEmail(portal.store.read, emailId);
  if (email === undefined || email.rawRemovedAt !== null) return "";
  const bodies = await portal.readBodies(await getBlob(portal.store.read, email.rawSha256));
  return portal.maskSecrets((bodies?.text ?? "").slice(0, wordsLengthMax));
}
