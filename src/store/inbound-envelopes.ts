// The envelopes of inbound emails, for taking the codes out of our own addresses in them; and how to read what is kept.
import type { Rows } from "./rows.ts";

export interface EnvelopeRow {
  id: number;
  envelopeFrom: string;
  envelopeTo: string;
}

/** Envelopes that name an address at this domain, in the order of their rows. */
export async function listEnvelopes(
  rows: Rows,
  { domain, afterId, countMax }: { domain: string; afterId: number; countMax: number },
): Promise<EnvelopeRow[]> {
  return rows.all<EnvelopeRow>(
    `select id, envelope_from as "envelopeFrom", envelope_to as "envelopeTo" from inbound_emails
     where id > ? and (envelope_to like ? or envelope_from like ?) order by id limit ?`,
    afterId,
    `%@${domain}`,
    `%@${domain}`,
    countMax,
  );
}

/**
 * Puts other addresses in place of those of a row. A row of the same bytes that was sealed before keeps its recipient, and
 * this one then says that it is its double.
 */
export async function markEnvelopeSealed(
  rows: Rows,
  id: number,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const double = await rows.first(
    `select 1 as found from inbound_emails one join inbound_emails other on other.raw_sha256 = one.raw_sha256
     where one.id = ? and other.id <> one.id and other.envelope_to = ?`,
    id,
    to,
  );
  const kept = double === undefined ? to : `${to} (${id})`;
  await rows.run("update inbound_emails set envelope_from = ?, envelope_to = ? where id = ?", from, kept, id);
}

/** Whether a row may keep this address, sealed or not; told without keys, by all of its reference. */
export function isKeptAs(address: string, kept: string): boolean {
  const sealed = /^([rnbpm]):([a-z2-7]{11})[a-z2-7]@(.+)$/u.exec(kept);
  if (sealed === null) return kept === address;
  const [, letter = "", start = "", domain = ""] = sealed;
  return address.startsWith(letter + start) && address.endsWith(`@${domain}`);
}

/** What people are shown of a kept address: of ours the beginning, as where mail is masked. */
export function shownAddress(kept: string): string {
  return kept.replace(/^([rnbpm]):([a-z2-7]{6})[a-z2-7]*@/u, "$1$2…@");
}
