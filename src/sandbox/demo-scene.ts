// What the scenes of the demo share: sending through the webhook, looking into mailboxes, and checking.
import { contacts, staff, type ContactKey } from "../../fixtures/world.ts";
import type { OutgoingEmail } from "../outbox/courier.ts";
import type { InboundEmailRow } from "../store/inbound-emails.ts";
import { findMessage, findMessageIdOfEmail, type MessageRow } from "../store/messages.ts";
import { mailboxOf, type DemoServer } from "./demo-server.ts";
import { findPosted } from "./find-inbound.ts";
import { postInbound } from "./post-inbound.ts";
import type { World } from "./seed-world.ts";
import type { Correspondent } from "./program.ts";
import type { SimulatedEmail } from "./simulator.ts";
import { shown, type Terminal } from "./terminal.ts";

/** The demo while it runs; `checks` counts what was right and wrong so far. */
export interface Demo {
  server: DemoServer;
  terminal: Terminal;
  world: World;
  checks: { good: number; bad: number };
}

export const priya = staff[0];

export function contact(key: ContactKey): Correspondent {
  return contacts.find((candidate) => candidate.key === key)!;
}

/** Sends an email through the webhook, waits until it was read, prints why it ended as it did. */
export async function send(
  demo: Demo,
  email: SimulatedEmail,
): Promise<{ email: InboundEmailRow; message: MessageRow | undefined }> {
  const { server, terminal } = demo;
  const { status, answer } = await postInbound(server.localUrl, email);
  if (status !== 200) throw new Error(`The webhook answered ${status}: ${answer}`);
  await server.settled();
  const row = await findPosted(server.store.read, email);
  if (row === undefined) throw new Error("The webhook took an email that is not stored.");
  for (const { found } of row.evidence) terminal.line(terminal.faint(shown(found, "    · ")));
  const messageId = await findMessageIdOfEmail(server.store.read, row.id);
  return {
    email: row,
    message: messageId === undefined ? undefined : await findMessage(server.store.read, messageId),
  };
}

/** The newest email in a mailbox. */
export async function newestEmail({ server }: Demo, address: string): Promise<OutgoingEmail | undefined> {
  return (await mailboxOf(server, address))[0];
}

/** The same, where the story needs one; of several the one with these words. */
export async function requireNewest({ server }: Demo, address: string, words = ""): Promise<OutgoingEmail> {
  const emails = await mailboxOf(server, address);
  const email = emails.find((one) => hasWords(one, words)) ?? emails[0];
  if (email === undefined) throw new Error(`${address} was sent nothing to answer.`);
  return email;
}

/** Whether an email carries these words, however its text part is laid out. */
export function hasWords(email: OutgoingEmail | undefined, words: string): boolean {
  const flat = (text: string) => text.replaceAll(/\s+/gu, " ");
  return email !== undefined && flat(email.text).includes(flat(words));
}

/** Begins a scene. */
export function title({ terminal }: Demo, words: string): void {
  terminal.line();
  terminal.line(terminal.bold(words));
}

/** Prints what should be so, and whether it is. */
export function check({ terminal, checks }: Demo, isRight: boolean, what: string): void {
  if (isRight) checks.good++;
  else checks.bad++;
  terminal.line(
    isRight
      ? `  ${terminal.good("✓")} ${shown(what, "")}`
      : `  ${terminal.bad("✗")} not so: ${shown(what, "")}`,
  );
}
