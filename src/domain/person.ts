// Who can speak on a task: a contact of a client, or a member of staff.

/** A person, as rows and functions refer to them. */
export type Person = { kind: "contact"; id: number } | { kind: "staff"; id: number };

export function isSamePerson(one: Person | undefined, other: Person | undefined): boolean {
  return one !== undefined && other !== undefined && one.kind === other.kind && one.id === other.id;
}

/** The two columns in which rows keep a person; exactly one is set. */
export function personColumns(
  person: Person | undefined,
): [contactId: number | null, staffId: number | null] {
  if (person === undefined) return [null, null];
  return person.kind === "contact" ? [person.id, null] : [null, person.id];
}

/** Reads the two columns back. Undefined when neither is set. */
export function personFromColumns(contactId: number | null, staffId: number | null): Person | undefined {
  if (contactId !== null) return { kind: "contact", id: contactId };
  return staffId === null ? undefined : { kind: "staff", id: staffId };
}

/** Whether a contact is one of these people. */
export function isAmong(
  people: readonly { contactId: number | null }[],
  { contactId }: { contactId: number | null },
): boolean {
  return contactId !== null && people.some((person) => person.contactId === contactId);
}
