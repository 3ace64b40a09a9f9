// Who may do what: one row for every route, one cell for every kind of visitor, each tried by a real request.
import { describe, expect, it, onTestFinished } from "vitest";
import { addSavedReply } from "../src/actions/add-saved-reply.ts";
import { addMailbox } from "../src/actions/add-mailbox.ts";
import { addWebhookEndpoint } from "../src/actions/add-webhook-endpoint.ts";
import { makeApiToken } from "../src/actions/make-api-token.ts";
import { sendWebhookTest } from "../src/actions/send-webhook.ts";
import { discardEmail } from "../src/actions/discard-email.ts";
import { headerFaults } from "./support/header-faults.ts";
import { reportMisreading } from "../src/actions/report-misreading.ts";
import { readConfig } from "../src/config.ts";
import { announce } from "../src/outbox/announce.ts";
import { routes } from "../src/routes.ts";
import { seedWorld } from "../src/sandbox/seed-world.ts";
import { start } from "../src/start.ts";
import { recordConfirmation } from "../src/store/forwarding-confirmations.ts";
import { recordOffer } from "../src/store/copied-colleagues.ts";
import { listAttachmentsOfEmail, listAttachmentsOfTask } from "../src/store/messages.ts";
import { tripBreaker } from "../src/actions/trip-breaker.ts";
import { recordPause } from "../src/store/paused-addresses.ts";
import { findParticipantOf } from "../src/store/participants.ts";
import { unsubscribeToken } from "../src/threading/unsubscribe-token.ts";
import { emptyDatabase, openFilledStore } from "./support/store.ts";
import { blockOf, replyOf } from "./support/reply.ts";
import { book, publish, type Contact } from "./support/sessions.ts";
import { addressOf } from "./support/world.ts";
import {
  countRows,
  formWith,
  keys,
  openApp,
  outboxOf,
  receiveEmail,
  startedAt,
  uploadOf,
  type App,
  type Browser,
  type Page,
} from "./portal/app.ts";

const visitors = ["stranger", "this link", "other link", "other client", "client", "staff"] as const;
type VisitorKind = (typeof visitors)[number];

interface Scene {
  app: App;
  taskId: number;
  messageFileId: number;
  noteFileId: number;
  /** An email nobody has ruled on; a new one for each cell, since ruling uses it up. */
  emailId: number;
  heldFileId: number;
  /** An email that somebody set aside, and that decision. */
  ruledEmailId: number;
  rulingId: number;
  /** An email that became a message on the task. */
  postedEmailId: number;
  /** A reply and a note that came by email; somebody says that the reply was cut too much. */
  emailedId: number;
  emailedNoteId: number;
  otherTaskId: number;
  /** An email we wrote to Ann, in her sandbox mailbox. */
  sentEmailId: number;
  /** Lee's address, which is paused. */
  pauseId: number;
  mailboxId: number;
  confirmationId: number;
  /** Ann's storm of emails on the task. */
  breakerId: number;
  /** What Ann has booked with Priya, days ahead. */
  sessionId: number;
  savedReplyId: number;
  /** What a program calls with, where one is told what happens, and a test that it was told. */
  apiTokenId: number;
  endpointId: number;
  deliveryId: number;
}

interface Row {
  route: string;
  /** Says which of several rows of a route this is. */
  about?: string;
  visit: (browser: Browser, scene: Scene) => Promise<Page>;
  /** The status each visitor gets, in the order of `visitors`. */
  may: readonly [number, number, number, number, number, number];
}

const newPerson = { person: "Iris Nova", address: "iris@nova.example", locale: "en", zone: "Europe/London" };

const everybody = (status: number): Row["may"] => [status, status, status, status, status, status];
const onlyStaff = (status: number): Row["may"] => [404, 404, 404, 404, 404, status];
/** Whoever may see the task: not the holder of another task's link, not another client. */
const theTeam = (status: number): Row["may"] => [404, status, 404, 404, status, status];

/** A step of the task, which is in Triage. */
function step(name: string, fields: Record<string, string>, may: Row["may"]): Row {
  const visit: Row["visit"] = (browser, { taskId }) => browser.post(`/tasks/${taskId}/${name}`, fields);
  return { route: `POST /tasks/:taskId/${name}`, visit, may };
}

const table: Row[] = [
  // Machines prove themselves by a signature or a password, which no visitor of the pages has.
  {
    route: "POST /inbound/sendgrid",
    visit: (b) => b.post("/inbound/sendgrid", formWith({ email: "x" })),
    may: everybody(401),
  },
  {
    route: "POST /inbound/raw",
    visit: (b) => b.post("/inbound/raw?to=a@b.example", {}),
    may: everybody(401),
  },
  {
    route: "POST /events/sendgrid",
    visit: (b) => b.post("/events/sendgrid", {}),
    may: everybody(401),
  },
  { route: "GET /health", visit: (b) => b.get("/health"), may: everybody(200) },
  { route: "GET /assets/:file", visit: (b) => b.get("/assets/portal.css"), may: everybody(200) },

  { route: "GET /live", visit: (b) => b.head("/live"), may: [404, 404, 404, 200, 200, 200] },
  {
    route: "GET /live",
    about: "of a task",
    visit: (b, s) => b.head(`/live?task=${s.taskId}`),
    may: theTeam(200),
  },

  { route: "GET /", visit: (b) => b.get("/"), may: [303, 303, 303, 200, 200, 200] },
  { route: "GET /search", visit: (b) => b.get("/search?q=x"), may: [303, 303, 303, 200, 200, 200] },
  { route: "GET /sign-in", visit: (b) => b.get("/sign-in"), may: everybody(200) },
  {
    route: "POST /sign-in",
    visit: (b) => b.post("/sign-in", { address: addressOf("ann") }),
    may: everybody(303),
  },
  // Whoever holds the secret of a link may use it; that is what it is for.
  {
    route: "GET /sign-in/:token",
    visit: async (b, s) => b.get(await s.app.signInPath(s.app.world.people.marta)),
    may: everybody(200),
  },
  {
    route: "GET /sign-in/:token",
    about: "an unknown one",
    visit: (b) => b.get("/sign-in/nothing"),
    may: everybody(410),
  },
  {
    route: "POST /sign-in/:token",
    visit: async (b, s) => b.post(await s.app.signInPath(s.app.world.people.marta), {}),
    may: everybody(303),
  },
  {
    route: "POST /sign-in/:token",
    about: "an unknown one",
    visit: (b) => b.post("/sign-in/nothing", {}),
    may: everybody(403),
  },
  { route: "POST /sign-out", visit: (b) => b.post("/sign-out", {}), may: everybody(303) },

  {
    route: "GET /t/:token",
    visit: async (b, s) => b.get(await s.app.linkFor(s.taskId, s.app.world.people.ann)),
    may: everybody(303),
  },
  { route: "GET /t/:token", about: "an unknown one", visit: (b) => b.get("/t/nothing"), may: everybody(404) },
  {
    route: "GET /unsubscribe/:token",
    visit: async (b, s) => b.get(await unsubscribePath(s)),
    may: everybody(200),
  },
  {
    route: "GET /unsubscribe/:token",
    about: "an unknown one",
    visit: (b) => b.get("/unsubscribe/nothing"),
    may: everybody(404),
  },
  {
    route: "POST /unsubscribe/:token",
    visit: async (b, s) => b.postBare(await unsubscribePath(s), { "List-Unsubscribe": "One-Click" }),
    may: everybody(200),
  },
  {
    route: "POST /unsubscribe/:token",
    about: "without the words of RFC 8058",
    visit: async (b, s) => b.postBare(await unsubscribePath(s), {}),
    may: everybody(422),
  },
  {
    route: "POST /unsubscribe/:token",
    about: "an unknown one",
    visit: (b) => b.postBare("/unsubscribe/nothing", { "List-Unsubscribe": "One-Click" }),
    may: everybody(404),
  },
  { route: "GET /preferences", visit: (b) => b.get("/preferences"), may: [303, 303, 303, 200, 200, 200] },
  {
    route: "POST /preferences",
    visit: (b) => b.post("/preferences", { notify: "daily", locale: "de", zone: "Europe/Berlin" }),
    may: [404, 404, 404, 303, 303, 303],
  },
  {
    route: "GET /requests/new",
    visit: (b) => b.get("/requests/new"),
    may: [303, 303, 303, 200, 200, 404],
  },
  {
    route: "POST /requests",
    visit: (b) => b.post("/requests", { title: "More", text: "Please" }),
    may: [404, 404, 404, 303, 303, 404],
  },
  { route: "GET /board", visit: (b) => b.get("/board"), may: [404, 404, 404, 404, 404, 200] },
  { route: "GET /tasks", visit: (b) => b.get("/tasks"), may: [303, 303, 303, 200, 200, 200] },
  {
    route: "POST /drafts",
    visit: (b, s) => b.post("/drafts", { place: `task:${s.taskId}:message`, text: "Half", quiet: "yes" }),
    may: theTeam(204),
  },
  {
    route: "POST /drafts",
    about: "of a request, by its button",
    visit: (b) => b.post("/drafts", { place: "request", title: "Half" }),
    may: [404, 404, 404, 303, 303, 404],
  },
  {
    route: "POST /drafts",
    about: "of a note",
    visit: (b, s) => b.post("/drafts", { place: `task:${s.taskId}:note`, text: "Half" }),
    may: [404, 404, 404, 404, 404, 303],
  },
  {
    route: "POST /drafts",
    about: "of a new task",
    visit: (b, s) =>
      b.post("/drafts", { place: `new-task:${s.app.world.clients.harbor}`, title: "Half", text: "" }),
    may: [404, 404, 404, 404, 404, 303],
  },
  {
    route: "POST /drafts/discard",
    visit: (b, s) => b.post("/drafts/discard", { place: `task:${s.taskId}:message` }),
    may: theTeam(303),
  },
  { route: "GET /backlog", visit: (b) => b.get("/backlog"), may: [303, 303, 303, 200, 200, 404] },
  {
    route: "POST /backlog",
    visit: (b, s) => b.post("/backlog", { task: String(s.taskId), before: "" }),
    may: [404, 404, 404, 403, 303, 404],
  },
  {
    route: "GET /clients/:clientId",
    visit: (b, s) => b.get(`/clients/${s.app.world.clients.harbor}`),
    may: onlyStaff(200),
  },
  {
    route: "POST /clients/:clientId/plan",
    visit: (b, s) => b.post(`/clients/${s.app.world.clients.harbor}/plan`, { plan: "2" }),
    may: onlyStaff(303),
  },
  {
    route: "POST /clients/:clientId/approvers",
    visit: (b, s) =>
      b.post(`/clients/${s.app.world.clients.harbor}/approvers`, {
        contact: String(s.app.world.people.lee.id),
        change: "add",
      }),
    may: onlyStaff(303),
  },
  { route: "GET /clients", visit: (b) => b.get("/clients"), may: onlyStaff(200) },
  {
    route: "POST /clients",
    visit: (b) => b.post("/clients", { ...newPerson, name: "Nova Optics", plan: "Standard" }),
    may: onlyStaff(303),
  },
  {
    route: "POST /clients/:clientId/people",
    visit: (b, s) => b.post(`/clients/${s.app.world.clients.harbor}/people`, newPerson),
    may: onlyStaff(303),
  },
  { route: "GET /plans", visit: (b) => b.get("/plans"), may: onlyStaff(200) },
  {
    route: "POST /plans",
    visit: (b) => b.post("/plans", { name: "Starter", tasks: "1", strategy: "0", training: "1" }),
    may: onlyStaff(303),
  },
  {
    route: "POST /plans/:planId",
    visit: (b) => b.post("/plans/1", { tasks: "2", strategy: "0", training: "1" }),
    may: onlyStaff(303),
  },
  { route: "GET /outgoing", visit: (b) => b.get("/outgoing"), may: onlyStaff(200) },
  {
    route: "GET /outgoing/:outgoingId",
    visit: (b, s) => b.get(`/outgoing/${s.sentEmailId}`),
    may: onlyStaff(200),
  },
  { route: "GET /audit", visit: (b) => b.get("/audit"), may: onlyStaff(200) },
  { route: "GET /audit.csv", visit: (b) => b.get("/audit.csv"), may: onlyStaff(200) },
  { route: "GET /people", visit: (b) => b.get("/people"), may: [303, 303, 303, 200, 200, 404] },
  {
    // Lee may not say who may approve; Dana has no such colleague.
    route: "POST /people",
    visit: (b, s) => b.post("/people", { contact: String(s.app.world.people.ann.id), change: "add" }),
    may: [404, 404, 404, 404, 403, 404],
  },
  step("accept", { estimate: "2 days" }, [404, 404, 404, 404, 404, 303]),
  step("decline", { text: "Not ours" }, [404, 404, 404, 404, 404, 303]),
  // To nowhere: the form is shown again.
  step("merge", { into: "#4711" }, [404, 404, 404, 404, 404, 404]),
  step("split", { message: "4711", title: "T", part: "P" }, [404, 404, 404, 404, 404, 404]),
  // Not in this stage: the page says so.
  step("estimate", { estimate: "2 days", text: "Why" }, [404, 404, 404, 404, 404, 409]),
  step("start", { delivery: "2026-12-01" }, [404, 404, 404, 404, 404, 409]),
  step("delivery", { delivery: "2026-12-01", text: "Why" }, [404, 404, 404, 404, 404, 409]),
  step("hand-over", { text: "Look" }, [404, 404, 404, 404, 404, 409]),
  step("edit", { title: "Another", "seen-title": "Fix lead routing" }, [404, 303, 404, 404, 303, 404]),
  step("withdraw", {}, [404, 303, 404, 404, 303, 404]),
  // Lee may not approve.
  step("approve", {}, [404, 409, 404, 404, 403, 404]),
  step("ask-changes", { text: "More" }, [404, 409, 404, 404, 409, 409]),
  step("undo-approval", {}, [404, 303, 404, 404, 403, 303]),
  {
    route: "GET /tasks/:taskId/approvals.json",
    visit: (b, s) => b.get(`/tasks/${s.taskId}/approvals.json`),
    may: theTeam(200),
  },
  { route: "GET /tasks/new", visit: (b) => b.get("/tasks/new"), may: onlyStaff(200) },
  { route: "POST /tasks", visit: (b, s) => b.post("/tasks", newTaskFields(s)), may: onlyStaff(303) },
  { route: "GET /tasks/:taskId", visit: (b, s) => b.get(`/tasks/${s.taskId}`), may: theTeam(200) },
  {
    route: "GET /tasks/:taskId",
    about: "one that is not there",
    visit: (b) => b.get("/tasks/12345"),
    may: everybody(404),
  },
  {
    route: "POST /tasks/:taskId/messages",
    visit: (b, s) => b.post(`/tasks/${s.taskId}/messages`, formWith({ text: "Hi" })),
    may: theTeam(303),
  },
  {
    route: "POST /tasks/:taskId/mute",
    visit: (b, s) => b.post(`/tasks/${s.taskId}/mute`, {}),
    may: theTeam(303),
  },
  {
    route: "POST /tasks/:taskId/unmute",
    visit: (b, s) => b.post(`/tasks/${s.taskId}/unmute`, {}),
    may: theTeam(303),
  },
  {
    route: "POST /tasks/:taskId/assign",
    visit: (b, s) => b.post(`/tasks/${s.taskId}/assign`, { staff: String(s.app.world.people.tom.id) }),
    may: onlyStaff(303),
  },
  ...["follow", "unfollow"].map((name): Row => ({
    route: `POST /tasks/:taskId/${name}`,
    visit: (b, s) => b.post(`/tasks/${s.taskId}/${name}`, {}),
    may: onlyStaff(303),
  })),
  { route: "GET /saved-replies", visit: (b) => b.get("/saved-replies"), may: onlyStaff(200) },
  {
    route: "POST /saved-replies",
    visit: (b) => b.post("/saved-replies", { title: "Hi", text: "Hi {contact}" }),
    may: onlyStaff(303),
  },
  {
    route: "GET /saved-replies/:savedReplyId",
    visit: (b, s) => b.get(`/saved-replies/${s.savedReplyId}`),
    may: onlyStaff(200),
  },
  {
    route: "POST /saved-replies/:savedReplyId",
    visit: (b, s) => b.post(`/saved-replies/${s.savedReplyId}`, { title: "Hi", text: "Hi" }),
    may: onlyStaff(303),
  },
  {
    route: "POST /saved-replies/:savedReplyId/delete",
    visit: (b, s) => b.post(`/saved-replies/${s.savedReplyId}/delete`, {}),
    may: onlyStaff(303),
  },
  {
    route: "POST /tasks/:taskId/notes",
    visit: (b, s) => b.post(`/tasks/${s.taskId}/notes`, formWith({ text: "Hi" })),
    may: onlyStaff(303),
  },
  {
    route: "POST /tasks/:taskId/copied/:offerId/add",
    visit: (b, s) => b.post(`/tasks/${s.taskId}/copied/1/add`, {}),
    may: theTeam(303),
  },
  {
    route: "POST /tasks/:taskId/copied/:offerId/dismiss",
    visit: (b, s) => b.post(`/tasks/${s.taskId}/copied/1/dismiss`, {}),
    may: theTeam(303),
  },
  {
    route: "GET /attachments/:attachmentId",
    about: "of a message",
    visit: (b, s) => b.get(`/attachments/${s.messageFileId}`),
    may: theTeam(200),
  },
  {
    route: "GET /attachments/:attachmentId",
    about: "of a note",
    visit: (b, s) => b.get(`/attachments/${s.noteFileId}`),
    may: onlyStaff(200),
  },
  {
    route: "GET /attachments/:attachmentId",
    about: "of a held email",
    visit: (b, s) => b.get(`/attachments/${s.heldFileId}`),
    may: onlyStaff(200),
  },

  {
    route: "GET /messages/:messageId",
    visit: (b, s) => b.get(`/messages/${s.emailedId}`),
    may: theTeam(200),
  },
  {
    route: "GET /messages/:messageId",
    about: "a note that came by email",
    visit: (b, s) => b.get(`/messages/${s.emailedNoteId}`),
    may: onlyStaff(200),
  },
  {
    route: "POST /messages/:messageId/reply-cases",
    visit: (b, s) => b.post(`/messages/${s.emailedId}/reply-cases`, { verdict: "cut_too_much" }),
    may: theTeam(303),
  },
  {
    route: "POST /messages/:messageId/reply-cases",
    about: "a note that came by email",
    visit: (b, s) => b.post(`/messages/${s.emailedNoteId}/reply-cases`, { verdict: "left_a_quote" }),
    may: onlyStaff(303),
  },
  {
    route: "GET /messages/:messageId/redact",
    visit: (b, s) => b.get(`/messages/${s.emailedId}/redact`),
    may: onlyStaff(200),
  },
  {
    route: "POST /messages/:messageId/redact",
    visit: (b, s) => b.post(`/messages/${s.emailedId}/redact`, { words: "some words" }),
    may: onlyStaff(200),
  },
  { route: "GET /reply-cases", visit: (b) => b.get("/reply-cases"), may: onlyStaff(200) },
  { route: "GET /reply-cases/:caseId", visit: (b) => b.get("/reply-cases/1"), may: onlyStaff(200) },
  {
    route: "POST /reply-cases/:caseId",
    visit: (b) => b.post("/reply-cases/1", { expected: "Yes." }),
    may: onlyStaff(303),
  },
  {
    route: "POST /reply-cases/:caseId/dismiss",
    visit: (b) => b.post("/reply-cases/1/dismiss", {}),
    may: onlyStaff(303),
  },
  {
    route: "GET /reply-cases/:caseId/fixture",
    visit: (b) => b.get("/reply-cases/1/fixture"),
    may: onlyStaff(200),
  },

  { route: "GET /held", visit: (b) => b.get("/held"), may: onlyStaff(200) },
  { route: "GET /held.csv", visit: (b) => b.get("/held.csv"), may: onlyStaff(200) },
  {
    route: "POST /held/discard",
    visit: (b, s) => b.post("/held/discard", { email: `${s.emailId}:0` }),
    may: onlyStaff(303),
  },
  {
    route: "POST /held/undo",
    visit: (b, s) => b.post("/held/undo", { ruling: String(s.rulingId) }),
    may: onlyStaff(303),
  },
  { route: "GET /paused-addresses", visit: (b) => b.get("/paused-addresses"), may: onlyStaff(200) },
  {
    route: "POST /paused-addresses/:pauseId/resume",
    visit: (b, s) => b.post(`/paused-addresses/${s.pauseId}/resume`, {}),
    may: onlyStaff(303),
  },
  {
    route: "POST /storms/:breakerId/tell",
    visit: (b, s) => b.post(`/storms/${s.breakerId}/tell`, {}),
    may: onlyStaff(303),
  },
  {
    route: "POST /storms/:breakerId/keep-quiet",
    visit: (b, s) => b.post(`/storms/${s.breakerId}/keep-quiet`, {}),
    may: onlyStaff(303),
  },
  { route: "GET /emails/:emailId", visit: (b, s) => b.get(`/emails/${s.emailId}`), may: onlyStaff(200) },
  {
    route: "GET /emails/:emailId/raw",
    visit: (b, s) => b.get(`/emails/${s.emailId}/raw`),
    may: onlyStaff(200),
  },
  {
    route: "GET /emails/:emailId/html",
    visit: (b, s) => b.get(`/emails/${s.emailId}/html`),
    may: onlyStaff(200),
  },
  {
    route: "POST /emails/:emailId/accept",
    visit: (b, s) => b.post(`/emails/${s.emailId}/accept`, { author: annOf(s), task: String(s.taskId) }),
    may: onlyStaff(303),
  },
  {
    route: "POST /emails/:emailId/add-address",
    visit: (b, s) => b.post(`/emails/${s.emailId}/add-address`, { author: annOf(s) }),
    may: onlyStaff(303),
  },
  {
    route: "POST /emails/:emailId/open-task",
    visit: (b, s) => b.post(`/emails/${s.emailId}/open-task`, { author: annOf(s) }),
    may: onlyStaff(303),
  },
  {
    // Nothing in this email is forwarded.
    route: "POST /emails/:emailId/open-forwarded",
    visit: (b, s) => b.post(`/emails/${s.emailId}/open-forwarded`, { contact: "1" }),
    may: onlyStaff(422),
  },
  {
    route: "POST /emails/:emailId/discard",
    visit: (b, s) => b.post(`/emails/${s.emailId}/discard`, {}),
    may: onlyStaff(303),
  },
  {
    route: "POST /emails/:emailId/undo",
    visit: (b, s) => b.post(`/emails/${s.ruledEmailId}/undo`, { ruling: String(s.rulingId) }),
    may: onlyStaff(303),
  },
  {
    route: "POST /emails/:emailId/move",
    visit: (b, s) =>
      b.post(`/emails/${s.postedEmailId}/move`, { from: String(s.taskId), task: String(s.otherTaskId) }),
    may: onlyStaff(303),
  },
  {
    route: "POST /emails/:emailId/move-to-new-task",
    visit: (b, s) =>
      b.post(`/emails/${s.postedEmailId}/move-to-new-task`, { from: String(s.taskId), title: "New" }),
    may: onlyStaff(303),
  },
  {
    route: "POST /emails/:emailId/process-again",
    visit: (b, s) => b.post(`/emails/${s.emailId}/process-again`, {}),
    may: onlyStaff(303),
  },

  {
    route: "GET /clients/:clientId/export.zip",
    visit: (b, s) => b.get(`/clients/${s.app.world.clients.harbor}/export.zip`),
    may: onlyStaff(200),
  },
  { route: "GET /export.zip", visit: (b) => b.get("/export.zip"), may: [303, 303, 303, 200, 200, 404] },

  { route: "GET /programs", visit: (b) => b.get("/programs"), may: onlyStaff(200) },
  {
    route: "POST /programs/tokens",
    visit: (b) => b.post("/programs/tokens", { name: "Time sheets", scope: "tasks:read", client: "" }),
    may: onlyStaff(303),
  },
  {
    route: "POST /programs/tokens/:apiTokenId/revoke",
    visit: (b, s) => b.post(`/programs/tokens/${s.apiTokenId}/revoke`, {}),
    may: onlyStaff(303),
  },
  {
    route: "POST /programs/endpoints",
    visit: (b) =>
      b.post("/programs/endpoints", { url: "https://a.example/", wanted: "task.opened", client: "" }),
    may: onlyStaff(303),
  },
  ...["test", "pause", "resume"].map((name): Row => ({
    route: `POST /programs/endpoints/:endpointId/${name}`,
    visit: (b, s) => b.post(`/programs/endpoints/${s.endpointId}/${name}`, {}),
    may: onlyStaff(303),
  })),
  {
    route: "POST /programs/endpoints/:endpointId/remove",
    visit: (b, s) => b.post(`/programs/endpoints/${s.endpointId}/remove`, {}),
    may: onlyStaff(303),
  },
  {
    route: "POST /programs/deliveries/:deliveryId/again",
    visit: (b, s) => b.post(`/programs/deliveries/${s.deliveryId}/again`, {}),
    may: onlyStaff(303),
  },

  // Programs prove themselves by a token, which no visitor of the pages has.
  { route: "GET /api/v1/clients", visit: (b) => b.get("/api/v1/clients"), may: everybody(401) },
  { route: "GET /api/v1/tasks", visit: (b) => b.get("/api/v1/tasks"), may: everybody(401) },
  {
    route: "GET /api/v1/tasks/:taskId",
    visit: (b, s) => b.get(`/api/v1/tasks/${s.taskId}`),
    may: everybody(401),
  },
  { route: "POST /api/v1/requests", visit: (b) => b.post("/api/v1/requests", {}), may: everybody(401) },
  {
    route: "POST /api/v1/tasks/:taskId/messages",
    visit: (b, s) => b.post(`/api/v1/tasks/${s.taskId}/messages`, {}),
    may: everybody(401),
  },
  { route: "GET /api/*path", visit: (b) => b.get("/api/v2/tasks"), may: everybody(404) },
  { route: "POST /api/*path", visit: (b) => b.post("/api/v2/tasks", {}), may: everybody(404) },

  { route: "GET /mailboxes", visit: (b) => b.get("/mailboxes"), may: onlyStaff(200) },
  {
    route: "POST /mailboxes",
    visit: (b) => b.post("/mailboxes", { address: "support@northbeam.example" }),
    may: onlyStaff(303),
  },
  {
    route: "POST /mailboxes/:mailboxId/probe",
    visit: (b, s) => b.post(`/mailboxes/${s.mailboxId}/probe`, {}),
    may: onlyStaff(303),
  },
  {
    route: "POST /mailboxes/:mailboxId/remove",
    visit: (b, s) => b.post(`/mailboxes/${s.mailboxId}/remove`, {}),
    may: onlyStaff(303),
  },
  {
    route: "POST /mailboxes/confirmations/:confirmationId/done",
    visit: (b, s) => b.post(`/mailboxes/confirmations/${s.confirmationId}/done`, {}),
    may: onlyStaff(303),
  },

  { route: "GET /sessions", visit: (b) => b.get("/sessions"), may: [303, 303, 303, 200, 200, 200] },
  {
    // Nothing is chosen: the form is shown again.
    route: "POST /sessions",
    visit: (b) => b.post("/sessions", { kind: "training", minutes: "30", slot: "", agenda: "" }),
    may: [404, 404, 404, 422, 422, 404],
  },
  {
    route: "POST /sessions/availability",
    visit: (b) =>
      b.post("/sessions/availability", {
        "weekly-hours": "Mon 9-12",
        exceptions: "",
        notice: "24",
        buffer: "15",
        "call-link": "https://meet.example/tom",
      }),
    may: onlyStaff(303),
  },
  // Whoever holds its secret may follow it; that is what it is for.
  {
    route: "GET /sessions/feed/:token.ics",
    visit: (b, s) => b.get(s.app.portal.feedPathOf({ staffId: s.app.world.people.priya.id, version: 0 })),
    may: everybody(200),
  },
  {
    route: "GET /sessions/feed/:token.ics",
    about: "of another version",
    visit: (b, s) => b.get(s.app.portal.feedPathOf({ staffId: s.app.world.people.priya.id, version: 1 })),
    may: everybody(404),
  },
  {
    route: "GET /sessions/feed/:token.ics",
    about: "an unknown one",
    visit: (b) => b.get("/sessions/feed/nothing.ics"),
    may: everybody(404),
  },
  {
    // Tom publishes nothing, and so has no feed.
    route: "POST /sessions/feed",
    visit: (b) => b.post("/sessions/feed", {}),
    may: onlyStaff(409),
  },
  {
    route: "POST /sessions/:sessionId/move",
    visit: (b, s) => b.post(`/sessions/${s.sessionId}/move`, { slot: "" }),
    may: [404, 404, 404, 404, 422, 422],
  },
  {
    // Nothing is said that was not so before.
    route: "POST /sessions/:sessionId/agenda",
    visit: (b, s) => b.post(`/sessions/${s.sessionId}/agenda`, { agenda: "", "seen-agenda": "" }),
    may: [404, 404, 404, 404, 303, 303],
  },
  {
    route: "POST /sessions/:sessionId/cancel",
    visit: (b, s) => b.post(`/sessions/${s.sessionId}/cancel`, {}),
    may: [404, 404, 404, 404, 303, 303],
  },
  {
    // It has not begun.
    route: "POST /sessions/:sessionId/end",
    visit: (b, s) => b.post(`/sessions/${s.sessionId}/end`, { state: "missed" }),
    may: onlyStaff(409),
  },

  { route: "GET /setup", visit: (b) => b.get("/setup"), may: onlyStaff(200) },
  { route: "POST /setup/probe", visit: (b) => b.post("/setup/probe", {}), may: onlyStaff(303) },

  // The sandbox is a toy for whoever reaches this machine: everybody may be anybody. With a real courier it is not there.
  { route: "GET /sandbox", visit: (b) => b.get("/sandbox"), may: everybody(200) },
  {
    route: "GET /sandbox/people/:kind/:id",
    visit: (b, s) => b.get(annsMailbox(s)),
    may: everybody(200),
  },
  {
    route: "GET /sandbox/people/:kind/:id",
    about: "of nobody",
    visit: (b) => b.get("/sandbox/people/contact/12345"),
    may: everybody(404),
  },
  {
    route: "POST /sandbox/people/:kind/:id/sign-in",
    visit: (b, s) => b.post(`/sandbox/people/staff/${s.app.world.people.priya.id}/sign-in`, {}),
    may: everybody(303),
  },
  {
    route: "POST /sandbox/people/:kind/:id/emails",
    visit: (b, s) => b.post(`${annsMailbox(s)}/emails`, formWith({ ...writing, subject: "A new page" })),
    may: everybody(303),
  },
  {
    route: "GET /sandbox/emails/:emailId",
    visit: (b, s) => b.get(`/sandbox/emails/${s.sentEmailId}`),
    may: everybody(200),
  },
  {
    route: "GET /sandbox/emails/:emailId/html",
    visit: (b, s) => b.get(`/sandbox/emails/${s.sentEmailId}/html`),
    may: everybody(200),
  },
  {
    route: "POST /sandbox/emails/:emailId/answer",
    visit: (b, s) => b.post(`/sandbox/emails/${s.sentEmailId}/answer`, formWith(writing)),
    may: everybody(303),
  },
  {
    route: "GET /sandbox/inbound/:emailId",
    visit: (b, s) => b.get(`/sandbox/inbound/${s.emailId}`),
    may: everybody(200),
  },
  {
    route: "POST /sandbox/emails/:emailId/situations/:situation",
    visit: (b, s) => b.post(situationPath(s, "forward"), formWith(writing)),
    may: everybody(303),
  },
  {
    route: "POST /sandbox/emails/:emailId/situations/:situation",
    about: "one that there is not",
    visit: (b, s) => b.post(situationPath(s, "constructor"), formWith(writing)),
    may: everybody(404),
  },
  {
    route: "POST /sandbox/emails/:emailId/scan",
    about: "of no email",
    visit: (b) => b.post("/sandbox/emails/12345/scan", {}),
    may: everybody(404),
  },
  {
    route: "GET /sandbox/tries/:tryId",
    visit: async (b, s) => b.get((await b.post(situationPath(s, "twice"), formWith(writing))).location!),
    may: everybody(200),
  },
  {
    route: "GET /sandbox/tries/:tryId",
    about: "one that was forgotten",
    visit: (b) => b.get("/sandbox/tries/12345"),
    may: everybody(404),
  },
  {
    route: "POST /sandbox/clock",
    visit: (b) => b.post("/sandbox/clock", { by: "hour" }),
    may: everybody(303),
  },
  { route: "GET /sandbox/previews", visit: (b) => b.get("/sandbox/previews"), may: everybody(200) },
  {
    route: "GET /sandbox/previews/:kind/:preview",
    visit: (b) => b.get("/sandbox/previews/sign-in/staff"),
    may: everybody(200),
  },
  {
    route: "GET /sandbox/previews/:kind/:preview/html",
    visit: (b) => b.get("/sandbox/previews/sign-in/staff/html"),
    may: everybody(200),
  },
];

/** What somebody types into the sandbox's mail programs. */
const writing = { program: "gmail-web", words: "Please and thank you." };

describe("who may", () => {
  it("has a row for every route, and no row for a route that is gone", async () => {
    const app = await openApp({ isSandbox: true });
    const known = routes(app.parts).map((route) => `${route.method.toUpperCase()} ${route.path}`);
    expect([...new Set(table.map((row) => row.route))].toSorted()).toEqual(known.toSorted());
  });

  for (const row of table) {
    it(`${row.route}${row.about === undefined ? "" : ` (${row.about})`}: ${wordsOf(row.may)}`, async () => {
      const { app, scene } = await openScene();
      for (const [index, kind] of visitors.entries()) {
        // A person is sent five sign-in links an hour, fewer than there are cells.
        app.time.now = new Date(app.time.now.getTime() + 3_600_001);
        const cell = { ...scene, emailId: await heldEmail(app) };
        const browser = await browserOf(cell, kind);
        const before = await countRows(app);
        const page = await row.visit(browser, cell);
        expect([kind, page.status]).toEqual([kind, row.may[index]]);
        expect([kind, headerFaults(page, row.route)]).toEqual([kind, []]);
        // Links are written down by the cell itself; whoever is refused on a page must have left nothing behind.
        if (page.status === 404) expect(await countRows(app)).toEqual(before);
      }
      // A link that ended opens no more than none.
      for (const kind of ["revoked link", "expired link"] as const) {
        app.time.now = new Date(app.time.now.getTime() + 3_600_001);
        const cell = { ...scene, emailId: await heldEmail(app) };
        const browser = await browserOfDeadLink(cell, kind);
        expect([kind, (await row.visit(browser, cell)).status]).toEqual([kind, row.may[0]]);
      }
    });
  }

  it("says the same to everybody who may not see a task as about a task that is not there", async () => {
    const app = await openApp();
    const scene = await setScene(app);
    for (const kind of ["stranger", "other link", "other client"] as const) {
      const browser = await browserOf(scene, kind);
      const hidden = await browser.get(`/tasks/${scene.taskId}`);
      const missing = await browser.get("/tasks/12345");
      expect(hidden.text.replaceAll(String(scene.taskId), "N")).toBe(
        missing.text.replaceAll("12345", "N").replaceAll(String(scene.taskId), "N"),
      );
    }
  });
});

describe("with a real courier", () => {
  it("nothing of the sandbox is there, for GET or POST", async () => {
    const started = await start(
      readConfig({
        MAIL_COURIER: "sendgrid",
        SENDGRID_API_KEY: "SG.nobodys",
        INBOUND_TOKEN: "a-token-of-the-test",
        AGENCY_NAME: "Northbeam",
        BASE_URL: "https://portal.northbeam.example",
        REPLY_DOMAIN: "reply.northbeam.example",
        MAIL_FROM: "requests@reply.northbeam.example",
        SECRET_KEYS: `0:${Buffer.alloc(32, 7).toString("base64")}`,
        DATABASE_URL: await emptyDatabase(),
        HOST: "127.0.0.1",
        PORT: "0",
        LOG_LEVEL: "silent",
      }),
    );
    onTestFinished(() => started.stop());
    const { parts } = await openApp({ isSandbox: true });
    expect(parts.sandboxRoutes).toHaveLength(15);
    for (const { method, path } of parts.sandboxRoutes) {
      const url = started.localUrl + path.replace(":kind", "staff").replace(/:\w+/gu, "1");
      const origin = started.installation.baseUrl;
      const response = await fetch(url, { method: method.toUpperCase(), headers: { origin } });
      expect([path, response.status]).toEqual([path, 404]);
    }
  });
});

let sceneOfAll: (Scene & { app: App }) | undefined;

/** The scene is set once; each row has a copy of its own. */
async function openScene(): Promise<{ app: App; scene: Scene }> {
  const store = await openFilledStore("scene", async (empty) => {
    const world = await seedWorld(empty, startedAt);
    sceneOfAll = await setScene(await openApp({ isSandbox: true, opened: { store: empty, world } }));
  });
  const { world } = sceneOfAll!.app;
  const app = await openApp({ isSandbox: true, opened: { store, world: structuredClone(world) } });
  return { app, scene: { ...sceneOfAll!, app } };
}

async function setScene(app: App): Promise<Scene> {
  const { clients, people } = app.world;
  // Before the task in question, so that ids do not agree by chance.
  await app.taskWith({ clientId: clients.lumen, author: people.dana });
  const taskId = await app.taskWith({ clientId: clients.harbor, author: people.priya });
  await app.say({ taskId, author: people.priya, uploads: [uploadOf("a.txt", "text/plain", "a")] });
  await app.say({
    taskId,
    author: people.priya,
    isNote: true,
    uploads: [uploadOf("b.txt", "text/plain", "b")],
  });
  const files = await listAttachmentsOfTask(app.store.read, taskId);
  const emailId = await heldEmail(app);
  const [held] = await listAttachmentsOfEmail(app.store.read, emailId);
  const { store, portal } = app;
  await announce(outboxOf(portal));
  const sent = await store.read.first<{ id: number }>(
    "select id from outbound_emails where to_address = ?",
    addressOf("ann"),
  );
  await store.write((rows) =>
    recordPause(rows, {
      address: addressOf("lee"),
      cause: "bounced",
      reason: "550 5.1.1 no such user",
      outboundEmailId: sent!.id,
      isKeptByProvider: false,
      pausedAt: startedAt,
    }),
  );
  const ruledEmailId = await heldEmail(app);
  const { rulingId } = await store.write(async (rows) => {
    const name = "Bo Lind";
    const address = "bo@harbordental.example";
    await recordOffer(rows, { taskId, inboundEmailId: emailId, address, name, offeredAt: startedAt });
    return discardEmail(rows, startedAt, { emailId: ruledEmailId, byStaffId: people.tom.id });
  });
  const breakerId = await store.write((rows) =>
    tripBreaker(rows, startedAt, { kind: "sender", taskId, sender: people.ann }),
  );
  await publish(store, app.world, "priya");
  const by = people.ann as Contact;
  const friday = "2026-03-06T10:00:00.000Z";
  const { sessionId } = await book(store, { by, staffId: people.priya.id, startsAt: friday });
  const reply = { title: "Hello", text: "Hello {contact}", byStaffId: people.priya.id };
  const { savedReplyId } = await store.write((rows) => addSavedReply(rows, startedAt, reply));
  return {
    app,
    savedReplyId,
    sessionId,
    ...(await otherProgram(app)),
    ruledEmailId,
    rulingId,
    pauseId: 1,
    ...(await connectedMailbox(app, emailId)),
    breakerId: breakerId!,
    taskId,
    messageFileId: files[0]!.id,
    noteFileId: files[1]!.id,
    emailId,
    heldFileId: held!.id,
    ...(await emailedMessages(app, taskId)),
    postedEmailId: await postedEmail(app, taskId),
    otherTaskId: await app.taskWith({ clientId: clients.harbor, author: people.priya }),
    sentEmailId: sent!.id,
  };
}

async function otherProgram(app: App): Promise<Pick<Scene, "apiTokenId" | "endpointId" | "deliveryId">> {
  const byStaffId = app.world.people.priya.id;
  return app.store.write(async (rows) => {
    const token = { name: "Time sheets", scopes: ["tasks:read"], clientId: null, byStaffId };
    const { apiTokenId } = await makeApiToken(rows, startedAt, token, String);
    const endpoint = { url: "https://hooks.example/", wanted: ["task.opened"], clientId: null, byStaffId };
    const { endpointId } = await addWebhookEndpoint(rows, startedAt, {
      ...endpoint,
      keyId: 1,
      isSandbox: false,
    });
    await sendWebhookTest(rows, startedAt, endpointId);
    return { apiTokenId, endpointId, deliveryId: 1 };
  });
}

let emailCount = 0;

function heldEmail(app: App): Promise<number> {
  emailCount += 1;
  const uploads = [uploadOf("c.txt", "text/plain", `c${emailCount}`)];
  const raw = `Subject: ${emailCount}\r\n\r\n<html>Hello</html>`;
  return receiveEmail(app, { fromAddress: `sam${emailCount}@elsewhere.example` }, { raw, uploads });
}

async function postedEmail(app: App, taskId: number): Promise<number> {
  const { ann } = app.world.people;
  const id = await receiveEmail(app, { status: "handled", reason: "posted", taskId, author: ann });
  await app.say({ taskId, author: ann, channel: "email", inboundEmailId: id });
  return id;
}

async function emailedMessages(
  app: App,
  taskId: number,
): Promise<Pick<Scene, "emailedId" | "emailedNoteId">> {
  const { ann, priya } = app.world.people;
  const mailed = { taskId, channel: "email", reply: replyOf([blockOf("kept", "Yes.")]) } as const;
  const emailedId = await app.say({ ...mailed, author: ann });
  const emailedNoteId = await app.say({ ...mailed, author: priya, isNote: true });
  await app.store.write((rows) =>
    reportMisreading(rows, startedAt, { messageId: emailedId, verdict: "cut_too_much", by: priya }),
  );
  return { emailedId, emailedNoteId };
}

async function browserOf({ app, taskId }: Scene, kind: VisitorKind): Promise<Browser> {
  const { clients, people } = app.world;
  const browser = app.browser();
  switch (kind) {
    case "stranger":
      return browser;
    case "this link":
      await browser.get(await app.linkFor(taskId, people.ann));
      return browser;
    case "other link": {
      // Of the same person and client: a link opens its own task and nothing else.
      const otherId = await app.taskWith({ clientId: clients.harbor, author: people.priya });
      await browser.get(await app.linkFor(otherId, people.ann));
      return browser;
    }
    case "other client":
      return app.signedIn(people.dana);
    case "client":
      return app.signedIn(people.lee);
    case "staff":
      return app.signedIn(people.tom);
  }
}

/** Somebody who opened this task by Ann's link while it was good. */
async function browserOfDeadLink(
  { app, taskId }: Scene,
  kind: "revoked link" | "expired link",
): Promise<Browser> {
  const { ann } = app.world.people;
  const browser = app.browser();
  await browser.get(await app.linkFor(taskId, ann, 1));
  expect((await browser.get(`/tasks/${taskId}`)).status).toBe(200);
  if (kind === "expired link") app.time.now = new Date(app.time.now.getTime() + 2 * 86_400_000);
  else {
    await app.store.write((rows) =>
      rows.run(
        "update participants set version = version + 1 where task_id = ? and contact_id = ?",
        taskId,
        ann.id,
      ),
    );
  }
  return browser;
}

/** The path of the button in Ann's mail program, below her emails about the task. */
async function unsubscribePath({ app, taskId }: Scene): Promise<string> {
  const { id, version } = (await findParticipantOf(app.store.read, taskId, app.world.people.ann))!;
  return `/unsubscribe/${unsubscribeToken(keys, { kind: "mute", participantId: id, version })}`;
}

function situationPath({ sentEmailId }: Scene, name: string): string {
  return `/sandbox/emails/${sentEmailId}/situations/${name}`;
}

function annsMailbox({ app }: Scene): string {
  return `/sandbox/people/contact/${app.world.people.ann.id}`;
}

function annOf({ app }: Scene): string {
  return `contact:${app.world.people.ann.id}`;
}

function newTaskFields({ app }: Scene): Record<string, string> {
  const { clients, people } = app.world;
  return { client: String(clients.harbor), title: "New", text: "Words", contact: String(people.ann.id) };
}

function wordsOf(may: Row["may"]): string {
  return visitors.map((kind, index) => `${kind} ${may[index]}`).join(", ");
}

/** A connected mailbox, and a confirmation that its provider asks for. */
async function connectedMailbox(app: App, inboundEmailId: number) {
  return app.store.write(async (rows) => {
    const { mailboxId } = await addMailbox(rows, startedAt, {
      address: "hello@northbeam.example",
      byStaffId: app.world.people.priya.id,
      own: app.portal.installation,
    });
    await recordConfirmation(rows, {
      inboundEmailId,
      mailboxId,
      namedAddress: "hello@northbeam.example",
      provider: "Gmail",
      code: "123456789",
      link: null,
      isVouched: false,
      verdictWhy: "Nothing vouches for google.com.",
      receivedAt: startedAt,
    });
    return { mailboxId, confirmationId: 1 };
  });
}
