// Whose names may stand beside a command in a contact's email: their own, their company's and those of staff. Reads rows.
import { getClient } from "../store/clients.ts";
import { listStaff, type PersonRow } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import type { Reply } from "../reply/extract.ts";
import { knownNames, withoutNames } from "./commands/known-names.ts";
import { commandLengthMax } from "./commands/plain-tokens.ts";
import type { ParsedEmail } from "./parsed-email.ts";

/** The reply as commands are looked for in it: without these names where somebody signs or is thanked. */
export async function withoutKnownNames(
  rows: Rows,
  email: ParsedEmail,
  author: PersonRow,
  reply: Reply,
): Promise<Reply> {
  if (reply.kept.length > commandLengthMax) return reply;
  const staff = await listStaff(rows);
  const people = [author.name, email.from[0]?.name ?? "", ...staff.map(({ name }) => name)];
  const companies = author.clientId === null ? [] : [(await getClient(rows, author.clientId)).name];
  return { ...reply, kept: withoutNames(reply.kept, knownNames(people, companies)) };
}
