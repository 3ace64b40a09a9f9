import { describe, expect, it } from "vitest";
import { findInboundEmail } from "../../src/store/inbound-emails.ts";
import { findPersonByAddress } from "../../src/store/people.ts";
import { openApp, receiveEmail, secretAddress, uploadOf } from "./app.ts";

describe("the held desk", () => {
  it("lists held and failed emails, oldest first, with the reason in plain words", async () => {
    const app = await openApp();
    await receiveEmail(app, { subject: "First" });
    await receiveEmail(app, { subject: "Second", status: "failed", reason: "too_slow" });
    await receiveEmail(app, { subject: "Unseen", status: "ignored", reason: "same_message" });
    await receiveEmail(app, { subject: null, fromAddress: null, fromName: null, reason: "some_new_code" });
    const page = await (await app.signedIn(app.world.people.tom)).get("/held");
    const subjects = [...page.text.matchAll(/class="task-title"[^>]*><bdi>([^<]+)/gu)].map(
      (match) => match[1],
    );
    expect(subjects).toEqual(["First", "Second", "(no subject)"]);
    expect(page.text).toContain("Nobody here is known by the address it comes from.");
    expect(page.text).toContain("Reading it took too long.");
    expect(page.text).toContain("Some new code.");
  });

  it("pages, and says so when nothing is held", async () => {
    const app = await openApp();
    const browser = await app.signedIn(app.world.people.tom);
    expect((await browser.get("/held")).text).toContain("Nothing is held.");
    for (let number = 0; number < 51; number += 1) await receiveEmail(app, { subject: `Email ${number}` });
    expect((await browser.get("/held")).text).toContain("/held?page&#x3D;2");
    const second = await browser.get("/held?page=2");
    expect(second.text.match(/class="email-row"/gu)).toHaveLength(1);
    expect(second.text).not.toContain('rel="next"');
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

  it("shows the source as plain text and the email's own html under its own policy, both masked", async () => {
    const app = await openApp();
    const raw = `From: sam@elsewhere.example\r\n\r\n<html><script>alert(1)</script>${secretAddress}</html>`;
    const id = await receiveEmail(app, {}, { raw });
    const browser = await app.signedIn(app.world.people.tom);
    const source = await browser.get(`/emails/${id}/raw`);
    expect(source.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(source.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
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
