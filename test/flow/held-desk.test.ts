// The held desk is emptied by single presses: each email says why it waits and what is proposed, each decision can be taken
// back, sent twice or made by two at once, and what is accepted lands in its place and is told once.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPersonByAddress } from "../../src/store/people.ts";
import { findParticipantOf } from "../../src/store/participants.ts";
import { getTask } from "../../src/store/tasks.ts";
import { addressOf } from "../support/world.ts";
import { formOf, openDeskStory, type DeskStory } from "./desk-story.ts";

const [ann, lee, dana, priyasAddress, toms] = (["ann", "lee", "dana", "priya", "tom"] as const).map(
  addressOf,
) as [string, string, string, string, string];

let story: DeskStory;
beforeAll(async () => {
  story = await openDeskStory();
}, 60_000);
afterAll(() => story.started.stop());

const press = async (browser: DeskStory["tom"], page: string, action: string) => {
  const { text } = await browser.get(page);
  const { path, fields } = formOf(text, action);
  const answer = await browser.post(path, fields);
  await story.started.workers.settled();
  return answer;
};

describe("the list", () => {
  it("says why an email waits, who it claims to be, what proves it and where it would go, and offers that", async () => {
    const taskId = await story.ask("Booking form", [story.world.people.ann]);
    const to = await story.replyAddressOf(taskId, story.world.people.ann);
    const held = await story.mail({ from: ann, name: "Ann Weber", to, isUnproved: true });
    expect(held).toMatchObject({ status: "held", reason: "unvouched" });
    const { text } = await story.tom.get("/held");
    expect(text).toContain("Its sender is known, but nothing proves that the email is really theirs.");
    expect(text).toContain("&lt;<bdi>ann@harbordental.example</bdi>&gt;");
    expect(text).toContain("Nothing vouches for harbordental.example");
    expect(text).toContain(`<a href="/tasks/${taskId}">#${taskId} <bdi>Booking form</bdi></a>`);
    expect(formOf(text, `/emails/${held.id}/accept`).button).toBe(`Put on #${taskId} as Ann Weber`);
    expect(formOf(text, `/emails/${held.id}/discard`).button).toBe("Set it aside");
    expect(text).not.toContain(`action="/emails/${held.id}/add-address"`);
    expect(text).toContain('title="Emails that wait for somebody to look at them">1<');
    await press(story.tom, "/held", `/emails/${held.id}/discard`);
  }, 30_000);

  it("proposes whose address it is: by the reply address it was given to, or by name and the client's domain", async () => {
    const taskId = await story.ask("Price list", [story.world.people.ann]);
    const to = await story.replyAddressOf(taskId, story.world.people.ann);
    const given = await story.mail({ from: "annie@gmail.com", name: "A. W.", to });
    const namesake = await story.mail({ from: "ann.weber@mail.harbordental.example", name: "Weber, Ann" });
    const elsewhere = await story.mail({ from: "ann.weber@elsewhere.example", name: "Ann Weber" });
    const other = await story.mail({ from: "bo@harbordental.example", name: "Bo Lind" });
    const { text } = await story.tom.get("/held");
    expect(text).toContain("It was sent to the reply address that was given to Ann Weber");
    expect(text).toContain("Ann Weber of Harbor Dental has the same name");
    expect(formOf(text, `/emails/${given.id}/add-address`).button).toBe("This is also Ann Weber’s address");
    expect(formOf(text, `/emails/${given.id}/accept`).button).toBe(`Put on #${taskId} as Ann Weber`);
    expect(formOf(text, `/emails/${namesake.id}/open-task`).button).toBe("Open a task for Ann Weber");
    const chosenOn = async (id: number) =>
      [
        ...(await story.tom.get(`/emails/${id}`)).text.matchAll(/<option value="(contact:\d+)" selected>/gu),
      ].map(([, value]) => value);
    // On the page of the email, as its author, as whose address it is, and for whom it opens a task.
    const annsValue = `contact:${story.world.people.ann.id}`;
    for (const { id } of [given, namesake])
      expect(await chosenOn(id)).toEqual([annsValue, annsValue, annsValue]);
    for (const { id } of [elsewhere, other]) {
      expect(await chosenOn(id)).toEqual([]);
      expect(text).not.toContain(`/emails/${id}/add-address`);
      expect(text).not.toContain(`/emails/${id}/accept`);
    }
    await setAside([given, namesake, elsewhere, other]);
  }, 30_000);

  it("never offers an address of our own as somebody's, whoever wrote through it", async () => {
    const taskId = await story.ask("Group", [story.world.people.ann]);
    const to = await story.replyAddressOf(taskId, story.world.people.ann);
    const address = "team@northbeam.example";
    await story.tom.post("/mailboxes", { address });
    const held = [
      await story.mail({ from: address, name: "Ann Weber via Team", to }),
      await story.mail({ from: story.started.installation.mailFrom, to }),
    ];
    const list = (await story.tom.get("/held")).text;
    for (const [index, { id, reason }] of held.entries()) {
      expect(reason).toBe("connected_mailbox");
      const page = (await story.tom.get(`/emails/${id}`)).text;
      for (const text of [list, page]) expect(text).not.toContain(`/emails/${id}/add-address`);
      const author = `contact:${story.world.people.ann.id}`;
      expect((await story.tom.post(`/emails/${id}/add-address`, { author })).status).toBe([409, 422][index]);
    }
    await setAside(held);
  }, 30_000);

  it("sets several aside together, takes all of them back together, and twice of each is once", async () => {
    const mails = [];
    for (const from of ["one@a.example", "two@a.example"]) mails.push(await story.mail({ from }));
    const email = mails.map(({ id }) => `${id}:0`);
    const [first, second] = [
      await postList("/held/discard", { email }),
      await postList("/held/discard", { email }),
    ];
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(second.location).toBe(first.location);
    for (const { id } of mails) expect((await story.email(id)).status).toBe("ignored");
    const page = await story.tom.get(first.location!);
    expect(page.text).toContain("You set 2 emails aside.");
    const ruling = [...page.text.matchAll(/name="ruling" value="(\d+)"/gu)].map(([, id]) => id!);
    expect(ruling).toHaveLength(2);
    const since = await story.lastEvent();
    for (const _ of [1, 2]) expect((await postList("/held/undo", { ruling })).status).toBe(303);
    for (const { id } of mails) {
      expect(await story.email(id)).toMatchObject({ status: "held", reason: "stranger" });
    }
    expect((await story.eventTypes(since)).filter((type) => type.endsWith("undone"))).toHaveLength(2);
    const none = await story.tom.post("/held/discard", {});
    expect([none.status, none.text.includes("Choose at least one email first.")]).toEqual([400, true]);
    await setAside(mails);
  }, 30_000);
});

describe("an accepted email", () => {
  it("lands at its place in time order, and those who were told of later words get it once", async () => {
    const { ann: annPerson, lee: leePerson, priya } = story.world.people;
    const taskId = await story.ask("Opening hours", [annPerson, leePerson]);
    await story.pass(60);
    const to = await story.replyAddressOf(taskId, annPerson);
    const held = await story.mail({ from: ann, to, words: "Early words.", isUnproved: true });
    await story.pass(3600);
    await story.say(taskId, priya, "Later words.");
    await story.pass(60);
    const answer = await press(story.tom, "/held", `/emails/${held.id}/accept`);
    expect((await story.tom.get(answer.location!)).text).toContain(
      `You put it on task #${taskId} as Ann Weber’s message.`,
    );
    expect(await story.textsOn(taskId)).toEqual(["Shall we?", "Early words.", "Later words."]);
    expect(await getTask(story.started.store.read, taskId)).toMatchObject({ lastMessageBy: "staff" });
    const readers = [lee, priyasAddress, toms].toSorted();
    expect(await story.emailsAbout(held.id)).toEqual(readers.map((address) => [address, "queued"]));
    await story.pass(21);
    expect(await story.emailsAbout(held.id)).toEqual(readers.map((address) => [address, "sent"]));
    await story.tom.post(`/emails/${held.id}/process-again`, {});
    await story.pass(60);
    expect(await story.emailsAbout(held.id)).toHaveLength(readers.length);
  }, 30_000);

  it("of staff that answers a note stays one: no client reads it or is sent it", async () => {
    const { ann: annPerson, priya } = story.world.people;
    const taskId = await story.ask("Inside", [annPerson]);
    const to = await story.replyAddressOf(taskId, priya, true);
    const words = "They will not pay for that.";
    const held = await story.mail({ from: priyasAddress, to, words, isUnproved: true });
    expect(held).toMatchObject({ status: "held", taskId, staffId: priya.id });
    await press(story.tom, "/held", `/emails/${held.id}/accept`);
    expect(await story.email(held.id)).toMatchObject({ status: "handled", taskId });
    await story.pass(21);
    expect((await story.emailsAbout(held.id)).map(([address]) => address)).toEqual([toms]);
    const client = await story.signIn(annPerson);
    expect((await client.get(`/tasks/${taskId}`)).text).not.toContain(words);
    expect((await story.tom.get(`/tasks/${taskId}`)).text).toContain(words);
  }, 30_000);

  it("of staff to a colleague's note, known by the id of the colleague's own email alone, is one more note", async () => {
    const { ann: annPerson, priya, tom } = story.world.people;
    const taskId = await story.ask("Inside by id", [annPerson]);
    const note = await story.mail({
      from: priyasAddress,
      to: await story.replyAddressOf(taskId, priya, true),
      words: "They will not pay for this.",
    });
    expect(note).toMatchObject({ status: "handled", taskId });
    const words = "Then we leave it out.";
    const answer = await story.mail({ from: toms, inReplyTo: note.internetMessageId!, words });
    expect(answer).toMatchObject({ status: "handled", taskId, staffId: tom.id });
    expect((await story.emailsAbout(answer.id)).map(([address]) => address)).toEqual([priyasAddress]);
    const client = await story.signIn(annPerson);
    expect((await client.get(`/tasks/${taskId}`)).text).not.toContain(words);
  }, 30_000);

  it("leaves the task again without a trace there when it is undone before anybody was told", async () => {
    const { dana: danaPerson, kenji } = story.world.people;
    const taskId = await story.ask("Report", [danaPerson]);
    const to = await story.replyAddressOf(taskId, danaPerson);
    const held = await story.mail({ from: "k.mori@gmail.com", to, words: "A note of mine." });
    const accepted = await story.tom.post(`/emails/${held.id}/accept`, {
      author: `contact:${kenji.id}`,
      task: String(taskId),
    });
    expect(accepted.location).toBe(`/emails/${held.id}`);
    expect(await story.email(held.id)).toMatchObject({ status: "handled", taskId });
    expect(await findParticipantOf(story.started.store.read, taskId, kenji)).toBeDefined();
    const page = await story.tom.get(`/emails/${held.id}`);
    expect(page.text).toContain(`You put it on task #${taskId} as Kenji Mori’s message`);
    const undo = formOf(page.text, `/emails/${held.id}/undo`);
    const since = await story.lastEvent();
    for (const _ of [1, 2]) expect((await story.tom.post(undo.path, undo.fields)).status).toBe(303);
    expect(await story.email(held.id)).toMatchObject({ status: "held", reason: "stranger", taskId });
    expect(await story.textsOn(taskId)).toEqual(["Shall we?"]);
    expect(await story.emailsAbout(held.id)).toEqual([]);
    expect(await findParticipantOf(story.started.store.read, taskId, kenji)).toBeUndefined();
    expect(await story.eventTypes(since)).toEqual(["message.withdrawn", "inbound_email.ruling_undone"]);
    expect((await story.email(held.id)).text).toContain("A note of mine.");
    await story.pass(60);
    // Who takes it up again later tells everybody once, as if nothing had been.
    await story.priya.post(`/emails/${held.id}/accept`, {
      author: `contact:${kenji.id}`,
      task: String(taskId),
    });
    await story.email(held.id);
    await story.pass(21);
    expect((await story.emailsAbout(held.id)).map(([address]) => address)).toEqual(
      [dana, priyasAddress, toms].toSorted(),
    );
    const late = await story.tom.get(`/emails/${held.id}`);
    expect(late.text).toContain("had it by email already, and an email cannot be taken back");
    expect(late.text).toContain(`move it to another`);
    expect(late.text).not.toContain(`action="/emails/${held.id}/undo"`);
    const ruling = await story.started.store.read.first<{ id: number }>(
      "select max(id) as id from email_rulings where inbound_email_id = ?",
      held.id,
    );
    const refused = await story.tom.post(undo.path, { ruling: String(ruling!.id) });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain("had it by email already");
    expect(await story.textsOn(taskId)).toEqual(["Shall we?", "A note of mine."]);
  }, 30_000);

  it("that opened a task closes it again when it is undone, and opens one again when it is taken up again", async () => {
    const { marta } = story.world.people;
    const held = await story.mail({ from: "m.silva@gmail.com", name: "Marta", subject: "A new page" });
    await story.tom.post(`/emails/${held.id}/open-task`, { author: `contact:${marta.id}` });
    const first = (await story.email(held.id)).taskId!;
    const undo = formOf((await story.tom.get(`/emails/${held.id}`)).text, `/emails/${held.id}/undo`);
    await story.tom.post(undo.path, undo.fields);
    expect(await story.email(held.id)).toMatchObject({ status: "held", reason: "stranger" });
    expect(await getTask(story.started.store.read, first)).toMatchObject({ stage: "Withdrawn" });
    await story.pass(60);
    await story.tom.post(`/emails/${held.id}/open-task`, { author: `contact:${marta.id}` });
    const again = await story.email(held.id);
    expect(again.status).toBe("handled");
    expect(again.taskId).not.toBe(first);
  }, 30_000);

  it("that opened a task is answered by a receipt when it cannot be undone any more, and by none when it was", async () => {
    const receiptsOf = (taskId: number) =>
      story.started.store.read.all<{ address: string; status: string }>(
        "select to_address as address, status from outbound_emails where task_id = ? and kind = 'receipt'",
        taskId,
      );
    const author = `contact:${story.world.people.ann.id}`;
    const held = await story.mail({ from: ann, subject: "Buy 500 gift cards", isUnproved: true });
    await story.tom.post(`/emails/${held.id}/open-task`, { author });
    const taken = (await story.email(held.id)).taskId!;
    expect(await receiptsOf(taken)).toEqual([{ address: ann, status: "queued" }]);
    await press(story.tom, `/emails/${held.id}`, `/emails/${held.id}/undo`);
    expect(await story.email(held.id)).toMatchObject({ status: "held" });
    expect(await receiptsOf(taken)).toEqual([]);
    await story.pass(60);
    await story.tom.post(`/emails/${held.id}/open-task`, { author });
    const kept = (await story.email(held.id)).taskId!;
    await story.pass(21);
    expect(await receiptsOf(kept)).toEqual([{ address: ann, status: "sent" }]);
    expect(await receiptsOf(taken)).toEqual([]);
  }, 30_000);

  it("stays held after an undo although it would be admitted by itself, until somebody looks again", async () => {
    const { ann: annPerson } = story.world.people;
    const taskId = await story.ask("Floor plan", [annPerson]);
    const to = await story.replyAddressOf(taskId, annPerson);
    const held = await story.mail({ from: "a.weber@post.harbordental.example", to });
    expect(held).toMatchObject({ status: "held", reason: "stranger" });
    await story.tom.post(`/emails/${held.id}/discard`, {});
    await story.email(held.id);
    // It becomes Ann's address by another of her emails.
    const other = await story.mail({ from: "a.weber@post.harbordental.example", to });
    await press(story.tom, "/held", `/emails/${other.id}/add-address`);
    expect((await story.email(other.id)).status).toBe("handled");
    const undo = formOf((await story.tom.get(`/emails/${held.id}`)).text, `/emails/${held.id}/undo`);
    await story.tom.post(undo.path, undo.fields);
    expect(await story.email(held.id)).toMatchObject({
      status: "held",
      reason: "taken_back",
      taskId,
      contactId: annPerson.id,
    });
    await press(story.tom, "/held", `/emails/${held.id}/accept`);
    expect((await story.email(held.id)).status).toBe("handled");
  }, 30_000);
});

describe("an address that became somebody's", () => {
  it("is taken from them again with its message while nobody was told, and alone when they were", async () => {
    const { lee: leePerson } = story.world.people;
    const read = story.started.store.read;
    const taskId = await story.ask("Logo", [leePerson]);
    const to = await story.replyAddressOf(taskId, leePerson);
    const address = "lee.okafor@gmail.com";
    const held = await story.mail({ from: address, to });
    await press(story.tom, "/held", `/emails/${held.id}/add-address`);
    expect(await story.email(held.id)).toMatchObject({ status: "handled", taskId });
    expect(await findPersonByAddress(read, address)).toMatchObject({ contactId: leePerson.id });
    const undo = formOf((await story.tom.get(`/emails/${held.id}`)).text, `/emails/${held.id}/undo`);
    await story.tom.post(undo.path, undo.fields);
    expect(await story.email(held.id)).toMatchObject({ status: "held", reason: "stranger" });
    expect(await findPersonByAddress(read, address)).toBeUndefined();
    expect(await story.textsOn(taskId)).toEqual(["Shall we?"]);

    await press(story.tom, "/held", `/emails/${held.id}/add-address`);
    await story.pass(21);
    const late = await story.tom.get(`/emails/${held.id}`);
    const takeIt = formOf(late.text, `/emails/${held.id}/undo`);
    expect(takeIt.button).toBe("Take the address from Lee Okafor again");
    expect((await story.tom.post(takeIt.path, takeIt.fields)).status).toBe(303);
    expect(await story.email(held.id)).toMatchObject({ status: "handled" });
    expect(await findPersonByAddress(read, address)).toBeUndefined();
    expect(await story.textsOn(taskId)).toHaveLength(2);
  }, 30_000);

  it("stays when another email was taken for theirs by it since, and says so", async () => {
    const { lee: leePerson } = story.world.people;
    const taskId = await story.ask("Sign", [leePerson]);
    const to = await story.replyAddressOf(taskId, leePerson);
    const address = "lee@okafor.example";
    const held = await story.mail({ from: address, to });
    await press(story.tom, "/held", `/emails/${held.id}/add-address`);
    await story.pass(1);
    expect(await story.mail({ from: address, to })).toMatchObject({ status: "handled", taskId });
    const undo = formOf((await story.tom.get(`/emails/${held.id}`)).text, `/emails/${held.id}/undo`);
    const refused = await story.tom.post(undo.path, undo.fields);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain("Another email from lee@okafor.example was taken for Lee Okafor’s since");
    expect(await findPersonByAddress(story.started.store.read, address)).toBeDefined();
    expect(await story.textsOn(taskId)).toHaveLength(3);
  }, 30_000);
});

describe("two at once", () => {
  it("the second is told who decided what, and an old page takes nothing back that was decided since", async () => {
    const { ann: annPerson } = story.world.people;
    const taskId = await story.ask("Two", [annPerson]);
    const to = await story.replyAddressOf(taskId, annPerson);
    const held = await story.mail({ from: ann, to, isUnproved: true });
    const [tomsPage, priyasPage] = [await story.tom.get("/held"), await story.priya.get("/held")];
    const discard = formOf(tomsPage.text, `/emails/${held.id}/discard`);
    const accept = formOf(priyasPage.text, `/emails/${held.id}/accept`);
    const [one, other] = await Promise.all([
      story.tom.post(discard.path, discard.fields),
      story.priya.post(accept.path, accept.fields),
    ]);
    expect(new Set([one.status, other.status])).toEqual(new Set([303, 409]));
    const refused = one.status === 409 ? one.text : other.text;
    expect(refused).toContain(
      one.status === 409
        ? `Priya Nair put it on task #${taskId} as Ann Weber’s message meanwhile`
        : "Tom Becker set it aside meanwhile",
    );
    await story.email(held.id);
    // Whoever was first takes it back; the other decides from a new page; the first one's old undo does nothing more.
    const [firstOne, secondOne] = one.status === 303 ? [story.tom, story.priya] : [story.priya, story.tom];
    const undo = formOf((await firstOne.get(`/emails/${held.id}`)).text, `/emails/${held.id}/undo`);
    await firstOne.post(undo.path, undo.fields);
    expect((await story.email(held.id)).status).toBe("held");
    await press(secondOne, "/held", `/emails/${held.id}/discard`);
    expect((await firstOne.post(undo.path, undo.fields)).status).toBe(303);
    expect(await story.email(held.id)).toMatchObject({ status: "ignored", reason: "discarded" });
  }, 30_000);
});

it("who has an email read again from an old page learns what a colleague decided, which stands", async () => {
  const { ann: annPerson } = story.world.people;
  const taskId = await story.ask("Again", [annPerson]);
  const to = await story.replyAddressOf(taskId, annPerson);
  const held = await story.mail({ from: ann, to, isUnproved: true });
  const again = formOf(
    (await story.priya.get(`/emails/${held.id}`)).text,
    `/emails/${held.id}/process-again`,
  );
  const discard = formOf((await story.tom.get("/held")).text, `/emails/${held.id}/discard`);
  await story.tom.post(discard.path, discard.fields);
  const refused = await story.priya.post(again.path, again.fields);
  expect([refused.status, refused.text.includes("Tom Becker set it aside meanwhile")]).toEqual([409, true]);
  expect(await story.email(held.id)).toMatchObject({ status: "ignored", reason: "discarded" });
  // From a page that shows it, it is taken up again, once however often it is pressed.
  const taken = formOf(
    (await story.priya.get(`/emails/${held.id}`)).text,
    `/emails/${held.id}/process-again`,
  );
  const since = await story.lastEvent();
  const twice = [story.priya.post(taken.path, taken.fields), story.priya.post(taken.path, taken.fields)];
  expect(new Set((await Promise.all(twice)).map(({ status }) => status))).not.toContain(500);
  expect(await story.email(held.id)).toMatchObject({ status: "held", reason: "unvouched" });
  expect(await story.eventTypes(since)).toEqual(["inbound_email.ruled"]);
  await setAside([held]);
}, 30_000);

async function setAside(emails: readonly { id: number }[]): Promise<void> {
  for (const { id } of emails) await story.tom.post(`/emails/${id}/discard`, {});
  await story.started.workers.settled();
}

/** A form with a field that repeats. */
async function postList(path: string, fields: Record<string, readonly string[]>) {
  const form = new FormData();
  for (const [name, values] of Object.entries(fields)) for (const value of values) form.append(name, value);
  const answer = await story.tom.post(path, form);
  await story.started.workers.settled();
  return answer;
}
