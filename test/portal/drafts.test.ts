// What people begin to write and do not send: kept for them alone, shown in its form again, and gone once it is sent.
import { describe, expect, it } from "vitest";
import { discardDraft } from "../../src/actions/discard-draft.ts";
import { eraseContact } from "../../src/actions/erase-contact.ts";
import { saveDraft } from "../../src/actions/save-draft.ts";
import { draftBytesMax, draftDaysMax, draftPlaceName, readDraftPlace } from "../../src/domain/draft.ts";
import { findDraft } from "../../src/store/drafts.ts";
import { tendDrafts } from "../../src/tend-drafts.ts";
import { addressOf } from "../support/world.ts";
import { formWith, openApp, startedAt, type App, type Browser } from "./app.ts";

const request = { kind: "request" } as const;

async function openTaskOfAnn(): Promise<{ app: App; taskId: number; ann: Browser; priya: Browser }> {
  const app = await openApp();
  const { clients, people } = app.world;
  const taskId = await app.taskWith({ clientId: clients.harbor, author: people.ann });
  return { app, taskId, ann: await app.signedIn(people.ann), priya: await app.signedIn(people.priya) };
}

/** What the field of this id holds. */
function heldIn(text: string, id: string): string | undefined {
  return new RegExp(`<textarea id="${id}"[^>]*>\\n([^<]*)</textarea>`, "u").exec(text)?.[1];
}

/** Every field of the form that is posted there, as its page shows it. */
function hiddenIn(text: string, action: string): Record<string, string> {
  const form = new RegExp(`<form [^>]*action="${action}"[^>]*>([\\s\\S]*?)</form>`, "u").exec(text)![1]!;
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/gu)];
  return Object.fromEntries(fields.map(([, name, value]) => [name!, value!.replaceAll("&#x3D;", "=")]));
}

describe("a draft", () => {
  it("of a request is kept by its button without a script, shown in its form, and gone once it is sent", async () => {
    const { app, ann } = await openTaskOfAnn();
    const form = { place: "request", title: "A new form", text: "It should\nask for" };
    const saved = await ann.post("/drafts", form);
    expect([saved.status, saved.location]).toEqual([303, "/requests/new"]);
    app.time.now = new Date("2026-03-02T10:04:00.000Z");
    const page = await ann.get("/requests/new");
    expect(page.text).toContain('value="A new form"');
    expect(heldIn(page.text, "text")).toBe("It should\nask for");
    expect(page.text).toContain("Draft: Today, ");
    expect(page.text).toContain('formaction="/drafts"');
    const sent = await ann.post("/requests", { ...hiddenIn(page.text, "/requests"), ...form });
    expect(sent.status).toBe(303);
    const after = await ann.get("/requests/new");
    expect(heldIn(after.text, "text")).toBe("");
    expect(after.text).not.toContain("Draft:");
  });

  it("is discarded by a button", async () => {
    const { ann } = await openTaskOfAnn();
    await ann.post("/drafts", { place: "request", title: "A new form" });
    const gone = await ann.post("/drafts/discard", { place: "request" });
    expect([gone.status, gone.location]).toEqual([303, "/requests/new"]);
    expect((await ann.get("/requests/new")).text).not.toContain("A new form");
  });

  it("arrives with the files that were chosen, which are not kept", async () => {
    const { ann } = await openTaskOfAnn();
    const fields = { place: "request", title: "A new form", text: "" };
    const saved = await ann.post("/drafts", formWith(fields, [new File(["x".repeat(200_000)], "a.txt")]));
    expect(saved.status).toBe(303);
    expect((await ann.get("/requests/new")).text).toContain("A new form");
  });

  it("is its author's alone: not a colleague's, not the staff's", async () => {
    const { app, taskId, ann, priya } = await openTaskOfAnn();
    const said = await ann.post("/drafts", { place: `task:${taskId}:message`, text: "Half", quiet: "yes" });
    expect([said.status, said.text]).toEqual([204, ""]);
    const path = `/tasks/${taskId}`;
    expect(heldIn((await ann.get(path)).text, "message-text")).toBe("Half");
    const lee = await app.signedIn(app.world.people.lee);
    for (const other of [priya, lee]) expect((await other.get(path)).text).not.toContain("Half");
    await priya.post("/drafts", { place: `task:${taskId}:message`, text: "Our own half" });
    expect(heldIn((await ann.get(path)).text, "message-text")).toBe("Half");
    await priya.post("/drafts/discard", { place: `task:${taskId}:message` });
    expect(heldIn((await ann.get(path)).text, "message-text")).toBe("Half");
  });

  it("stays when a sign-in ends, and is the same person's by an emailed link and signed in", async () => {
    const { app, taskId } = await openTaskOfAnn();
    const byLink = app.browser();
    await byLink.get(await app.linkFor(taskId, app.world.people.ann));
    await byLink.post("/drafts", { place: `task:${taskId}:message`, text: "By link" });
    const { ann } = { ann: await app.signedIn(app.world.people.ann) };
    expect(heldIn((await ann.get(`/tasks/${taskId}`)).text, "message-text")).toBe("By link");
    await ann.post("/drafts", { place: `task:${taskId}:message`, text: "By link, then signed in" });
    await ann.post("/sign-out", {});
    const refused = await ann.post("/drafts", { place: `task:${taskId}:message`, text: "Too late" });
    expect(refused.status).toBe(404);
    expect(refused.text).toContain("Too late");
    expect(heldIn((await byLink.get(`/tasks/${taskId}`)).text, "message-text")).toBe(
      "By link, then signed in",
    );
  });

  it("of a message, a note and a step are three, and each goes with what is posted from it", async () => {
    const { taskId, priya } = await openTaskOfAnn();
    const path = `/tasks/${taskId}`;
    for (const form of ["message", "note", "decline"])
      await priya.post("/drafts", { place: `task:${taskId}:${form}`, text: `A ${form}`, quiet: "yes" });
    const page = await priya.get(path);
    expect(heldIn(page.text, "message-text")).toBe("A message");
    expect(heldIn(page.text, "note-text")).toBe("A note");
    expect(heldIn(page.text, "decline-text")).toBe("A decline");
    // What is folded away shows that it holds something.
    expect(page.text).toMatch(/<details class="note-box" open>/u);
    await priya.post(`${path}/notes`, { ...hiddenIn(page.text, `${path}/notes`), text: "A note" });
    await priya.post(`${path}/decline`, { ...hiddenIn(page.text, `${path}/decline`), text: "A decline" });
    const after = await priya.get(path);
    expect(heldIn(after.text, "message-text")).toBe("A message");
    expect(heldIn(after.text, "note-text")).toBe("");
    expect(after.text).not.toContain(">\nA decline</textarea>");
  });

  it("stays when what is posted from it cannot be taken", async () => {
    const { app, taskId, priya } = await openTaskOfAnn();
    await priya.post("/drafts", { place: `task:${taskId}:accept`, text: "Gladly", estimate: "soon" });
    const refused = await priya.post(`/tasks/${taskId}/accept`, { text: "Gladly", estimate: "soon" });
    expect(refused.status).toBe(422);
    const place = { kind: "task", taskId, form: "accept" } as const;
    const draft = await findDraft(app.store.read, app.world.people.priya, place);
    expect(draft?.fields).toEqual({ text: "Gladly", estimate: "soon" });
  });

  it("holds words only: no token, no key, no choice", async () => {
    const { app, ann } = await openTaskOfAnn();
    await ann.post("/drafts", { place: "request", title: "T", text: "W", key: "k", contact: "1", seen: "4" });
    const draft = await findDraft(app.store.read, app.world.people.ann, request);
    expect(draft?.fields).toEqual({ title: "T", text: "W" });
  });

  it("that was emptied is none any more", async () => {
    const { app, ann } = await openTaskOfAnn();
    await ann.post("/drafts", { place: "request", title: "T", text: "W" });
    await ann.post("/drafts", { place: "request", title: " ", text: "\n" });
    expect(await findDraft(app.store.read, app.world.people.ann, request)).toBeUndefined();
  });

  it("that is too long is refused with its words, and what was kept before stays", async () => {
    const { app, ann } = await openTaskOfAnn();
    await ann.post("/drafts", { place: "request", title: "Before", text: "" });
    const long = "x".repeat(draftBytesMax);
    const refused = await ann.post("/drafts", { place: "request", title: "Long", text: long });
    expect(refused.status).toBe(413);
    expect(refused.text).toContain(long);
    const kept = await findDraft(app.store.read, app.world.people.ann, request);
    expect(kept?.fields["title"]).toBe("Before");
  });

  it.each([
    "",
    "task:1",
    "task:x:message",
    "new-task:0",
    "request:1",
    "task:99999999999:message",
    "task:1:../x",
  ])("of no form, %s, is nobody's", async (place) => {
    expect(readDraftPlace(place)).toBeUndefined();
    const { ann } = await openTaskOfAnn();
    expect((await ann.post("/drafts", { place, text: "Words" })).status).toBe(404);
  });

  it("of a form that a task does not have is nobody's", async () => {
    const { taskId, priya } = await openTaskOfAnn();
    expect((await priya.post("/drafts", { place: `task:${taskId}:approvals`, text: "W" })).status).toBe(404);
    expect((await priya.post("/drafts", { place: "new-task:4711", text: "W" })).status).toBe(404);
  });

  it("is shown in its reader's language", async () => {
    const { app, ann } = await openTaskOfAnn();
    await ann.post("/preferences", { notify: "each", locale: "de", zone: "Europe/Berlin" });
    await ann.post("/drafts", { place: "request", title: "Formular" });
    const { text } = await ann.get("/requests/new");
    expect(text).toContain("Entwurf: Heute, ");
    expect(text).toContain("Entwurf verwerfen");
    expect(app.world).toBeDefined();
  });
});

describe("the rows of drafts", () => {
  it("go when their contact is erased, and after three months without a touch", async () => {
    const { app } = await openTaskOfAnn();
    const { store, world } = app;
    const save = (person: typeof world.people.ann, at: string) =>
      store.write((rows) => saveDraft(rows, at, { person, place: request, fields: { text: "Ann Weber" } }));
    const count = async () => (await store.read.all("select id from drafts")).length;
    await save(world.people.ann, startedAt);
    await save(world.people.ann, startedAt);
    await save(world.people.lee, startedAt);
    expect(await count()).toBe(2);
    await store.write((rows) =>
      eraseContact(rows, startedAt, { address: addressOf("ann"), withWords: false }),
    );
    expect(await count()).toBe(1);
    const tendAt = (days: number) =>
      tendDrafts({ store, clock: () => new Date(Date.parse(startedAt) + days * 86_400_000 + 1) });
    expect(await tendAt(draftDaysMax - 1)).toBe(0);
    expect(await tendAt(draftDaysMax)).toBe(1);
    expect(await count()).toBe(0);
  });

  it("name an erased contact no more where others wrote the name", async () => {
    const { app } = await openTaskOfAnn();
    const { store, world } = app;
    const fields = { text: 'I asked "Ann Weber" about it' };
    await store.write((rows) =>
      saveDraft(rows, startedAt, { person: world.people.priya, place: request, fields }),
    );
    await store.write((rows) =>
      eraseContact(rows, startedAt, { address: addressOf("ann"), withWords: false }),
    );
    const draft = await findDraft(store.read, world.people.priya, request);
    expect(draft?.fields["text"]).toBe('I asked "Former contact" about it');
  });

  it("are discarded once, and again without harm", async () => {
    const { app } = await openTaskOfAnn();
    const { store, world } = app;
    const draft = { person: world.people.ann, place: request };
    await store.write((rows) => saveDraft(rows, startedAt, { ...draft, fields: { text: "W" } }));
    expect(await store.write((rows) => discardDraft(rows, draft))).toEqual({ kind: "done" });
    expect(await store.write((rows) => discardDraft(rows, draft))).toEqual({ kind: "unchanged" });
  });

  it("name their place so that it is read back", () => {
    const places = [
      request,
      { kind: "new-task", clientId: 3 },
      { kind: "task", taskId: 12, form: "hand-over" },
    ] as const;
    for (const place of places) expect(readDraftPlace(draftPlaceName(place))).toEqual(place);
  });
});

describe("somebody else who wrote meanwhile", () => {
  it("is shown before anything is sent, the words are kept, and sending once more sends them", async () => {
    const { app, taskId, ann, priya } = await openTaskOfAnn();
    const path = `/tasks/${taskId}`;
    const form = hiddenIn((await priya.get(path)).text, `${path}/messages`);
    const words = await ann.post(`${path}/messages`, { text: "It solved itself" });
    expect(words.status).toBe(303);
    const told = await priya.post(`${path}/messages`, { ...form, text: "We look into it" });
    expect(told.status).toBe(409);
    expect(told.text).toContain("Somebody else wrote here while you were writing.");
    expect(told.text).toMatch(/class="meanwhile"[\s\S]*It solved itself[\s\S]*<textarea id="message-text"/u);
    expect(heldIn(told.text, "message-text")).toBe("We look into it");
    expect(told.text).toContain(">Send anyway</button>");
    const again = { ...hiddenIn(told.text, `${path}/messages`), text: "We look into it" };
    expect((await priya.post(`${path}/messages`, again)).status).toBe(303);
    expect((await priya.get(path)).text.match(/We look into it/gu)).toHaveLength(1);
    expect(app.world).toBeDefined();
  });

  it("does not matter to a form that was posted already and comes once more", async () => {
    const { taskId, ann, priya } = await openTaskOfAnn();
    const path = `/tasks/${taskId}`;
    const form = { ...hiddenIn((await priya.get(path)).text, `${path}/messages`), text: "We look into it" };
    await priya.post(`${path}/messages`, form);
    await ann.post(`${path}/messages`, { text: "Thanks" });
    expect((await priya.post(`${path}/messages`, form)).status).toBe(303);
    expect((await priya.get(path)).text.match(/We look into it/gu)).toHaveLength(1);
  });

  it("does not matter when it is oneself, a machine, or for a client a note", async () => {
    const { app, taskId, ann, priya } = await openTaskOfAnn();
    const { people } = app.world;
    const path = `/tasks/${taskId}`;
    const ofAnn = hiddenIn((await ann.get(path)).text, `${path}/messages`);
    await app.say({ taskId, author: people.priya, isNote: true, text: "A note" });
    await app.say({ taskId, author: people.ann, text: "One more thing" });
    await app.say({ taskId, author: people.lee, channel: "email", isQuiet: true, text: "Out of office" });
    expect((await ann.post(`${path}/messages`, { ...ofAnn, text: "Words" })).status).toBe(303);
    const ofPriya = hiddenIn((await priya.get(path)).text, `${path}/notes`);
    await app.say({ taskId, author: people.ann, text: "And another" });
    const told = await priya.post(`${path}/notes`, { ...ofPriya, text: "For us" });
    expect(told.status).toBe(409);
    expect(heldIn(told.text, "note-text")).toBe("For us");
    expect(told.text).toContain(">Keep anyway</button>");
  });

  it("of two who answer at the same moment, one is told of the other", async () => {
    const { app, taskId, priya } = await openTaskOfAnn();
    const path = `/tasks/${taskId}`;
    const tom = await app.signedIn(app.world.people.tom);
    const forms = await Promise.all(
      [priya, tom].map(async (browser) => ({
        ...hiddenIn((await browser.get(path)).text, `${path}/messages`),
        text: "An answer",
      })),
    );
    const answers = await Promise.all(
      [priya, tom].map((browser, index) => browser.post(`${path}/messages`, forms[index]!)),
    );
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([303, 409]);
  });

  it("is told of in German, and a form that says nothing of it is taken as before", async () => {
    const { app, taskId, ann } = await openTaskOfAnn();
    await ann.post("/preferences", { notify: "each", locale: "de", zone: "Europe/Berlin" });
    await app.say({ taskId, author: app.world.people.priya, text: "Done" });
    const told = await ann.post(`/tasks/${taskId}/messages`, { text: "Wie weit?", seen: "1" });
    expect(told.status).toBe(409);
    expect(told.text).toContain("Trotzdem senden");
    expect(told.text).toContain("hat jemand anderes hier geschrieben");
    expect((await ann.post(`/tasks/${taskId}/messages`, { text: "Wie weit?" })).status).toBe(303);
  });
});
