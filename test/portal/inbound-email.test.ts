import { describe, expect, it } from "vitest";
import { findMessage, findMessageIdOfEmail } from "../../src/store/messages.ts";
import { findInboundEmail, markInboundPending } from "../../src/store/inbound-emails.ts";
import { findPersonByAddress } from "../../src/store/people.ts";
import { removeRaw } from "../../src/store/raw-mail.ts";
import { listTasks } from "../../src/store/tasks.ts";
import { openApp, receiveEmail, secretAddress, uploadOf, type App } from "./app.ts";

describe("the held desk", () => {
  it("lists held and failed emails, oldest first, with the reason in plain words", async () => {
    const app = await openApp();
    await receiveEmail(app, { subject: "First" });
    await receiveEmail(app, { subject: "Second", status: "failed", reason: "too_slow" });
    await receiveEmail(app, { subject: "Unseen", status: "ignored", reason: "same_message" });
    await receiveEmail(app, { subject: null, fromAddress: null, fromName: null, reason: "some_new_code" });
    const page = await (await app.signedIn(app.world.people.tom)).get("/held");
    const subjects = [...page.text.matchAll(/class="held-title"[^>]*><bdi>([^<]+)/gu)].map(
      (match) => match[1],
    );
    expect(subjects).toEqual(["First", "Second", "(no subject)"]);
    expect(page.text).toContain("Nobody here is known by the address it comes from.");
    expect(page.text).toContain("Reading it took too long.");
    expect(page.text).toContain("Some new code.");
  });

  it("shows a name beside its address so that it cannot turn that around", async () => {
    const app = await openApp();
    const id = await receiveEmail(app, { fromName: "\u202eSam", fromAddress: "moc.live@elsewhere.example" });
    const page = await (await app.signedIn(app.world.people.tom)).get(`/emails/${id}`);
    expect(page.text).toContain("<bdi>Sam &lt;moc.live@elsewhere.example&gt;</bdi>");
  });

  it("pages, and says so when nothing is held", async () => {
    const app = await openApp();
    const browser = await app.signedIn(app.world.people.tom);
    expect((await browser.get("/held")).text).toContain("Nothing is held.");
    for (let number = 0; number < 51; number += 1) await receiveEmail(app, { subject: `Email ${number}` });
    expect((await browser.get("/held")).text).toContain("/held?page&#x3D;2");
    const second = await browser.get("/held?page=2");
    expect(second.text.match(/class="email-row[ "]/gu)).toHaveLength(1);
    expect(second.text).not.toContain('rel="next"');
  });

  it("shows all that came in, newest first, with what became of each, behind a filter and to staff only", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.priya });
    const aside = await receiveEmail(app, { subject: "Aside", status: "ignored", reason: "discarded" });
    await receiveEmail(app, { subject: "Kept", status: "handled", reason: "posted", taskId });
    await receiveEmail(app, { subject: "Open" });
    const again = await receiveEmail(app, { subject: "Again", reason: "too_slow" });
    await app.store.write((rows) => markInboundPending(rows, again, null));
    const browser = await app.signedIn(people.tom);
    const waiting = await browser.get("/held");
    expect(waiting.text).toContain('<a href="/held" aria-current="page">Waiting</a>');
    expect(waiting.text).not.toContain("Aside");
    const all = await browser.get("/held?show=all");
    expect(all.text).toContain('<a href="/held?show&#x3D;all" aria-current="page">All that came in</a>');
    const rows = all.text.split('<li class="email-row">').slice(1);
    expect(rows.map((row) => /<bdi>([^<]+)/u.exec(row)![1])).toEqual(["Again", "Open", "Kept", "Aside"]);
    expect(rows[0]).toContain("Waiting to be read</span>");
    expect(rows[0]).not.toContain("Reading it took too long.");
    expect(rows[1]).toContain('<span class="badge badge-held">Held for you</span>');
    expect(rows[2]).toContain(`task #${taskId}</span>`);
    expect(rows[2]).toContain('<span class="badge badge-handled">Handled</span>');
    expect(rows[3]).toContain("Somebody of us set it aside.");
    expect(rows[3]).toContain('<span class="badge badge-ignored">Set aside</span>');
    expect(rows[3]).toContain(`href="/emails/${aside}"`);
    expect((await browser.get(`/emails/${aside}`)).text).toContain('<a href="/held?show=all">');
    expect((await (await app.signedIn(people.ann)).get("/held?show=all")).status).toBe(404);
  });

  it("pages through all that came in without losing the filter", async () => {
    const app = await openApp();
    const browser = await app.signedIn(app.world.people.tom);
    for (let number = 0; number < 51; number += 1)
      await receiveEmail(app, { subject: `Email ${number}`, status: "ignored", reason: "discarded" });
    const first = await browser.get("/held?show=all");
    expect(first.text).toContain('href="/held?show&#x3D;all&amp;page&#x3D;2" rel="next"');
    const second = await browser.get("/held?show=all&page=2");
    expect(second.text.match(/class="email-row"/gu)).toHaveLength(1);
    expect(second.text).toContain("Email 0<");
    expect(second.text).toContain('href="/held?show&#x3D;all&amp;page&#x3D;1" rel="prev"');
  });
});

describe("why is this here", () => {
  it("shows every step, the envelope, the provider's verdict, the text and the files, our own addresses masked", async () => {
    const app = await openApp();
    const id = await receiveEmail(
      app,
      { text: `Answer to ${secretAddress} please` },
      { uploads: [uploadOf("map.png", "image/png", "x")] },
    );
    const page = await (await app.signedIn(app.world.people.tom)).get(`/emails/${id}`);
    for (const words of [
      "Nobody here is known by sam@elsewhere.example.",
      "Who wrote it",
      "sam@elsewhere.example",
      "192.0.2.7",
      "{@elsewhere.example : pass}",
      "map.png",
      "&lt;one@elsewhere.example&gt;",
    ]) {
      expect(page.text).toContain(words);
    }
    expect(page.text).not.toContain(secretAddress);
    expect(page.text).toContain("Answer to [our reply address] please");
  });

  it("says that SendGrid took an email apart, what its form lacked, and that it may be forged", async () => {
    const app = await openApp();
    const fault = "It names 3 attachments, and 2 came.";
    const browser = await app.signedIn(app.world.people.tom);
    const providerFields = { isRebuilt: true as const, formFaults: [fault] };
    const rebuilt = await browser.get(`/emails/${await receiveEmail(app, {}, { providerFields })}`);
    expect(rebuilt.text).toContain("SendGrid took this email apart; we put it together again.");
    expect(rebuilt.text).toContain(fault);
    expect(rebuilt.text).not.toContain("nothing in it vouches for anybody");
    const doubtful = await receiveEmail(app, {}, { providerFields: { isDoubtful: true } });
    expect((await browser.get(`/emails/${doubtful}`)).text).toContain("nothing in it vouches for anybody");
    const whole = await browser.get(`/emails/${await receiveEmail(app)}`);
    expect(whole.text).not.toContain("took this email apart");
  });

  it("shows the source as plain text and the email's own html under its own policy, both masked", async () => {
    const app = await openApp();
    const raw = `From: sam@elsewhere.example\r\n\r\n<html><script>alert(1)</script>${secretAddress}</html>`;
    const id = await receiveEmail(app, {}, { raw });
    const browser = await app.signedIn(app.world.people.tom);
    const source = await browser.get(`/emails/${id}/raw`);
    expect(source.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(source.headers.get("content-security-policy")).toBe(
      "sandbox; default-src 'none'; frame-ancestors 'none'",
    );
    expect(source.text).toBe(raw.replace(secretAddress, "[our reply address]"));
    const html = await browser.get(`/emails/${id}/html`);
    expect(html.headers.get("content-security-policy")).toMatch(
      /^sandbox; default-src 'none'; style-src 'unsafe-inline'/u,
    );
    expect(html.text).not.toContain(secretAddress);
    expect((await browser.get(`/emails/${id}`)).text).not.toContain("<iframe");
    expect((await browser.get(`/emails/${id}?html`)).text).toMatch(
      new RegExp(`<iframe[^>]*src="/emails/${id}/html" sandbox `, "u"),
    );
    const plain = await receiveEmail(app);
    expect((await browser.get(`/emails/${plain}/html`)).status).toBe(404);
  });

  it("offers an email as it was designed only when it has html and could be read", async () => {
    const app = await openApp();
    const browser = await app.signedIn(app.world.people.tom);
    const raw = (words: string) => ({ raw: `From: sam@elsewhere.example\r\n\r\n<html>${words}</html>` });
    const designed = await receiveEmail(app, {}, raw("one"));
    const unread = await receiveEmail(app, { class: null, status: "failed" }, raw("two"));
    const plain = await receiveEmail(app);
    const offer = "Show it as it was designed";
    expect((await browser.get(`/emails/${designed}`)).text).toContain(offer);
    expect((await browser.get(`/emails/${designed}?html`)).text).not.toContain(offer);
    for (const id of [unread, plain]) {
      expect((await browser.get(`/emails/${id}`)).text).not.toContain(offer);
      const asked = await browser.get(`/emails/${id}?html`);
      expect(asked.status).toBe(200);
      expect(asked.text).not.toContain("<iframe");
      expect(asked.text).not.toContain(offer);
      expect((await browser.get(`/emails/${id}/html`)).status).toBe(404);
    }
  });

  it("has what processing proposed chosen already", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.priya });
    const id = await receiveEmail(app, {
      reason: "unvouched",
      taskId,
      author: people.ann,
      fromAddress: "ann@harbordental.example",
    });
    const page = await (await app.signedIn(people.tom)).get(`/emails/${id}`);
    expect(page.text).toContain(`<option value="contact:${people.ann.id}" selected>`);
    expect(page.text).toContain(`<option value="${taskId}" selected>`);
    // Her address is known, so that it cannot be given to somebody else.
    expect(page.text).not.toContain("is also the address of");
  });

  it("leads from a handled email to its message, and offers no ruling", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.priya });
    const id = await receiveEmail(app, { status: "handled", reason: "posted", taskId, author: people.ann });
    const messageId = await app.say({ taskId, author: people.ann, channel: "email", inboundEmailId: id });
    const page = await (await app.signedIn(people.tom)).get(`/emails/${id}`);
    expect(page.text).toContain(`href="/tasks/${taskId}#message-${messageId}"`);
    expect(page.text).not.toContain("/accept");
  });
});

describe("ruling on a held email", () => {
  it("accepts it as this person's message on this task, and the page says that it is being read", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.priya });
    const id = await receiveEmail(app);
    const browser = await app.signedIn(people.tom);
    const before = app.state.nudges;
    const ruled = await browser.post(`/emails/${id}/accept`, {
      author: `contact:${people.ann.id}`,
      task: String(taskId),
      "task-number": "",
    });
    expect([ruled.status, ruled.location]).toEqual([303, `/emails/${id}`]);
    expect(app.state.nudges).toBe(before + 1);
    expect(await findInboundEmail(app.store.read, id)).toMatchObject({
      status: "pending",
      ruling: { kind: "post", author: people.ann, taskId, by: people.tom.id },
    });
    const page = await browser.get(`/emails/${id}`);
    expect(page.text).toContain("being read right now");
    expect(page.text).toContain('<meta http-equiv="refresh" content="2">');
    expect(page.text).not.toContain("/accept");
    // The answer to a refused form stands at an address that has no page to load again.
    const other = await app.signedIn(people.priya);
    const refused = await other.post(`/emails/${id}/discard`, { seen: "0" });
    expect([refused.status, refused.text.includes("being read right now")]).toEqual([409, true]);
    expect(refused.text).toContain("Tom Becker put it on task");
    expect(refused.text).not.toContain('http-equiv="refresh"');
    const [ruling] = await app.store.read.all<{ id: number }>("select id from email_rulings");
    const undone = await browser.post("/held/undo", { ruling: String(ruling!.id) });
    expect((await browser.get(undone.location!)).text).toContain('http-equiv="refresh"');
    const partly = new FormData();
    for (const value of [String(ruling!.id), "4711"]) partly.append("ruling", value);
    const list = await browser.post("/held/undo", partly);
    expect([list.status, list.text.includes("being read again")]).toEqual([409, true]);
    expect(list.text).not.toContain('http-equiv="refresh"');
  });

  it("takes a task by its typed number before the chosen one", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const one = await app.taskWith({ clientId: clients.harbor, author: people.priya });
    const two = await app.taskWith({ clientId: clients.harbor, author: people.priya });
    const id = await receiveEmail(app);
    const browser = await app.signedIn(people.tom);
    await browser.post(`/emails/${id}/accept`, {
      author: `contact:${people.ann.id}`,
      task: String(one),
      "task-number": ` #${two}`,
    });
    expect((await findInboundEmail(app.store.read, id))!.ruling).toMatchObject({ taskId: two });
  });

  it("adds the sender's address to a contact", async () => {
    const app = await openApp();
    const { people } = app.world;
    const id = await receiveEmail(app);
    const browser = await app.signedIn(people.tom);
    await browser.post(`/emails/${id}/add-address`, { author: `contact:${people.ann.id}` });
    expect(await findPersonByAddress(app.store.read, "sam@elsewhere.example")).toMatchObject({
      contactId: people.ann.id,
    });
    expect((await findInboundEmail(app.store.read, id))!.status).toBe("pending");
  });

  it("opens a task from it, sets it aside, and takes it up again", async () => {
    const app = await openApp();
    const { people } = app.world;
    const browser = await app.signedIn(people.tom);
    const id = await receiveEmail(app);
    await browser.post(`/emails/${id}/open-task`, { author: `contact:${people.dana.id}` });
    expect((await findInboundEmail(app.store.read, id))!.ruling).toMatchObject({
      kind: "open",
      author: people.dana,
    });
    const other = await receiveEmail(app);
    await browser.post(`/emails/${other}/discard`, {});
    expect((await findInboundEmail(app.store.read, other))!.ruling).toMatchObject({ kind: "discard" });
    await app.store.write((rows) =>
      rows.run("update inbound_emails set status = 'ignored', reason = 'discarded' where id = ?", other),
    );
    expect((await browser.get(`/emails/${other}`)).text).toContain("Take it up again");
    await browser.post(`/emails/${other}/process-again`, {});
    expect(await findInboundEmail(app.store.read, other)).toMatchObject({ status: "pending", ruling: null });
  });

  it("says on the page what stands against it", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.priya });
    const id = await receiveEmail(app);
    const handled = await receiveEmail(app, { status: "handled", reason: "posted" });
    const browser = await app.signedIn(people.tom);
    const post = (email: number, verb: string, fields: Record<string, string>) =>
      browser.post(`/emails/${email}/${verb}`, fields);
    const wrongClient = await post(id, "accept", {
      author: `contact:${people.dana.id}`,
      task: String(taskId),
    });
    expect(wrongClient.status).toBe(422);
    expect(wrongClient.text).toContain("Dana Ruiz does not belong to Harbor Dental");
    expect((await post(id, "accept", { author: "", task: String(taskId) })).text).toContain(
      "Choose who wrote it.",
    );
    expect((await post(id, "accept", { author: "contact:1", task: "" })).text).toContain(
      "Choose a task, or type its number.",
    );
    expect((await post(id, "open-task", { author: "staff:1" })).text).toContain(
      "Choose a contact of a client.",
    );
    const late = await post(handled, "discard", {});
    expect(late.status).toBe(409);
    expect((await post(999, "discard", {})).status).toBe(404);
    expect((await findInboundEmail(app.store.read, id))!.status).toBe("held");
  });
});

describe("moving a handled email", () => {
  async function openMisplaced() {
    const app = await openApp();
    const { clients, people } = app.world;
    const open = (title: string, clientId = clients.harbor, author = people.priya) =>
      app.taskWith({ clientId, author, title });
    const foreign = await open("Robot arm", clients.lumen, people.dana);
    const right = await open("Price list");
    const wrong = await open("Booking form");
    const subject = "Prices for March";
    const outcome = {
      status: "handled",
      reason: "posted",
      taskId: wrong,
      author: people.ann,
      subject,
    } as const;
    const emailId = await receiveEmail(app, outcome);
    await app.say({ taskId: wrong, author: people.ann, channel: "email", inboundEmailId: emailId });
    const browser = await app.signedIn(people.tom);
    const move = (fields: Record<string, string>, form = "move") =>
      browser.post(`/emails/${emailId}/${form}`, { from: String(wrong), ...fields });
    return { app, browser, emailId, wrong, right, foreign, move };
  }

  it("starts on the task's page and offers the client's other tasks, and the subject as a new title", async () => {
    const { app, browser, emailId, wrong, right, foreign } = await openMisplaced();
    expect((await browser.get(`/tasks/${wrong}`)).text).toContain(
      `<a href="/emails/${emailId}">Why is this here?</a>`,
    );
    const page = await browser.get(`/emails/${emailId}`);
    expect(page.text).toContain(`<option value="${right}">#${right} Price list (Triage)</option>`);
    for (const id of [wrong, foreign]) expect(page.text).not.toContain(`<option value="${id}"`);
    expect(page.text).toContain('value="Prices for March"');
    await app.store.write((rows) =>
      rows.run("update inbound_emails set subject = ? where id = ?", "Re: Booking form [#7]", emailId),
    );
    const answer = await browser.get(`/emails/${emailId}`);
    expect(answer.text).toMatch(/name="title" required maxlength="150" value=""/u);
  });

  it("says what was done, leads to the new place, tells staff on the old one, and goes back by the same form", async () => {
    const { app, browser, emailId, wrong, right, move } = await openMisplaced();
    const before = app.state.nudges;
    const moved = await move({ task: String(right), "task-number": "" });
    expect([moved.status, moved.location]).toEqual([303, `/emails/${emailId}?moved`]);
    expect(app.state.nudges).toBe(before + 1);
    const page = await browser.get(moved.location!);
    const messageId = await findMessageIdOfEmail(app.store.read, emailId);
    expect(page.text).toMatch(
      /role="status"><p>Tom Becker moved it from task #\d+ \(Booking form\) to task #/u,
    );
    expect(page.text).toContain("You can move it back with the same form.");
    expect(page.text).toContain(`href="/tasks/${right}#message-${messageId}"`);
    expect(page.text).toContain("Where staff moved it");
    expect(page.text).toContain(`<option value="${wrong}" selected>`);
    expect((await browser.get(`/emails/${emailId}`)).text).not.toContain('role="status"');

    const old = await browser.get(`/tasks/${wrong}`);
    expect(old.text).toContain(`A message of <bdi>Ann Weber</bdi>’s was moved to`);
    expect(old.text).toContain(`href="/tasks/${right}#message-${messageId}"`);
    const client = await (await app.signedIn(app.world.people.lee)).get(`/tasks/${wrong}`);
    expect(client.text).not.toContain("was moved");

    await browser.post(`/emails/${emailId}/move`, { from: String(right), task: String(wrong) });
    expect((await findInboundEmail(app.store.read, emailId))!.taskId).toBe(wrong);
    expect((await browser.get(`/tasks/${wrong}`)).text).not.toContain("was moved");
  });

  it("takes a typed number, and opens a new task with its title", async () => {
    const { app, browser, emailId, right, move } = await openMisplaced();
    await move({ task: "", "task-number": `#${right}` });
    expect((await findInboundEmail(app.store.read, emailId))!.taskId).toBe(right);
    await browser.post(`/emails/${emailId}/move-to-new-task`, { from: String(right), title: "Menu card" });
    const { taskId } = (await findInboundEmail(app.store.read, emailId))!;
    const opened = (await listTasks(app.store.read, 1)).find(({ title }) => title === "Menu card");
    expect(opened?.id).toBe(taskId);
  });

  it("tells a client whose task is empty since that its words are elsewhere, and not where", async () => {
    const { app, browser, wrong } = await openMisplaced();
    const { clients, people } = app.world;
    const id = await receiveEmail(app, { status: "handled", reason: "opened_task", author: people.ann });
    const opened = await app.taskWith({
      clientId: clients.harbor,
      author: people.ann,
      channel: "email",
      inboundEmailId: id,
    });
    await app.store.write((rows) =>
      rows.run("update inbound_emails set task_id = ? where id = ?", opened, id),
    );
    await browser.post(`/emails/${id}/move`, { from: String(opened), task: String(wrong) });
    const page = await (await app.signedIn(people.ann)).get(`/tasks/${opened}`);
    expect(page.text).toContain("What was written here belongs to another task and was moved there.");
    expect(page.text).not.toContain(`/tasks/${wrong}`);
    expect(page.text).toContain("Withdrawn");
  });

  it("says on the page what stands against it and keeps the typed title", async () => {
    const { app, browser, emailId, wrong, right, foreign, move } = await openMisplaced();
    const other = await move({ "task-number": String(foreign) });
    expect([other.status, other.text.includes("Ann Weber does not belong to Lumen Robotics")]).toEqual([
      403,
      true,
    ]);
    expect((await move({ task: "" })).text).toContain("Choose a task, or type its number.");
    const long = await move({ title: `Menu ${"a".repeat(150)}` }, "move-to-new-task");
    expect(long.status).toBe(422);
    expect(long.text).toContain(`value="Menu aaa`);
    expect((await move({ task: "4711" })).status).toBe(404);
    expect((await findInboundEmail(app.store.read, emailId))!.taskId).toBe(wrong);
    await move({ task: String(right) });
    const late = await move({ title: "Menu card" }, "move-to-new-task");
    expect(late.status).toBe(409);
    expect(late.text).toContain(`moved it to task #${right} meanwhile`);
    expect((await browser.post("/emails/999/move", { from: "1", task: "1" })).status).toBe(404);
  });

  it("is not offered for what became no message, and not taken from another website", async () => {
    const { app, browser, emailId, wrong, right } = await openMisplaced();
    const report = await receiveEmail(app, { status: "handled", reason: "delivery_bounced", taskId: wrong });
    expect((await browser.get(`/emails/${report}`)).text).not.toContain("/move");
    const foreign = { origin: "https://evil.example" };
    const answer = await browser.post(
      `/emails/${emailId}/move`,
      { from: String(wrong), task: String(right) },
      foreign,
    );
    expect(answer.status).toBe(403);
    expect((await findInboundEmail(app.store.read, emailId))!.taskId).toBe(wrong);
  });
});

describe("an email whose bytes were removed", () => {
  const remove = (app: App, id: number, by: "retention" | "erasure") =>
    app.store.write(async (rows) => {
      const { rawSha256 } = (await findInboundEmail(rows, id))!;
      await removeRaw(rows, [{ id, rawSha256 }], by, "2026-02-28T23:30:00.000Z");
    });
  const byRetention =
    "The email as it came was removed on 1 March 2026, since raw emails are kept for a set number of days only (RAW_MAIL_DAYS).";

  it("says so with the day, in the reader's zone, and offers nothing that needs them", async () => {
    const app = await openApp();
    const id = await receiveEmail(app, { status: "ignored", reason: "discarded" });
    const browser = await app.signedIn(app.world.people.tom);
    const path = `/emails/${id}`;
    for (const words of [`${path}/raw`, `${path}/process-again`, `${path}/accept`])
      expect((await browser.get(path)).text).toContain(words);
    await remove(app, id, "retention");
    const page = await browser.get(`${path}?html`);
    expect(page.status).toBe(200);
    expect(page.text).toContain(byRetention);
    expect(page.text).toContain("Could you also look at the form?");
    for (const words of ["/raw", "/process-again", "/accept", "/discard", "/open-task", "<iframe"])
      expect(page.text).not.toContain(words);
  });

  it("is told apart from one that was removed for a person who was erased", async () => {
    const app = await openApp();
    const id = await receiveEmail(app, { status: "ignored", reason: "erased" });
    await remove(app, id, "erasure");
    const page = await (await app.signedIn(app.world.people.priya)).get(`/emails/${id}`);
    expect(page.text).toContain(
      "The email as it came was removed on 28 February 2026, when somebody was erased on request.",
    );
  });

  it("answers 410 for its source and its html, and refuses to be read again or ruled on", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.priya });
    const id = await receiveEmail(app, { status: "ignored", reason: "discarded" });
    await remove(app, id, "retention");
    const browser = await app.signedIn(people.tom);
    for (const view of ["raw", "html"]) {
      const page = await browser.get(`/emails/${id}/${view}`);
      expect(page.status).toBe(410);
      expect(page.text).toContain(byRetention);
    }
    const ann = `contact:${people.ann.id}`;
    for (const [decision, fields] of [
      ["process-again", {}],
      ["discard", {}],
      ["accept", { author: ann, task: String(taskId) }],
      ["open-task", { author: ann }],
      ["add-address", { author: ann }],
    ] as const) {
      const page = await browser.post(`/emails/${id}/${decision}`, fields);
      expect([decision, page.status]).toEqual([decision, 410]);
      expect(page.text).toContain("The bytes of this email were removed, so it cannot be read again.");
    }
    expect(await findInboundEmail(app.store.read, id)).toMatchObject({ status: "ignored", ruling: null });
  });

  it("still leaves its message to be moved, which needs the rows only", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.ann });
    const otherId = await app.taskWith({ clientId: clients.harbor, author: people.ann });
    const id = await receiveEmail(app, { status: "handled", reason: "posted", taskId, author: people.ann });
    const messageId = await app.say({ taskId, author: people.ann, channel: "email", inboundEmailId: id });
    await remove(app, id, "retention");
    const browser = await app.signedIn(people.tom);
    const page = await browser.get(`/emails/${id}`);
    expect(page.text).toContain(`/emails/${id}/move`);
    expect(page.text).not.toContain("/process-again");
    const moved = await browser.post(`/emails/${id}/move`, { from: String(taskId), task: String(otherId) });
    expect(moved.status).toBe(303);
    expect(await findMessage(app.store.read, messageId)).toMatchObject({ taskId: otherId });
  });
});
