// Connected mailboxes: addresses elsewhere whose forwarding rules send their mail in to us. Removed ones keep their rows.
import type { InboundStatus } from "./inbound-emails.ts";
import { forUpdate, type Rows } from "./rows.ts";

export interface MailboxRow {
  id: number;
  /** In normal form. */
  address: string;
  /** 0 to 255; part of its intake address. */
  version: number;
  addedAt: string;
  /** When a probe last came back through its rule; null: none has since it was added. */
  verifiedAt: string | null;
  removedAt: string | null;
}

const select = `select id, address, version, added_at as "addedAt", verified_at as "verifiedAt",
  removed_at as "removedAt" from mailboxes`;

export async function recordMailbox(
  rows: Rows,
  mailbox: { address: string; addedAt: string; staffId: number },
): Promise<number> {
  const row = await rows.first<{ id: number }>(
    "insert into mailboxes (address, added_at, added_by_staff_id) values (?, ?, ?) returning id",
    mailbox.address,
    mailbox.addedAt,
    mailbox.staffId,
  );
  return row!.id;
}

/** Takes a removed mailbox up again, with an intake address that is new. */
export async function reviveMailbox(
  rows: Rows,
  id: number,
  added: { at: string; staffId: number },
): Promise<void> {
  await rows.run(
    `update mailboxes set version = (version + 1) % 256, added_at = ?, added_by_staff_id = ?, verified_at = null,
       removed_at = null where id = ?`,
    added.at,
    added.staffId,
    id,
  );
}

/** Answers whether it was still connected and is now removed. */
export async function markMailboxRemoved(rows: Rows, id: number, at: string): Promise<boolean> {
  const count = await rows.run(
    "update mailboxes set removed_at = ? where id = ? and removed_at is null",
    at,
    id,
  );
  return count > 0;
}

/** Answers whether it is still connected, and so verified now. */
export async function markMailboxVerified(rows: Rows, id: number, at: string): Promise<boolean> {
  const count = await rows.run(
    "update mailboxes set verified_at = ? where id = ? and removed_at is null",
    at,
    id,
  );
  return count > 0;
}

export function findMailbox(rows: Rows, id: number): Promise<MailboxRow | undefined> {
  return rows.first<MailboxRow>(`${select} where id = ?`, id);
}

/** Also one that was removed; held against every other transaction until this one ends. `address` in normal form. */
export function lockMailboxByAddress(rows: Rows, address: string): Promise<MailboxRow | undefined> {
  return rows.first<MailboxRow>(`${select} where address = ?${forUpdate(rows)}`, address);
}

/** The connected mailbox with this address in normal form. */
export function findConnectedMailbox(rows: Rows, address: string): Promise<MailboxRow | undefined> {
  return rows.first<MailboxRow>(`${select} where address = ? and removed_at is null`, address);
}

/** All that are connected, by their address; an agency has a handful. */
export function listMailboxes(rows: Rows): Promise<MailboxRow[]> {
  return rows.all<MailboxRow>(`${select} where removed_at is null order by address`);
}

/** An email that came through a mailbox's rule, without its text. */
export interface ThroughRow {
  id: number;
  receivedAt: string;
  fromAddress: string | null;
  subject: string | null;
  status: InboundStatus;
}

/** The newest emails that came in at a mailbox's intake address, newest first. */
export function listEmailsThrough(rows: Rows, mailboxId: number, countMax: number): Promise<ThroughRow[]> {
  return rows.all<ThroughRow>(
    `select id, received_at as "receivedAt", from_address as "fromAddress", subject, status
     from inbound_emails where mailbox_id = ? order by id desc limit ?`,
    mailboxId,
    countMax,
  );
}

/** Writes down whose intake address an email came to. */
export async function markCameThrough(rows: Rows, inboundEmailId: number, mailboxId: number): Promise<void> {
  await rows.run("update inbound_emails set mailbox_id = ? where id = ?", mailboxId, inboundEmailId);
}
