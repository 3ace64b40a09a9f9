// What the demo works with: a running installation on a database of its own.
import type { Clock } from "../domain/clock.ts";
import type { Installation } from "../domain/installation.ts";
import type { OutgoingEmail } from "../outbox/courier.ts";
import type { Store } from "../store/database.ts";
import { listOutboundEmailsTo, type OutboundEmailRow } from "../store/outbound-emails.ts";

export interface DemoServer {
  /** Where it listens on this machine. */
  localUrl: string;
  store: Store;
  clock: Clock;
  installation: Installation;
  /** Wakes the workers and resolves when nothing is left to do. */
  settled: () => Promise<void>;
  fillIn: (row: OutboundEmailRow) => Promise<OutgoingEmail>;
}

/** Emails of one mailbox that are looked at. */
const mailboxCountMax = 100;

/** Everything an address was sent, newest first, as its reader has it. */
export async function mailboxOf(server: DemoServer, address: string): Promise<OutgoingEmail[]> {
  const rows = await listOutboundEmailsTo(server.store.read, address, mailboxCountMax);
  return Promise.all(rows.map((row) => server.fillIn(row)));
}
