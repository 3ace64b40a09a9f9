// Contacts with their addresses, and staff.
import type { Locale } from "../domain/locale.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import type { Flag, Rows } from "./rows.ts";

/** A contact or a member of staff with what pages and emails need of them. `clientId` is null for staff. */
export interface PersonRow {
  contactId: number | null;
  staffId: number | null;
  clientId: number | null;
  name: string;
  address: string;
  timeZone: string;
  locale: Locale;
  /** Whether pages listen to single keys. */
  hasShortcuts: Flag;
}

type NamedReader = Pick<PersonRow, "name" | "timeZone" | "locale">;

const contactColumns = `c.id as "contactId", null as "staffId", c.client_id as "clientId", c.name,
  a.address, c.time_zone as "timeZone", c.locale, c.has_shortcuts as "hasShortcuts"`;
const staffColumns = `null as "contactId", s.id as "staffId", null as "clientId", s.name,
  s.address, s.time_zone as "timeZone", s.locale, s.has_shortcuts as "hasShortcuts"`;

export async function recordContact(
  rows: Rows,
  contact: NamedReader & { clientId: number; canApprove: boolean; createdAt: string },
): Promise<number> {
  const row = await rows.first<{ id: number }>(
    `insert into contacts (client_id, name, time_zone, locale, can_approve, created_at)
     values (?, ?, ?, ?, ?, ?) returning id`,
    contact.clientId,
    contact.name,
    contact.timeZone,
    contact.locale,
    contact.canApprove ? 1 : 0,
    contact.createdAt,
  );
  return row!.id;
}

/** Adds an address to a contact. Answers whether it was free; an address belongs to one person. */
export async function recordContactAddress(
  rows: Rows,
  added: { contactId: number; address: string; isPrimary: boolean; addedAt: string },
): Promise<boolean> {
  const count = await rows.run(
    `insert into contact_addresses (contact_id, address, is_primary, added_at) values (?, ?, ?, ?) on conflict do nothing`,
    added.contactId,
    added.address,
    added.isPrimary ? 1 : 0,
    added.addedAt,
  );
  return count > 0;
}

/** The addresses of a contact, the primary one first. */
export async function listAddresses(rows: Rows, contactId: number): Promise<string[]> {
  const found = await rows.all<{ address: string }>(
    "select address from contact_addresses where contact_id = ? order by is_primary desc, id",
    contactId,
  );
  return found.map(({ address }) => address);
}

export async function recordStaff(
  rows: Rows,
  staff: NamedReader & { address: string; createdAt: string },
): Promise<number | undefined> {
  const row = await rows.first<{ id: number }>(
    `insert into staff (name, address, time_zone, locale, created_at) values (?, ?, ?, ?, ?)
     on conflict do nothing returning id`,
    staff.name,
    staff.address,
    staff.timeZone,
    staff.locale,
    staff.createdAt,
  );
  return row?.id;
}

/** Whose address this is, if anybody's. `address` is in normal form. */
export async function findPersonByAddress(rows: Rows, address: string): Promise<PersonRow | undefined> {
  const contact = await rows.first<PersonRow>(
    `select ${contactColumns} from contact_addresses a join contacts c on c.id = a.contact_id where a.address = ?`,
    address,
  );
  return contact ?? rows.first<PersonRow>(`select ${staffColumns} from staff s where s.address = ?`, address);
}

/** A person with their primary address; nobody when they were erased. */
export async function findPerson(rows: Rows, person: Person): Promise<PersonRow | undefined> {
  if (person.kind === "staff") {
    return rows.first<PersonRow>(`select ${staffColumns} from staff s where s.id = ?`, person.id);
  }
  return rows.first<PersonRow>(
    `select ${contactColumns} from contacts c join contact_addresses a on a.contact_id = c.id and a.is_primary = 1
     where c.id = ?`,
    person.id,
  );
}

export async function getPerson(rows: Rows, person: Person): Promise<PersonRow> {
  const found = await findPerson(rows, person);
  if (found === undefined)
    throw new Problem("not_found", { en: "There is no such person.", de: "Diese Person gibt es nicht." });
  return found;
}

/** Who wrote something, also when they were erased since and have no address any more. Throws `not_found`. */
export async function getAuthor(rows: Rows, person: Person): Promise<Pick<PersonRow, "name" | "clientId">> {
  const author =
    person.kind === "staff"
      ? await findPerson(rows, person)
      : await rows.first<Pick<PersonRow, "name" | "clientId">>(
          `select c.name, c.client_id as "clientId" from contacts c where c.id = ?`,
          person.id,
        );
  if (author === undefined)
    throw new Problem("not_found", { en: "There is no such person.", de: "Diese Person gibt es nicht." });
  return author;
}

export async function listContacts(rows: Rows, clientId: number): Promise<PersonRow[]> {
  return rows.all<PersonRow>(
    `select ${contactColumns} from contacts c join contact_addresses a on a.contact_id = c.id and a.is_primary = 1
     where c.client_id = ? order by c.name`,
    clientId,
  );
}

/** People on one page of a client. */
export const contactPageSize = 50;

/** A page of the same, counted from 1; one row more than a page holds tells that there is a next page. */
export async function listContactPage(rows: Rows, clientId: number, page: number): Promise<PersonRow[]> {
  return rows.all<PersonRow>(
    `select ${contactColumns} from contacts c join contact_addresses a on a.contact_id = c.id and a.is_primary = 1
     where c.client_id = ? order by c.name, c.id limit ? offset ?`,
    clientId,
    contactPageSize + 1,
    (page - 1) * contactPageSize,
  );
}

/** The contacts who may approve finished work for this client. */
export async function listApprovers(rows: Rows, clientId: number): Promise<PersonRow[]> {
  return rows.all<PersonRow>(
    `select ${contactColumns} from contacts c join contact_addresses a on a.contact_id = c.id and a.is_primary = 1
     where c.client_id = ? and c.can_approve = 1 and c.erased_at is null order by c.name`,
    clientId,
  );
}

export async function markCanApprove(rows: Rows, contactId: number, canApprove: boolean): Promise<void> {
  await rows.run("update contacts set can_approve = ? where id = ?", canApprove ? 1 : 0, contactId);
}

/** Every contact of every client, for choosing a person on the held desk. */
export async function listAllContacts(rows: Rows): Promise<(PersonRow & { clientName: string })[]> {
  return rows.all(
    `select ${contactColumns}, cl.name as "clientName" from contacts c
     join clients cl on cl.id = c.client_id
     join contact_addresses a on a.contact_id = c.id and a.is_primary = 1 order by cl.name, c.name`,
  );
}

/** The same, the first `countMax` of them by the names of their clients and their own. */
export async function listFirstContacts(
  rows: Rows,
  countMax: number,
): Promise<(PersonRow & { clientName: string })[]> {
  return rows.all(
    `select ${contactColumns}, cl.name as "clientName" from clients cl
     join contacts c on c.client_id = cl.id
     join contact_addresses a on a.contact_id = c.id and a.is_primary = 1 order by cl.name, c.name limit ?`,
    countMax,
  );
}

export async function listStaff(rows: Rows): Promise<(PersonRow & { followsNewTasks: Flag })[]> {
  return rows.all(
    `select ${staffColumns}, s.follows_new_tasks as "followsNewTasks" from staff s order by s.name`,
  );
}
