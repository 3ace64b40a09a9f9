// What becomes of an email that staff decided about, in place of what we would find ourselves. Reads rows, writes nothing.
import type { ClaimedEmail } from "../store/inbound-claims.ts";
import type { Person } from "../domain/person.ts";
import { findPerson } from "../store/people.ts";
import type { Ruling, Step } from "../domain/inbound-email.ts";
import type { Decision } from "./decision.ts";
import { findThread } from "./find-thread.ts";
import { findForwarded } from "./forwarded-email.ts";
import type { Inbox } from "./inbox.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { readReply, wholeForward } from "./reply-input.ts";

/** Adds what staff decided to `steps`. Throws when there is no ruling. */
export async function followRuling(
  inbox: Inbox,
  claimed: ClaimedEmail,
  email: ParsedEmail,
  steps: Step[],
): Promise<Decision> {
  const { ruling } = claimed;
  if (ruling === null || ruling.kind === "hold") throw new Error("There is no ruling to follow.");
  if (ruling.kind === "discard") {
    steps.push({ step: "ruling", found: "Staff set it aside." });
    return { kind: "ignore", reason: "discarded" };
  }
  if (ruling.kind === "open_forwarded") return openForwarded(inbox, ruling, email, steps);
  const author = await findPerson(inbox.store.read, ruling.author);
  steps.push({ step: "ruling", found: `Staff took it for the words of ${author?.name ?? "somebody"}.` });
  const reply = await readReply(inbox, email, undefined);
  if (ruling.kind === "post") {
    const isNote = ruling.author.kind === "staff" && (await answersNote(inbox, claimed, email));
    if (isNote) steps.push({ step: "thread", found: "It answers a note, so that only staff see it." });
    return {
      kind: "post",
      taskId: ruling.taskId,
      author: ruling.author,
      isNote,
      isQuiet: false,
      reply,
    };
  }
  if (author?.clientId == null) return { kind: "hold", reason: "staff_without_task" };
  return {
    kind: "open",
    clientId: author.clientId,
    author: ruling.author,
    reply: wholeForward(email, reply),
  };
}

/** Whether it was written to where only staff read; whose words it holds is for staff to say, and who reads them is not. */
async function answersNote(
  { keys, installation, store }: Inbox,
  { envelopeTo }: ClaimedEmail,
  email: ParsedEmail,
): Promise<boolean> {
  const { replyDomain } = installation;
  const question = { email, envelopeTo, vouchedAuthor: undefined };
  const thread = await findThread({ keys, replyDomain }, store.read, question);
  return thread.kind === "task" && thread.isNote;
}

/** What staff took back speaks for nobody by itself, also when it would be admitted by now: they are to look again. */
export function holdTakenBack(decision: Decision, steps: Step[]): Decision {
  if (!("author" in decision) || decision.kind === "hold" || decision.kind === "fail") return decision;
  steps.push({
    step: "ruling",
    found: "Staff took back what was decided about it, so it waits until they look again.",
  });
  const place = decision.kind === "post" ? { taskId: decision.taskId } : {};
  return { kind: "hold", reason: "taken_back", author: decision.author, ...place };
}

/** The forwarder stays the author; the task is the contact's client's, and the contact takes part. */
async function openForwarded(
  inbox: Inbox,
  ruling: Extract<Ruling, { kind: "open_forwarded" }>,
  email: ParsedEmail,
  steps: Step[],
): Promise<Decision> {
  const { author, contactId } = ruling;
  const rows = inbox.store.read;
  const opener: Person = { kind: "staff", id: ruling.by };
  const contact = await findPerson(rows, { kind: "contact", id: contactId });
  const forwarder = await findPerson(rows, author);
  const reply = await readReply(inbox, email, undefined);
  const forward = await findForwarded(inbox, email, reply);
  if (contact?.clientId == null || forward === undefined) {
    return { kind: "hold", reason: "staff_without_task", author };
  }
  const who = (await findPerson(rows, opener))?.name ?? "Somebody of us";
  const forwarded = `the email that ${forwarder?.name ?? "a colleague"} forwarded`;
  steps.push({ step: "ruling", found: `${who} opened a task for ${contact.name} with ${forwarded}.` });
  const { subject } = forward.original;
  const onBehalf = { contactId, opener, title: subject === "" ? email.subject : subject };
  return { kind: "open", clientId: contact.clientId, author, reply: forward.reply, onBehalf, forward };
}
