// Finds people by all that they are called: names, addresses, and the client of a contact. Reads rows, writes nothing.
import { isFoundIn, type Search, type SearchTerm } from "../domain/search.ts";
import { places, type Rows } from "./rows.ts";
import { searchHitsMax, termQuery, type Found, type PagePart, type SearchScope } from "./search.ts";

export interface PersonHit {
  /** Null for staff, with the client's. */
  contactId: number | null;
  clientId: number | null;
  clientName: string | null;
  name: string;
  /** The primary one first, separated by spaces; contacts see of each other that one alone. */
  addresses: string;
}

/**
 * Staff and contacts for staff, and for a contact the people of their client; those found by name first. Of more contacts than
 * `searchHitsMax` only the newest are put in order.
 */
export async function searchPeople(
  rows: Rows,
  search: Search,
  scope: SearchScope,
  { offset, size }: PagePart,
): Promise<Found<PersonHit>> {
  if (search.terms.length === 0) return { hits: [], count: 0, isMore: false };
  const { people, isMore } =
    scope.kind === "staff"
      ? await listEverybody(rows, search.terms)
      : { people: await listColleagues(rows, scope.clientId), isMore: false };
  // The index tells of each word by itself; here all of them have to be there, and in the order of a phrase.
  const found = people.filter(({ name, addresses, clientName }) =>
    isFoundIn(search, `${name}\n${addresses}\n${clientName ?? ""}`),
  );
  const isByName = ({ name }: PersonHit) => search.terms.some((term) => isFoundIn({ terms: [term] }, name));
  const best = [...found.filter(isByName), ...found.filter((person) => !isByName(person))];
  return { hits: best.slice(offset, offset + size), count: best.length, isMore };
}

const contactQuery = `select c.id as "contactId", c.client_id as "clientId", k.name as "clientName", c.name,
  coalesce((select string_agg(a.address, ' ' order by a.is_primary desc, a.id) from contact_addresses a
    where a.contact_id = c.id and a.is_primary >= ?), '') as addresses
  from contacts c join clients k on k.id = c.client_id`;

/** All staff, who are few, and contacts of whom each term is in what they are called. */
async function listEverybody(
  rows: Rows,
  terms: readonly SearchTerm[],
): Promise<{ people: PersonHit[]; isMore: boolean }> {
  const isCalled = terms.map(() => `c.id in (${calledQuery(rows)})`).join(" and ");
  const ids = await rows.all<{ id: number }>(
    `select c.id from contacts c where c.erased_at is null and ${isCalled} order by c.id desc limit ?`,
    ...terms.flatMap((term) => {
      const query = termQuery(rows, term);
      return [query, query, query];
    }),
    searchHitsMax + 1,
  );
  const contacts = await listFound(rows, ids.slice(0, searchHitsMax));
  const staff = await rows.all<PersonHit>(
    `select null as "contactId", null as "clientId", null as "clientName", s.name, s.address as addresses
     from staff s order by s.name, s.id`,
  );
  return { people: [...contacts, ...staff], isMore: ids.length > searchHitsMax };
}

/** The contacts whose name, or one of whose addresses, or whose client's name holds a term. Values: the term, three times. */
function calledQuery(rows: Rows): string {
  if (rows.engine === "sqlite") {
    return `select rowid from search_contacts where search_contacts match ?
      union select a.contact_id from search_addresses cross join contact_addresses a on a.id = search_addresses.rowid
        where search_addresses match ?
      union select n.id from search_clients cross join contacts n on n.client_id = search_clients.rowid
        where search_clients match ?`;
  }
  const holds = "search_words @@ to_tsquery('simple', ?)";
  return `select id from contacts where ${holds} union select contact_id from contact_addresses where ${holds}
    union select n.id from clients l join contacts n on n.client_id = l.id where l.${holds}`;
}

/** Numbers of rows that one statement asks for: two texts, however many were found. */
const listedSizes = [20, searchHitsMax];

async function listFound(rows: Rows, ids: readonly { id: number }[]): Promise<PersonHit[]> {
  if (ids.length === 0) return [];
  const size = listedSizes.find((most) => ids.length <= most)!;
  // No row has the number 0.
  const padded = Array.from({ length: size }, (_, index) => ids[index]?.id ?? 0);
  return rows.all<PersonHit>(
    `${contactQuery} where c.id in ${places(1, size)} order by c.name, c.id`,
    0,
    ...padded,
  );
}

function listColleagues(rows: Rows, clientId: number): Promise<PersonHit[]> {
  return rows.all<PersonHit>(
    `${contactQuery} where c.client_id = ? and c.erased_at is null order by c.name, c.id`,
    1,
    clientId,
  );
}
