// Pausing and resuming the address of an email: who may be paused, what waits, and what stays as history.
import { describe, expect, it } from "vitest";
import { pauseAddress } from "../../src/actions/pause-address.ts";
import { resumeAddress } from "../../src/actions/resume-address.ts";
import { announce } from "../../src/outbox/announce.ts";
import { ann, deskWithOneEmail, type Desk } from "../outbox/desk.ts";

const minuteMs = 60_000;

async function pause(desk: Desk, happenedAt = desk.now(), isKeptByProvider = false): Promise<boolean> {
  const [email] = await desk.rows();
  const input = { cause: "bounced", reason: "550 5.1.1 who?", happenedAt, isKeptByProvider } as const;
  return desk.store.write((rows) =>
    pauseAddress(rows, desk.now(), { ...input, email: { ...email!, taskId: 1, toAddress: ann } }),
  );
}

const resume = (desk: Desk, pauseId: number) =>
  desk.store.write((rows) =>
    resumeAddress(rows, desk.now(), { pauseId, byStaffId: desk.world.people.tom.id }),
  );

const history = (desk: Desk) =>
  desk.store.read.all<{ id: number }>(
    `select id, address, cause, reason, paused_at as "pausedAt", resumed_at as "resumedAt",
       resumed_by_staff_id as "by" from paused_addresses order by id`,
  );

const eventTypes = async (desk: Desk) =>
  (
    await desk.store.read.all<{ type: string }>(
      "select type from events where type like 'address.%' order by id",
    )
  ).map(({ type }) => type);

describe("pausing an address", () => {
  it("sets aside what is queued for it, and happens once, whatever else is reported meanwhile", async () => {
    const desk = await deskWithOneEmail();
    expect([await pause(desk), await pause(desk)]).toEqual([true, false]);
    expect(await desk.rows()).toMatchObject([{ status: "paused", attempts: 0 }]);
    expect(await history(desk)).toMatchObject([{ address: ann, cause: "bounced", resumedAt: null }]);
    expect(await eventTypes(desk)).toEqual(["address.paused"]);
    expect(await desk.deliver()).toBe(0);
  });

  it("happens once also when two reports come at the same moment", async () => {
    const desk = await deskWithOneEmail();
    const results = await Promise.all([pause(desk), pause(desk), pause(desk)]);
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await eventTypes(desk)).toEqual(["address.paused"]);
  });

  it("is told to staff by email, and to nobody of the client", async () => {
    const desk = await deskWithOneEmail();
    await pause(desk);
    await announce(desk.outbox);
    const told = (await desk.rows()).slice(1);
    expect(told.map(({ kind, toAddress }) => [kind, toAddress])).toEqual([
      ["delivery-problem", "priya@northbeam.example"],
      ["delivery-problem", "tom@northbeam.example"],
    ]);
  });
});

describe("resuming an address", () => {
  it("queues what waits, says who did it and when, and does nothing the second time", async () => {
    const desk = await deskWithOneEmail();
    await pause(desk);
    desk.pass(minuteMs);
    const resumedAt = desk.now();
    await resume(desk, 1);
    desk.pass(minuteMs);
    await resume(desk, 1);
    expect(await history(desk)).toMatchObject([{ resumedAt, by: desk.world.people.tom.id }]);
    expect(await desk.deliver()).toBe(1);
    expect(await desk.rows()).toMatchObject([{ status: "sent", attempts: 1 }]);
    expect(await eventTypes(desk)).toEqual(["address.paused", "address.resumed"]);
  });

  it("of something that was never paused is refused", async () => {
    const desk = await deskWithOneEmail();
    await expect(resume(desk, 5)).rejects.toMatchObject({ code: "not_found" });
  });

  it("holds against news from before it, and not against news since; each pause is a row of its own", async () => {
    const desk = await deskWithOneEmail();
    await pause(desk);
    desk.pass(minuteMs);
    await resume(desk, 1);
    const resumedAt = desk.now();
    desk.pass(minuteMs);
    expect(await pause(desk, resumedAt)).toBe(false);
    expect(await pause(desk)).toBe(true);
    expect(await history(desk)).toMatchObject([{ resumedAt }, { resumedAt: null }]);
  });
});
