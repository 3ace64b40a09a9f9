// Sees to it that somebody who may approve takes part in a task that waits for approval. Writes who takes part.
import { listApprovers } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { listParticipants, recordParticipant } from "../store/participants.ts";

/** Where nobody on the task may approve it, everybody of the client who may takes part from now on. The client is held. */
export async function bringInApprovers(
  rows: Rows,
  at: string,
  { taskId, clientId }: { taskId: number; clientId: number },
): Promise<void> {
  const approvers = (await listApprovers(rows, clientId)).flatMap(({ contactId }) => contactId ?? []);
  const taking = (await listParticipants(rows, taskId)).flatMap(({ contactId }) => contactId ?? []);
  if (approvers.some((id) => taking.includes(id))) return;
  for (const id of approvers) await recordParticipant(rows, taskId, { kind: "contact", id }, at);
}
