// Emails as people receive them, composed by the real templates and filled in by the real outbox, on any store.
import pino from "pino";
import { contacts } from "../../fixtures/world.ts";
import { openTask } from "../../src/actions/open-task.ts";
import { announce } from "../../src/outbox/announce.ts";
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import { fillIn } from "../../src/outbox/fill-in.ts";
import type { Outbox } from "../../src/outbox/outbox.ts";
import { sandboxCourier } from "../../src/outbox/sandbox.ts";
import { reasonInWords } from "../../src/portal/outcome-words.ts";
import { ageInWords } from "../../src/portal/words.ts";
import { loadTemplates } from "../../src/render.ts";
import type { World } from "../../src/sandbox/seed-world.ts";
import type { Store } from "../../src/store/database.ts";
import { listOutboundEmailsTo } from "../../src/store/outbound-emails.ts";
import { claimOutboundEmails, markOutboundSent } from "../../src/store/outbound-sending.ts";
import { keyRing } from "../../src/threading/token.ts";
import { calendar } from "./calendar.ts";

const templates = loadTemplates();
export const at = "2026-03-03T14:14:00.000Z";

export const installation = {
  agencyName: "Northbeam",
  baseUrl: "http://localhost:3000",
  replyDomain: "reply.northbeam.example",
  mailFrom: "hello@reply.northbeam.example",
  calendar,
};

/** An outbox on a store, with a clock that stands still. */
export function openOutbox(store: Store): Outbox {
  return {
    store,
    clock: () => new Date(at),
    render: templates,
    keys: keyRing([{ id: 1, secret: Buffer.alloc(32, 7) }]),
    installation,
    courier: sandboxCourier(),
    log: pino({ level: "silent" }),
    words: { reason: reasonInWords, age: ageInWords },
  };
}

/** Announces what happened and marks every email as sent, as the workers do. */
export async function sendAll(outbox: Outbox): Promise<void> {
  await announce(outbox);
  await outbox.store.write(async (rows) => {
    for (const row of await claimOutboundEmails(rows, 100, at, at)) {
      await markOutboundSent(rows, row.id, null, at);
    }
  });
}

/** Priya writes these words to Ann and Lee; answers the email that Ann gets. */
export async function receiveFrom(
  outbox: Outbox,
  world: World,
  words: string,
): Promise<{ received: OutgoingEmail; taskId: number }> {
  const { store } = outbox;
  const { taskId } = await store.write((rows) =>
    openTask(rows, at, {
      clientId: world.clients.harbor,
      title: "Route new patient enquiries",
      author: world.people.priya,
      channel: "portal",
      text: words,
      postedAt: at,
    }),
  );
  await sendAll(outbox);
  const ann = contacts.find(({ key }) => key === "ann")!;
  const [row] = await listOutboundEmailsTo(store.read, ann.address, 1);
  return { received: await fillIn(outbox, row!), taskId };
}
