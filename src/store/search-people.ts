// Finds people by all that they are called: names, addresses, and the client of a contact. Reads rows, writes nothing.
import { isFoundIn, type Search } from "../domain/search.ts";
import type { Rows } from "./rows.ts";
import type { Found, PagePart, SearchScope } from "./search.ts";

export interface PersonHit {
  /** Null for staff, with the client's. */
  contactId: number | null;
  clientId: number | null;
  clientName: string | null;
  name: string;
  /** The primary one first, separated by spaces; contacts see of each other that one alone. */
  addresses: string;
}

/** Staff and contacts for staff, and for a contact the people of their client; those found by name first. */
export async function searchPeople(
  rows: Rows,
  search: Search,
  scope: SearchScope,
  { offset, size }: PagePart,
): Promise<Found<PersonHit>> {
  if (search.terms.length === 0) return { hits: [], count: 0, isMore: false };
  // An agency knows some hundreds of people. Reading them all takes no time, needs no index that could differ from what they
  // are called, and finds words of a client's name beside those of a person's.
  const people = await (scope.kind === "staff" ? listEverybody(rows) : listColleagues(rows, scope.clientId));
  const found = people.filter(({ name, addresses, clientName }) =>
    isFoundIn(search, `${name}\n${addresses}\n${clientName ?? ""}`),
  );
  const isByName = ({ name }: PersonHit) => search.terms.some((term) => isFoundIn({ terms: [term] }, name));
  const best = [...found.filter(isByName), ...found.filter((person) => !isByName(person))];
  return { hits: best.slice(offset, offset + size), count: best.length, isMore: false };
}

const contactQuery = `select c.id as "contactId", c.client_id as "clientId", k.name as "clientName", c.name,
  coalesce((select string_agg(a.address, ' ' order by a.is_primary desc, a.id) from contact_addresses a
    where a.contact_id = c.id and a.is_primary >= ?), '') as addresses
  from contacts c join clients k on k.id = c.client_id`;

async function listEverybody(rows: Rows): Promise<PersonHit[]> {
  const contacts = await rows.all<PersonHit>(
    `${contactQuery} where c.erased_at is null order by c.name, c.id`,
    0,
  );
  const staff = await rows.all<PersonHit>(
    `select null as "contactId", null as "clientId", null as "clientName", s.name, s.address as addresses
     from staff s order by s.name, s.id`,
  );
  return [...contacts, ...staff];
}

function listColleagues(rows: Rows, clientId: number): Promise<PersonHit[]> {
  return rows.all<PersonHit>(
    `${contactQuery} where c.client_id = ? and c.erased_at is null order by c.name, c.id`,
    1,
    clientId,
  );
}
