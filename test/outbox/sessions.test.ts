// Emails about sessions: who gets which, in whose zone, with which calendar file, and what the numbers of free times mean.
import { describe, expect, it } from "vitest";
import { answerSession } from "../../src/actions/answer-session.ts";
import { askedPerHourMax } from "../../src/actions/asked-too-often.ts";
import { askFreeTimes } from "../../src/actions/ask-free-times.ts";
import { cancelSession } from "../../src/actions/cancel-session.ts";
import { moveSession } from "../../src/actions/move-session.ts";
import type { Person } from "../../src/domain/person.ts";
import { fillIn } from "../../src/outbox/fill-in.ts";
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import { announce } from "../../src/outbox/announce.ts";
import { findOutboundEmail } from "../../src/store/outbound-emails.ts";
import { tendSessions } from "../../src/tend-sessions.ts";
import { listTimeChoices } from "../../src/store/time-choices.ts";
import { readAnswerAddress } from "../../src/threading/answer-address.ts";
import { calendar } from "../support/calendar.ts";
import { openOutbox } from "../support/outgoing.ts";
import { book, openSessions, publish, startedAt, timeZone, tuesdayAt10 } from "../support/sessions.ts";
import { addressOf } from "../support/world.ts";

const wednesdayAt10 = "2026-03-04T10:00:00.000Z";

async function openTold() {
  const opened = await openSessions();
  const { store, ann, priya } = opened;
  const outbox = { ...openOutbox(store), clock: () => startedAt };
  /** Every email since the last look, by the address it goes to. */
  let seen = 0;
  const told = async (): Promise<Map<string, OutgoingEmail & { id: number; kind: string }>> => {
    while ((await announce(outbox)) > 0);
    const found = await store.read.all<{ id: number }>(
      "select id from outbound_emails where id > ? order by id",
      seen,
    );
    const emails = await Promise.all(
      found.map(async ({ id }) => {
        const row = (await findOutboundEmail(store.read, id))!;
        return { ...(await fillIn(outbox, row)), id, kind: row.kind };
      }),
    );
    seen = found.at(-1)?.id ?? seen;
    return new Map(emails.map((email) => [email.to.address, email]));
  };
  const { sessionId } = await book(store, { by: ann, staffId: priya, agenda: "Workflows" });
  const move = (by: Person, staffId = priya) =>
    store.write((rows) =>
      moveSession(rows, startedAt, { sessionId, by, staffId, startsAt: wednesdayAt10, timeZone }),
    );
  const cancel = (by: Person) => store.write((rows) => cancelSession(rows, startedAt, { sessionId, by }));
  return { ...opened, outbox, told, sessionId, move, cancel };
}

const [anns, priyas, toms] = [addressOf("ann"), addressOf("priya"), addressOf("tom")];
const lines = (email: OutgoingEmail | undefined) =>
  email?.calendar?.content.replaceAll("\r\n ", "").split("\r\n") ?? [];

describe("a booking", () => {
  it("is told to both, each in their own zone with the other beside it; only the contact is invited and can answer", async () => {
    const { told, outbox } = await openTold();
    const emails = await told();
    expect([...emails.keys()].toSorted()).toEqual([anns, priyas].toSorted());
    const toAnn = emails.get(anns)!;
    expect(toAnn.text).toContain("When: Tue, 3 Mar 2026, 11:00 Central European Standard Time");
    expect(toAnn.text).toContain("For Priya Nair: Tue, 3 Mar 2026, 10:00 Greenwich Mean Time");
    expect(toAnn.text).toContain("Where: https://meet.example/priya");
    expect(toAnn.text).toContain("Workflows");
    expect(toAnn.text).toContain("“move”");
    expect(readAnswerAddress(outbox.keys, outbox.installation.replyDomain, toAnn.replyTo!)).toBe(toAnn.id);
    expect(toAnn.calendar?.method).toBe("REQUEST");
    expect(lines(toAnn)).toEqual(
      expect.arrayContaining([
        "METHOD:REQUEST",
        "SEQUENCE:0",
        "DTSTART:20260303T100000Z",
        "DTEND:20260303T103000Z",
        expect.stringMatching(
          /^ORGANIZER;CN="?Northbeam"?:mailto:hello@reply\.northbeam\.example$/iu,
        ) as string,
      ]),
    );
    const toPriya = emails.get(priyas)!;
    expect(toPriya.text).toContain("When: Tue, 3 Mar 2026, 10:00 Greenwich Mean Time");
    expect(toPriya.text).toContain("For Ann Weber: Tue, 3 Mar 2026, 11:00 Central European Standard Time");
    expect(toPriya.text).toContain("With: Ann Weber (Harbor Dental)");
    expect(toPriya).toMatchObject({ subject: "Training session booked: Tue 3 Mar, 10:00" });
    expect(toPriya.calendar).toBeUndefined();
    expect(toPriya.replyTo).toBeUndefined();
  });

  it("that is told late says where it was to happen then, in its words and in its file", async () => {
    const { told, sessionId, store } = await openTold();
    const elsewhere = "https://meet.example/elsewhere";
    await store.write((rows) =>
      rows.run("update sessions set call_link = ? where id = ?", elsewhere, sessionId),
    );
    const email = (await told()).get(anns);
    expect(email!.text).toContain("Where: https://meet.example/priya");
    expect(lines(email).join("\n")).toContain("https://meet.example/priya");
    expect(`${email!.text}${lines(email).join()}`).not.toContain(elsewhere);
  });

  it("keeps no secret in its rows, and gives the same file at every try", async () => {
    const { told, outbox, store } = await openTold();
    const { id, calendar: file, replyTo } = (await told()).get(anns)!;
    const row = (await findOutboundEmail(store.read, id))!;
    expect(JSON.stringify(row)).not.toContain(replyTo!.slice(0, 20));
    expect(JSON.stringify(row)).not.toContain("BEGIN:VCALENDAR");
    expect((await fillIn(outbox, row)).calendar).toEqual(file);
  });
});

describe("a reminder that is told late", () => {
  const remind = async ({ store }: Awaited<ReturnType<typeof openTold>>) => {
    const due = new Date("2026-03-02T10:00:00.000Z");
    await tendSessions({ store, clock: () => due, installation: { calendar } });
    const type = "session.reminder_due";
    expect(await store.read.all("select id from events where type = ?", type)).toHaveLength(1);
  };

  it("tells nobody of a session that was cancelled or moved since", async () => {
    for (const change of ["cancel", "move"] as const) {
      const opened = await openTold();
      await opened.told();
      await remind(opened);
      await opened[change]({ kind: "staff", id: opened.priya });
      const kinds = [...(await opened.told()).values()].map(({ kind }) => kind);
      expect(kinds).toEqual([change === "move" ? "session-moved" : "session-cancelled"]);
    }
  });

  it("is sent to both while it is as it was", async () => {
    const opened = await openTold();
    await opened.told();
    await remind(opened);
    const kinds = [...(await opened.told()).values()].map(({ kind }) => kind);
    expect(kinds).toEqual(["session-reminder", "session-reminder"]);
  });
});

describe("a change", () => {
  it("is the next state of the same calendar entry", async () => {
    const { told, move, cancel, ann } = await openTold();
    const uid = (email: OutgoingEmail | undefined) => lines(email).find((line) => line.startsWith("UID:"));
    const booked = (await told()).get(anns);
    await move(ann);
    const moved = (await told()).get(anns);
    expect(moved?.text).toContain("Before: Tue, 3 Mar 2026, 11:00 Central European Standard Time");
    expect(lines(moved)).toEqual(
      expect.arrayContaining(["METHOD:REQUEST", "SEQUENCE:1", "DTSTART:20260304T100000Z"]),
    );
    await cancel(ann);
    const cancelled = (await told()).get(anns);
    expect(cancelled?.calendar?.method).toBe("CANCEL");
    expect(lines(cancelled)).toEqual(
      expect.arrayContaining(["METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:2"]),
    );
    expect(cancelled?.text).toContain("free times for training 30");
    expect([uid(booked), uid(moved), uid(cancelled)]).toEqual([uid(booked), uid(booked), uid(booked)]);
  });

  it("by staff is told to the client, and to colleagues whom it takes a session from or gives one", async () => {
    const { told, move, world, store } = await openTold();
    await told();
    await publish(store, world, "tom");
    await move(world.people.priya, world.people.tom.id);
    const emails = await told();
    expect([...emails.keys()].toSorted()).toEqual([anns, toms].toSorted());
    expect(emails.get(anns)?.text).toContain("Priya Nair moved your training session.");
  });

  it("by a colleague of the contact names the colleague; a former staff member hears who has it now", async () => {
    const { told, move, world, store } = await openTold();
    await told();
    await publish(store, world, "tom");
    await move(world.people.lee, world.people.tom.id);
    const emails = await told();
    expect(emails.get(anns)?.text).toContain("Lee Okafor moved your training session.");
    expect(emails.get(priyas)?.text).toContain("it is with");
    expect([...emails.keys()].toSorted()).toEqual([anns, priyas, toms].toSorted());
  });

  it("declined by a calendar is told as one; declined too late only to staff, who see the words that came with it", async () => {
    const { told, store, sessionId, ann } = await openTold();
    await told();
    const answer = { sessionId, by: ann, answer: "declined", sequence: 0, comment: "I am away" } as const;
    await store.write((rows) => answerSession(rows, new Date(Date.parse(tuesdayAt10) - 60_000), answer));
    const late = await told();
    expect([...late.keys()]).toEqual([priyas]);
    expect(late.get(priyas)?.text).toContain("I am away");
    await store.write((rows) => answerSession(rows, startedAt, { ...answer, comment: "" }));
    const emails = await told();
    expect([...emails.keys()].toSorted()).toEqual([anns, priyas].toSorted());
    expect(emails.get(priyas)?.text).toContain("declined the invitation in a calendar");
  });
});

describe("free times", () => {
  it("are listed in the reader's zone with numbers that are kept", async () => {
    const { told, store, ann, cancel, priya } = await openTold();
    await cancel(ann);
    await told();
    const asked = {
      contactId: ann.id,
      kind: "training",
      minutes: 60,
      sessionId: null,
      cause: "asked",
    } as const;
    await store.write((rows) => askFreeTimes(rows, startedAt, { ...asked, wantedAt: null }));
    const email = (await told()).get(anns)!;
    expect(email.kind).toBe("free-times");
    expect(email.text).toMatch(
      /^1\. Tue, 3 Mar 2026, 10:00 Central European Standard Time, with Priya Nair \(09:00 Greenwich/mu,
    );
    expect(email.text).toContain("1 of 1 in March 2026");
    const choices = await listTimeChoices(store.read, email.id);
    expect(choices).toHaveLength(12);
    expect(choices[0]).toEqual({
      number: 1,
      staffId: priya,
      startsAt: "2026-03-03T09:00:00.000Z",
      kind: "training",
      minutes: 60,
    });
  });

  it("near a time that was wanted are the nearest, without the session's own when it is to be moved", async () => {
    const { told, store, ann, sessionId } = await openTold();
    await told();
    const asked = { contactId: ann.id, kind: "training", minutes: 30, sessionId, cause: "gone" } as const;
    await store.write((rows) => askFreeTimes(rows, startedAt, { ...asked, wantedAt: wednesdayAt10 }));
    const email = (await told()).get(anns)!;
    expect(email.text).toContain("cannot be booked any more");
    expect(email.text).toContain("your session is moved there");
    const times = (await listTimeChoices(store.read, email.id)).map(({ startsAt }) => startsAt);
    expect(times).toContain(wednesdayAt10);
    expect(times).not.toContain(tuesdayAt10);
  });

  it("say why there are none, and are sent so many an hour at most", async () => {
    const { told, store, ann, priya } = await openTold();
    await book(store, { by: ann, staffId: priya, startsAt: "2026-04-01T08:00:00.000Z" });
    await told();
    const asked = {
      contactId: ann.id,
      kind: "training",
      minutes: 30,
      sessionId: null,
      cause: "asked",
    } as const;
    const ask = () => store.write((rows) => askFreeTimes(rows, startedAt, { ...asked, wantedAt: null }));
    await ask();
    const email = (await told()).get(anns)!;
    expect(email.text).toContain("training sessions are used for March 2026 and April 2026");
    expect(await listTimeChoices(store.read, email.id)).toEqual([]);
    for (let count = 1; count < askedPerHourMax; count++) {
      expect(await ask()).toEqual({ kind: "done" });
      await told();
    }
    expect(await ask()).toEqual({ kind: "limited" });
  });
});
