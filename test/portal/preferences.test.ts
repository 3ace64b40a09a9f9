// The page on which contacts say how they are written to, and where tasks are muted.
import { describe, expect, it } from "vitest";
import { findPreferences, findStaffPreferences } from "../../src/store/preferences.ts";
import { findParticipantOf } from "../../src/store/participants.ts";
import { openApp } from "./app.ts";

const chosen = { notify: "daily", locale: "de", zone: "America/New_York" };

describe("the preferences of a contact", () => {
  it("show what holds, are saved together, and say so", async () => {
    const app = await openApp();
    const ann = await app.signedIn(app.world.people.ann);
    const before = await ann.get("/preferences");
    expect(before.text).toMatch(/value="each" checked/u);
    expect(before.text).toContain('<option value="en" lang="en" selected>English</option>');
    expect(before.text).toContain('name="zone" value="Europe/Berlin"');
    expect(before.text).toContain('<a href="/preferences" aria-current="page">');
    expect(before.text.length).toBeLessThan(40_000);
    const saved = await ann.post("/preferences", chosen);
    expect([saved.status, saved.location]).toEqual([303, "/preferences?saved"]);
    const after = await ann.get(saved.location!);
    // In the language that was chosen.
    expect(after.text).toContain("Gespeichert.");
    expect(after.text).toMatch(/value="daily" checked/u);
    expect(await findPreferences(app.store.read, app.world.people.ann.id)).toMatchObject({
      notify: "daily",
      locale: "de",
      timeZone: "America/New_York",
    });
    expect(app.state.nudges).toBe(1);
  });

  it("that cannot be taken come back as they were typed, with the reason, and nothing changes", async () => {
    const app = await openApp();
    const ann = await app.signedIn(app.world.people.ann);
    const page = await ann.post("/preferences", { ...chosen, zone: 'Moon/"Base"' });
    expect(page.status).toBe(422);
    expect(page.text).toContain("is not a time zone such as Europe/Berlin");
    expect(page.text).toContain('name="zone" value="Moon/&quot;Base&quot;"');
    expect(page.text).toMatch(/value="daily" checked/u);
    expect(page.text).toContain('<option value="de" lang="de" selected>');
    expect((await ann.post("/preferences", { ...chosen, notify: "" })).status).toBe(422);
    expect(await findPreferences(app.store.read, app.world.people.ann.id)).toMatchObject({ notify: "each" });
  });

  it("are for whoever is signed in: a stranger signs in and comes back to them", async () => {
    const app = await openApp();
    const stranger = app.browser();
    expect((await stranger.get("/preferences")).location).toBe("/sign-in?next=%2Fpreferences");
    await stranger.post("/sign-in", { address: "ann@harbordental.example", next: "/preferences" });
    const signedIn = await stranger.post(await app.signInPath(app.world.people.ann), {});
    expect(signedIn.location).toBe("/preferences");
  });
});

describe("the preferences of staff", () => {
  it("are their language, zone and single keys, and are saved together", async () => {
    const app = await openApp();
    const { tom } = app.world.people;
    const staff = await app.signedIn(tom);
    const before = await staff.get("/preferences");
    expect(before.text).toContain("<h1>Preferences</h1>");
    expect(before.text).toContain('<a href="/preferences" aria-current="page">Preferences</a>');
    expect(before.text).toContain('name="shortcuts" value="on" checked');
    expect(before.text).toContain("<body data-shortcuts>");
    expect(before.text).not.toContain('name="notify"');
    expect(before.text).not.toContain("Muted tasks");
    const saved = await staff.post("/preferences", { locale: "de", zone: "Europe/London" });
    expect([saved.status, saved.location]).toEqual([303, "/preferences?saved"]);
    const after = await staff.get(saved.location!);
    expect(after.text).toContain("Gespeichert.");
    expect(after.text).toContain("<h1>Einstellungen</h1>");
    expect(after.text).toContain('name="shortcuts" value="on" aria-describedby');
    expect(after.text).toContain("<body>");
    expect(await findStaffPreferences(app.store.read, tom.id)).toEqual({
      locale: "de",
      timeZone: "Europe/London",
      hasShortcuts: 0,
    });
    await staff.post("/preferences", { locale: "de", zone: "Europe/London", shortcuts: "on" });
    const events = await app.store.read.all<{ payload: string }>(
      "select payload from events where type = 'staff.preferences_changed' order by id",
    );
    expect(events.map(({ payload }) => JSON.parse(payload) as unknown)).toEqual([
      { staffId: tom.id, changed: ["locale", "timeZone", "hasShortcuts"] },
      { staffId: tom.id, changed: ["hasShortcuts"] },
    ]);
  });

  it("say beside each field what cannot be taken, and keep what was typed", async () => {
    const app = await openApp();
    const staff = await app.signedIn(app.world.people.tom);
    const page = await staff.post("/preferences", { locale: "xx", zone: "Moon", shortcuts: "on" });
    expect(page.status).toBe(422);
    expect(page.text).toMatch(/id="locale-problem"[^>]*>“xx” is not one of/u);
    expect(page.text).toMatch(/id="zone-problem"[^>]*>“Moon” is not a time zone/u);
    expect(page.text).toMatch(
      /value="Moon"[^>]*aria-describedby="zone-problem zone-hint" aria-invalid="true"/u,
    );
    expect(page.text).toContain('name="shortcuts" value="on" checked');
  });
});

describe("a muted task", () => {
  it("is muted on its page by whoever takes part, listed among the preferences, and unmuted in either place", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({
      clientId: clients.harbor,
      author: people.priya,
      title: "Booking <form>",
    });
    const isMuted = async () =>
      (await findParticipantOf(app.store.read, taskId, people.ann))!.mutedAt !== null;
    const ann = await app.signedIn(people.ann);
    expect((await ann.get(`/tasks/${taskId}`)).text).toContain("Mute this task");
    expect((await ann.get("/preferences")).text).toContain("You get emails about all your tasks");
    const muted = await ann.post(`/tasks/${taskId}/mute`, {});
    expect([muted.status, muted.location]).toEqual([303, `/tasks/${taskId}`]);
    expect(await isMuted()).toBe(true);
    expect((await ann.get(`/tasks/${taskId}`)).text).toContain("Unmute this task");
    const page = await ann.get("/preferences");
    expect(page.text).toContain("Booking &lt;form&gt;");
    expect(page.text).toContain(`action="/tasks/${taskId}/unmute"`);
    const back = await ann.post(`/tasks/${taskId}/unmute`, { from: "preferences" });
    expect(back.location).toBe("/preferences#muted");
    expect(await isMuted()).toBe(false);
    // Others see who mutes it.
    await ann.post(`/tasks/${taskId}/mute`, {});
    const staff = await app.signedIn(people.priya);
    expect((await staff.get(`/tasks/${taskId}`)).text).toContain("Muted by Ann Weber.");
  });

  it("is muted by the link to it as well, which is written down; whoever takes no part cannot", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({
      clientId: clients.harbor,
      author: people.priya,
      contactIds: [people.ann.id],
    });
    const holder = app.browser();
    await holder.get(await app.linkFor(taskId, people.ann));
    expect((await holder.post(`/tasks/${taskId}/mute`, {})).status).toBe(303);
    const event = await app.store.read.first<{ payload: string }>(
      "select payload from events where type = 'participant.muted'",
    );
    expect(JSON.parse(event!.payload)).toMatchObject({ isByLink: true });
    const lee = await app.signedIn(people.lee);
    expect((await lee.get(`/tasks/${taskId}`)).text).not.toContain("Mute this task");
    const refused = await lee.post(`/tasks/${taskId}/mute`, {});
    expect([refused.status, refused.text.includes("You get no emails about this task")]).toEqual([409, true]);
  });

  it("says on its page who reads of the next message by a digest, and who does not by email", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.priya });
    await app.store.write((rows) => rows.run("update tasks set stage = 'Working' where id = ?", taskId));
    const ann = await app.signedIn(people.ann);
    const lee = await app.signedIn(people.lee);
    await ann.post("/preferences", { notify: "hourly", locale: "en", zone: "Europe/Berlin" });
    await lee.post("/preferences", { notify: "none", locale: "en", zone: "Europe/London" });
    const staff = await app.signedIn(people.priya);
    const { text } = await staff.get(`/tasks/${taskId}`);
    expect(text).toContain("Goes by email to Tom Becker.");
    expect(text).toContain("In their next digest for Ann Weber.");
    expect(text).toContain("Not by email for Lee Okafor");
    // A question before it is accepted is for everybody.
    await app.store.write((rows) => rows.run("update tasks set stage = 'Triage' where id = ?", taskId));
    expect((await staff.get(`/tasks/${taskId}`)).text).toContain(
      "Goes by email to Ann Weber, Lee Okafor and Tom Becker.",
    );
  });
});
