// Every form of staff and clients that has fields: one that cannot be taken is shown again with a status of its own, with all that was
// typed, what is wrong beside the field, and the focus there. Derived from the table of URLs, so that no form is forgotten.
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { publishAvailability } from "../../src/actions/publish-availability.ts";
import { reportMisreading } from "../../src/actions/report-misreading.ts";
import { routes, type ServerParts } from "../../src/routes.ts";
import { blockOf, replyOf } from "../support/reply.ts";
import { countRows, openApp, receiveEmail, startedAt, type App, type Page } from "./app.ts";

/** One form that cannot be taken. `fields` are all of its fields, hidden ones that it needs included. */
interface Refusal {
  by: "priya" | "ann" | "nobody";
  /** Filled in of `scene` where it names a parameter: `:task`. */
  action: string;
  fields: Record<string, string>;
  /** Beside which it is said; the first one has the focus. */
  faulty: readonly string[];
}

const long = "x".repeat(200_000);

const refusals: Record<string, Refusal | "no fields" | "chosen from a list"> = {
  "/sign-in": { by: "nobody", action: "/sign-in", fields: { address: "nobody" }, faulty: ["address"] },
  "/sign-in/:token": "no fields",
  "/sign-out": "no fields",
  "/preferences": {
    by: "ann",
    action: "/preferences",
    fields: { notify: "daily", locale: "en", zone: "Mars", shortcuts: "on" },
    faulty: ["zone"],
  },
  "/requests": {
    by: "ann",
    action: "/requests",
    fields: { title: "", text: "Some words" },
    faulty: ["title"],
  },
  // The fields of other forms, kept as they are.
  "/drafts": "no fields",
  "/drafts/discard": "no fields",
  "/backlog": {
    by: "ann",
    action: "/backlog",
    fields: { task: ":waiting", position: "first" },
    faulty: ["position"],
  },
  "/people": "no fields",
  "/messages/:messageId/reply-cases": "no fields",
  "/messages/:messageId/redact": {
    by: "priya",
    action: "/messages/:message/redact",
    fields: { words: " " },
    faulty: ["words"],
  },
  "/reply-cases/:caseId": {
    by: "priya",
    action: "/reply-cases/:case",
    fields: { expected: "  " },
    faulty: ["expected"],
  },
  "/reply-cases/:caseId/dismiss": "no fields",
  "/mailboxes": { by: "priya", action: "/mailboxes", fields: { address: "none" }, faulty: ["address"] },
  "/mailboxes/:mailboxId/probe": "no fields",
  "/mailboxes/:mailboxId/remove": "no fields",
  "/mailboxes/confirmations/:confirmationId/done": "no fields",
  "/setup/probe": "no fields",
  "/clients": {
    by: "priya",
    action: "/clients",
    fields: {
      name: "New",
      plan: "Premium",
      person: "",
      address: "none",
      locale: "de",
      zone: "Mars",
      "may-approve": "yes",
    },
    faulty: ["person", "address", "zone"],
  },
  "/clients/:clientId/plan": {
    by: "priya",
    action: "/clients/:client/plan",
    fields: { plan: "99" },
    faulty: ["plan"],
  },
  "/clients/:clientId/approvers": "no fields",
  "/clients/:clientId/people": {
    by: "priya",
    action: "/clients/:client/people",
    fields: { person: "", address: "a@b.example", locale: "en", zone: "Europe/Berlin" },
    faulty: ["person"],
  },
  "/plans": {
    by: "priya",
    action: "/plans",
    fields: { name: "Large", tasks: "many", strategy: "1", training: "-1" },
    faulty: ["tasks", "training"],
  },
  "/plans/:planId": {
    by: "priya",
    action: "/plans/1",
    fields: { tasks: "0", strategy: "1", training: "1" },
    faulty: ["tasks"],
  },
  "/tasks": {
    by: "priya",
    action: "/tasks",
    fields: { client: ":client", title: "", text: "Some words", contact: ":ann" },
    faulty: ["title"],
  },
  "/tasks/:taskId/messages": {
    by: "ann",
    action: "/tasks/:waiting/messages",
    fields: { text: long },
    faulty: ["text"],
  },
  "/tasks/:taskId/notes": {
    by: "priya",
    action: "/tasks/:waiting/notes",
    fields: { text: long },
    faulty: ["text"],
  },
  "/tasks/:taskId/mute": "no fields",
  "/tasks/:taskId/unmute": "no fields",
  "/tasks/:taskId/accept": {
    by: "priya",
    action: "/tasks/:waiting/accept",
    fields: { estimate: "soon", text: "Some words" },
    faulty: ["estimate"],
  },
  "/tasks/:taskId/estimate": {
    by: "priya",
    action: "/tasks/:accepted/estimate",
    fields: { estimate: "3 days", text: "" },
    faulty: ["text"],
  },
  "/tasks/:taskId/decline": {
    by: "priya",
    action: "/tasks/:waiting/decline",
    fields: { text: "" },
    faulty: ["text"],
  },
  "/tasks/:taskId/merge": {
    by: "priya",
    action: "/tasks/:waiting/merge",
    fields: { into: "that one" },
    faulty: ["into"],
  },
  "/tasks/:taskId/split": {
    by: "priya",
    action: "/tasks/:waiting/split",
    fields: { message: ":first", part: "what they never wrote", title: "New" },
    faulty: ["part"],
  },
  "/tasks/:taskId/start": {
    by: "priya",
    action: "/tasks/:accepted/start",
    fields: { delivery: "2020-01-01", text: "Some words" },
    faulty: ["delivery"],
  },
  "/tasks/:taskId/delivery": {
    by: "priya",
    action: "/tasks/:working/delivery",
    fields: { delivery: "2020-01-01", text: "Some words" },
    faulty: ["delivery"],
  },
  "/tasks/:taskId/hand-over": {
    by: "priya",
    action: "/tasks/:working/hand-over",
    fields: { text: "" },
    faulty: ["text"],
  },
  "/tasks/:taskId/approve": {
    by: "ann",
    action: "/tasks/:pending/approve",
    fields: { text: long },
    faulty: ["text"],
  },
  "/tasks/:taskId/withdraw": {
    by: "ann",
    action: "/tasks/:waiting/withdraw",
    fields: { text: long },
    faulty: ["text"],
  },
  "/tasks/:taskId/edit": {
    by: "ann",
    action: "/tasks/:waiting/edit",
    fields: { title: " ", text: "Some words", "seen-title": "Waiting" },
    faulty: ["title"],
  },
  "/tasks/:taskId/ask-changes": {
    by: "ann",
    action: "/tasks/:pending/ask-changes",
    fields: { text: "" },
    faulty: ["text"],
  },
  "/tasks/:taskId/undo-approval": "no fields",
  "/tasks/:taskId/copied/:offerId/add": "no fields",
  "/tasks/:taskId/copied/:offerId/dismiss": "no fields",
  "/tasks/:taskId/assign": "chosen from a list",
  "/tasks/:taskId/follow": "no fields",
  "/tasks/:taskId/unfollow": "no fields",
  "/saved-replies": {
    by: "priya",
    action: "/saved-replies",
    fields: { title: "Hello", text: "Hello {friend}" },
    faulty: ["text"],
  },
  "/saved-replies/:savedReplyId": {
    by: "priya",
    action: "/saved-replies/:reply",
    fields: { title: "", text: "Hello" },
    faulty: ["title"],
  },
  "/saved-replies/:savedReplyId/delete": "no fields",
  "/held/discard": "chosen from a list",
  "/held/undo": "no fields",
  "/paused-addresses/:pauseId/resume": "no fields",
  "/storms/:breakerId/tell": "no fields",
  "/storms/:breakerId/keep-quiet": "no fields",
  "/emails/:emailId/accept": {
    by: "priya",
    action: "/emails/:held/accept",
    fields: { author: "contact::ann", task: "", "task-number": "9999" },
    faulty: ["task-number"],
  },
  "/emails/:emailId/add-address": {
    by: "priya",
    action: "/emails/:held/add-address",
    fields: { author: "" },
    faulty: ["author"],
  },
  "/emails/:emailId/open-task": {
    by: "priya",
    action: "/emails/:held/open-task",
    fields: { author: "" },
    faulty: ["author"],
  },
  "/emails/:emailId/open-forwarded": {
    by: "priya",
    action: "/emails/:forwarded/open-forwarded",
    fields: { contact: "", "add-address": "yes" },
    faulty: ["contact"],
  },
  "/emails/:emailId/discard": "no fields",
  "/emails/:emailId/undo": "no fields",
  "/emails/:emailId/move": {
    by: "priya",
    action: "/emails/:posted/move",
    fields: { from: ":waiting", task: "", "task-number": "that one" },
    faulty: ["task-number"],
  },
  "/emails/:emailId/move-to-new-task": {
    by: "priya",
    action: "/emails/:posted/move-to-new-task",
    fields: { from: ":waiting", title: "x".repeat(300) },
    faulty: ["title"],
  },
  "/emails/:emailId/process-again": "no fields",
  "/sessions": {
    by: "ann",
    action: "/sessions",
    fields: { kind: "strategy", minutes: "45", slot: "", agenda: "Some words" },
    faulty: ["slot"],
  },
  "/sessions/availability": {
    by: "priya",
    action: "/sessions/availability",
    fields: {
      "weekly-hours": "always",
      exceptions: "never",
      notice: "x",
      buffer: "0",
      "call-link": "A place",
    },
    faulty: ["weekly-hours", "exceptions", "notice"],
  },
  "/sessions/feed": "no fields",
  "/sessions/:sessionId/move": {
    by: "ann",
    action: "/sessions/:session/move",
    fields: { slot: "" },
    faulty: ["slot"],
  },
  "/sessions/:sessionId/agenda": {
    by: "ann",
    action: "/sessions/:session/agenda",
    fields: { agenda: "x".repeat(3_000), "seen-agenda": "" },
    faulty: ["agenda"],
  },
  "/sessions/:sessionId/cancel": "no fields",
  "/sessions/:sessionId/end": "no fields",
  "/programs/tokens": {
    by: "priya",
    action: "/programs/tokens",
    fields: { name: " ", scope: "tasks:read", client: ":client" },
    faulty: ["name"],
  },
  "/programs/tokens/:apiTokenId/revoke": "no fields",
  "/programs/endpoints": {
    by: "priya",
    action: "/programs/endpoints",
    fields: { url: "ftp://x", wanted: "task.opened", client: ":client" },
    faulty: ["url"],
  },
  "/programs/endpoints/:endpointId/test": "no fields",
  "/programs/endpoints/:endpointId/pause": "no fields",
  "/programs/endpoints/:endpointId/resume": "no fields",
  "/programs/endpoints/:endpointId/remove": "no fields",
  "/programs/deliveries/:deliveryId/again": "no fields",
};

describe("a form that cannot be taken", () => {
  it("is one of these", () => {
    const parts = { sandboxRoutes: [] } as unknown as ServerParts;
    const forms = routes(parts).filter(({ method, isOpen }) => method === "post" && isOpen !== true);
    expect(Object.keys(refusals).toSorted()).toEqual(forms.map(({ path }) => path).toSorted());
  });

  it("says beside its first faulty field what is wrong, keeps what was typed, and writes nothing", async () => {
    const app = await openApp();
    const fill = filling(await openForms(app));
    const { priya, ann } = app.world.people;
    const browsers = {
      priya: await app.signedIn(priya),
      ann: await app.signedIn(ann),
      nobody: app.browser(),
    };
    const before = await countRows(app);
    const faults: string[] = [];
    for (const refusal of Object.values(refusals)) {
      if (typeof refusal === "string") continue;
      const action = fill(refusal.action);
      const fields = mapped(refusal.fields, fill);
      const page = await browsers[refusal.by].post(action, fields);
      const found =
        page.status < 400 || page.status >= 500
          ? [`answers ${page.status}`]
          : faultsOf(page, action, fields, refusal.faulty);
      faults.push(...found.map((fault) => `${action} ${fault}`));
    }
    expect(faults).toEqual([]);
    expect(await countRows(app)).toEqual(before);
  }, 60_000);
});

function mapped(fields: Record<string, string>, fill: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, fill(value)]));
}

/** What of a refused form is not as it should be. */
function faultsOf(
  page: Page,
  action: string,
  fields: Record<string, string>,
  faulty: readonly string[],
): string[] {
  const { window } = new JSDOM(page.text.replace(/<dialog[^]*?<\/dialog>/gu, ""));
  const { document } = window;
  const form = [...document.querySelectorAll<HTMLFormElement>(`form[action="${action}"]`)].find((one) =>
    Object.keys(fields).some((name) => one.querySelector(`[name="${name}"]:not([type=hidden])`) !== null),
  );
  if (form === undefined) return [`has no form to ${action}`];
  const controls = [...form.querySelectorAll<HTMLInputElement>("input, select, textarea")].filter(
    ({ type }) => type !== "hidden" && type !== "file",
  );
  const faults = controls
    .filter(({ name }) => !Object.hasOwn(fields, name) && name !== "may-approve")
    .map(({ name }) => `has the field ${name}, which this test does not fill in`);
  const kept = new window.FormData(form);
  for (const [name, value] of Object.entries(fields)) {
    const own = controls.filter((control) => control.name === name);
    if (own.length === 0) continue;
    const isListed =
      own[0]!.localName !== "select" ||
      [...own[0]!.querySelectorAll("option")].some((option) => option.value === value);
    if (isListed && (kept.get(name) ?? "") !== value && value !== "") faults.push(`loses ${name}`);
    if (!faulty.includes(name)) continue;
    if (!own.some((control) => isDescribedByProblem(document, control)))
      faults.push(`says nothing beside ${name}`);
  }
  const focused = [...document.querySelectorAll<HTMLInputElement>("[autofocus]")].map(({ name }) => name);
  if (focused.join() !== faulty[0]) faults.push(`has the focus on ${focused.join()}, not ${faulty[0]}`);
  return [...new Set(faults)];
}

/** The field itself, marked as wrong, or the group that it is chosen from. */
function isDescribedByProblem(document: Document, control: Element): boolean {
  const isGroup = control.matches("[type=radio], [type=checkbox]");
  const described = isGroup ? control.closest("fieldset") : control;
  if (described === null || (!isGroup && control.getAttribute("aria-invalid") !== "true")) return false;
  const ids = described.getAttribute("aria-describedby")?.split(" ") ?? [];
  return ids.some((id) => {
    const said = document.getElementById(id);
    return said?.matches(".problem[role=alert]") === true && said.textContent.trim().length > 10;
  });
}

function filling(scene: Record<string, number>): (text: string) => string {
  return (text) => text.replaceAll(/:([a-z]+)/gu, (whole, name: string) => String(scene[name] ?? whole));
}

/** A task in each stage, emails of each kind, a case, a saved reply, a session: what the forms are about. */
async function openForms(app: App): Promise<Record<string, number>> {
  const { store, world } = app;
  const { clients, people } = world;
  const { ann, priya } = people;
  const at = startedAt;
  const open = async (title: string, stage: string) => {
    const id = await app.taskWith({ clientId: clients.harbor, author: ann, title, text: "Please, a form." });
    await store.write((rows) =>
      rows.run(
        "update tasks set stage = ?, estimate_min_minutes = 480, estimate_max_minutes = 480, delivery_on = '2026-03-20' where id = ?",
        stage,
        id,
      ),
    );
    return id;
  };
  const waiting = await open("Waiting", "Triage");
  await open("Also waiting", "Triage");
  const scene = {
    waiting,
    client: clients.harbor,
    ann: ann.id,
    accepted: await open("Accepted", "Accepted"),
    working: await open("Working", "Working"),
    pending: await open("Pending", "Pending Approval"),
    first: (await store.read.first<{ id: number }>("select id from messages where task_id = ?", waiting))!.id,
    held: await receiveEmail(app),
  };
  const posted = await receiveEmail(app, {
    status: "handled",
    reason: "posted",
    taskId: waiting,
    author: ann,
    text: "Words",
  });
  const reply = replyOf([blockOf("kept", "Words\n"), blockOf("quoted", "Older words")]);
  const message = await app.say({
    taskId: waiting,
    author: ann,
    text: "",
    channel: "email",
    inboundEmailId: posted,
    reply,
  });
  const forwarded = await receiveEmail(app, {
    reason: "staff_without_task",
    author: priya,
    forwarded: {
      fromName: "Sam Hill",
      fromAddress: "sam@elsewhere.example",
      date: "",
      subject: "A form",
      text: "Please, a form.",
      html: "",
    },
  } as never);
  const booked = await openSession(app);
  await store.write((rows) =>
    reportMisreading(rows, at, { messageId: message, verdict: "cut_too_much", by: ann }),
  );
  const staff = await app.signedIn(priya);
  await staff.post("/saved-replies", { title: "Hello", text: "Hello there" });
  return { ...scene, posted, message, forwarded, case: 1, reply: 1, session: booked };
}

async function openSession(app: App): Promise<number> {
  const { priya, ann } = app.world.people;
  const hours = { weeklyHours: "Mon-Fri 9-17", exceptions: "", noticeMinutes: 60, bufferMinutes: 0 };
  const callLink = "https://meet.example/priya";
  await app.store.write((rows) =>
    publishAvailability(rows, app.time.now, { ...hours, staffId: priya.id, callLink }),
  );
  const client = await app.signedIn(ann);
  const times = (await client.get("/sessions?kind=training&minutes=30")).text;
  const slot = /name="slot" value="([^"]+)"/u.exec(times)![1]!;
  const answer = await client.post("/sessions", {
    kind: "training",
    minutes: "30",
    slot,
    agenda: "",
    key: "a",
  });
  return Number(/session-(\d+)/u.exec(answer.location ?? "")![1]);
}
