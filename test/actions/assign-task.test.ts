// Somebody of the staff answers for a task.
import { expect, it } from "vitest";
import { assignTask } from "../../src/actions/assign-task.ts";
import { muteTask } from "../../src/actions/mute-task.ts";
import { announce } from "../../src/outbox/announce.ts";
import { listEventsOfTask } from "../../src/store/events.ts";
import { findParticipantOf } from "../../src/store/participants.ts";
import { getTask, listTasks } from "../../src/store/tasks.ts";
import { openDesk } from "../outbox/desk.ts";

async function openScene() {
  const desk = await openDesk();
  const taskId = await desk.open();
  await announce(desk.outbox);
  const { priya } = desk.world.people;
  const assign = (staffId: number | null, byStaffId = priya.id) =>
    desk.store.write((rows) => assignTask(rows, desk.now(), { taskId, staffId, byStaffId }));
  const emails = async () => (await desk.rows()).filter(({ kind }) => kind === "assigned");
  return { ...desk, taskId, assign, emails };
}

it("is written once, with whom it was before, and makes them a follower", async () => {
  const { store, world, now, taskId, assign } = await openScene();
  const { priya, tom } = world.people;
  expect(await getTask(store.read, taskId)).toMatchObject({ assigneeStaffId: null, assigneeName: null });
  await store.write((rows) => muteTask(rows, now(), { taskId, by: priya, isByLink: false }));
  expect([await assign(priya.id), await assign(priya.id)]).toEqual([{ kind: "done" }, { kind: "unchanged" }]);
  expect((await findParticipantOf(store.read, taskId, priya))?.mutedAt).toBeNull();
  expect(await assign(tom.id)).toEqual({ kind: "done" });
  expect(await findParticipantOf(store.read, taskId, tom)).toMatchObject({ mutedAt: null });
  expect(await getTask(store.read, taskId)).toMatchObject({
    assigneeStaffId: tom.id,
    assigneeName: "Tom Becker",
  });
  const ofStaff = (staffId: number) => listTasks(store.read, 1, { assigneeStaffId: staffId });
  expect((await ofStaff(tom.id)).map(({ id }) => id)).toEqual([taskId]);
  expect(await ofStaff(priya.id)).toEqual([]);
  expect(await assign(null)).toEqual({ kind: "done" });
  const events = await listEventsOfTask(store.read, taskId);
  const [one, other] = [
    { staffId: priya.id, name: "Priya Nair" },
    { staffId: tom.id, name: "Tom Becker" },
  ];
  expect(events.filter(({ type }) => type === "task.assigned").map(({ payload }) => payload)).toEqual([
    { before: null, after: one },
    { before: one, after: other },
    { before: other, after: null },
  ]);
});

it("is told by one email, a note that no contact gets, to whom somebody else assigned it", async () => {
  const { world, outbox, taskId, assign, emails, post } = await openScene();
  const { tom, ann, priya } = world.people;
  await post(taskId, { author: ann, text: "Can it be <b>green</b>?" });
  await post(taskId, { author: priya, text: "Secret among us", isNote: true });
  await assign(tom.id);
  await announce(outbox);
  const [email, ...rest] = await emails();
  expect(rest).toEqual([]);
  expect(email?.toAddress).toBe("tom@northbeam.example");
  expect(email?.text).toContain("Priya Nair assigned “Booking form” (Harbor Dental) to you.");
  expect(email?.text).toContain("> Can it be <b>green</b>?");
  expect(email?.text).toContain("Reply to this email to add a note.");
  expect(email?.text).not.toContain("Secret among us");
  expect(email?.html).toContain("Can it be &lt;b&gt;green&lt;/b&gt;?");
  const row = await outbox.store.read.first(
    "select is_note as note, contact_id as contact from outbound_emails where kind = 'assigned'",
  );
  expect(row).toEqual({ note: 1, contact: null });
});

it("is told to nobody who took it themselves, nor when it went to somebody else before", async () => {
  const { world, outbox, assign, emails } = await openScene();
  const { tom, priya } = world.people;
  await assign(priya.id);
  await announce(outbox);
  await assign(tom.id);
  await assign(priya.id);
  await assign(null);
  await announce(outbox);
  expect(await emails()).toEqual([]);
});

it("is refused for somebody who is no staff, and for a task that is not there", async () => {
  const { store, now, taskId, assign } = await openScene();
  await expect(assign(4711)).rejects.toMatchObject({ code: "invalid" });
  await expect(
    store.write((rows) => assignTask(rows, now(), { taskId: 4711, staffId: 1, byStaffId: 1 })),
  ).rejects.toMatchObject({ code: "not_found" });
  expect((await getTask(store.read, taskId)).assigneeStaffId).toBeNull();
});
