// Sessions without opening a page: asked for, booked by a number, moved, cancelled, answered from a calendar; and what becomes of
// answers that come too late, from somebody else, or that nobody understands.
import { describe, expect, it, vi } from "vitest";
import { addressOf } from "../../support/world.ts";
import { addKarla, calendarAnswer, openSessionDesk } from "./session-desk.ts";

vi.setConfig({ testTimeout: 60_000 });

const anns = addressOf("ann");

describe("Rule 9: an answerable mail lists numbered slots, a reply “2” books it, “cancel” or “move” act on the booking, by email alone", () => {
  it("a client asks for a training session, books the second time, moves it and cancels it, by email alone", async () => {
    const desk = await openSessionDesk();
    const { write, answer, news, newestTo, sessions, world } = desk;

    const asked = await write("ann", "Schedule a training session", "");
    expect(asked).toMatchObject({ status: "handled", reason: "session_times_sent", taskId: null });
    const times = newestTo("ann");
    expect(times.subject).toBe("Free times for a training session of 30 minutes");
    expect(times.text).toContain("2. Tue, 3 Mar 2026, 11:30 Central European Standard Time, with Priya Nair");

    await news();
    expect(await answer("ann", times, "2 please, thanks!\nAnn")).toMatchObject({ reason: "session_booked" });
    expect(await sessions()).toMatchObject([
      {
        clientId: world.clients.harbor,
        staffId: world.people.priya.id,
        startsAt: "2026-03-03T10:30:00.000Z",
        state: "booked",
      },
    ]);
    const told = await news();
    expect(told.map(({ to, subject }) => [to.address, subject])).toEqual([
      [anns, "Training session booked: Tue 3 Mar, 11:30"],
      [addressOf("priya"), "Training session booked: Tue 3 Mar, 10:30"],
    ]);
    const booked = told[0]!;
    expect(booked.calendar?.method).toBe("REQUEST");

    expect(await answer("ann", booked, "Please move it.")).toMatchObject({ reason: "session_times_sent" });
    const others = newestTo("ann");
    expect(others.text).toContain("your session is moved there");
    expect(others.text).not.toContain("Tue, 3 Mar 2026, 11:30 Central European Standard Time, with");
    expect(await answer("ann", others, "3")).toMatchObject({ reason: "session_moved" });
    const [moved] = await sessions();
    expect(moved).toMatchObject({ sequence: 1, state: "booked" });
    expect(moved!.startsAt).not.toBe("2026-03-03T10:30:00.000Z");
    const changed = newestTo("ann");
    expect(changed.calendar?.content).toContain("SEQUENCE:1");

    // The email about the booking acts on the very same session.
    await news();
    expect(await answer("ann", booked, "Sorry, I have to cancel.")).toMatchObject({
      reason: "session_cancelled",
    });
    expect(await sessions()).toMatchObject([{ state: "cancelled", sequence: 2 }]);
    const cancelled = await news();
    expect(cancelled.map(({ to }) => to.address)).toEqual([anns, addressOf("priya")]);
    expect(cancelled[0]!.calendar).toMatchObject({ method: "CANCEL" });
    expect(await desk.taskCount()).toBe(0);
  });

  it("it goes the same way in German", async () => {
    const desk = await openSessionDesk();
    await addKarla(desk);
    const from = "Karla Vogt <karla@harbordental.example>";
    const newest = () => desk.sent.findLast(({ to }) => to.address === "karla@harbordental.example")!;
    const body = "Guten Tag,\n\nfreie Termine für Training 45 bitte.\n\nViele Grüße\nKarla Vogt";
    await desk.bring({ from, subject: "Training", body });
    expect(newest().subject).toBe("Freie Zeiten für einen Trainingstermin von 45 Minuten");
    const reply = (words: string) =>
      desk.bring({ from, to: newest().replyTo!, subject: "AW: Training", body: words });
    expect(await reply("Nummer 1 bitte")).toMatchObject({ reason: "session_booked" });
    expect(newest().text).toContain("„verschieben“");
    expect(await reply("Bitte verschieben")).toMatchObject({ reason: "session_times_sent" });
    expect(await reply("2 passt mir gut")).toMatchObject({ reason: "session_moved" });
    expect(await reply("Leider muss ich absagen")).toMatchObject({ reason: "session_cancelled" });
    expect(newest().subject).toContain("Trainingstermin abgesagt");
    expect(await desk.taskCount()).toBe(0);
  });

  describe("a time that is gone", () => {
    it("is answered with what is free now, and the new numbers mean what the new email lists", async () => {
      const desk = await openSessionDesk();
      const { write, answer, newestTo, sessions, world } = desk;
      await write("ann", "book a training session", "");
      const toAnn = newestTo("ann");
      await write("dana", "book a training session", "");
      expect(await answer("dana", newestTo("dana"), "1")).toMatchObject({ reason: "session_booked" });
      const [first] = await sessions();

      expect(await answer("ann", toAnn, "1")).toMatchObject({
        status: "handled",
        reason: "session_times_sent",
      });
      const anew = newestTo("ann");
      expect(anew.text).toContain("cannot be booked any more");
      expect(await sessions()).toHaveLength(1);
      expect(await answer("ann", anew, "1")).toMatchObject({ reason: "session_booked" });
      const [, second] = await sessions();
      expect(second).toMatchObject({ clientId: world.clients.harbor });
      expect(second!.startsAt).not.toBe(first!.startsAt);
    });

    it("does not change what another number of the same email means", async () => {
      const desk = await openSessionDesk();
      const { write, answer, newestTo, sessions } = desk;
      await write("ann", "book a training session", "");
      const toAnn = newestTo("ann");
      await write("dana", "book a training session", "");
      await answer("dana", newestTo("dana"), "1");
      // Its second time, though it is the first that is free now.
      await answer("ann", toAnn, "2");
      expect((await sessions())[1]).toMatchObject({ startsAt: "2026-03-03T10:30:00.000Z" });
    });
  });

  describe("an answer", () => {
    it("without proof of its sender does nothing and waits for staff", async () => {
      const desk = await openSessionDesk();
      await desk.write("ann", "book a training session", "");
      const unproved = { signedBy: [], spf: "fail" as const };
      expect(await desk.answer("ann", desk.newestTo("ann"), "1", unproved)).toMatchObject({
        status: "held",
        reason: "unvouched",
      });
      expect(await desk.sessions()).toEqual([]);
    });

    it("of somebody else, colleague or not, is a request of their own", async () => {
      const desk = await openSessionDesk();
      await desk.write("ann", "book a training session", "");
      const times = desk.newestTo("ann");
      expect(await desk.answer("lee", times, "1")).toMatchObject({ reason: "opened_task" });
      expect(await desk.answer("dana", times, "1")).toMatchObject({ reason: "opened_task" });
      const stranger = { from: "Eve <eve@evil.example>" };
      expect(await desk.answer("ann", times, "1", stranger)).toMatchObject({
        status: "held",
        reason: "stranger",
      });
      expect(await desk.sessions()).toEqual([]);
      await desk.settled();
      expect(desk.newestTo("lee").text).not.toContain("no command");
    });

    it("that nobody understands becomes a request, and its receipt says that no command was found", async () => {
      const desk = await openSessionDesk();
      await desk.write("ann", "book a training session", "");
      const words = "Could somebody else than Priya do it, in the evening?";
      const email = await desk.answer("ann", desk.newestTo("ann"), words);
      expect(email).toMatchObject({ status: "handled", reason: "opened_task" });
      const [message] = await desk.messagesOn(email.taskId!);
      expect(message?.kept).toBe(words);
      expect(desk.newestTo("ann").text).toContain("held no command that we know");
      expect(await desk.sessions()).toEqual([]);
    });

    it("that comes by two ways, or is read again, does its work once", async () => {
      const desk = await openSessionDesk();
      await desk.write("dana", "book a training session", "");
      const times = desk.newestTo("dana");
      const twice = { headers: ["Message-ID: <once@lumenrobotics.example>"] };
      expect(await desk.answer("dana", times, "1", twice)).toMatchObject({ reason: "session_booked" });
      const other = { ...twice, envelope: { to: "requests@reply.northbeam.example" } };
      expect(await desk.answer("dana", times, "1 ", other)).toMatchObject({
        status: "ignored",
        reason: "same_message",
      });
      const move = await desk.answer("dana", desk.newestTo("dana"), "move");
      const moved = await desk.answer("dana", desk.newestTo("dana"), "2");
      const [session] = await desk.sessions();
      const tom = await desk.signedIn("tom");
      for (const { id } of [moved, move]) {
        await tom.post(`/emails/${id}/process-again`, {});
        await desk.settled();
      }
      expect(await desk.sessions()).toEqual([session]);
    });

    it("too late to move or cancel changes nothing and is told why", async () => {
      const desk = await openSessionDesk();
      await desk.write("ann", "book a training session", "");
      const times = desk.newestTo("ann");
      await desk.answer("ann", times, "1");
      const booked = desk.newestTo("ann");
      await desk.answer("ann", booked, "move");
      const others = desk.newestTo("ann");
      await desk.passUntil("2026-03-02T12:00:00.000Z");
      expect(await desk.answer("ann", booked, "cancel")).toMatchObject({ reason: "session_refused" });
      expect(desk.newestTo("ann").subject).toContain("Not cancelled");
      expect(desk.newestTo("ann").text).toContain("This was possible until");
      expect(await desk.answer("ann", booked, "move")).toMatchObject({ reason: "session_refused" });
      expect(await desk.answer("ann", others, "4")).toMatchObject({ reason: "session_refused" });
      expect(await desk.sessions()).toMatchObject([{ state: "booked", sequence: 0 }]);
    });

    it("of somebody who is away acts on nothing", async () => {
      const desk = await openSessionDesk();
      await desk.write("ann", "book a training session", "");
      const away = { headers: ["Auto-Submitted: auto-replied"], subject: "Out of office" };
      expect(await desk.answer("ann", desk.newestTo("ann"), "1", away)).toMatchObject({ status: "ignored" });
      expect(await desk.sessions()).toEqual([]);
      expect(await desk.taskCount()).toBe(0);
    });
  });

  describe("a new email", () => {
    it("whose subject asks and whose text says more is a request, too", async () => {
      const desk = await openSessionDesk();
      const body = "Hi Priya,\n\nthis time about the reports, and Tom should join.\n\nAnn";
      const email = await desk.write("ann", "Schedule a training session", body);
      expect(email).toMatchObject({ reason: "session_times_sent" });
      expect((await desk.messagesOn(email.taskId!))[0]?.kept).toContain("about the reports");
      const subjects = desk.sent.filter(({ to }) => to.address === anns).map(({ subject }) => subject);
      expect(subjects).toContain("Free times for a training session of 30 minutes");
    });

    it("that speaks of sessions otherwise, or comes from nobody we know, asks for nothing", async () => {
      const desk = await openSessionDesk();
      const email = await desk.write("ann", "Training session", "Please add a page about training sessions.");
      expect(email).toMatchObject({ reason: "opened_task" });
      const stranger = { from: "Eve <eve@evil.example>" };
      expect(await desk.write("ann", "book a training session", "", stranger)).toMatchObject({
        status: "held",
      });
      expect(desk.sent.map(({ subject }) => subject).filter((subject) => subject.startsWith("Free"))).toEqual(
        [],
      );
    });

    it("asked for a kind of which nothing is left is answered with why; the other kind is not taken for it", async () => {
      const desk = await openSessionDesk();
      for (let month = 0; month < 2; month++) {
        await desk.write("ann", "free times for strategy", `please${"\n".repeat(month)}`);
        await desk.answer("ann", desk.newestTo("ann"), "1");
      }
      expect(await desk.sessions()).toHaveLength(2);
      await desk.write("lee", "free times for strategy", "");
      expect(desk.newestTo("lee").text).toContain("strategy sessions are used for March 2026 and April 2026");
      await desk.write("lee", "free times for training", "");
      expect(desk.newestTo("lee").text).toContain("1 of 1 in March 2026 and 1 of 1 in April 2026");
    });
  });

  describe("an agenda", () => {
    it("is said with the number that books, and anew in answer to any email about the session", async () => {
      const desk = await openSessionDesk();
      const { write, answer, newestTo, news, sessions } = desk;
      await write("ann", "book a training session", "");
      expect(newestTo("ann").text).toContain("begins with “Agenda:”");
      const booking = await answer("ann", newestTo("ann"), "4 please\nAgenda: Workflows\nPriya Nair");
      expect(booking).toMatchObject({ reason: "session_booked", taskId: null });
      expect(await sessions()).toMatchObject([{ agenda: "Workflows\nPriya Nair", sequence: 0 }]);
      const booked = newestTo("ann");
      expect(booked.text).toContain("Agenda:\nWorkflows\nPriya Nair");
      expect(booked.text).toContain("begin your reply with “Agenda:”");
      expect(booked.calendar!.content).toContain("Workflows\\nPriya Nair");

      await news();
      expect(await answer("ann", booked, "Agenda: Routes")).toMatchObject({
        status: "handled",
        reason: "session_agenda_changed",
      });
      expect(await sessions()).toMatchObject([{ agenda: "Routes", sequence: 1, state: "booked" }]);
      const [toAnn, toPriya] = await news();
      expect([toAnn!.to.address, toPriya!.to.address]).toEqual([anns, addressOf("priya")]);
      expect(toAnn!.text).toContain("The agenda of your training session is changed.");
      expect(toAnn!.calendar).toMatchObject({ method: "REQUEST" });
      expect(toAnn!.calendar!.content).toContain("SEQUENCE:1");
      expect(toPriya!.text).toContain("Ann Weber changed the agenda of the training session with you.");
      // The same words once more tell nobody anything.
      expect(await answer("ann", toAnn!, "Agenda:  Routes\n")).toMatchObject({ reason: "session_unchanged" });
      expect(await news()).toEqual([]);

      // The reminder takes one, too, though the session can be moved no more.
      await desk.passUntil("2026-03-03T09:00:00.000Z");
      const reminder = newestTo("ann");
      expect(reminder.subject).toContain("Reminder");
      expect(reminder.text).toContain("begin your reply with “Agenda:”");
      expect(await answer("ann", reminder, "Agenda: Invoices")).toMatchObject({
        reason: "session_agenda_changed",
      });
      expect(await sessions()).toMatchObject([{ agenda: "Invoices", sequence: 2 }]);
      // Once it has begun, that is said.
      await desk.passUntil("2026-03-04T09:00:00.000Z");
      expect(await answer("ann", reminder, "Agenda: Late")).toMatchObject({ reason: "session_refused" });
      expect(newestTo("ann").subject).toContain("Agenda not changed");
      expect(await sessions()).toMatchObject([{ agenda: "Invoices", sequence: 2 }]);
      expect(await desk.taskCount()).toBe(0);
    });

    it("goes the same way in German", async () => {
      const desk = await openSessionDesk();
      await addKarla(desk);
      const from = "Karla Vogt <karla@harbordental.example>";
      const newest = () => desk.sent.findLast(({ to }) => to.address === "karla@harbordental.example")!;
      await desk.bring({ from, subject: "Training", body: "Freie Termine für Training 30 bitte" });
      expect(newest().text).toContain("mit „Themen:“ beginnt");
      const reply = (words: string) =>
        desk.bring({ from, to: newest().replyTo!, subject: "AW: Training", body: words });
      expect(await reply("Nummer 1 bitte\n\nThemen: Preisliste")).toMatchObject({ reason: "session_booked" });
      expect(newest().text).toContain("Themen:\nPreisliste");
      expect(newest().text).toContain("beginnen Sie Ihre Antwort mit „Themen:“");
      expect(await reply("Themen:\n- Empfang\n- Telefon")).toMatchObject({
        reason: "session_agenda_changed",
      });
      expect(newest().subject).toContain("Trainingstermin, Themen geändert");
      expect(await desk.sessions()).toMatchObject([{ agenda: "- Empfang\n- Telefon", sequence: 1 }]);
    });

    it("of nothing, too long, with a number in answer to a booked session, or of somebody else is none", async () => {
      const desk = await openSessionDesk();
      const { write, answer, newestTo, sessions } = desk;
      await write("ann", "book a training session", "");
      const times = newestTo("ann");
      await answer("ann", times, "4\nAgenda: Workflows");
      const booked = newestTo("ann");
      const before = await sessions();
      for (const words of [
        "Agenda:",
        `Agenda: ${"long words ".repeat(200)}`,
        "2\nAgenda: Routes",
        "What is on the agenda: routes?",
      ]) {
        expect(await answer("ann", booked, words)).toMatchObject({ reason: "opened_task" });
      }
      // Nothing is booked yet that it could belong to.
      expect(await answer("ann", times, "Agenda: Routes")).toMatchObject({ reason: "opened_task" });
      expect(await answer("lee", booked, "Agenda: Routes")).toMatchObject({ reason: "opened_task" });
      const unproved = { signedBy: [], spf: "fail" as const };
      expect(await answer("ann", booked, "Agenda: Routes", unproved)).toMatchObject({ status: "held" });
      expect(await sessions()).toEqual(before);
    });

    it("that changed does not make a calendar's answer to the time before it too old", async () => {
      const desk = await openSessionDesk();
      const { write, answer, newestTo, sessions, bring } = desk;
      await write("ann", "book a training session", "");
      await answer("ann", newestTo("ann"), "4");
      const invitation = newestTo("ann");
      await answer("ann", invitation, "Agenda: Routes");
      expect(await bring(calendarAnswer(invitation, "ACCEPTED"))).toMatchObject({
        reason: "session_answered",
      });
      expect(await sessions()).toMatchObject([{ calendarAnswer: "accepted", sequence: 1 }]);
      // What tells of the next change does not ask again.
      await answer("ann", newestTo("ann"), "Agenda: Invoices");
      expect(newestTo("ann").calendar!.content.replaceAll("\r\n ", "")).toMatch(
        new RegExp(`PARTSTAT=ACCEPTED[^\\r]*mailto:${anns}`, "iu"),
      );
      await answer("ann", newestTo("ann"), "move");
      await answer("ann", newestTo("ann"), "9");
      expect(await bring(calendarAnswer(invitation, "DECLINED"))).toMatchObject({
        reason: "session_unchanged",
      });
      expect(await sessions()).toMatchObject([{ state: "booked", calendarAnswer: null, sequence: 3 }]);
    });
  });

  describe("a calendar's answer", () => {
    async function openInvited() {
      const desk = await openSessionDesk();
      await desk.write("ann", "book a training session", "");
      await desk.answer("ann", desk.newestTo("ann"), "1");
      return { ...desk, invitation: desk.newestTo("ann") };
    }

    it("is noted with the session and opens no task", async () => {
      const { bring, invitation, sessions, taskCount } = await openInvited();
      const email = await bring(calendarAnswer(invitation, "ACCEPTED"));
      expect(email).toMatchObject({ status: "handled", reason: "session_answered", class: "calendar_reply" });
      expect(await sessions()).toMatchObject([{ calendarAnswer: "accepted", state: "booked" }]);
      expect(await taskCount()).toBe(0);
    });

    it("that declines cancels the session, and everybody is told", async () => {
      const { bring, invitation, sessions, news } = await openInvited();
      await news();
      await bring(calendarAnswer(invitation, "DECLINED"));
      expect(await sessions()).toMatchObject([{ state: "cancelled", sequence: 1 }]);
      expect((await news()).map(({ to }) => to.address)).toEqual([anns, addressOf("priya")]);
    });

    it("that declines too late is told to staff, and the session stays", async () => {
      const { bring, invitation, sessions, news, passUntil } = await openInvited();
      await passUntil("2026-03-03T08:00:00.000Z");
      await news();
      await bring(calendarAnswer(invitation, "DECLINED"));
      expect(await sessions()).toMatchObject([{ state: "booked", calendarAnswer: "declined" }]);
      expect((await news()).map(({ to, subject }) => [to.address, subject])).toEqual([
        [addressOf("priya"), "Declined too late: training session Tue 3 Mar, 09:00"],
      ]);
    });

    it("of anybody else, without proof, or to an earlier state of it changes nothing", async () => {
      const { bring, invitation, sessions, answer, newestTo } = await openInvited();
      const forged = [
        { ...calendarAnswer(invitation, "DECLINED", { from: addressOf("lee") }) },
        { ...calendarAnswer(invitation, "DECLINED"), signedBy: [], spf: "fail" as const },
        {
          ...calendarAnswer({ ...invitation, to: { name: "Lee", address: addressOf("lee") } }, "DECLINED", {
            from: anns,
          }),
        },
      ];
      for (const letter of forged) {
        expect(await bring(letter)).toMatchObject({ status: "ignored", reason: "calendar_reply_unproved" });
      }
      expect(await sessions()).toMatchObject([{ state: "booked", calendarAnswer: null }]);
      await answer("ann", invitation, "move");
      await answer("ann", newestTo("ann"), "2");
      expect(await bring(calendarAnswer(invitation, "DECLINED"))).toMatchObject({
        reason: "session_unchanged",
      });
      expect(await sessions()).toMatchObject([{ state: "booked", calendarAnswer: null, sequence: 1 }]);
    });
  });

  it("a reminder carries the calendar file as it stands, and an Accept to it counts like one to the confirmation", async () => {
    const desk = await openSessionDesk();
    const { bring, answer, newestTo, sessions, news, passUntil } = desk;
    await desk.write("ann", "book a training session", "");
    await answer("ann", newestTo("ann"), "4");
    await answer("ann", newestTo("ann"), "move");
    await passUntil("2026-03-02T09:30:00.000Z");
    const friday = Number(/^(\d+)\. Fri, 6 Mar/mu.exec(newestTo("ann").text)![1]);
    await answer("ann", newestTo("ann"), String(friday));
    const moved = newestTo("ann").calendar!;
    expect(moved.content).toContain("SEQUENCE:1\r\n");
    expect(moved.content).toContain("DTSTAMP:20260302T093000Z");

    await news();
    await passUntil(new Date(Date.parse((await sessions())[0]!.startsAt) - 86_400_000).toISOString());
    const [toAnn, toPriya] = await news();
    expect(toAnn!.subject).toContain("Reminder");
    // The very file that the change carried: a calendar which has it has nothing to do.
    expect(toAnn!.calendar).toEqual(moved);
    expect(toPriya!.calendar).toBeUndefined();
    expect(await bring(calendarAnswer(toAnn!, "ACCEPTED"))).toMatchObject({ reason: "session_answered" });
    expect(await sessions()).toMatchObject([{ calendarAnswer: "accepted", state: "booked", sequence: 1 }]);
    expect(await desk.taskCount()).toBe(0);
  });

  it("a reminder of a session that a calendar accepted says so, and asks nobody anew", async () => {
    const desk = await openSessionDesk();
    await desk.write("ann", "book a training session", "");
    await desk.answer("ann", desk.newestTo("ann"), "12");
    await desk.bring(calendarAnswer(desk.newestTo("ann"), "ACCEPTED"));
    await desk.passUntil(
      new Date(Date.parse((await desk.sessions())[0]!.startsAt) - 86_400_000).toISOString(),
    );
    const content = desk.newestTo("ann").calendar!.content.replaceAll("\r\n ", "");
    const attendee = content.split("\r\n").find((line) => line.toLowerCase().endsWith(`mailto:${anns}`));
    expect(attendee).toContain("PARTSTAT=ACCEPTED");
    expect(attendee).toContain("RSVP=TRUE");
  });

  it("both are reminded the day before, and the session is used once it is over", async () => {
    const desk = await openSessionDesk();
    await desk.write("ann", "book a training session", "");
    const times = desk.newestTo("ann");
    const wednesday = Number(/^(\d+)\. Wed, 4 Mar/mu.exec(times.text)![1]);
    await desk.answer("ann", times, String(wednesday));
    await desk.news();
    await desk.passUntil("2026-03-03T09:00:00.000Z");
    const reminders = await desk.news();
    expect(reminders.map(({ to, subject }) => [to.address, subject])).toEqual([
      [anns, "Reminder: training session Wed 4 Mar, 10:00"],
      [addressOf("priya"), "Reminder: training session Wed 4 Mar, 09:00"],
    ]);
    expect(reminders[0]!.text).toContain("Where: https://meet.example/priya");
    await desk.passUntil("2026-03-04T09:30:00.000Z");
    expect(await desk.sessions()).toMatchObject([{ state: "took_place" }]);
    expect(await desk.news()).toEqual([]);
  });

  describe("an answer that is no plain command", () => {
    it("of thanks alone opens no task and is answered with nothing, and is kept", async () => {
      const desk = await openSessionDesk();
      await desk.write("ann", "book a training session", "");
      await desk.answer("ann", desk.newestTo("ann"), "1");
      const booked = desk.newestTo("ann");
      await desk.news();
      const email = await desk.answer("ann", booked, "Great, thank you!");
      expect(email).toMatchObject({ status: "ignored", reason: "courtesy", taskId: null });
      expect(email.text).toContain("Great, thank you!");
      expect(await desk.news()).toEqual([]);
      expect(await desk.taskCount()).toBe(0);
      expect(await desk.answer("ann", booked, "Great, thank you! Could Lee come, too?")).toMatchObject({
        reason: "opened_task",
      });
    });

    it("books the second time by a number as lists write it", async () => {
      const desk = await openSessionDesk();
      await desk.write("ann", "book a training session", "");
      expect(await desk.answer("ann", desk.newestTo("ann"), "(2)")).toMatchObject({
        reason: "session_booked",
      });
      expect(await desk.sessions()).toMatchObject([{ startsAt: "2026-03-03T10:30:00.000Z" }]);
    });

    it("with a number that was not listed is told so, and which times are free", async () => {
      const desk = await openSessionDesk();
      await addKarla(desk);
      await desk.write("ann", "book a training session of 45 minutes", "");
      const times = desk.newestTo("ann");
      expect(await desk.answer("ann", times, "99")).toMatchObject({ reason: "session_times_sent" });
      const anew = desk.newestTo("ann");
      expect(anew).not.toBe(times);
      expect(anew.text).toContain("lists no time of that number, so nothing was booked");
      expect(anew.subject).toBe("Free times for a training session of 45 minutes");
      const from = "Karla Vogt <karla@harbordental.example>";
      await desk.bring({ from, subject: "Training bitte", body: "" });
      const newest = () => desk.sent.findLast(({ to }) => to.address === "karla@harbordental.example")!;
      await desk.bring({ from, to: newest().replyTo!, subject: "AW: Training", body: "Nummer 77" });
      expect(newest().text).toContain("keine Zeit mit dieser Nummer");
      expect(await desk.sessions()).toEqual([]);
      expect(await desk.taskCount()).toBe(0);
    });

    it("that would move to a time that was not listed lists the times anew", async () => {
      const desk = await openSessionDesk();
      await desk.write("ann", "book a training session", "");
      await desk.answer("ann", desk.newestTo("ann"), "1");
      const [session] = await desk.sessions();
      await desk.answer("ann", desk.newestTo("ann"), "move");
      const others = desk.newestTo("ann");
      expect(await desk.answer("ann", others, "99")).toMatchObject({ reason: "session_times_sent" });
      expect(desk.newestTo("ann")).not.toBe(others);
      expect(desk.newestTo("ann").text).toContain("your session is moved there");
      expect(await desk.sessions()).toEqual([session]);
    });

    it.each(["cancel", "Please move it"])("“%s” where there is no session is told so", async (words) => {
      const desk = await openSessionDesk();
      await desk.write("ann", "book a training session", "");
      expect(await desk.answer("ann", desk.newestTo("ann"), words)).toMatchObject({
        reason: "session_times_sent",
      });
      expect(desk.newestTo("ann").text).toContain("so nothing was cancelled or moved");
      expect(await desk.taskCount()).toBe(0);
    });

    it("acts on nothing by words that are struck through", async () => {
      const desk = await openSessionDesk();
      await desk.write("ann", "book a training session", "");
      const times = desk.newestTo("ann");
      const html = (email: typeof times) => ({
        headers: [`In-Reply-To: ${email.headers["Message-ID"]}`, "Content-Type: text/html"],
      });
      const struck = '<p><span style="text-decoration:line-through">2</span></p>';
      const second = await desk.answer("ann", times, "", { ...html(times), body: struck });
      expect(second).toMatchObject({ reason: "opened_task" });
      await desk.answer("ann", times, "1");
      const booked = desk.newestTo("ann");
      await desk.answer("ann", booked, "", { ...html(booked), body: "<p><s>Cancel</s></p>" });
      expect(await desk.sessions()).toMatchObject([{ state: "booked" }]);
    });

    it("with a joke on the last line chooses nothing", async () => {
      const desk = await openSessionDesk();
      await desk.write("ann", "book a training session", "");
      expect(await desk.answer("ann", desk.newestTo("ann"), "2\nNope")).toMatchObject({
        reason: "opened_task",
      });
      expect(await desk.sessions()).toEqual([]);
    });
  });
});
