// The interface for other programs, by real calls: who may what, what is done once, what is told, and what is refused how.
import { describe, expect, it } from "vitest";
import { makeApiToken } from "../../src/actions/make-api-token.ts";
import { revokeApiToken } from "../../src/actions/revoke-api-token.ts";
import { callsPerMinuteMax, refusedPerHourMax } from "../../src/api/api.ts";
import type { Scope } from "../../src/domain/program.ts";
import { announce } from "../../src/outbox/announce.ts";
import { fingerprintTables } from "../../src/store/fingerprint.ts";
import { addressOf } from "../support/world.ts";
import { openApp, outboxOf, secretAddress, startedAt, uploadOf, type App } from "../portal/app.ts";
import { callerWith, openProgram } from "./program.ts";

describe("a call", () => {
  it("without a good token is answered 401 and told how to prove itself, whatever it asks for", async () => {
    const app = await openApp();
    const program = await openProgram(app);
    const revoked = await openProgram(app);
    await app.store.write((rows) =>
      revokeApiToken(rows, startedAt, { apiTokenId: revoked.apiTokenId, byStaffId: 1 }),
    );
    const neverHashed = app.portal.programs.tokenOf(4711);
    const tokens = [
      undefined,
      "x",
      `${program.token}a`,
      program.token.toUpperCase(),
      revoked.token,
      neverHashed,
    ];
    for (const token of tokens) {
      for (const path of ["/clients", "/tasks", "/tasks/1"]) {
        const answer = await callerWith(app, token).get(path);
        expect([token, answer.status]).toEqual([token, 401]);
        expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="Inreply"');
        expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
        expect(answer.body).toMatchObject({ status: 401, title: "Unauthorized", code: "unauthorized" });
      }
    }
    expect((await program.get("/clients")).status).toBe(200);
    // Neither in the URL nor as the cookie of somebody who is signed in.
    expect((await callerWith(app, undefined).get(`/clients?access_token=${program.token}`)).status).toBe(401);
    const staff = await app.signedIn(app.world.people.priya);
    expect((await staff.get("/api/v1/clients")).status).toBe(401);
  });

  it("that the token was not made for is answered 403, whether or not there is what it asks for", async () => {
    const app = await openApp();
    const taskId = await app.taskWith({ clientId: app.world.clients.harbor, author: app.world.people.ann });
    const calls: [
      Scope,
      (program: Awaited<ReturnType<typeof openProgram>>) => Promise<{ status: number }>,
    ][] = [
      ["clients:read", (program) => program.get("/clients")],
      ["tasks:read", (program) => program.get("/tasks")],
      ["tasks:read", (program) => program.get(`/tasks/${taskId}`)],
      ["tasks:read", (program) => program.get("/tasks/999")],
      ["requests:write", (program) => program.post("/requests", "{")],
      ["messages:write", (program) => program.post(`/tasks/${taskId}/messages`, { text: "x" })],
      ["messages:write", (program) => program.post("/tasks/999/messages", { text: "x" })],
    ];
    for (const [scope, call] of calls) {
      const others = (["clients:read", "tasks:read", "messages:write", "requests:write"] as const).filter(
        (other) => other !== scope,
      );
      expect([scope, (await call(await openProgram(app, { scopes: others }))).status]).toEqual([scope, 403]);
    }
  });

  it("is taken so many times a minute, and then told when to come again", async () => {
    const app = await openApp();
    const program = await openProgram(app);
    const other = await openProgram(app);
    for (let count = 0; count < callsPerMinuteMax; count++) {
      expect((await program.get("/tasks/999")).status).toBe(404);
    }
    const refused = await program.get("/tasks/999");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("60");
    expect((await other.get("/clients")).status).toBe(200);
    app.time.now = new Date(app.time.now.getTime() + 60_001);
    expect((await program.get("/clients")).status).toBe(200);
    const guesser = callerWith(app, "inreply_guess");
    for (let count = 0; count < refusedPerHourMax; count++) await guesser.get("/clients");
    expect((await guesser.get("/clients")).status).toBe(429);
    expect((await program.get("/clients")).status).toBe(200);
  });

  it("to no call of ours is answered as JSON, also by other methods and with broken paths", async () => {
    const app = await openApp();
    const program = await openProgram(app);
    for (const [method, path] of [
      ["GET", ""],
      ["GET", "/nothing"],
      ["POST", "/nothing"],
      ["DELETE", "/tasks/1"],
      ["GET", "/tasks/%zz"],
      ["GET", "/tasks/0"],
      ["GET", "/tasks/99999999999"],
    ] as const) {
      const answer = await program.go(path, { method });
      expect([path, answer.headers.get("content-type")]).toEqual([
        path,
        "application/problem+json; charset=utf-8",
      ]);
      expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true]);
    }
    const preflight = await fetch(`${app.url}/api/v1/clients`, {
      method: "OPTIONS",
      headers: { origin: "https://evil.example", "access-control-request-method": "GET" },
    });
    expect(preflight.headers.get("access-control-allow-origin")).toBeNull();
    const answer = await program.go("/clients", { headers: { origin: "https://evil.example" } });
    expect([...answer.headers.keys()].filter((name) => /^access-control|^set-cookie$/u.test(name))).toEqual(
      [],
    );
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("notes by the hour that its token was used", async () => {
    const app = await openApp();
    const program = await openProgram(app);
    const usedAt = async () =>
      (await app.store.read.first<{ at: string }>(
        "select last_used_at as at from api_tokens where id = ?",
        program.apiTokenId,
      ))!.at;
    app.time.now = new Date("2026-03-02T09:59:59.000Z");
    await program.get("/clients");
    expect(await usedAt()).toBe("2026-03-02T09:00:00.000Z");
    app.time.now = new Date("2026-03-02T10:00:01.000Z");
    await program.get("/clients");
    expect(await usedAt()).toBe("2026-03-02T10:00:00.000Z");
  });
});

describe("reading", () => {
  it("shows clients, tasks in pages, and the messages of one, without notes and our own addresses", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskIds = [];
    for (const title of ["One", "Two", "Three"])
      taskIds.push(await app.taskWith({ clientId: clients.harbor, author: people.ann, title }));
    await app.taskWith({ clientId: clients.lumen, author: people.dana });
    const [taskId] = taskIds;
    await app.say({ taskId: taskId!, author: people.priya, text: "A note", isNote: true });
    await app.say({ taskId: taskId!, author: people.ann, text: "Out of office", isQuiet: true });
    await app.say({
      taskId: taskId!,
      author: people.priya,
      text: `Write to ${secretAddress}`,
      uploads: [uploadOf("plan.pdf", "application/pdf", "%PDF")],
    });
    const program = await openProgram(app, {
      scopes: ["clients:read", "tasks:read", "messages:read"],
    });
    const { body: all } = await program.get("/clients");
    expect(all["clients"]).toContainEqual({
      id: clients.harbor,
      name: "Harbor Dental",
      plan: expect.any(String),
    });
    const first = await program.get(`/tasks?client=${clients.harbor}&limit=2`);
    expect(first.body["tasks"].map(({ title }: { title: string }) => title)).toEqual(["Three", "Two"]);
    const second = await program.get(`/tasks?client=${clients.harbor}&limit=2&cursor=${first.body["next"]}`);
    expect(second.body["tasks"].map(({ title }: { title: string }) => title)).toEqual(["One"]);
    expect(second.body["next"]).toBeNull();
    expect((await program.get("/tasks?stage=working")).body["tasks"]).toEqual([]);
    expect((await program.get("/tasks?stage=triage")).body["tasks"]).toHaveLength(4);
    expect((await program.get(`/tasks?stage=Triage&client=${clients.lumen}`)).body["tasks"]).toHaveLength(1);
    const { body } = await program.get(`/tasks/${taskId}`);
    expect(body["task"]).toEqual({
      id: taskId,
      title: "One",
      client: { id: clients.harbor, name: "Harbor Dental" },
      stage: "Triage",
      stageAt: startedAt,
      turn: "client",
      openedAt: startedAt,
      lastMessageAt: startedAt,
      estimate: null,
      deliveryOn: null,
      mergedInto: null,
    });
    expect(body["messages"].map(({ text }: { text: string }) => text)).toEqual([
      "Hello",
      "Write to [our reply address]",
    ]);
    expect(body["messages"][1]["files"]).toEqual([
      { id: expect.any(Number), filename: "plan.pdf", contentType: "application/pdf", sizeBytes: 4 },
    ]);
    const paged = await program.get(`/tasks/${taskId}?limit=1`);
    const rest = await program.get(`/tasks/${taskId}?limit=1&cursor=${paged.body["next"]}`);
    expect(rest.body["messages"]).toEqual([body["messages"][1]]);
    for (const query of ["stage=nothing", "limit=0", "limit=101", "limit=1&limit=2"]) {
      expect([query, (await program.get(`/tasks?${query}`)).status]).toEqual([query, 422]);
    }
    expect((await program.get(`/tasks/${taskId}?cursor=x`)).status).toBe(422);
  });

  it("shows notes to a token made for notes, and no messages to one made for tasks alone", async () => {
    const app = await openApp();
    const taskId = await app.taskWith({ clientId: app.world.clients.harbor, author: app.world.people.ann });
    await app.say({ taskId, author: app.world.people.priya, text: "A note", isNote: true });
    const notes = await openProgram(app, { scopes: ["tasks:read", "messages:read", "notes:read"] });
    const { body } = await notes.get(`/tasks/${taskId}`);
    expect(body["messages"].map(({ isNote }: { isNote: boolean }) => isNote)).toEqual([false, true]);
    const plain = await openProgram(app, { scopes: ["tasks:read", "notes:read"] });
    expect(Object.keys((await plain.get(`/tasks/${taskId}`)).body)).toEqual(["task"]);
  });

  it("of a token for one client tells nothing of another, not even that it is there", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const harborTask = await app.taskWith({ clientId: clients.harbor, author: people.ann, title: "Secret" });
    const lumenTask = await app.taskWith({ clientId: clients.lumen, author: people.dana });
    const program = await openProgram(app, { clientId: clients.lumen });
    const before = await fingerprintTables(app.store.read);
    const hidden = [
      await program.get(`/tasks/${harborTask}`),
      await program.post(`/tasks/${harborTask}/messages`, { text: "x" }),
      await program.get(`/tasks?client=${clients.harbor}`),
    ];
    const missing = [
      await program.get("/tasks/999"),
      await program.post("/tasks/999/messages", { text: "x" }),
      await program.get("/tasks?client=999"),
    ];
    for (const [index, answer] of hidden.entries()) {
      expect(answer.status).toBe(404);
      expect(answer.body).toEqual(missing[index]!.body);
    }
    const of = (contact: string) => program.post("/requests", { contact, title: "T", text: "x" });
    const refused = await of(addressOf("ann"));
    expect(refused.status).toBe(422);
    expect((await of("nobody@nowhere.example")).body).toEqual(refused.body);
    expect((await of(addressOf("priya"))).body).toEqual(refused.body);
    const after = await fingerprintTables(app.store.read);
    const unused = (tables: typeof before) => tables.filter(({ table }) => table !== "api_tokens");
    expect(unused(after)).toEqual(unused(before));
    expect((await program.get("/tasks")).body["tasks"].map(({ id }: { id: number }) => id)).toEqual([
      lumenTask,
    ]);
    expect((await program.get("/clients")).body["clients"]).toHaveLength(1);
  });
});

describe("writing", () => {
  it("opens a contact's request once for each key, and tells everybody as any other request", async () => {
    const app = await openApp();
    const program = await openProgram(app, { scopes: ["requests:write"] });
    const request = { contact: ` ${addressOf("ann").toUpperCase()}`, title: "New form", text: "Please.\r\n" };
    const key = { "idempotency-key": "order-1" };
    const first = await program.post("/requests", request, key);
    expect(first.status).toBe(201);
    const { id } = first.body["task"];
    expect(first.headers.get("location")).toBe(`/api/v1/tasks/${id}`);
    expect(first.body["task"]).toMatchObject({ title: "New form", stage: "Triage", turn: "us" });
    const again = await program.post("/requests", request, key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    for (const other of [
      { ...request, text: "Other" },
      { ...request, title: "Other" },
      { ...request, contact: addressOf("lee") },
    ]) {
      const reused = await program.post("/requests", other, key);
      expect([reused.status, reused.body["code"]]).toEqual([422, "idempotency_key_reused"]);
    }
    const elsewhere = await openProgram(app, { scopes: ["requests:write"] });
    expect((await elsewhere.post("/requests", request, key)).body["task"]["id"]).not.toBe(id);
    expect((await program.post("/requests", request)).body["task"]["id"]).not.toBe(id);
    const message = await app.store.read.first(
      "select channel, kept, author_contact_id as author, api_token_id as token from messages where task_id = ?",
      id,
    );
    expect(message).toEqual({
      channel: "api",
      kept: "Please.",
      author: app.world.people.ann.id,
      token: program.apiTokenId,
    });
    expect(await sentAbout(app, id)).toContain(addressOf("priya"));
  });

  it("posts a message as whoever made the token, once for each key, and its client hears of it", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.ann });
    const otherId = await app.taskWith({ clientId: clients.harbor, author: people.ann });
    const program = await openProgram(app, { scopes: ["messages:write"], byStaffId: people.tom.id });
    const key = { "idempotency-key": "build-7" };
    const first = await program.post(`/tasks/${taskId}/messages`, { text: "It is built." }, key);
    expect(first.status).toBe(201);
    expect(first.body["message"]).toMatchObject({
      text: "It is built.",
      channel: "api",
      isNote: false,
      author: { kind: "staff", id: people.tom.id },
    });
    const again = await program.post(`/tasks/${taskId}/messages`, { text: "It is built." }, key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    for (const [path, text] of [
      [`/tasks/${taskId}/messages`, "Other"],
      [`/tasks/${otherId}/messages`, "It is built."],
    ]) {
      expect((await program.post(path!, { text }, key)).body["code"]).toBe("idempotency_key_reused");
    }
    expect(await sentAbout(app, taskId)).toContain(addressOf("ann"));
    const { count } = (await app.store.read.first<{ count: number | string }>(
      "select count(*) as count from messages where api_token_id is not null",
    ))!;
    expect(Number(count)).toBe(1);
  });

  it("refuses what is no JSON object, too large, or without words, and writes nothing", async () => {
    const app = await openApp();
    const taskId = await app.taskWith({ clientId: app.world.clients.harbor, author: app.world.people.ann });
    const program = await openProgram(app);
    const path = `/tasks/${taskId}/messages`;
    const before = await fingerprintTables(app.store.read);
    const long = { text: "x".repeat(1_100_000) };
    const calls: [number, Promise<{ status: number; body: Record<string, unknown> }>][] = [
      [422, program.post(path, "{")],
      [422, program.post(path, "[]")],
      [422, program.post(path, "null")],
      [422, program.post(path, {})],
      [422, program.post(path, { text: 1 })],
      [422, program.post(path, { text: " " })],
      [422, program.post(path, { text: "x".repeat(100_001) })],
      [413, program.post(path, long)],
      [415, program.post(path, "text=x", { "content-type": "application/x-www-form-urlencoded" })],
      [415, program.post(path, "{}", { "content-encoding": "zstd" })],
      [422, program.post(path, { text: "x" }, { "idempotency-key": "two words" })],
      [422, program.post("/requests", { contact: addressOf("ann"), title: " ", text: "x" })],
      [422, program.post("/requests", { contact: addressOf("ann"), title: "T", text: "" })],
      [422, program.post("/requests", { contact: addressOf("ann"), title: "T".repeat(151), text: "x" })],
    ];
    for (const [index, [status, call]] of calls.entries()) {
      expect([index, (await call).status]).toEqual([index, status]);
    }
    const unused = (tables: typeof before) => tables.filter(({ table }) => table !== "api_tokens");
    expect(unused(await fingerprintTables(app.store.read))).toEqual(unused(before));
  });
});

it("a token is made with a name, scopes that there are, and a client that there is", async () => {
  const app = await openApp();
  const make = (input: { name?: string; scopes?: string[]; clientId?: number }) =>
    app.store.write((rows) =>
      makeApiToken(
        rows,
        startedAt,
        { name: "N", scopes: ["tasks:read"], clientId: null, byStaffId: 1, ...input },
        String,
      ),
    );
  await expect(make({ name: " " })).rejects.toMatchObject({ code: "invalid" });
  await expect(make({ name: "x".repeat(101) })).rejects.toMatchObject({ code: "invalid" });
  await expect(make({ scopes: [] })).rejects.toMatchObject({ code: "invalid" });
  await expect(make({ scopes: ["tasks:read", "everything"] })).rejects.toMatchObject({ code: "invalid" });
  await expect(make({ clientId: 999 })).rejects.toMatchObject({ code: "not_found" });
});

async function sentAbout(app: App, taskId: number): Promise<string[]> {
  await announce(outboxOf(app.portal));
  const sent = await app.store.read.all<{ to: string }>(
    `select to_address as "to" from outbound_emails where task_id = ?`,
    taskId,
  );
  return sent.map(({ to }) => to);
}
