// Somebody mutes a task for themselves, and takes it back.
import { describe, expect, it } from "vitest";
import { muteTask, unmuteTask } from "../../src/actions/mute-task.ts";
import { listEventsOfTask } from "../../src/store/events.ts";
import { listMutedTasks } from "../../src/store/preferences.ts";
import { findParticipantOf } from "../../src/store/participants.ts";
import { openDesk } from "../outbox/desk.ts";

describe("muting a task", () => {
  it("is written once, whoever it is by and however often, with an event that says whether a link did it", async () => {
    const { store, world, open, now } = await openDesk();
    const taskId = await open();
    const { ann, priya } = world.people;
    const mute = (by: typeof ann, isByLink: boolean) =>
      store.write((rows) => muteTask(rows, now(), { taskId, by, isByLink }));
    expect(await mute(ann, true)).toEqual({ kind: "done" });
    expect(await mute(ann, false)).toEqual({ kind: "unchanged" });
    expect(await mute(priya, false)).toEqual({ kind: "done" });
    expect((await findParticipantOf(store.read, taskId, ann))?.mutedAt).toBe(now());
    expect(await listMutedTasks(store.read, ann.id, 10)).toEqual([
      { id: taskId, title: "Booking form", mutedAt: now() },
    ]);
    const unmute = () => store.write((rows) => unmuteTask(rows, now(), { taskId, by: ann, isByLink: false }));
    expect([await unmute(), await unmute()]).toEqual([{ kind: "done" }, { kind: "unchanged" }]);
    expect((await findParticipantOf(store.read, taskId, ann))?.mutedAt).toBeNull();
    expect(await listMutedTasks(store.read, ann.id, 10)).toEqual([]);
    const events = (await listEventsOfTask(store.read, taskId)).filter(({ type }) =>
      type.startsWith("participant."),
    );
    expect(events.map(({ type, actor, payload }) => [type, actor, payload])).toEqual([
      ["participant.muted", ann, { participantId: expect.any(Number) as number, isByLink: true }],
      ["participant.muted", priya, { participantId: expect.any(Number) as number, isByLink: false }],
      ["participant.unmuted", ann, { participantId: expect.any(Number) as number, isByLink: false }],
    ]);
  });

  it("is refused for somebody who takes no part in it", async () => {
    const { store, world, open, now } = await openDesk();
    const taskId = await open();
    await expect(
      store.write((rows) => muteTask(rows, now(), { taskId, by: world.people.dana, isByLink: false })),
    ).rejects.toMatchObject({ code: "conflict" });
  });
});
