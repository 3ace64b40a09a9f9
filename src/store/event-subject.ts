// Whom an event is about, beside who did it: read from its payload when it is recorded, so that the audit trail finds it by index.
import type { Rows } from "./rows.ts";

/** The contact whom an event names, by itself or by a row of theirs. */
export async function findContactOf(rows: Rows, payload: object): Promise<number | null> {
  const contactId = idIn(payload, "contactId");
  if (contactId !== null) return contactId;
  for (const [name, table] of namingContacts) {
    const id = idIn(payload, name);
    if (id === null) continue;
    const row = await rows.first<{ contactId: number | null }>(
      `select contact_id as "contactId" from ${table} where id = ?`,
      id,
    );
    return row?.contactId ?? null;
  }
  return null;
}

const namingContacts = [
  ["signInId", "sign_ins"],
  ["outboundEmailId", "outbound_emails"],
  ["participantId", "participants"],
] as const;

/** The client that an event names by itself. */
export function clientIn(payload: object): number | null {
  return idIn(payload, "clientId");
}

function idIn(payload: object, name: string): number | null {
  const value = (payload as Record<string, unknown>)[name];
  return typeof value === "number" ? value : null;
}
