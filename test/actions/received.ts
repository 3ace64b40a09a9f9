// Inbound emails as processing leaves them behind, for tests of what staff decide about them.
import { openTask } from "../../src/actions/open-task.ts";
import { postMessage } from "../../src/actions/post-message.ts";
import type { Person } from "../../src/domain/person.ts";
import { contentHash, recordBlob } from "../../src/store/blobs.ts";
import { markInboundOutcome, recordInboundEmail, type Outcome } from "../../src/store/inbound-emails.ts";
import { recordThreadIds, type Upload } from "../../src/store/messages.ts";
import type { Rows } from "../../src/store/rows.ts";

export const receivedAt = "2026-03-02T09:30:00.000Z";

const outcomeOfNobody: Outcome = {
  status: "held",
  reason: "stranger",
  class: "human",
  evidence: [{ step: "thread", found: "Nothing in it names a task." }],
  fromAddress: "sam@elsewhere.example",
  fromName: "Sam Hill",
  subject: "About the form",
  internetMessageId: null,
  text: "Could you look at the form?",
  taskId: null,
  author: undefined,
};

let emailCount = 0;

/** An email that was held, or whatever `outcome` says. Answers its id. */
export async function receive(rows: Rows, outcome: Partial<Outcome> = {}): Promise<number> {
  const bytes = Buffer.from(`Subject: ${++emailCount}\r\n\r\nHello`);
  await recordBlob(rows, contentHash(bytes), bytes);
  const id = await recordInboundEmail(rows, {
    source: "raw",
    rawSha256: contentHash(bytes),
    envelopeFrom: "sam@elsewhere.example",
    envelopeTo: "requests@reply.northbeam.example",
    providerFields: {},
    receivedAt,
  });
  await markInboundOutcome(rows, id!, { ...outcomeOfNobody, ...outcome }, receivedAt);
  return id!;
}

export interface Posted {
  emailId: number;
  internetMessageId: string;
}

/** An email that became a message on a task, or that opened one when `taskId` is not given. */
export async function receivePosted(
  rows: Rows,
  input: {
    author: Person;
    clientId: number;
    taskId?: number;
    isNote?: boolean;
    isQuiet?: boolean;
    internetMessageId?: string;
    references?: string[];
    uploads?: Upload[];
    postedAt?: string;
  },
): Promise<Posted & { taskId: number }> {
  const emailId = await receive(rows, { status: "handled", author: input.author });
  const internetMessageId = input.internetMessageId ?? `<${emailId}@mail.example>`;
  const message = {
    author: input.author,
    channel: "email" as const,
    text: "Could you look at the form?",
    isNote: input.isNote === true,
    isQuiet: input.isQuiet === true,
    inboundEmailId: emailId,
    internetMessageId,
    postedAt: input.postedAt ?? receivedAt,
    uploads: input.uploads ?? [],
  };
  let { taskId } = input;
  if (taskId === undefined) {
    const { clientId } = input;
    ({ taskId } = await openTask(rows, receivedAt, { ...message, clientId, title: "About the form" }));
  } else {
    await postMessage(rows, receivedAt, { ...message, taskId });
  }
  await recordThreadIds(rows, taskId, emailId, [internetMessageId, ...(input.references ?? [])]);
  await rows.run("update inbound_emails set task_id = ? where id = ?", taskId, emailId);
  return { emailId, internetMessageId, taskId };
}
