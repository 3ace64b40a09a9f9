// The held desk of the previews: emails as processing leaves them behind, and the day's summary of them.
import { timestamp } from "../domain/clock.ts";
import { contentHash, recordBlob } from "../store/blobs.ts";
import { recordEvent } from "../store/events.ts";
import { markInboundOutcome, recordInboundEmail } from "../store/inbound-emails.ts";
import { newestTo, type Composed, type PreviewPerson, type PreviewStage } from "./preview.ts";

/** Who an email says it is from, why it is held, and how long. */
export interface HeldCase {
  name: string;
  address: string;
  reason: string;
  hours: number;
}

/** More than a summary lists, with names that would be markup and from right to left. */
export const heldCases: readonly HeldCase[] = [
  { name: "Ann Weber", address: "ann.weber@gmail.example", reason: "stranger", hours: 75 },
  { name: "Lee Okafor", address: "lee@harbordental.example", reason: "unvouched", hours: 50 },
  {
    name: '<script>alert("x")</script> & {{subject}}',
    address: "mallory@elsewhere.example",
    reason: "several_senders",
    hours: 30,
  },
  { name: "ליאור כהן 🦷", address: "lior.k@elsewhere.example", reason: "stranger", hours: 29 },
  { name: "", address: "forwarding-noreply@google.example", reason: "forwarding_confirmation", hours: 28 },
  ...Array.from({ length: 8 }, (_, index) => ({
    name: `Visitor ${index + 1}`,
    address: `visitor-${index + 1}@elsewhere.example`,
    reason: "stranger",
    hours: 20 - index,
  })),
];

/** Holds these, and answers the summary that `reader` gets. */
export async function heldSummary(
  stage: PreviewStage,
  held: readonly HeldCase[],
  reader: PreviewPerson,
): Promise<Composed> {
  const { store, clock } = stage.outbox;
  const person = stage.people[reader];
  await store.write(async (rows) => {
    for (const email of held) {
      const receivedAt = timestamp(new Date(clock().getTime() - email.hours * 3_600_000));
      const bytes = Buffer.from(`From: ${email.address}\r\n\r\n${email.hours}`);
      const rawSha256 = contentHash(bytes);
      await recordBlob(rows, rawSha256, bytes);
      const id = await recordInboundEmail(rows, {
        source: "raw",
        rawSha256,
        envelopeFrom: email.address,
        envelopeTo: `requests@${stage.outbox.installation.replyDomain}`,
        providerFields: {},
        receivedAt,
      });
      if (id === undefined) continue;
      const outcome = {
        status: "held" as const,
        reason: email.reason,
        class: "human",
        evidence: [],
        fromAddress: email.address,
        fromName: email.name,
        subject: "A subject that no summary names",
        internetMessageId: null,
        text: "Words that no summary names.",
        taskId: null,
        author: undefined,
      };
      await markInboundOutcome(rows, id, outcome, receivedAt);
    }
    const payload = { staffId: person.id, day: timestamp(clock()).slice(0, 10) };
    await recordEvent(rows, { type: "held_summary.due", at: timestamp(clock()), payload });
  });
  return newestTo(stage.outbox, person);
}
