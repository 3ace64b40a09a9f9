// The previews of what staff are told when an email to a client does not arrive.
import { openTask } from "../actions/open-task.ts";
import { recordDelivery } from "../actions/record-delivery.ts";
import { timestamp } from "../domain/clock.ts";
import { getPerson } from "../store/people.ts";
import { listOutboundEmailsTo } from "../store/outbound-emails.ts";
import { newestTo, type Composed, type Preview, type PreviewPerson, type PreviewStage } from "./preview.ts";

export const deliveryProblemPreviews: readonly Preview[] = [
  {
    kind: "delivery-problem",
    name: "paused",
    title: "The address is not there any more",
    compose: (stage) =>
      problemWith(stage, {
        contact: "marta",
        reader: "tom",
        reason: "550 5.1.1 No such user here",
        isDead: true,
      }),
  },
  {
    kind: "delivery-problem",
    name: "not-paused",
    title: "The mailbox is full",
    compose: (stage) =>
      problemWith(stage, {
        contact: "dana",
        reader: "priya",
        reason: "552 5.2.2 Mailbox full",
        isDead: false,
      }),
  },
];

/** What `reader` is told when an email to `contact` came back with these words of a mail server. */
export async function problemWith(
  { outbox, people }: PreviewStage,
  told: { contact: PreviewPerson; reader: PreviewPerson; reason: string; isDead: boolean },
): Promise<Composed> {
  const { store, clock } = outbox;
  const at = timestamp(clock());
  const contact = await getPerson(store.read, people[told.contact]);
  await store.write((rows) =>
    openTask(rows, at, {
      clientId: contact.clientId!,
      title: "Deal stages for freight quotes",
      author: people[told.reader],
      contactIds: [people[told.contact].id],
      channel: "portal",
      text: "Please have a look.",
      postedAt: at,
    }),
  );
  await newestTo(outbox, people[told.contact]);
  const [sent] = await listOutboundEmailsTo(store.read, contact.address, 1);
  await store.write((rows) =>
    recordDelivery(rows, at, {
      outboundEmailId: sent!.id,
      delivery: "bounced",
      reason: told.reason,
      at,
      ...(told.isDead ? { pause: { cause: "bounced" } } : {}),
    }),
  );
  return newestTo(outbox, people[told.reader]);
}
