// What happens on one task of a generated world, from the request to where it stands now: who writes when, and which step their
// words take. Pure.
import type { Locale } from "../../domain/locale.ts";
import type { Stage } from "../../domain/task.ts";
import type { Chance } from "./chance.ts";
import { skewedAround } from "./chance.ts";
import type { Client, Person } from "./people.ts";

export const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** Somebody who takes part in a task. */
export type Participant = Person & { participantId: number };

export interface Task {
  id: number;
  title: string;
  client: Client;
  locale: Locale;
  contacts: Participant[];
  staff: Participant[];
  stage: Stage;
  openedMs: number;
  /** What was written last, for quoting it. */
  lastText: string;
  handOverMessageId: number | null;
}

export type StageStep = "accepted" | "started" | "declined" | "withdrawn" | "handed_over" | "approved";

/** `tells`: the step that these words take. */
export interface MessageStep {
  kind: "message";
  atMs: number;
  by: Participant;
  isNote: boolean;
  isFirst: boolean;
  tells?: StageStep;
}

/** A step that is taken without words; `number` counts reminders. */
export interface WordlessStep {
  kind: "step";
  atMs: number;
  by: Participant | undefined;
  step: StageStep | "reminded";
  number: number;
}

export type Step = MessageStep | WordlessStep;

const noteShare = 0.06;
/** Of contacts among those who write. */
const contactShare = 0.53;

type Drafted = Pick<Task, "contacts" | "staff" | "stage" | "openedMs">;

/** All steps in the order of their time. The first is the request, the last is before `nowMs`. */
export function writeScript(
  chance: Chance,
  task: Drafted,
  { messages, nowMs }: { messages: number; nowMs: number },
): Step[] {
  const endMs = endOf(chance, task, messages, nowMs);
  const times = timesBetween(chance, messages, task.openedMs, endMs);
  const staff = task.staff[0]!;
  const steps: Step[] = times.map((atMs, index) => {
    const isNote = index > 0 && chance.is(noteShare);
    const isContact = !isNote && chance.is(index === 0 ? 0.75 : contactShare);
    const by = chance.pickSkewed(isContact ? task.contacts : task.staff);
    return { kind: "message", atMs, by, isNote, isFirst: index === 0 };
  });
  const say = (index: number, by: Participant, tells: StageStep) => {
    steps[index] = { kind: "message", atMs: times[index]!, by, isNote: false, isFirst: index === 0, tells };
  };
  const act = (atMs: number, by: Participant | undefined, step: WordlessStep["step"], number = 0) =>
    steps.push({ kind: "step", atMs, by, step, number });
  const [second = endMs] = times.slice(1);
  const between = (share: number) => Math.floor(task.openedMs + share * (second - task.openedMs));
  const last = times.length - 1;
  switch (task.stage) {
    case "Triage":
      break;
    case "Declined":
      say(last, staff, "declined");
      break;
    case "Withdrawn":
      act(endMs, task.contacts[0], "withdrawn");
      break;
    case "Accepted":
      act(between(0.4), staff, "accepted");
      break;
    case "Working":
      act(between(0.3), staff, "accepted");
      act(between(0.7), staff, "started");
      break;
    case "Pending Approval":
    case "Complete": {
      act(between(0.3), staff, "accepted");
      act(between(0.7), staff, "started");
      // Who approves in an answer has the last word; a few write once more after approving on the page.
      const isBySaying = task.stage === "Complete" && last >= 2 && chance.is(0.5);
      const isThanking = !isBySaying && task.stage === "Complete" && last >= 2 && chance.is(0.01);
      const handOver = isBySaying || isThanking ? last - 1 : last;
      say(handOver, staff, "handed_over");
      if (task.stage === "Pending Approval") {
        // Two and five days of work later, once that has passed.
        for (const [index, days] of [3, 7].entries()) {
          if (endMs + days * dayMs < nowMs) act(endMs + days * dayMs, undefined, "reminded", index + 1);
        }
        break;
      }
      const [approver] = task.contacts;
      if (isBySaying) say(last, approver!, "approved");
      else act(isThanking ? times[handOver]! + 1 : endMs + 1, approver, "approved");
      if (isThanking)
        steps[last] = { kind: "message", atMs: times[last]!, by: approver!, isNote: false, isFirst: false };
    }
  }
  return steps.toSorted((one, other) => one.atMs - other.atMs);
}

/** Finished work that was handed over some days ago has had all its reminders, and what was just handed over none. */
function endOf(chance: Chance, task: Drafted, messages: number, nowMs: number): number {
  const { openedMs, stage } = task;
  const latestMs = nowMs - minuteMs;
  if (stage === "Pending Approval") {
    const longAgoMs = nowMs - chance.between(10, 40) * dayMs;
    const isLongAgo = longAgoMs > openedMs + dayMs && chance.is(0.7);
    return isLongAgo ? longAgoMs : Math.max(openedMs, latestMs - chance.below(18 * 60) * minuteMs);
  }
  const isOpen = stage === "Triage" || stage === "Accepted" || stage === "Working";
  const days = skewedAround(chance, isOpen ? 12 : 5, 0.8) * (1 + messages / 15);
  return Math.min(latestMs, openedMs + days * dayMs);
}

/** The first and the last of them at these very moments. */
function timesBetween(chance: Chance, count: number, fromMs: number, toMs: number): number[] {
  const times = Array.from({ length: count }, (_, index) =>
    index === 0 ? fromMs : Math.floor(fromMs + (index === 1 ? 1 : chance.next()) * (toMs - fromMs)),
  );
  return times.toSorted((one, other) => one - other);
}
