// Colleagues of a contact who were copied on an admitted email: offered to be added to its task, until somebody answers.
import type { Locale } from "../domain/locale.ts";
import { personColumns, type Person } from "../domain/person.ts";
import { forUpdate, type Rows } from "./rows.ts";

export type OfferAnswer = "added" | "dismissed";

/** An offer with what a sentence about it needs. */
export interface OfferRow {
  id: number;
  taskId: number;
  inboundEmailId: number;
  /** In normal form. */
  address: string;
  name: string;
  offeredAt: string;
  answer: OfferAnswer | null;
  /** Who answered it. */
  answeredBy: string | null;
  /** Who copied them, and when their email came in. */
  authorName: string | null;
  authorTimeZone: string | null;
  authorLocale: Locale | null;
  receivedAt: string;
}

/** Offers that one task has open. */
export const offersMax = 10;

const offerQuery = `select o.id, o.task_id as "taskId", o.inbound_email_id as "inboundEmailId", o.address, o.name,
  o.offered_at as "offeredAt", o.answer, coalesce(ac.name, s.name) as "answeredBy", c.name as "authorName",
  c.time_zone as "authorTimeZone", c.locale as "authorLocale", e.received_at as "receivedAt"
  from copied_colleagues o join inbound_emails e on e.id = o.inbound_email_id
  left join contacts c on c.id = e.contact_id
  left join contacts ac on ac.id = o.contact_id left join staff s on s.id = o.staff_id`;

/** An address that was offered on this task before, whatever was answered, is not offered again. */
export async function recordOffer(
  rows: Rows,
  offer: { taskId: number; inboundEmailId: number; address: string; name: string; offeredAt: string },
): Promise<void> {
  await rows.run(
    `insert into copied_colleagues (task_id, inbound_email_id, address, name, offered_at) values (?, ?, ?, ?, ?)
     on conflict do nothing`,
    offer.taskId,
    offer.inboundEmailId,
    offer.address,
    offer.name,
    offer.offeredAt,
  );
}

export async function countOpenOffers(rows: Rows, taskId: number): Promise<number> {
  const row = await rows.first<{ count: number | string }>(
    "select count(*) as count from copied_colleagues where task_id = ? and answer is null",
    taskId,
  );
  return Number(row?.count ?? 0);
}

/** What is still open, of people who do not take part by now; oldest first. */
export async function listOpenOffers(rows: Rows, taskId: number): Promise<OfferRow[]> {
  return rows.all<OfferRow>(
    `${offerQuery} where o.task_id = ? and o.answer is null
       and not exists (select 1 from contact_addresses a join participants p on p.contact_id = a.contact_id
         where a.address = o.address and p.task_id = o.task_id)
     order by o.id limit ?`,
    taskId,
    offersMax,
  );
}

/** One offer of this task, held until this transaction ends. */
export async function lockOffer(rows: Rows, taskId: number, id: number): Promise<OfferRow | undefined> {
  return rows.first<OfferRow>(
    `${offerQuery} where o.id = ? and o.task_id = ?${forUpdate(rows, "o")}`,
    id,
    taskId,
  );
}

export async function markOfferAnswered(
  rows: Rows,
  id: number,
  answered: { answer: OfferAnswer; by: Person; at: string },
): Promise<void> {
  await rows.run(
    "update copied_colleagues set answer = ?, answered_at = ?, contact_id = ?, staff_id = ? where id = ?",
    answered.answer,
    answered.at,
    ...personColumns(answered.by),
    id,
  );
}

/** Takes back what an email offered, when its message leaves the task. */
export async function forgetOffersOfEmail(rows: Rows, inboundEmailId: number): Promise<void> {
  await rows.run(
    "delete from copied_colleagues where inbound_email_id = ? and answer is null",
    inboundEmailId,
  );
}

/** Takes an address out, for somebody who is erased. */
export async function forgetOffersOf(rows: Rows, address: string): Promise<void> {
  await rows.run("delete from copied_colleagues where address = ?", address);
}

/** Every address of every contact of a client. */
export async function listAddressesOfClient(rows: Rows, clientId: number): Promise<string[]> {
  const found = await rows.all<{ address: string }>(
    `select a.address from contacts c join contact_addresses a on a.contact_id = c.id where c.client_id = ?`,
    clientId,
  );
  return found.map(({ address }) => address);
}
