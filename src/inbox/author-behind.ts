// Who probably wrote an email whose From was rewritten to a mailbox of ours, as Google Groups does. Reads rows.
import { normalizeAddress } from "../domain/address.ts";
import { personFromColumns, type Person } from "../domain/person.ts";
import { findPersonByAddress } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { findHeader, type ParsedEmail } from "./parsed-email.ts";

/** Google Groups keeps the From that it replaces in the first two. */
const originalFields = ["x-original-from", "x-original-sender", "x-google-original-from"];

/** A proposal for whoever looks at it: each of these fields can be written by anybody, so none is an identity. */
export async function findAuthorBehind(rows: Rows, email: ParsedEmail): Promise<Person | undefined> {
  const named = [
    ...originalFields.flatMap((name) => addressIn(findHeader(email, name) ?? "") ?? []),
    ...email.replyTo.slice(0, 1).map(({ address }) => address),
  ];
  for (const address of named) {
    const row = await findPersonByAddress(rows, normalizeAddress(address));
    if (row !== undefined) return personFromColumns(row.contactId, row.staffId);
  }
  return undefined;
}

/** The address of `Ann Harper <ann@example.com>`, or one that stands alone. */
function addressIn(field: string): string | undefined {
  const value = field.slice(0, 1_000);
  return (
    /<([^<>\s]{3,254})>/u.exec(value)?.[1] ?? /^\s*([^<>\s]{3,254}@[^<>\s]{1,254})\s*$/u.exec(value)?.[1]
  );
}
