// A form that is sent twice makes one thing: every step of a task, by a double click and by the browser's Back.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ContactKey, StaffKey } from "../../../fixtures/world.ts";
import type { EventType } from "../../../src/domain/event.ts";
import { stepNames } from "../../../src/portal/step-takings.ts";
import { openOffice, taskAt, type Office } from "./office.ts";

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 30_000);
afterAll(() => office.stop());

interface Sent {
  by: ContactKey | StaffKey;
  from: Parameters<typeof taskAt>[1];
  fields: (taskId: number) => Record<string, string> | Promise<Record<string, string>>;
  event: EventType;
}

const delivery = (days: number) =>
  new Date(office.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** Without words wherever the step goes without. */
const forms: Record<string, Sent> = {
  accept: {
    by: "priya",
    from: "Triage",
    fields: () => ({ estimate: "1 day" }),
    event: "task.accepted",
  },
  estimate: {
    by: "priya",
    from: "Accepted",
    fields: () => ({ estimate: "1 week", text: "There is more to it." }),
    event: "task.estimate_changed",
  },
  decline: { by: "priya", from: "Triage", fields: () => ({ text: "Not ours." }), event: "task.declined" },
  merge: {
    by: "priya",
    from: "Triage",
    fields: async () => ({ into: String(await taskAt(office, "Triage", "The one that stays")) }),
    event: "task.merged",
  },
  split: {
    by: "priya",
    from: "Triage",
    fields: async (taskId) => {
      const [message] = await office.messagesOn(taskId);
      return { message: String(message!.id), title: "Its second half", part: message!.kept };
    },
    event: "task.split",
  },
  start: {
    by: "priya",
    from: "Accepted",
    fields: () => ({ delivery: delivery(4) }),
    event: "task.started",
  },
  delivery: {
    by: "priya",
    from: "Working",
    fields: () => ({ delivery: delivery(9), text: "It takes longer." }),
    event: "task.delivery_changed",
  },
  "hand-over": { by: "priya", from: "Working", fields: () => ({ text: "Look." }), event: "task.handed_over" },
  approve: { by: "ann", from: "Pending Approval", fields: () => ({}), event: "task.approved" },
  withdraw: { by: "ann", from: "Accepted", fields: () => ({}), event: "task.withdrawn" },
  edit: {
    by: "ann",
    from: "Triage",
    fields: () => ({ title: "Called otherwise", "seen-title": "Twice: edit" }),
    event: "task.edited",
  },
  "ask-changes": {
    by: "ann",
    from: "Pending Approval",
    fields: () => ({ text: "Larger." }),
    event: "task.changes_asked",
  },
  "undo-approval": {
    by: "ann",
    from: "Pending Approval",
    fields: async (taskId) => {
      await office.step("ann", taskId, "approve");
      return {};
    },
    event: "task.approval_undone",
  },
};

/** Leaves the plan's one place free. */
async function finish(taskId: number): Promise<void> {
  const { stage } = await office.task(taskId);
  if (stage === "Working") await office.step("priya", taskId, "hand-over", { text: "Again." });
  if (stage === "Working" || stage === "Pending Approval") await office.step("ann", taskId, "approve");
}

it.each(stepNames)("%s, with the same fields, is taken once and told once", async (name) => {
  const { by, from, fields, event } = forms[name]!;
  const taskId = await taskAt(office, from, `Twice: ${name}`);
  const typed = { key: `twice ${name}`, ...(await fields(taskId)) };
  const browser = await office.signedIn(by);
  const before = office.sent.length;
  const post = () => browser.post(`/tasks/${taskId}/${name}`, typed);
  const pages = [...(await Promise.all([post(), post()])), await post()];
  await office.settled();
  expect(pages.map(({ status }) => status)).toEqual([303, 303, 303]);
  expect(new Set(pages.map(({ location }) => location)).size).toBe(1);
  expect((await office.eventsOf(taskId)).filter((type) => type === event)).toHaveLength(1);
  const told = office.sent.slice(before).map(({ to }) => to.address);
  expect(told.length).toBeGreaterThan(0);
  expect(told).toEqual([...new Set(told)]);
  await finish(taskId);
});

it("other words with what is done already are not lost: they are shown again, and say why", async () => {
  const taskId = await taskAt(office, "Accepted", "Said anew");
  const again = await office.step("tom", taskId, "accept", {
    estimate: "2 to 3 days",
    text: "Gladly, on Monday.",
  });
  expect(again.status).toBe(409);
  expect(again.text).toContain("Gladly, on Monday.");
  await office.step("priya", taskId, "start", { delivery: delivery(4) });
  const other = await office.step("tom", taskId, "start", { delivery: delivery(5) });
  expect(other.status).toBe(409);
  await finish(taskId);
});
