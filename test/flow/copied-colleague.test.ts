// A copy gives nobody access. Who is copied on a contact's email and looks like a colleague is offered on the task's page, and
// takes part once somebody there says so.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eraseAddress } from "../../src/actions/erase-contact.ts";
import { findPersonByAddress } from "../../src/store/people.ts";
import { findParticipantOf, listParticipants } from "../../src/store/participants.ts";
import { taskLinkToken } from "../../src/threading/task-link.ts";
import { openBrowser, type Browser } from "../portal/app.ts";
import { addressOf } from "../support/world.ts";
import { formOf, openDeskStory, type DeskStory } from "./desk-story.ts";

const [ann, dana, kenji] = (["ann", "dana", "kenji"] as const).map(addressOf) as [string, string, string];
const bo = "bo@lumenrobotics.example";

let story: DeskStory;
beforeAll(async () => {
  story = await openDeskStory();
}, 60_000);
afterAll(() => story.started.stop());

/** A task of Dana's, to which she answers with these in copy. Answers its id. */
async function copied(cc: string, title = "Robot arm", words = "See above."): Promise<number> {
  const taskId = await story.ask(title, [story.world.people.dana]);
  const to = await story.replyAddressOf(taskId, story.world.people.dana);
  expect(await story.mail({ from: dana, name: "Dana Ruiz", to, cc, words })).toMatchObject({
    status: "handled",
    taskId,
  });
  return taskId;
}

async function offersOn(browser: Browser, taskId: number): Promise<string[]> {
  const { text } = await browser.get(`/tasks/${taskId}`);
  return [...text.matchAll(/action="(\/tasks\/\d+\/copied\/\d+\/add)"/gu)].map(([, path]) => path!);
}

async function namesOn(taskId: number): Promise<string[]> {
  return (await listParticipants(story.started.store.read, taskId)).map(({ name }) => name).toSorted();
}

describe("who was copied", () => {
  it("hears and sees nothing, is offered to staff and the client's people, and takes part from the next message on", async () => {
    const taskId = await copied(`Bo Lind <${bo}>`);
    const before = await namesOn(taskId);
    await story.say(taskId, story.world.people.priya, "Before Bo.");
    expect(await countTo(bo)).toBe(0);
    const { text } = await story.tom.get(`/tasks/${taskId}`);
    expect(text).toContain("<strong><bdi>Bo Lind</bdi></strong>");
    expect(text).toContain("was copied on <bdi>Dana Ruiz</bdi>’s email of");
    expect(text).toContain("Nothing said before is sent to them.");
    const client = await story.signIn(story.world.people.kenji);
    const [path] = await offersOn(client, taskId);
    const since = await story.lastEvent();
    for (const _ of [1, 2]) expect((await client.post(path!, {})).location).toBe(`/tasks/${taskId}`);
    expect(await story.eventTypes(since)).toEqual(["contact.added", "participant.added"]);
    expect(await namesOn(taskId)).toEqual([...before, "Bo Lind"].toSorted());
    expect(await offersOn(story.tom, taskId)).toEqual([]);
    await story.started.workers.settled();
    expect(await countTo(bo)).toBe(0);
    await story.say(taskId, story.world.people.priya, "Hello Bo.");
    expect(await countTo(bo)).toBe(1);
    const answer = await story.tom.post(path!.replace(/add$/u, "dismiss"), {});
    expect([answer.status, answer.text.includes("Kenji Mori added Bo Lind to this task meanwhile.")]).toEqual(
      [409, true],
    );
  }, 60_000);

  it("is known already, or not: a contact of the same client who takes no part is offered, too", async () => {
    const taskId = await copied(`Somebody <${kenji}>`);
    const { text } = await story.tom.get(`/tasks/${taskId}`);
    expect(text).toContain("<strong><bdi>Kenji Mori</bdi></strong>");
    const [path] = await offersOn(story.tom, taskId);
    await story.tom.post(path!, {});
    expect(await findParticipantOf(story.started.store.read, taskId, story.world.people.kenji)).toBeDefined();
  }, 30_000);

  it("is not offered from elsewhere: strangers, public providers, staff, other clients, ourselves, who takes part", async () => {
    const taskId = await copied(
      [
        "x@elsewhere.example",
        "dana.ruiz@gmail.com",
        addressOf("tom"),
        ann,
        "requests@reply.northbeam.example",
        "r1@reply.northbeam.example",
        dana,
        "bo@notlumenrobotics.example",
        "bo@lumenrobotics.example/.evil.example",
      ].join(", "),
    );
    expect(await offersOn(story.tom, taskId)).toEqual([]);
    const gmail = await story.started.store.write(async (rows) => {
      await rows.run(
        "insert into contact_addresses (contact_id, address, is_primary, added_at) values (?, ?, 0, ?)",
        story.world.people.dana.id,
        "dana@gmail.com",
        "2026-03-02T09:00:00.000Z",
      );
      return "dana@gmail.com";
    });
    const to = await story.replyAddressOf(taskId, story.world.people.dana);
    expect(await story.mail({ from: gmail, to, cc: "bo.lind@gmail.com" })).toMatchObject({
      status: "handled",
    });
    expect(await offersOn(story.tom, taskId)).toEqual([]);
    // A held email offers nobody, and an automatic one neither.
    await story.mail({ from: dana, to, cc: "new@lumenrobotics.example", isUnproved: true });
    await story.mail({ from: dana, to, cc: "new@lumenrobotics.example", subject: "Automatic reply: away" });
    expect(await offersOn(story.tom, taskId)).toEqual([]);
  }, 30_000);

  it("is not offered to whoever may not see the task, and is, by their link, to those who take part", async () => {
    const taskId = await copied("eve@lumenrobotics.example");
    const [path] = await offersOn(story.tom, taskId);
    const outsider = await story.signIn(story.world.people.ann);
    for (const browser of [outsider, openBrowser(story.started.localUrl)]) {
      for (const verb of ["add", "dismiss"]) {
        expect((await browser.post(path!.replace(/add$/u, verb), {})).status).toBe(404);
      }
    }
    const { keys, localUrl, store } = story.started;
    const { id, version } = (await findParticipantOf(store.read, taskId, story.world.people.dana))!;
    const expiresOn = Math.floor(story.time.now.getTime() / 86_400_000) + 30;
    const holder = openBrowser(localUrl);
    await holder.get(`/t/${taskLinkToken(keys, { participantId: id, version, expiresOn })}`);
    expect(await offersOn(holder, taskId)).toEqual([path]);
    // An offer of one task is none of another.
    const other = await story.ask("Other", [story.world.people.dana]);
    expect((await story.tom.post(path!.replace(`/tasks/${taskId}/`, `/tasks/${other}/`), {})).status).toBe(
      404,
    );
    expect(await offersOn(story.tom, taskId)).toEqual([path]);
  }, 30_000);

  it("stays outside when somebody says no, is not offered on this task again, and says who said so", async () => {
    const taskId = await copied("Zoe <zoe@lumenrobotics.example>");
    const [path] = await offersOn(story.tom, taskId);
    const no = formOf((await story.tom.get(`/tasks/${taskId}`)).text, path!.replace(/add$/u, "dismiss"));
    expect(no.button).toBe("No");
    const since = await story.lastEvent();
    for (const _ of [1, 2]) expect((await story.tom.post(no.path, {})).status).toBe(303);
    expect(await story.eventTypes(since)).toEqual(["copied_colleague.dismissed"]);
    const late = await story.priya.post(path!, {});
    expect([late.status, late.text.includes("Tom Becker said no to Zoe meanwhile.")]).toEqual([409, true]);
    const to = await story.replyAddressOf(taskId, story.world.people.dana);
    await story.mail({ from: dana, to, cc: "zoe@lumenrobotics.example" });
    expect(await offersOn(story.tom, taskId)).toEqual([]);
    expect(await findPersonByAddress(story.started.store.read, "zoe@lumenrobotics.example")).toBeUndefined();
  }, 30_000);

  it("is one of ten at most, with a name that is shown as words", async () => {
    const many = Array.from({ length: 30 }, (_, index) => `p${index}@lumenrobotics.example`);
    const hostile = '"<img src=x onerror=alert>\u202e{{this}}" <mallory@lumenrobotics.example>';
    const taskId = await copied([hostile, ...many].join(", "));
    const { text } = await story.tom.get(`/tasks/${taskId}`);
    expect(await offersOn(story.tom, taskId)).toHaveLength(10);
    expect(text).toContain("&lt;img src&#x3D;x onerror&#x3D;alert&gt;");
    expect(text).not.toMatch(/<img src=x|\u202e/u);
    const pretender = await copied('"Tom Becker tom@northbeam.example" <m2@lumenrobotics.example>');
    expect((await story.tom.get(`/tasks/${pretender}`)).text).toContain("<strong><bdi>m2</bdi></strong>");
  }, 30_000);

  it("is forgotten with the address that is erased", async () => {
    const taskId = await copied("Uma Voss <uma@lumenrobotics.example>");
    expect(await offersOn(story.tom, taskId)).toHaveLength(1);
    await story.started.store.write((rows) =>
      eraseAddress(rows, "2026-03-05T09:00:00.000Z", "uma@lumenrobotics.example"),
    );
    expect(await offersOn(story.tom, taskId)).toEqual([]);
    const left = await story.started.store.read.first(
      "select 1 as found from copied_colleagues where address like 'uma@%' or name like 'Uma%'",
    );
    expect(left).toBeUndefined();
  }, 30_000);
});

async function countTo(address: string): Promise<number> {
  const row = await story.started.store.read.first<{ count: number | string }>(
    "select count(*) as count from outbound_emails where to_address = ?",
    address,
  );
  return Number(row!.count);
}
