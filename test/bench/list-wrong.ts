// Looks in the database for every mail that was posted: a message with exactly the typed words, and a notification.
import { openStore, type Store } from "../../src/store/database.ts";
import type { Mail } from "../support/load/mails.ts";

/** One line for every mail that is not right. */
export async function listWrong(databaseUrl: string, mails: readonly Mail[]): Promise<string[]> {
  const store = await openStore(databaseUrl);
  const wrong: string[] = [];
  try {
    for (const mail of mails) {
      const fault = await faultOf(store, mail);
      if (fault !== undefined) wrong.push(`${mail.file}: ${fault}`);
    }
  } finally {
    await store.close();
  }
  return wrong;
}

async function faultOf(store: Store, mail: Mail): Promise<string | undefined> {
  const found = await store.read.all<{ text: string; emailCount: number }>(
    `select m.kept as text, (select count(*) from outbound_emails o where o.message_id = m.id) as "emailCount"
     from thread_ids i join messages m on m.task_id = i.task_id and m.internet_message_id = i.internet_message_id
     where i.internet_message_id = ?`,
    mail.messageId,
  );
  const [message] = found;
  if (message === undefined) {
    const inbound = await store.read.first<{ status: string; reason: string | null }>(
      "select status, reason from inbound_emails where internet_message_id = ?",
      mail.messageId,
    );
    return `no message (${inbound?.status ?? "never read"} ${inbound?.reason ?? ""}).`;
  }
  if (found.length > 1) return `${found.length} messages.`;
  if (message.emailCount < 1) return "no notification.";
  const [kept, typed] = [collapse(message.text), collapse(mail.typed)];
  return kept === typed ? undefined : `other words: …${kept.slice(-70)} | …${typed.slice(-70)}`;
}

function collapse(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
