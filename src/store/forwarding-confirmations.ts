// Codes and links by which mail providers have a forwarding rule confirmed. Nothing but the Mailboxes page reads them.
import type { Flag, Rows } from "./rows.ts";

export interface NewConfirmation {
  inboundEmailId: number;
  /** The mailbox that it is about, as far as we know one. */
  mailboxId: number | null;
  /** The mailbox that the email names, which is a claim. */
  namedAddress: string | null;
  provider: string;
  code: string | null;
  link: string | null;
  /** Whether the provider's own signature proves that it wrote the email. */
  isVouched: boolean;
  /** Who vouches for the sender, in one sentence. */
  verdictWhy: string;
  receivedAt: string;
}

export type ConfirmationRow = Omit<NewConfirmation, "isVouched"> & {
  id: number;
  isVouched: Flag;
};

/**
 * The same email read again is the same confirmation; what staff are done with stays so. Its link may be shown only since the
 * provider's signature could be checked.
 */
export async function recordConfirmation(rows: Rows, confirmation: NewConfirmation): Promise<void> {
  await rows.run(
    `insert into forwarding_confirmations (inbound_email_id, mailbox_id, named_address, provider, code, link, is_vouched,
       verdict_why, received_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (inbound_email_id) do update set is_vouched = excluded.is_vouched, verdict_why = excluded.verdict_why,
       link = case when forwarding_confirmations.done_at is null then excluded.link end`,
    confirmation.inboundEmailId,
    confirmation.mailboxId,
    confirmation.namedAddress,
    confirmation.provider,
    confirmation.code,
    confirmation.link,
    confirmation.isVouched ? 1 : 0,
    confirmation.verdictWhy,
    confirmation.receivedAt,
  );
}

/** What waits for staff, newest first; what they set aside on the held desk does not. */
export function listOpenConfirmations(rows: Rows, countMax: number): Promise<ConfirmationRow[]> {
  return rows.all<ConfirmationRow>(
    `select c.id, c.inbound_email_id as "inboundEmailId", c.mailbox_id as "mailboxId",
       c.named_address as "namedAddress", c.provider, c.code, c.link, c.is_vouched as "isVouched",
       c.verdict_why as "verdictWhy", c.received_at as "receivedAt"
     from forwarding_confirmations c join inbound_emails e on e.id = c.inbound_email_id
     where c.done_at is null and e.status in ('handled', 'held') order by c.id desc limit ?`,
    countMax,
  );
}

export async function hasConfirmation(rows: Rows, id: number): Promise<boolean> {
  const found = await rows.first("select 1 as found from forwarding_confirmations where id = ?", id);
  return found !== undefined;
}

/** Takes code and link out; again changes nothing. */
export async function markConfirmationDone(rows: Rows, id: number, at: string): Promise<void> {
  await rows.run(
    "update forwarding_confirmations set code = null, link = null, done_at = ? where id = ? and done_at is null",
    at,
    id,
  );
}

/** The same for all of a mailbox. */
export async function markConfirmationsDoneOf(rows: Rows, mailboxId: number, at: string): Promise<void> {
  await rows.run(
    `update forwarding_confirmations set code = null, link = null, done_at = ?
     where mailbox_id = ? and done_at is null`,
    at,
    mailboxId,
  );
}

/** For an email that is erased. */
export async function forgetConfirmationOf(rows: Rows, inboundEmailId: number): Promise<void> {
  await rows.run("delete from forwarding_confirmations where inbound_email_id = ?", inboundEmailId);
}
