// Sessions on the pages: scheduled, moved and cancelled by a client, held by staff who publish when they can be booked; over changes
// of the clock, and when nothing is left.
import { describe, expect, it, vi } from "vitest";
import { cancelSession } from "../../../src/actions/cancel-session.ts";
import { openBrowser } from "../../portal/app.ts";
import { fieldsIn } from "../../support/form-fields.ts";
import { addressOf } from "../../support/world.ts";
import { openSessionDesk } from "./session-desk.ts";

vi.setConfig({ testTimeout: 60_000 });

/** The value of the choice whose label begins so. */
const choiceOf = (html: string, label: string) =>
  new RegExp(`value="([^"]+)"(?: checked)? required> <span>${label}`, "u").exec(html)?.[1];
const keyIn = (html: string) => /name="key" value="([^"]+)"/u.exec(html)![1]!;
const words = (html: string) => html.replaceAll(/<[^>]+>/gu, " ").replaceAll(/\s+/gu, " ");

describe("Rule 9: clients press Schedule in the available sessions, and reschedule and cancel until the notice time, by page", () => {
  it("a client schedules a training session on the page, moves it and cancels it; both sides are told", async () => {
    const desk = await openSessionDesk();
    const ann = await desk.signedIn("ann");
    const page = await ann.get("/sessions");
    expect(words(page.text)).toContain("1 of 1 in March 2026 1 of 1 in April 2026");
    expect(page.text).toContain('href="/sessions?kind=training&amp;minutes=60#times"');
    await desk.news();

    const times = await ann.get("/sessions?kind=training&minutes=30");
    expect(words(times.text)).toContain("Tuesday 3 March 2026 Central European Standard Time");
    expect(words(times.text)).toContain("11:00 with Priya Nair (10:00 Greenwich Mean Time for them)");
    const slot = choiceOf(times.text, "11:00")!;
    const form = {
      key: keyIn(times.text),
      kind: "training",
      minutes: "30",
      slot,
      agenda: "Workflows\nReports",
    };
    const booked = await ann.post("/sessions", form);
    expect(booked.status).toBe(303);
    // The same form once more books nothing more.
    expect((await ann.post("/sessions", form)).location).toBe(booked.location);
    expect(await desk.sessions()).toMatchObject([{ startsAt: "2026-03-03T10:00:00.000Z", state: "booked" }]);
    expect((await desk.news()).map(({ to, subject }) => [to.address, subject])).toEqual([
      [addressOf("ann"), "Training session booked: Tue 3 Mar, 11:00"],
      [addressOf("priya"), "Training session booked: Tue 3 Mar, 10:00"],
    ]);

    const after = await ann.get("/sessions");
    const text = words(after.text);
    expect(text).toContain("When Tue, 3 Mar 2026, 11:00 Central European Standard Time");
    expect(text).toContain("10:00 Greenwich Mean Time for Priya Nair");
    expect(after.text).toContain("Workflows\nReports");
    expect(after.text).toContain('href="https://meet.example/priya"');
    expect(text).toContain("0 of 1 in March 2026");
    const [{ id } = { id: 0 }] = await desk.sessions();

    // Lee of the same company moves it, since it is the company's.
    const lee = await desk.signedIn("lee");
    const others = await lee.get(`/sessions?move=${id}`);
    expect(choiceOf(others.text, "10:00")).not.toBe(slot);
    await desk.news();
    const moved = await lee.post(`/sessions/${id}/move`, { slot: choiceOf(others.text, "09:30")! });
    expect(moved.status).toBe(303);
    expect(await desk.sessions()).toMatchObject([{ startsAt: "2026-03-03T09:30:00.000Z", sequence: 1 }]);
    expect((await desk.news())[0]!.text).toContain("Lee Okafor moved your training session.");

    expect((await ann.post(`/sessions/${id}/cancel`, {})).status).toBe(303);
    expect(await desk.sessions()).toMatchObject([{ state: "cancelled", sequence: 2 }]);
    expect(words((await ann.get("/sessions")).text)).toContain("1 of 1 in March 2026");
    expect((await desk.news()).map(({ to }) => to.address)).toEqual([addressOf("ann"), addressOf("priya")]);

    // The form that booked it, sent once more, books nothing and says so; the one that comes back books anew.
    const stale = await ann.post("/sessions", form);
    expect([stale.status, words(stale.text)]).toEqual([409, expect.stringContaining("was cancelled since")]);
    expect(await desk.sessions()).toHaveLength(1);
    const anew = fieldsIn(stale.text, "/sessions");
    expect(anew).toMatchObject({ slot, agenda: "Workflows\nReports" });
    expect((await ann.post("/sessions", anew)).status).toBe(303);
    expect(await desk.sessions()).toMatchObject([{ state: "cancelled" }, { state: "booked" }]);
  });

  it.each(["client", "staff"] as const)(
    "the link in its email moves and cancels it for the %s, after one emailed sign-in link",
    async (side) => {
      const desk = await openSessionDesk();
      await desk.write("ann", "book a training session", "");
      await desk.answer("ann", desk.newestTo("ann"), "1");
      const key = side === "client" ? "ann" : "priya";
      const booked = desk.newestTo(key);
      const { browser, page } = await desk.followLink(booked);
      expect(words(page.text)).toContain("Move the training session on Tue, 3 Mar 2026");
      const [before] = await desk.sessions();
      const [, path] = /action="(\/sessions\/\d+\/move)"/u.exec(page.text)!;
      const slot = [...page.text.matchAll(/name="slot" value="([^"]+)"/gu)].at(-1)![1]!;
      expect((await browser.post(path!, { slot })).status).toBe(303);
      const [moved] = await desk.sessions();
      expect(moved).toMatchObject({ state: "booked", startsAt: slot.split(" ")[1], sequence: 1 });
      expect(moved!.startsAt).not.toBe(before!.startsAt);

      await desk.settled();
      // In another browser, by the link of the email that told of the change; their own move told staff nothing.
      const changed = side === "client" ? desk.newestTo("ann") : booked;
      const other = await desk.followLink(changed);
      const [, cancelPath] = /action="(\/sessions\/\d+\/cancel)"/u.exec(other.page.text)!;
      expect((await other.browser.post(cancelPath!, {})).status).toBe(303);
      expect(await desk.sessions()).toMatchObject([{ state: "cancelled", sequence: 2 }]);
      // What was cancelled cannot be changed: that email's link, and the old one, lead to the list.
      await desk.settled();
      expect(desk.newestTo("ann").text).toMatch(/\/sessions$/mu);
      const late = await other.browser.get(`/sessions?move=${moved!.id}`);
      expect(late.status).toBe(200);
      expect(late.text).not.toContain(path);
    },
  );

  it("each session carries an agenda that both sides change on the page, and the other side is told", async () => {
    const desk = await openSessionDesk();
    await desk.write("ann", "book a training session", "");
    await desk.answer("ann", desk.newestTo("ann"), "1");
    const [ann, priya] = [await desk.signedIn("ann"), await desk.signedIn("priya")];
    const form = async (browser: typeof ann) => {
      const { text } = await browser.get("/sessions");
      const [, path = "", seen = ""] =
        /action="(\/sessions\/\d+\/agenda)".*?name="seen-agenda" value="([^"]*)"/su.exec(text) ?? [];
      return { path, seen };
    };
    const { path, seen } = await form(ann);
    expect(seen).toBe("");
    await desk.news();
    const fields = { agenda: "Workflows\nReports", "seen-agenda": seen };
    expect((await ann.post(path, fields)).status).toBe(303);
    // The same form once more changes nothing and tells nobody.
    expect((await ann.post(path, fields)).status).toBe(303);
    expect(await desk.sessions()).toMatchObject([{ agenda: "Workflows\nReports", sequence: 1 }]);
    const told = await desk.news();
    expect(told.map(({ to, subject }) => [to.address, subject])).toEqual([
      [addressOf("ann"), "Training session, agenda changed: Tue 3 Mar, 10:00"],
      [addressOf("priya"), "Training session, agenda changed: Tue 3 Mar, 09:00"],
    ]);
    expect(told[0]!.calendar!.content).toContain("SEQUENCE:1");
    expect(told[1]!.text).toContain("Ann Weber changed the agenda of the training session with you.");
    expect(told[1]!.text).toContain("Agenda:\nWorkflows\nReports");

    // Priya's form is older than Ann's next change: hers is not lost, and takes its place when she says so again.
    const old = await form(priya);
    expect(old.seen).toBe("Workflows\nReports");
    await ann.post(path, { agenda: "Routes", "seen-agenda": "Workflows\nReports" });
    const stale = await priya.post(old.path, { agenda: "Priya’s <own>", "seen-agenda": old.seen });
    expect(stale.status).toBe(409);
    expect(words(stale.text)).toContain("Somebody changed the agenda meanwhile.");
    expect(stale.text).toMatch(/<details class="folded" open>.*Priya’s &lt;own&gt;<\/textarea>/su);
    expect(stale.text).toContain('name="seen-agenda" value="Routes"');
    expect((await priya.post(path, { agenda: "Both", "seen-agenda": "Routes" })).status).toBe(303);
    expect(await desk.sessions()).toMatchObject([{ agenda: "Both", sequence: 3 }]);
    await desk.settled();
    expect(desk.newestTo("ann").text).toContain("Priya Nair changed the agenda of your training session.");

    // Neither is what is typed for a session that has begun, or by whoever is signed out.
    await desk.passUntil("2026-03-03T09:00:00.000Z");
    const late = await ann.post(path, { agenda: "Too late", "seen-agenda": "Both" });
    expect(late.status).toBe(409);
    expect(words(late.text)).toContain("has begun");
    expect(words(late.text)).toContain("You typed this agenda, which is not saved: Too late");
    const stranger = await openBrowser(desk.started.localUrl).post(path, {
      agenda: "Mine",
      "seen-agenda": "",
    });
    expect(stranger.status).toBe(404);
    expect(stranger.text).toContain("Mine");
    expect(await desk.sessions()).toMatchObject([{ agenda: "Both", sequence: 3 }]);
  });

  it("a booking that lost the race shows the form again with what was typed and the nearest free times", async () => {
    const desk = await openSessionDesk();
    const [ann, dana] = [await desk.signedIn("ann"), await desk.signedIn("dana")];
    const times = await ann.get("/sessions?kind=training&minutes=30");
    const slot = choiceOf(times.text, "11:00")!;
    await dana.post("/sessions", { key: "k", kind: "training", minutes: "30", slot, agenda: "" });
    const lost = await ann.post("/sessions", {
      key: keyIn(times.text),
      kind: "training",
      minutes: "30",
      slot,
      agenda: "My <own> agenda",
    });
    expect(lost.status).toBe(409);
    expect(words(lost.text)).toContain("This time cannot be booked any more.");
    expect(lost.text).toContain("My &lt;own&gt; agenda");
    const nearest = /Nearest free times<\/legend>(.*?)<\/fieldset>/su.exec(lost.text)![1]!;
    expect(words(nearest)).toContain("Tue, 3 Mar 2026, 10:30 Central European Standard Time with Priya Nair");
    expect(nearest).not.toContain(slot);
    expect(await desk.sessions()).toHaveLength(1);
    const again = choiceOf(nearest, "Tue, 3 Mar 2026, 10:30")!;
    const fields = { key: keyIn(lost.text), kind: "training", minutes: "30", slot: again, agenda: "Mine" };
    expect((await ann.post("/sessions", fields)).status).toBe(303);
    expect(await desk.sessions()).toHaveLength(2);
  });

  it("a choice that no page of ours offers is not there, however large its number", async () => {
    const desk = await openSessionDesk();
    const ann = await desk.signedIn("ann");
    for (const slot of ["9999999999 2026-03-03T10:00:00.000Z", "0 2026-03-03T10:00:00.000Z", "1", "x y"]) {
      const form = { key: "k", kind: "training", minutes: "30", slot, agenda: "" };
      expect([slot, (await ann.post("/sessions", form)).status]).toEqual([slot, 404]);
    }
    expect(await desk.sessions()).toEqual([]);
  });

  it("the page says why nothing is free; strategy cannot be booked from training’s allowance", async () => {
    const desk = await openSessionDesk();
    const ann = await desk.signedIn("ann");
    for (const label of ["Tuesday 3 March", "Wednesday 1 April"]) {
      const from = label.startsWith("Tue") ? "" : "&from=2026-04-01";
      const times = await ann.get(`/sessions?kind=strategy&minutes=45${from}`);
      const form = { key: keyIn(times.text), kind: "strategy", minutes: "45", agenda: "" };
      const day = times.text.slice(times.text.indexOf(label));
      expect((await ann.post("/sessions", { ...form, slot: choiceOf(day, "\\d\\d:\\d\\d")! })).status).toBe(
        303,
      );
    }
    const page = words((await ann.get("/sessions")).text);
    expect(page).toContain("Your plan’s strategy sessions are used for March 2026 and April 2026");
    expect(page).toContain("The next ones come on Friday 1 May 2026");
    const times = await ann.get("/sessions?kind=training&minutes=30");
    const slot = choiceOf(times.text, "12:00")!;
    const refused = await ann.post("/sessions", {
      key: "k",
      kind: "strategy",
      minutes: "45",
      slot,
      agenda: "",
    });
    expect(refused.status).toBe(409);
    expect(words(refused.text)).toContain("strategy sessions of March 2026 are used");
    expect(await desk.sessions()).toHaveLength(2);
    // The training is there as before.
    expect(
      (await ann.post("/sessions", { key: "k", kind: "training", minutes: "30", slot, agenda: "" })).status,
    ).toBe(303);
  });

  it("from the notice time on a client can change nothing, and is told how to go on; staff can", async () => {
    const desk = await openSessionDesk();
    const ann = await desk.signedIn("ann");
    const times = await ann.get("/sessions?kind=training&minutes=30");
    const slot = choiceOf(times.text, "11:00")!;
    await ann.post("/sessions", { key: "k", kind: "training", minutes: "30", slot, agenda: "" });
    const [{ id } = { id: 0 }] = await desk.sessions();
    await desk.passUntil("2026-03-02T11:00:00.000Z");
    const page = await ann.get("/sessions");
    expect(page.text).not.toContain(`/sessions/${id}/cancel`);
    // A link of an email from before leads to the list, which says so.
    expect((await ann.get(`/sessions?move=${id}`)).text).not.toContain(`/sessions/${id}/move`);
    expect(words(page.text)).toContain("If you cannot come, please write to us.");
    for (const path of [`/sessions/${id}/cancel`, `/sessions/${id}/move`]) {
      const refused = await ann.post(path, { slot });
      expect([path, refused.status]).toEqual([path, path.endsWith("move") ? 303 : 409]);
    }
    expect((await ann.post(`/sessions/${id}/move`, { slot: choiceOf(times.text, "12:00")! })).status).toBe(
      409,
    );
    expect(await desk.sessions()).toMatchObject([{ state: "booked", sequence: 0 }]);

    const priya = await desk.signedIn("priya");
    const others = await priya.get(`/sessions?move=${id}`);
    expect((await priya.post(`/sessions/${id}/move`, { slot: choiceOf(others.text, "11:30")! })).status).toBe(
      303,
    );
    // Their notice does not bind themselves: within the hour.
    expect(await desk.sessions()).toMatchObject([{ startsAt: "2026-03-02T11:30:00.000Z", sequence: 1 }]);
  });

  it("staff publish their hours as they type them, and what cannot be read comes back with why", async () => {
    const desk = await openSessionDesk();
    const [tom, ann] = [await desk.signedIn("tom"), await desk.signedIn("ann")];
    const typed = {
      "weekly-hours": "Tuesday 14-16 strategy\nThu 9-10",
      exceptions: "2026-03-05 off",
      notice: "48",
      buffer: "30",
      "call-link": "+49 40 1234",
    };
    const wrong = await tom.post("/sessions/availability", { ...typed, "weekly-hours": "Someday 9-12" });
    expect(wrong.status).toBe(422);
    expect(words(wrong.text)).toContain("“Someday” is no day of the week");
    expect(wrong.text).toContain("Someday 9-12");
    expect(wrong.text).toContain("+49 40 1234");
    expect((await tom.post("/sessions/availability", { ...typed, notice: "soon" })).status).toBe(422);
    expect((await tom.post("/sessions/availability", typed)).status).toBe(303);
    const page = await tom.get("/sessions");
    expect(page.text).toContain("Tue 14:00-16:00 strategy\nThu 9:00-10:00");
    expect(page.text).toContain('value="48"');
    const strategy = words((await ann.get("/sessions?kind=strategy&minutes=45&from=2026-03-10")).text);
    expect(strategy).toContain("14:00 with Tom Becker");
    const thursday = words((await ann.get("/sessions?kind=strategy&minutes=45&from=2026-03-12")).text);
    expect(thursday).toContain("09:00 with Tom Becker");
    const off = words((await ann.get("/sessions?kind=strategy&minutes=45&from=2026-03-05")).text);
    expect(off.slice(0, off.indexOf("6 March"))).not.toContain("Tom Becker");
  });

  it("staff see everybody’s sessions, say who did not come, and follow theirs by a link that they can replace", async () => {
    const desk = await openSessionDesk();
    const [ann, priya] = [await desk.signedIn("ann"), await desk.signedIn("priya")];
    const times = await ann.get("/sessions?kind=training&minutes=60");
    const slot = choiceOf(times.text, "11:00")!;
    await ann.post("/sessions", { key: "k", kind: "training", minutes: "60", slot, agenda: "Reports" });
    const [{ id } = { id: 0 }] = await desk.sessions();
    const page = await priya.get("/sessions");
    expect(words(page.text)).toContain("Ann Weber (Harbor Dental) Booked");
    expect(words(page.text)).toContain("When Tue, 3 Mar 2026, 10:00 Greenwich Mean Time");

    const feedPath = new URL(/<code>(http[^<]+\.ics)<\/code>/u.exec(page.text)![1]!).pathname;
    const feed = await fetch(desk.started.localUrl + feedPath);
    expect(feed.status).toBe(200);
    expect(feed.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    const ics = await feed.text();
    expect(ics).toContain("METHOD:PUBLISH");
    expect(ics).toContain("DTSTART:20260303T100000Z");
    expect(ics).toContain("Training session with Harbor Dental");
    expect((await priya.post("/sessions/feed", {})).status).toBe(303);
    expect((await fetch(desk.started.localUrl + feedPath)).status).toBe(404);
    const renewed = /<code>(http[^<]+\.ics)<\/code>/u.exec((await priya.get("/sessions")).text)![1]!;
    expect(new URL(renewed).pathname).not.toBe(feedPath);
    expect((await fetch(desk.started.localUrl + new URL(renewed).pathname)).status).toBe(200);

    expect((await priya.post(`/sessions/${id}/end`, { state: "missed" })).status).toBe(409);
    await desk.passUntil("2026-03-03T11:00:00.000Z");
    expect(await desk.sessions()).toMatchObject([{ state: "took_place" }]);
    expect((await priya.post(`/sessions/${id}/end`, { state: "missed" })).status).toBe(303);
    expect(await desk.sessions()).toMatchObject([{ state: "missed" }]);
    expect(words((await priya.get("/sessions")).text)).toContain("It took place");
  });

  describe("when clocks change", () => {
    it.each([
      // Berlin and London go forward on 29 March 2026, and back on 25 October.
      ["forward", "2026-03-26T09:00:00.000Z", "2026-03-27", "2026-03-30", "Summer"],
      ["back", "2026-10-22T09:00:00.000Z", "2026-10-23", "2026-10-26", "Standard"],
    ])(
      "%s, a session stays at the hour of the staff member’s clock, and both see theirs",
      async (_, now, before, after, name) => {
        const desk = await openSessionDesk(now, { weeklyHours: "Mon-Sun 9-10" });
        const [ann, priya] = [await desk.signedIn("ann"), await desk.signedIn("priya")];
        const startsAt: string[] = [];
        for (const day of [before, after]) {
          const times = await ann.get(`/sessions?kind=training&minutes=60&from=${day}`);
          const slot = choiceOf(times.text, "10:00")!;
          startsAt.push(slot.split(" ")[1]!);
        }
        const hours = startsAt.map((at) => at.slice(11, 16));
        expect(hours).toEqual(name === "Summer" ? ["09:00", "08:00"] : ["08:00", "09:00"]);
        const slot = `${desk.world.people.priya.id} ${startsAt[1]}`;
        await ann.post("/sessions", { key: "k", kind: "training", minutes: "60", slot, agenda: "" });
        const zone = `Central European ${name} Time`;
        expect(words((await ann.get("/sessions")).text)).toContain(`10:00 ${zone}`);
        const london = name === "Summer" ? "British Summer Time" : "Greenwich Mean Time";
        expect(words((await priya.get("/sessions")).text)).toContain(`09:00 ${london}`);
        // A day of the clock before it, the reminder goes out: 24 hours, whatever the clocks do between.
        const dayBefore = new Date(Date.parse(startsAt[1]!) - 86_400_000).toISOString();
        await desk.news();
        await desk.passUntil(new Date(Date.parse(dayBefore) - 1000).toISOString());
        expect(await desk.news()).toEqual([]);
        await desk.passUntil(new Date(Date.parse(dayBefore) + 60_000).toISOString());
        const reminders = await desk.news();
        expect(reminders.map(({ to }) => to.address)).toEqual([addressOf("ann"), addressOf("priya")]);
        expect(reminders[0]!.text).toContain(`10:00 ${zone}`);
      },
    );
  });

  it("what staff cancel is told to the client, whoever of the staff it is", async () => {
    const desk = await openSessionDesk();
    const ann = await desk.signedIn("ann");
    const times = await ann.get("/sessions?kind=training&minutes=30");
    const slot = choiceOf(times.text, "11:00")!;
    await ann.post("/sessions", { key: "k", kind: "training", minutes: "30", slot, agenda: "" });
    const [{ id } = { id: 0 }] = await desk.sessions();
    const tom = await desk.signedIn("tom");
    await desk.news();
    expect((await tom.post(`/sessions/${id}/cancel`, {})).status).toBe(303);
    const news = await desk.news();
    expect(news.map(({ to }) => to.address)).toEqual([addressOf("ann"), addressOf("priya")]);
    expect(news[0]!.text).toContain("Tom Becker cancelled your training session.");
    // Once more changes nothing and tells nobody.
    const by = desk.world.people.tom;
    await desk.started.store.write((rows) =>
      cancelSession(rows, desk.started.clock.now(), { sessionId: id, by }),
    );
    expect(await desk.news()).toEqual([]);
  });
});
