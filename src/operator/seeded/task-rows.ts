// A task of a generated world with who takes part in it: chosen, planned to its end, and its rows.
import { workdaysAfter } from "../../domain/working-calendar.ts";
import { reminderWorkdays } from "../../domain/step.ts";
import type { Stage } from "../../domain/task.ts";
import type { Value } from "../../store/rows.ts";
import type { Chance } from "./chance.ts";
import type { Client, Person } from "./people.ts";
import type { RowsToWrite } from "./rows-to-write.ts";
import { dayMs, writeScript, type Participant, type Step, type Task } from "./task-script.ts";
import type { WorldParts } from "./world.ts";
import { writeTitle } from "./write-text.ts";

/** A task that was opened so many days ago is open still in about a third of all cases. */
const openDays = 25;
/** Rough estimates, in minutes of working time. */
const estimates = [60, 120, 240, 480, 960, 1_440, 2_400];

/** Writes the task as it stands now, and answers what happens on it. */
export function openSeededTask(
  chance: Chance,
  to: RowsToWrite,
  parts: WorldParts,
  drawn: { client: Client; staff: readonly Person[]; openedMs: number; messages: number },
): { task: Task; steps: Step[] } {
  const { client, openedMs, messages } = drawn;
  const nowMs = parts.now.getTime();
  const task: Task = {
    id: to.nextId("tasks"),
    client,
    openedMs,
    lastText: "",
    handOverMessageId: null,
    title: writeTitle(chance, client.locale),
    locale: client.locale,
    stage: chooseStage(chance, client, nowMs - openedMs),
    contacts: takePart(to, chooseContacts(chance, client)),
    staff: takePart(to, chooseSome(chance, drawn.staff, chance.is(0.75) ? 1 : 2)),
  };
  const steps = writeScript(chance, task, { messages, nowMs });
  client.taskCount++;
  addTaskRow(chance, to, parts, task, steps);
  const addedAt = timestampOf(openedMs);
  for (const person of [...task.contacts, ...task.staff]) {
    to.add("participants", {
      id: person.participantId,
      task_id: task.id,
      added_at: addedAt,
      contact_id: person.kind === "contact" ? person.id : null,
      staff_id: person.kind === "staff" ? person.id : null,
      muted_at: chance.is(0.01) ? addedAt : null,
    });
  }
  return { task, steps };
}

export function timestampOf(ms: number): string {
  return new Date(ms).toISOString();
}

/** No more tasks take a place than the client's plan has. */
function chooseStage(chance: Chance, client: Client, ageMs: number): Stage {
  if (!chance.is(Math.exp(-ageMs / dayMs / openDays)))
    return chance.is(0.935) ? "Complete" : chance.is(0.4) ? "Declined" : "Withdrawn";
  if (client.activeCount < client.plan.activeTasksMax && chance.is(0.7)) {
    client.activeCount++;
    return chance.is(0.6) ? "Working" : "Pending Approval";
  }
  return chance.is(0.55) ? "Accepted" : "Triage";
}

/** One who may approve is among them: that is whom the work is for. */
function chooseContacts(chance: Chance, { contacts, approvers }: Client): Person[] {
  const approver = chance.pickSkewed(approvers);
  const others = chooseSome(chance, contacts, chance.pick([0, 0, 0, 1, 1, 2]));
  return [approver, ...others.filter((person) => person !== approver)];
}

function chooseSome(chance: Chance, people: readonly Person[], count: number): Person[] {
  return [...new Set(Array.from({ length: count }, () => chance.pick(people)))];
}

function takePart(to: RowsToWrite, people: readonly Person[]): Participant[] {
  return people.map((person) => ({ ...person, participantId: to.nextId("participants") }));
}

function addTaskRow(
  chance: Chance,
  to: RowsToWrite,
  { calendar }: WorldParts,
  task: Task,
  steps: readonly Step[],
): void {
  const atOf = (name: string) =>
    steps.findLast((step) => (step.kind === "message" ? step.tells : step.step) === name)?.atMs;
  const stageMs =
    atOf("approved") ??
    atOf("withdrawn") ??
    atOf("declined") ??
    atOf("handed_over") ??
    atOf("started") ??
    atOf("accepted") ??
    task.openedMs;
  const words = steps.filter((step) => step.kind === "message" && !step.isNote);
  const last = words.at(-1)!;
  // Whoever approved in an answer, or took the request back, waits for none.
  const isAnswered = task.stage === "Withdrawn" || (last.kind === "message" && last.tells === "approved");
  const reminded = steps.filter((step) => step.kind === "step" && step.step === "reminded").length;
  const isWaiting = task.stage === "Pending Approval";
  const estimate = chance.below(estimates.length - 1);
  const isAccepted = atOf("accepted") !== undefined;
  to.add("tasks", {
    id: task.id,
    client_id: task.client.id,
    title: task.title,
    stage: task.stage,
    opened_at: timestampOf(task.openedMs),
    stage_at: timestampOf(stageMs),
    last_message_at: timestampOf(last.atMs),
    last_message_by: isAnswered ? null : last.by!.kind,
    estimate_min_minutes: isAccepted ? estimates[estimate]! : null,
    estimate_max_minutes: isAccepted ? estimates[estimate + 1]! : null,
    ...deliveryOf(chance, atOf("started"), atOf("handed_over")),
    backlog_position: task.client.taskCount,
    remind_at:
      isWaiting && reminded === 0
        ? workdaysAfter(calendar, new Date(stageMs), reminderWorkdays[0]).toISOString()
        : null,
    reminded_count: reminded,
    assignee_staff_id: isAccepted && chance.is(0.8) ? task.staff[0]!.id : null,
  });
}

type Delivery = "delivery_first_on" | "delivery_on" | "delivery_last_on" | "handed_over_on";

function deliveryOf(
  chance: Chance,
  startedMs: number | undefined,
  handedOverMs: number | undefined,
): Record<Delivery, Value> {
  if (startedMs === undefined)
    return { delivery_first_on: null, delivery_on: null, delivery_last_on: null, handed_over_on: null };
  const first = dayAt(startedMs + chance.between(2, 12) * dayMs);
  const handedOver = handedOverMs === undefined ? null : dayAt(handedOverMs);
  const isMoved = handedOver !== null && handedOver > first && chance.is(0.5);
  const on = isMoved ? handedOver : first;
  const lastOn = handedOver === null ? null : on;
  return { delivery_first_on: first, delivery_on: on, delivery_last_on: lastOn, handed_over_on: handedOver };
}

/** By UTC: near enough for a day that chance picked. */
export function dayAt(ms: number): string {
  return timestampOf(ms).slice(0, 10);
}
