// What can become of a booked session: moved, cancelled, taken place, missed, answered by a calendar; and months that are over.
import { describe, expect, it } from "vitest";
import { answerSession, type AnswerInput } from "../../src/actions/answer-session.ts";
import { cancelSession } from "../../src/actions/cancel-session.ts";
import { changeAgenda, type AgendaInput } from "../../src/actions/change-agenda.ts";
import { endSession, type EndInput } from "../../src/actions/end-session.ts";
import { expireMonth } from "../../src/actions/expire-month.ts";
import { moveSession, type MoveInput } from "../../src/actions/move-session.ts";
import type { Person } from "../../src/domain/person.ts";
import { changeableUntil } from "../../src/domain/session.ts";
import { getSession } from "../../src/store/sessions.ts";
import { isSoldTwice } from "../support/session-books.ts";
import { balanceIn, book, openSessions, publish, startedAt, timeZone } from "../support/sessions.ts";

const wednesdayAt10 = "2026-03-04T10:00:00.000Z";
const firstOfApril = "2026-04-01T08:00:00.000Z";
/** Less than a day before the session of Tuesday. */
const tooLate = new Date("2026-03-02T10:00:00.001Z");
const afterwards = new Date("2026-03-03T10:30:00.000Z");

/** Ann's training on Tuesday at 10:00 with Priya, and what can be done with it. */
async function openBooked() {
  const opened = await openSessions();
  const { store, world, ann, priya } = opened;
  const { sessionId } = await book(store, { by: ann, staffId: priya, agenda: "Workflows" });
  const month = (name: string) => balanceIn(store, world.clients.harbor, "training", name);
  return {
    ...opened,
    sessionId,
    month,
    session: () => getSession(store.read, sessionId),
    move: (input: Partial<MoveInput> = {}, now = startedAt) =>
      store.write((rows) =>
        moveSession(rows, now, {
          sessionId,
          by: ann,
          staffId: priya,
          startsAt: wednesdayAt10,
          timeZone,
          ...input,
        }),
      ),
    say: (input: Partial<AgendaInput> = {}, now = startedAt) =>
      store.write((rows) => changeAgenda(rows, now, { sessionId, by: ann, agenda: "Reports", ...input })),
    cancel: (by: Person = ann, now = startedAt) =>
      store.write((rows) => cancelSession(rows, now, { sessionId, by })),
    end: (input: Partial<EndInput> = {}, now = afterwards) =>
      store.write((rows) => endSession(rows, now, { sessionId, state: "took_place", ...input })),
    answer: (input: Partial<AnswerInput> = {}, now = startedAt) =>
      store.write((rows) =>
        answerSession(rows, now, {
          sessionId,
          by: ann,
          answer: "accepted",
          sequence: 0,
          comment: "",
          ...input,
        }),
      ),
  };
}

describe("moving a session", () => {
  it("gives it another time, the next state of its calendar file, and forgets what was answered before", async () => {
    const { move, session, answer, month } = await openBooked();
    await answer();
    expect(await move()).toEqual({ kind: "done" });
    expect(await session()).toMatchObject({
      startsAt: wednesdayAt10,
      endsAt: "2026-03-04T10:30:00.000Z",
      sequence: 1,
      calendarAnswer: null,
      agenda: "Workflows",
    });
    expect(await month("2026-03")).toMatchObject({ granted: 1, held: 1, left: 0 });
    expect(await move()).toEqual({ kind: "unchanged" });
    expect((await session()).sequence).toBe(1);
  });

  it("into another month takes it from that month and gives the first one back", async () => {
    const { move, month } = await openBooked();
    await move({ startsAt: firstOfApril });
    expect(await month("2026-03")).toMatchObject({ held: 0, left: 1 });
    expect(await month("2026-04")).toMatchObject({ held: 1, left: 0 });
  });

  it("may go over its own time, and to a colleague, whose call link it has then", async () => {
    const { move, session, store, world } = await openBooked();
    expect(await move({ startsAt: "2026-03-03T10:30:00.000Z" })).toEqual({ kind: "done" });
    await publish(store, world, "tom", { callLink: "+49 40 1234" });
    await move({ staffId: world.people.tom.id, startsAt: wednesdayAt10 });
    expect(await session()).toMatchObject({ staffName: "Tom Becker", callLink: "+49 40 1234", sequence: 2 });
  });

  it("is refused to contacts from the notice time on, to staff once it has begun", async () => {
    const { move, world, session } = await openBooked();
    await expect(move({}, tooLate)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("begins so soon") as string,
    });
    const byPriya = { by: world.people.priya };
    const begun = new Date("2026-03-03T10:00:00.000Z");
    await expect(move(byPriya, begun)).rejects.toMatchObject({ code: "conflict" });
    // The notice does not bind them: to a time in two hours.
    expect(await move({ ...byPriya, startsAt: "2026-03-02T11:30:00.000Z" }, tooLate)).toEqual({
      kind: "done",
    });
    expect((await session()).startsAt).toBe("2026-03-02T11:30:00.000Z");
  });

  it("to a time that is taken, or into a month that is used, changes nothing", async () => {
    const { move, session, store, ann, dana, priya } = await openBooked();
    await book(store, { by: dana, staffId: priya, startsAt: wednesdayAt10 });
    await expect(move()).rejects.toMatchObject({ code: "conflict" });
    await book(store, { by: ann, staffId: priya, startsAt: firstOfApril });
    await expect(move({ startsAt: "2026-04-01T09:00:00.000Z" })).rejects.toMatchObject({
      message: expect.stringContaining("training sessions of April 2026 are used") as string,
    });
    expect(await session()).toMatchObject({ sequence: 0, month: "2026-03" });
  });

  it("and anything else with it is for nobody of another client", async () => {
    const { move, cancel, dana } = await openBooked();
    await expect(move({ by: dana })).rejects.toMatchObject({ code: "not_found" });
    await expect(cancel(dana)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("changing the agenda of a session", () => {
  it("is the next state of its calendar file, and leaves its time and what was answered to that", async () => {
    const { say, session, answer, month } = await openBooked();
    await answer();
    const before = await session();
    const at = new Date("2026-03-02T09:30:00.000Z");
    expect(await say({ agenda: " Reports\r\nRoutes \n" }, at)).toEqual({ kind: "done" });
    expect(await session()).toEqual({
      ...before,
      agenda: "Reports\nRoutes",
      sequence: 1,
      changedAt: at.toISOString(),
    });
    expect(await month("2026-03")).toMatchObject({ held: 1 });
    expect(await say({ agenda: "Reports\nRoutes" })).toEqual({ kind: "unchanged" });
    expect(await session()).toMatchObject({ sequence: 1 });
  });

  it("is open to both sides until it begins, within the notice time, too, and not afterwards", async () => {
    const { say, session, cancel, world } = await openBooked();
    expect(await say({ agenda: "One" }, tooLate)).toEqual({ kind: "done" });
    expect(await say({ agenda: "Two", by: world.people.tom }, tooLate)).toEqual({ kind: "done" });
    expect(await say({ agenda: "Three", by: world.people.lee }, tooLate)).toEqual({ kind: "done" });
    const begun = new Date("2026-03-03T10:00:00.000Z");
    for (const by of [world.people.ann, world.people.tom]) {
      await expect(say({ agenda: "Four", by }, begun)).rejects.toMatchObject({ code: "conflict" });
    }
    await cancel();
    await expect(say({ agenda: "Five" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("not booked any more") as string,
    });
    expect(await session()).toMatchObject({ agenda: "Three", state: "cancelled" });
  });

  it("is refused where somebody changed it since, where it is too long, and to another client", async () => {
    const { say, session, world, dana } = await openBooked();
    await say({ agenda: "Reports", by: world.people.lee, seenAgenda: "Workflows" });
    await expect(say({ agenda: "Mine", seenAgenda: "Workflows" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Somebody changed the agenda meanwhile") as string,
    });
    await expect(say({ agenda: "x".repeat(2_001) })).rejects.toMatchObject({ code: "invalid" });
    await expect(say({ by: dana })).rejects.toMatchObject({ code: "not_found" });
    expect(await session()).toMatchObject({ agenda: "Reports", sequence: 1 });
    expect(await say({ agenda: "Mine", seenAgenda: "Reports\r\n" })).toEqual({ kind: "done" });
  });
});

describe("cancelling a session", () => {
  it("gives its time and its allowance back, as the next state of its calendar file, once", async () => {
    const { cancel, session, month, store, ann, priya, move } = await openBooked();
    expect(await cancel()).toEqual({ kind: "done" });
    expect(await cancel()).toEqual({ kind: "unchanged" });
    expect(await session()).toMatchObject({ state: "cancelled", sequence: 1 });
    expect(await month("2026-03")).toMatchObject({ held: 0, left: 1 });
    await expect(move()).rejects.toMatchObject({
      message: expect.stringContaining("not booked any more") as string,
    });
    expect(await book(store, { by: ann, staffId: priya })).toMatchObject({ kind: "done" });
  });

  it("is refused to contacts from the notice time on; staff may until it begins", async () => {
    const { cancel, world, session } = await openBooked();
    await expect(cancel(undefined, tooLate)).rejects.toMatchObject({ code: "conflict" });
    expect(await cancel(world.people.tom, tooLate)).toEqual({ kind: "done" });
    expect((await session()).state).toBe("cancelled");
  });
});

describe("the notice that its people were told of", () => {
  it("holds for a session that is booked, whatever staff publish later, and is told anew when it is moved", async () => {
    const { store, world, move, cancel, session } = await openBooked();
    const until = async () => changeableUntil(await session());
    const told = await until();
    await publish(store, world, "priya", { noticeMinutes: 72 * 60 });
    expect(await until()).toBe(told);
    expect(await move({ startsAt: "2026-03-06T10:00:00.000Z" })).toEqual({ kind: "done" });
    expect(await until()).toBe("2026-03-03T10:00:00.000Z");
    await expect(cancel(undefined, new Date("2026-03-03T10:00:00.001Z"))).rejects.toMatchObject({
      code: "conflict",
    });
    await publish(store, world, "priya", { noticeMinutes: 120 * 60 });
    expect(await cancel(undefined, new Date("2026-03-03T10:00:00.000Z"))).toEqual({ kind: "done" });
  });
});

describe("a session that is over", () => {
  it("took place by itself and is used; staff may say that nobody came, and take that back", async () => {
    const { end, session, month, world } = await openBooked();
    const by = world.people.priya as EndInput["by"] & object;
    expect(await end({}, new Date("2026-03-03T10:29:59.999Z"))).toEqual({ kind: "unchanged" });
    expect(await end()).toEqual({ kind: "done" });
    expect(await end()).toEqual({ kind: "unchanged" });
    expect(await month("2026-03")).toMatchObject({ held: 0, used: 1, left: 0 });
    expect(await end({ state: "missed", by })).toEqual({ kind: "done" });
    expect((await session()).state).toBe("missed");
    // What staff said stays, whatever comes by itself later.
    expect(await end()).toEqual({ kind: "unchanged" });
    expect(await end({ by })).toEqual({ kind: "done" });
    expect(await month("2026-03")).toMatchObject({ used: 1, left: 0 });
  });

  // Also one that nobody came to: staff may take that word back.
  it.each(["took_place", "missed"] as const)(
    "by the word of staff before its end (%s) takes the rest of its time still",
    async (state) => {
      const { store, world, ann, dana, priya } = await openSessions();
      await publish(store, world, "priya", { noticeMinutes: 0 });
      const { sessionId } = await book(store, { by: ann, staffId: priya, minutes: 60 });
      const now = new Date("2026-03-03T10:05:00.000Z");
      const by = { kind: "staff", id: priya } as const;
      await store.write((rows) => endSession(rows, now, { sessionId, state, by }));
      const within = { by: dana, staffId: priya, startsAt: "2026-03-03T10:30:00.000Z" };
      await expect(book(store, within, now)).rejects.toMatchObject({ code: "conflict" });
      await book(store, { ...within, startsAt: "2026-03-03T11:00:00.000Z" }, now);
      expect(await isSoldTwice(store)).toBe(false);
    },
  );

  it("cannot be said of one that has not begun, or was cancelled", async () => {
    const { end, cancel, world } = await openBooked();
    const by = world.people.priya as EndInput["by"] & object;
    await expect(end({ state: "missed", by }, startedAt)).rejects.toMatchObject({ code: "conflict" });
    await cancel();
    await expect(end({ state: "missed", by })).rejects.toMatchObject({ code: "conflict" });
    expect(await end()).toEqual({ kind: "unchanged" });
  });
});

describe("a calendar's answer", () => {
  it("is noted where it accepts or is unsure, with its words", async () => {
    const { answer, session } = await openBooked();
    expect(await answer()).toEqual({ kind: "noted" });
    expect(await answer()).toEqual({ kind: "unchanged" });
    expect(await answer({ answer: "tentative", comment: "Perhaps" })).toEqual({ kind: "noted" });
    expect(await session()).toMatchObject({
      calendarAnswer: "tentative",
      answerComment: "Perhaps",
      state: "booked",
    });
  });

  it("that declines cancels the session while that may be", async () => {
    const { answer, session, month } = await openBooked();
    expect(await answer({ answer: "declined" })).toEqual({ kind: "cancelled" });
    expect(await session()).toMatchObject({ state: "cancelled", calendarAnswer: "declined" });
    expect(await month("2026-03")).toMatchObject({ left: 1 });
    expect(await answer({ answer: "declined" })).toEqual({ kind: "unchanged" });
  });

  it("that declines too late is noted, and the session stays", async () => {
    const { answer, session, month } = await openBooked();
    expect(await answer({ answer: "declined" }, tooLate)).toEqual({ kind: "too_late" });
    expect(await session()).toMatchObject({ state: "booked", calendarAnswer: "declined" });
    expect(await month("2026-03")).toMatchObject({ held: 1 });
  });

  it("to an earlier state of the session does nothing", async () => {
    const { answer, move, session } = await openBooked();
    await move();
    expect(await answer({ answer: "declined", sequence: 0 })).toEqual({ kind: "outdated" });
    expect(await answer({ answer: "declined", sequence: undefined })).toEqual({ kind: "outdated" });
    expect(await session()).toMatchObject({ state: "booked", calendarAnswer: null });
    expect(await answer({ sequence: 1 })).toEqual({ kind: "noted" });
  });
});

describe("a month that is over", () => {
  const april = new Date("2026-03-31T22:00:00.000Z");

  it("ends in the agency's zone, and what was left of it is gone, once", async () => {
    const { store, world, cancel, month } = await openBooked();
    await cancel();
    const input = { clientId: world.clients.harbor, kind: "training", month: "2026-03", timeZone } as const;
    const expire = (now: Date) => store.write((rows) => expireMonth(rows, now, input));
    expect(await expire(new Date(april.getTime() - 1))).toBe(0);
    expect(await month("2026-03")).toMatchObject({ left: 1 });
    expect(await expire(april)).toBe(1);
    expect(await expire(april)).toBe(0);
    expect(await month("2026-03")).toMatchObject({ granted: 1, expired: 1, left: 0 });
  });
});
