// Staff follow a task, stop to, and follow again as soon as they write.
import { expect, it } from "vitest";
import { followTask } from "../../src/actions/follow-task.ts";
import { muteTask } from "../../src/actions/mute-task.ts";
import { unfollowTask } from "../../src/actions/unfollow-task.ts";
import { announce } from "../../src/outbox/announce.ts";
import { listEventsOfTask } from "../../src/store/events.ts";
import { findParticipantOf } from "../../src/store/participants.ts";
import { openDesk, type Desk } from "../outbox/desk.ts";

/** All staff follow new tasks; this one never did. */
async function leave({ store }: Desk, taskId: number, staffId: number) {
  await store.write((rows) =>
    rows.run("delete from participants where task_id = ? and staff_id = ?", taskId, staffId),
  );
}

async function eventsOf(desk: Desk, taskId: number) {
  const events = await listEventsOfTask(desk.store.read, taskId);
  return events.flatMap(({ type, actor, payload }) =>
    type === "participant.followed" || type === "participant.unfollowed"
      ? [[type, actor?.id, (payload as { cause?: string }).cause]]
      : [],
  );
}

it("following is written once, with one event, and so is stopping to", async () => {
  const desk = await openDesk();
  const { store, world, now } = desk;
  const taskId = await desk.open();
  const { tom } = world.people;
  await leave(desk, taskId, tom.id);
  const own = { taskId, staffId: tom.id };
  const follow = () =>
    store.write((rows) => followTask(rows, now(), { ...own, byStaffId: tom.id, cause: "asked" }));
  const unfollow = () => store.write((rows) => unfollowTask(rows, now(), own));
  expect(await unfollow()).toEqual({ kind: "unchanged" });
  expect([await follow(), await follow()]).toEqual([{ kind: "done" }, { kind: "unchanged" }]);
  const place = await findParticipantOf(store.read, taskId, tom);
  expect(place?.mutedAt).toBeNull();
  expect([await unfollow(), await unfollow()]).toEqual([{ kind: "done" }, { kind: "unchanged" }]);
  // The same place: their reply address belongs to it.
  expect(await findParticipantOf(store.read, taskId, tom)).toEqual({ ...place, mutedAt: now() });
  expect(await follow()).toEqual({ kind: "done" });
  expect(await eventsOf(desk, taskId)).toEqual([
    ["participant.followed", tom.id, "asked"],
    ["participant.unfollowed", tom.id, undefined],
    ["participant.followed", tom.id, "asked"],
  ]);
});

it("whoever of the staff writes follows from then on, also after the link in an email muted it for them", async () => {
  const desk = await openDesk();
  const { store, world, now, post } = desk;
  const taskId = await desk.open();
  const { priya, tom, ann } = world.people;
  await leave(desk, taskId, tom.id);
  await post(taskId, { author: tom, isNote: true });
  expect(await eventsOf(desk, taskId)).toEqual([]);
  await post(taskId, { author: ann });
  for (const by of [tom, ann]) {
    await store.write((rows) => muteTask(rows, now(), { taskId, by, isByLink: true }));
  }
  await announce(desk.outbox);
  const toThem = async () =>
    (await desk.rows()).filter(({ toAddress }) => /^(?:tom|ann)@/u.test(toAddress)).length;
  const before = await toThem();
  await post(taskId, { author: priya });
  await announce(desk.outbox);
  expect(await toThem()).toBe(before);
  await post(taskId, { author: tom });
  await post(taskId, { author: ann });
  expect(await eventsOf(desk, taskId)).toEqual([["participant.followed", tom.id, "wrote"]]);
  expect((await findParticipantOf(store.read, taskId, tom))?.mutedAt).toBeNull();
  expect((await findParticipantOf(store.read, taskId, ann))?.mutedAt).not.toBeNull();
});
