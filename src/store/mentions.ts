// Where people are named in running words, so that whoever is erased is named there no more. A new column that may hold a
// name or an address of a person goes into this list; a test looks for what is missing in it.
import type { Rows } from "./rows.ts";

/** How a column writes a name: as it is, escaped for html, within JSON, or within the blocks of a reply. */
export type Writing = "text" | "html" | "json" | "blocks";

export interface MentionColumn {
  table: string;
  column: string;
  writing: Writing;
}

/** Each of these tables has the key `id`. What people wrote themselves (`messages.kept`, and the same in its blocks) stays. */
export const mentionColumns: readonly MentionColumn[] = [
  { table: "tasks", column: "title", writing: "text" },
  { table: "messages", column: "blocks", writing: "blocks" },
  { table: "reply_cases", column: "expected", writing: "text" },
  { table: "attachments", column: "filename", writing: "text" },
  { table: "inbound_emails", column: "envelope_from", writing: "text" },
  { table: "inbound_emails", column: "envelope_to", writing: "text" },
  { table: "inbound_emails", column: "from_address", writing: "text" },
  { table: "inbound_emails", column: "from_name", writing: "text" },
  { table: "inbound_emails", column: "subject", writing: "text" },
  { table: "inbound_emails", column: "text", writing: "text" },
  { table: "inbound_emails", column: "provider_fields", writing: "json" },
  { table: "inbound_emails", column: "evidence", writing: "json" },
  { table: "inbound_emails", column: "forwarded", writing: "json" },
  { table: "outbound_emails", column: "to_name", writing: "text" },
  { table: "outbound_emails", column: "from_name", writing: "text" },
  { table: "outbound_emails", column: "subject", writing: "text" },
  { table: "outbound_emails", column: "text", writing: "text" },
  { table: "outbound_emails", column: "html", writing: "html" },
  { table: "outbound_emails", column: "headers", writing: "json" },
  { table: "outbound_emails", column: "approving_starts", writing: "text" },
  { table: "outbound_emails", column: "reason", writing: "text" },
  { table: "forwarding_confirmations", column: "named_address", writing: "text" },
  { table: "forwarding_confirmations", column: "verdict_why", writing: "text" },
  { table: "delivery_events", column: "reason", writing: "text" },
  { table: "failed_attempts", column: "reason", writing: "text" },
  { table: "paused_addresses", column: "reason", writing: "text" },
  { table: "copied_colleagues", column: "name", writing: "text" },
  { table: "approvals", column: "shown", writing: "text" },
  { table: "approvals", column: "verdict", writing: "text" },
  { table: "sessions", column: "agenda", writing: "text" },
  { table: "saved_replies", column: "title", writing: "text" },
  { table: "saved_replies", column: "text", writing: "text" },
  { table: "drafts", column: "fields", writing: "json" },
  { table: "events", column: "payload", writing: "json" },
];

export interface Mention {
  id: number;
  value: string;
}

/** Rows whose column holds any of these: `exact` as it is written, `anyCase` (in lower case) however it is. */
export function listMentions(
  rows: Rows,
  { table, column }: MentionColumn,
  needles: { exact: readonly string[]; anyCase: readonly string[] },
): Promise<Mention[]> {
  const position = rows.engine === "sqlite" ? "instr" : "strpos";
  const conditions = [
    ...needles.exact.map(() => `${position}(${column}, ?) > 0`),
    ...needles.anyCase.map(() => `${position}(lower(${column}), ?) > 0`),
  ];
  return rows.all<Mention>(
    `select id, ${column} as value from ${table} where ${conditions.join(" or ")}`,
    ...needles.exact,
    ...needles.anyCase,
  );
}

export async function markMention(
  rows: Rows,
  { table, column }: MentionColumn,
  { id, value }: Mention,
): Promise<void> {
  await rows.run(`update ${table} set ${column} = ? where id = ?`, value, id);
}
