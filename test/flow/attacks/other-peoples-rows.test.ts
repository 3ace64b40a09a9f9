// Ids of other people's rows (OWASP A01): every route that names a row is asked for every such row of another client's, by
// everybody who may not see it. The walk is made from the table of routes, so that a new route fails here until it is listed.
import { expect, it, vi } from "vitest";
import { addSavedReply } from "../../../src/actions/add-saved-reply.ts";
import { addMailbox } from "../../../src/actions/add-mailbox.ts";
import { addWebhookEndpoint } from "../../../src/actions/add-webhook-endpoint.ts";
import { makeApiToken } from "../../../src/actions/make-api-token.ts";
import { sendWebhookTest } from "../../../src/actions/send-webhook.ts";
import { reportMisreading } from "../../../src/actions/report-misreading.ts";
import { announce } from "../../../src/outbox/announce.ts";
import type { Route } from "../../../src/route.ts";
import { routes } from "../../../src/routes.ts";
import { fingerprintTables } from "../../../src/store/fingerprint.ts";
import { tripBreaker } from "../../../src/actions/trip-breaker.ts";
import { recordOffer } from "../../../src/store/copied-colleagues.ts";
import { recordConfirmation } from "../../../src/store/forwarding-confirmations.ts";
import { recordPause } from "../../../src/store/paused-addresses.ts";
import { blockOf, replyOf } from "../../support/reply.ts";
import { book, publish, type Contact } from "../../support/sessions.ts";
import { addressOf } from "../../support/world.ts";
import {
  openApp,
  outboxOf,
  receiveEmail,
  startedAt,
  uploadOf,
  type App,
  type Browser,
} from "../../portal/app.ts";

vi.setConfig({ testTimeout: 120_000 });

/** The rows of Harbor Dental's that each name in a path may stand for; a name that is missing fails the test. */
interface HarborRows {
  taskId: number[];
  attachmentId: number[];
  messageId: number[];
  caseId: number[];
  pauseId: number[];
  emailId: number[];
  offerId: number[];
  mailboxId: number[];
  confirmationId: number[];
  breakerId: number[];
  clientId: number[];
  planId: number[];
  outgoingId: number[];
  sessionId: number[];
  savedReplyId: number[];
  apiTokenId: number[];
  endpointId: number[];
  deliveryId: number[];
}

/** Routes without a row of somebody's: what they are asked for proves itself (a token), is everybody's, or makes a new row. */
const rowless = new Set([
  "GET /health",
  "GET /assets/:file",
  "GET /live",
  "GET /",
  "GET /search",
  "GET /sign-in",
  "POST /sign-in",
  "GET /sign-in/:token",
  "POST /sign-in/:token",
  "POST /sign-out",
  "GET /t/:token",
  "GET /unsubscribe/:token",
  "GET /preferences",
  "GET /people",
  "POST /people",
  "POST /preferences",
  "GET /tasks/new",
  "POST /tasks",
  "GET /requests/new",
  "POST /requests",
  "POST /drafts",
  "POST /drafts/discard",
  "GET /backlog",
  "GET /board",
  "GET /clients",
  "POST /clients",
  "GET /plans",
  "POST /plans",
  "GET /outgoing",
  "GET /audit",
  "GET /audit.csv",
  "GET /tasks",
  "POST /backlog",
  "GET /reply-cases",
  "GET /held",
  "GET /held.csv",
  "POST /held/discard",
  "POST /held/undo",
  "GET /mailboxes",
  "POST /mailboxes",
  "GET /paused-addresses",
  "GET /saved-replies",
  "POST /saved-replies",
  "GET /programs",
  "POST /programs/tokens",
  "POST /programs/endpoints",
  "GET /export.zip",
  "GET /sessions",
  "POST /sessions",
  "POST /sessions/availability",
  "GET /sessions/feed/:token.ics",
  "POST /sessions/feed",
  "GET /setup",
  "POST /setup/probe",
]);

it("every route with an id answers 404 to whoever may not see that row, and changes nothing", async () => {
  const app = await openApp();
  const { rows, otherTaskId } = await harborRows(app);
  const visitors = await outsiders(app, otherTaskId);
  const before = await fingerprintTables(app.store.read);
  let asked = 0;
  for (const route of routes(app.parts).filter(({ isOpen }) => isOpen !== true)) {
    const name = `${route.method.toUpperCase()} ${route.path}`;
    if (rowless.has(name)) continue;
    for (const path of pathsOf(route, rows)) {
      for (const [who, browser] of Object.entries(visitors)) {
        for (const way of waysOf(path)) {
          const page =
            route.method === "get" ? await browser.get(way) : await browser.post(way, fields(app, rows));
          expect([who, name, way, page.status]).toEqual([who, name, way, 404]);
          expect(page.text).not.toContain("Harbor secret");
          asked += 1;
        }
      }
    }
  }
  expect(asked).toBeGreaterThan(200);
  expect(await fingerprintTables(app.store.read)).toEqual(before);
});

it("a client's own task hides its notes, held mail, and what only staff decide", async () => {
  const app = await openApp();
  const { rows, notes } = await harborRows(app);
  const client = await app.signedIn(app.world.people.ann);
  const before = await fingerprintTables(app.store.read);
  for (const path of [
    `/messages/${notes.messageId}`,
    `/attachments/${notes.fileId}`,
    `/attachments/${notes.heldFileId}`,
    ...rows.emailId.flatMap((id) => [`/emails/${id}`, `/emails/${id}/raw`, `/emails/${id}/html`]),
    ...rows.caseId.flatMap((id) => [`/reply-cases/${id}`, `/reply-cases/${id}/fixture`]),
  ]) {
    expect([path, (await client.get(path)).status]).toEqual([path, 404]);
  }
  expect((await client.post(`/tasks/${rows.taskId[0]}/notes`, { text: "x" })).status).toBe(404);
  expect(await fingerprintTables(app.store.read)).toEqual(before);
});

it("no field of a form reaches another client's rows", async () => {
  const app = await openApp();
  const { rows, otherTaskId } = await harborRows(app);
  const dana = await app.signedIn(app.world.people.dana);
  const before = await fingerprintTables(app.store.read);
  const page = await dana.post(`/tasks/${rows.taskId[0]}/messages`, {
    ...fields(app, rows),
    taskId: String(otherTaskId),
  });
  expect(page.status).toBe(404);
  // Staff, too, cannot tie one client's people to another's task.
  const tom = await app.signedIn(app.world.people.tom);
  const opened = {
    client: String(app.world.clients.lumen),
    title: "T",
    text: "x",
    contact: String(app.world.people.ann.id),
  };
  const after = await fingerprintTables(app.store.read);
  expect((await tom.post("/tasks", opened)).status).toBeGreaterThanOrEqual(400);
  expect(await fingerprintTables(app.store.read)).toEqual(after);
  expect(before.find(({ table }) => table === "messages")).toEqual(
    after.find(({ table }) => table === "messages"),
  );
});

/** The path with each row that its names may stand for. */
function pathsOf({ path }: Route, rows: HarborRows): string[] {
  const names = [...path.matchAll(/:(\w+)/gu)].map(([, name]) => name!);
  expect(names.length, `${path} is in no list of this test`).toBeGreaterThan(0);
  return names.reduce<string[]>(
    (paths, name) => {
      const ids = rows[name as keyof HarborRows];
      expect(ids?.length, `:${name} has no rows in this test`).toBeGreaterThan(0);
      return paths.flatMap((each) => ids.map((id) => each.replace(`:${name}`, String(id))));
    },
    [path],
  );
}

/** Ways to write the same path. */
function waysOf(path: string): string[] {
  return [path, `${path}?client=1&taskId=1&staff=1`, path.toUpperCase(), `${path}/`];
}

function fields(app: App, rows: HarborRows): Record<string, string> {
  const { ann, tom } = app.world.people;
  return {
    text: "Forged",
    verdict: "left_a_quote",
    expected: "Forged",
    author: `contact:${ann.id}`,
    task: String(rows.taskId[0]),
    from: String(rows.taskId[0]),
    title: "Forged",
    staffId: String(tom.id),
    isStaff: "1",
  };
}

async function outsiders(app: App, otherTaskId: number): Promise<Record<string, Browser>> {
  const { people } = app.world;
  const holder = app.browser();
  await holder.get(await app.linkFor(otherTaskId, people.dana));
  const forged = app.browser();
  const link = await app.linkFor(otherTaskId, people.dana);
  const token = link.slice("/t/".length);
  forged.cookies.set(
    "inreply-links",
    `${token.slice(0, 10)}${token.slice(10).toUpperCase()}.${"a".repeat(40)}`,
  );
  forged.cookies.set("inreply", "1");
  return {
    "signed out": app.browser(),
    "another client's contact": await app.signedIn(people.dana),
    "holder of another task's link": holder,
    "made-up cookies": forged,
  };
}

async function harborRows(app: App) {
  const { clients, people } = app.world;
  const otherTaskId = await app.taskWith({ clientId: clients.lumen, author: people.dana });
  const taskId = await app.taskWith({
    clientId: clients.harbor,
    author: people.priya,
    title: "Harbor secret",
  });
  const file = (text: string) => [uploadOf(`${text}.txt`, "text/plain", `Harbor secret ${text}`)];
  await app.say({ taskId, author: people.ann, text: "Harbor secret", uploads: file("a") });
  const noteId = await app.say({ taskId, author: people.priya, isNote: true, uploads: file("b") });
  const reply = replyOf([blockOf("kept", "Harbor secret")]);
  const emailedId = await app.say({ taskId, author: people.ann, channel: "email", reply });
  const emailedNoteId = await app.say({
    taskId,
    author: people.priya,
    channel: "email",
    isNote: true,
    reply,
  });
  const emailId = await receiveEmail(app, { text: "Harbor secret" }, { uploads: file("c") });
  await announce(outboxOf(app.portal));
  const sent = await app.store.read.first<{ id: number }>("select id from outbound_emails order by id");
  await app.store.write(async (rows) => {
    await reportMisreading(rows, startedAt, {
      messageId: emailedId,
      verdict: "cut_too_much",
      by: people.ann,
    });
    await recordPause(rows, {
      address: addressOf("lee"),
      cause: "bounced",
      reason: "Harbor secret",
      outboundEmailId: sent!.id,
      isKeptByProvider: false,
      pausedAt: startedAt,
    });
    const { mailboxId } = await addMailbox(rows, startedAt, {
      address: "hello@northbeam.example",
      byStaffId: people.priya.id,
      own: app.portal.installation,
    });
    await recordConfirmation(rows, {
      inboundEmailId: emailId,
      mailboxId,
      namedAddress: "hello@northbeam.example",
      provider: "Gmail",
      code: "Harbor secret",
      link: null,
      isVouched: false,
      verdictWhy: "Nothing vouches for google.com.",
      receivedAt: startedAt,
    });
    const copied = { address: "bo@harbordental.example", name: "Harbor secret Bo" };
    await recordOffer(rows, { taskId, inboundEmailId: emailId, ...copied, offeredAt: startedAt });
    await tripBreaker(rows, startedAt, { kind: "sender", taskId, sender: people.ann });
    const saved = { title: "Harbor secret", text: "Harbor secret", byStaffId: people.priya.id };
    await addSavedReply(rows, startedAt, saved);
  });
  await app.store.write(async (rows) => {
    const byStaffId = people.priya.id;
    const token = { name: "Harbor secret", scopes: ["tasks:read"], clientId: clients.harbor, byStaffId };
    await makeApiToken(rows, startedAt, token, String);
    const { endpointId } = await addWebhookEndpoint(rows, startedAt, {
      url: "https://hooks.example/harbor",
      wanted: ["task.opened"],
      clientId: clients.harbor,
      byStaffId,
      keyId: 1,
      isSandbox: false,
    });
    await sendWebhookTest(rows, startedAt, endpointId);
  });
  await publish(app.store, app.world, "priya");
  const by = people.ann as Contact;
  const friday = { startsAt: "2026-03-06T10:00:00.000Z", agenda: "Harbor secret" };
  await book(app.store, { by, staffId: people.priya.id, ...friday });
  const idsOf = async (table: string) =>
    (await app.store.read.all<{ id: number }>(`select id from ${table} order by id`)).map(({ id }) => id);
  const files = await idsOf("attachments");
  const rows: HarborRows = {
    taskId: [taskId],
    attachmentId: files,
    messageId: [emailedId, emailedNoteId, noteId],
    caseId: await idsOf("reply_cases"),
    pauseId: await idsOf("paused_addresses"),
    emailId: [emailId],
    offerId: await idsOf("copied_colleagues"),
    mailboxId: await idsOf("mailboxes"),
    confirmationId: await idsOf("forwarding_confirmations"),
    breakerId: await idsOf("breakers"),
    clientId: [clients.harbor],
    planId: await idsOf("plans"),
    outgoingId: await idsOf("outbound_emails"),
    sessionId: await idsOf("sessions"),
    savedReplyId: await idsOf("saved_replies"),
    apiTokenId: await idsOf("api_tokens"),
    endpointId: await idsOf("webhook_endpoints"),
    deliveryId: await idsOf("webhook_deliveries"),
  };
  return { rows, otherTaskId, notes: { messageId: emailedNoteId, fileId: files[1]!, heldFileId: files[2]! } };
}
