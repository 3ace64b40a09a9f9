// Taking the message of an email off its task again: what can be taken, and what stays.
import { expect, it } from "vitest";
import { withdrawTask } from "../../src/actions/end-request.ts";
import { foreseeWithdrawal, withdrawMessage } from "../../src/actions/withdraw-message.ts";
import { listMessages } from "../../src/store/messages.ts";
import { getTask } from "../../src/store/tasks.ts";
import { openWorld } from "../support/world.ts";
import { receive, receivedAt, receivePosted } from "./received.ts";

const at = "2026-03-02T10:00:00.000Z";

it("words that were only said leave; words that came with a step stay, and so does the step", async () => {
  const { store, world } = await openWorld();
  const { ann, tom } = world.people;
  const byStaffId = tom.id;
  const { emailId, taskId } = await store.write((rows) =>
    receivePosted(rows, { author: ann, clientId: world.clients.harbor }),
  );
  const stepId = await store.write(async (rows) => {
    const inboundEmailId = await receive(rows, { status: "handled", author: ann });
    const words = {
      channel: "email",
      text: "Please withdraw it.",
      postedAt: receivedAt,
      inboundEmailId,
    } as const;
    await withdrawTask(rows, at, { taskId, by: ann as typeof ann & { kind: "contact" }, words });
    return inboundEmailId;
  });
  expect(await foreseeWithdrawal(store.read, stepId)).toEqual({ kind: "used", taskId });
  const withdraw = (id: number) =>
    store.write((rows) => withdrawMessage(rows, at, { emailId: id, byStaffId }));
  expect(await withdraw(stepId)).toEqual({ kind: "used", taskId });
  expect(await withdraw(emailId)).toEqual({ kind: "withdrawn", taskId });
  expect((await listMessages(store.read, taskId, { withNotes: true })).map(({ kept }) => kept)).toEqual([
    "Please withdraw it.",
  ]);
  expect((await getTask(store.read, taskId)).stage).toBe("Withdrawn");
});
