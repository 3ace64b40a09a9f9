// Every column of text in the database is one that erasing a person empties, one where they may be named, or one that
// holds nothing about anybody. A new column has to be put into one of the three before this passes.
import { expect, it } from "vitest";
import { mentionColumns } from "../../../src/store/mentions.ts";
import { openTestStore } from "../../support/store.ts";

/** Emptied with the rows of whom is erased (src/store/erasure.ts). */
const theirOwn = [
  "contacts.name contacts.time_zone contacts.locale contact_addresses.address paused_addresses.address copied_colleagues.address",
  "delivery_problems.address",
  "inbound_emails.internet_message_id inbound_emails.ruling",
  "messages.kept messages.internet_message_id messages.submission_key",
  "thread_ids.internet_message_id tasks.submission_key",
  "sessions.answer_comment sessions.submission_key session_replies.internet_message_id",
  "sign_ins.token_hash sign_ins.cookie_hash outbound_emails.to_address",
];

const aboutNobody = [
  // What the agency sells, whom to, and its own people.
  "plans.name clients.name staff.name staff.address staff.time_zone staff.locale",
  // Words from a list of ours.
  "tasks.stage tasks.last_message_by tasks.turn approvals.channel",
  "tasks.delivery_first_on tasks.delivery_on tasks.delivery_last_on tasks.handed_over_on",
  "inbound_emails.source inbound_emails.status inbound_emails.reason inbound_emails.class inbound_emails.raw_removed_by",
  "messages.channel messages.method reply_cases.verdict outbound_emails.kind outbound_emails.status outbound_emails.delivery",
  "paused_addresses.cause breakers.kind delivery_events.kind events.type intake_faults.route intake_faults.reason attachments.content_type",
  // The agency's own mailboxes, and what their providers ask to confirm.
  "mailboxes.address forwarding_confirmations.provider forwarding_confirmations.code forwarding_confirmations.link",
  // What our own mail tells of our own domain.
  "probes.target_address probes.verdict probes.verdict_why probes.signing_keys",
  "email_rulings.kind held_summaries.day copied_colleagues.answer delivery_problems.day contacts.notify",
  // Hours and links of staff, and words from lists of ours about sessions.
  "staff_availability.weekly_hours staff_availability.exceptions staff_availability.call_link",
  "sessions.kind sessions.month sessions.state sessions.call_link sessions.uid sessions.calendar_answer",
  "session_ledger.kind session_ledger.month session_ledger.entry email_choices.session_kind",
  // Other programs, what they may and hear, and words from lists of ours about telling them.
  "api_tokens.name api_tokens.scopes webhook_endpoints.url webhook_endpoints.wanted webhook_endpoints.paused_by",
  "webhook_deliveries.type webhook_deliveries.status webhook_deliveries.fault",
  // The name of a form; what is in it is their own, and may name others.
  "drafts.place",
  // Hashes, and ids that a program made.
  "api_tokens.secret_hash",
  "blobs.sha256 inbound_emails.raw_sha256 approvals.raw_sha256 attachments.sha256 attachments.content_id",
  "blobs.object_key object_removals.object_key",
  "failed_attempts.outcome outbound_emails.standing outbound_emails.internet_message_id outbound_emails.placeholder outbound_emails.provider_id",
];

it("is known for what it holds", async () => {
  const { read } = await openTestStore();
  const columns = await read.all<{ name: string }>(
    `select t.name || '.' || c.name as name from sqlite_master t join pragma_table_xinfo(t.name) c
     where t.type = 'table' and t.name not like 'sqlite_%' and t.name not like 'knex_%' and lower(c.type) like 'text%'`,
  );
  const named = mentionColumns.map(({ table, column }) => `${table}.${column}`);
  const sorted = [...named, ...[...theirOwn, ...aboutNobody].flatMap((line) => line.split(" "))];
  expect(new Set(sorted).size).toBe(sorted.length);
  // A moment names nobody.
  const words = columns.map(({ name }) => name).filter((name) => !/_(?:at|until|before)$|\.at$/u.test(name));
  expect(words.toSorted()).toEqual(sorted.toSorted());
});
