// Who was told of a message.
import { personFromColumns, type Person } from "../domain/person.ts";
import type { Rows } from "./rows.ts";

/** Who was sent an email about a message, or a digest with it, on whatever task it was then. */
export async function listToldOf(rows: Rows, messageId: number): Promise<Person[]> {
  const told = await rows.all<{ contactId: number | null; staffId: number | null }>(
    `select contact_id as "contactId", staff_id as "staffId" from outbound_emails where message_id = ?
     union all select contact_id, null from digest_entries
       where message_id = ? and outbound_email_id is not null`,
    messageId,
    messageId,
  );
  return told.flatMap(({ contactId, staffId }) => personFromColumns(contactId, staffId) ?? []);
}
