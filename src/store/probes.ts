// Probe mails: who asked for each, how far its email got, and what its return told.
import type { Delivery } from "../domain/delivery.ts";
import type { Rows } from "./rows.ts";
import { forUpdate } from "./rows.ts";
import type { OutboundStatus } from "./outbound-emails.ts";

/** Who signed an email (DKIM): the key is the TXT record SELECTOR._domainkey.DOMAIN. */
export interface SigningKey {
  domain: string;
  selector: string;
}

/** What the way back told: who vouches for our mail when it arrives, and by which keys it is signed. */
export interface LearntOfProbe {
  verdict: "dkim" | "spf" | "arc" | "none";
  verdictWhy: string;
  signingKeys: SigningKey[];
}

export interface ProbeRow {
  id: number;
  requestedAt: string;
  staffId: number | null;
  /** The mailbox whose forwarding rule it tries; null: it tries our own way out and in. */
  mailboxId: number | null;
  /** Where it was sent; null: to its own address at the reply domain. */
  targetAddress: string | null;
  returnedAt: string | null;
  inboundEmailId: number | null;
  verdict: LearntOfProbe["verdict"] | null;
  verdictWhy: string | null;
  signingKeys: SigningKey[];
  /** Its email, once that is written: how far it got, and why no further. */
  outboundEmailId: number | null;
  sendStatus: OutboundStatus | null;
  delivery: Delivery | null;
  sendReason: string | null;
}

type Json = Omit<ProbeRow, "signingKeys"> & { signingKeys: string };

const select = `select p.id, p.requested_at as "requestedAt", p.staff_id as "staffId", p.mailbox_id as "mailboxId",
  p.target_address as "targetAddress", p.returned_at as "returnedAt", p.inbound_email_id as "inboundEmailId", p.verdict,
  p.verdict_why as "verdictWhy", p.signing_keys as "signingKeys", o.id as "outboundEmailId", o.status as "sendStatus",
  o.delivery, o.reason as "sendReason"
  from probes p left join outbound_emails o on o.probe_id = p.id`;

export async function recordProbe(
  rows: Rows,
  probe: {
    requestedAt: string;
    staffId: number | null;
    mailboxId: number | null;
    targetAddress: string | null;
  },
): Promise<number> {
  const row = await rows.first<{ id: number }>(
    "insert into probes (requested_at, staff_id, mailbox_id, target_address) values (?, ?, ?, ?) returning id",
    probe.requestedAt,
    probe.staffId,
    probe.mailboxId,
    probe.targetAddress,
  );
  return row!.id;
}

export async function findProbe(rows: Rows, id: number): Promise<ProbeRow | undefined> {
  const row = await rows.first<Json>(`${select} where p.id = ?`, id);
  return row === undefined ? undefined : parsed(row);
}

/** The newest probes of our own way out and in, newest first. */
export async function listProbes(rows: Rows, countMax: number): Promise<ProbeRow[]> {
  return (
    await rows.all<Json>(`${select} where p.mailbox_id is null order by p.id desc limit ?`, countMax)
  ).map(parsed);
}

/** The newest probe of a mailbox's forwarding rule. */
export async function findNewestProbeOf(rows: Rows, mailboxId: number): Promise<ProbeRow | undefined> {
  const row = await rows.first<Json>(
    `${select} where p.mailbox_id = ? order by p.id desc limit 1`,
    mailboxId,
  );
  return row === undefined ? undefined : parsed(row);
}

/** When the newest probes were asked for, whatever they try, newest first. */
export async function listProbeTimes(rows: Rows, countMax: number): Promise<string[]> {
  const found = await rows.all<{ at: string }>(
    "select requested_at as at from probes order by id desc limit ?",
    countMax,
  );
  return found.map(({ at }) => at);
}

/** Puts a probe's return on record; the first one stands. `known`: it was put on record by this same email before. */
export async function markProbeReturned(
  rows: Rows,
  id: number,
  returned: { at: string; inboundEmailId: number; learnt: LearntOfProbe },
): Promise<"returned" | "known" | "returned_before" | "unknown"> {
  const before = await rows.first<{ inboundEmailId: number | null }>(
    `select inbound_email_id as "inboundEmailId" from probes where id = ?${forUpdate(rows)}`,
    id,
  );
  if (before === undefined) return "unknown";
  if (before.inboundEmailId !== null) {
    return before.inboundEmailId === returned.inboundEmailId ? "known" : "returned_before";
  }
  const { verdict, verdictWhy, signingKeys } = returned.learnt;
  await rows.run(
    `update probes set returned_at = ?, inbound_email_id = ?, verdict = ?, verdict_why = ?, signing_keys = ?
     where id = ?`,
    returned.at,
    returned.inboundEmailId,
    verdict,
    verdictWhy,
    JSON.stringify(signingKeys),
    id,
  );
  return "returned";
}

function parsed(row: Json): ProbeRow {
  return { ...row, signingKeys: JSON.parse(row.signingKeys) as SigningKey[] };
}
