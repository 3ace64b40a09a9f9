// Fills an empty store with a world as an installation has it after some years: people first, then what happened day by day.
import type { WorkingCalendar } from "../../domain/working-calendar.ts";
import { endBulk, findGreatestId } from "../../store/bulk-rows.ts";
import { listPlans } from "../../store/clients.ts";
import type { Store } from "../../store/database.ts";
import { chanceOf, type Chance } from "./chance.ts";
import { addFiles } from "./files.ts";
import { addHeldEmails } from "./inbound-rows.ts";
import { makeClients, makeStaff } from "./people.ts";
import { gatherRows, type RowsToWrite } from "./rows-to-write.ts";
import { addSessions, thisMonth } from "./session-rows.ts";
import { addMessage, addWordlessStep } from "./step-rows.ts";
import { planTasks } from "./task-facts.ts";
import { openSeededTask, timestampOf } from "./task-rows.ts";
import { dayMs, type Step, type Task } from "./task-script.ts";

export interface WorldParts {
  tasks: number;
  seed: number;
  now: Date;
  agencyName: string;
  replyDomain: string;
  calendar: WorkingCalendar;
  /** When the agency began, in rows. */
  startedAt: string;
}

/** So long it has been there. */
const yearsBack = 3;

/** Answers how many messages, clients and contacts there are then. `tell` hears how far it has come, from 0 to 1. */
export async function fillWithWorld(
  store: Store,
  asked: Omit<WorldParts, "startedAt">,
  tell: (share: number) => void = () => {},
): Promise<{ messages: number; clients: number; contacts: number }> {
  const fromMs = asked.now.getTime() - yearsBack * 365 * dayMs;
  const parts = { ...asked, startedAt: timestampOf(fromMs) };
  const firstEvent = (await findGreatestId(store.read, "events")) + 1;
  const to = gatherRows(store, { events: firstEvent });
  const chance = chanceOf(parts.seed);
  const staff = makeStaff(chance, to, parts);
  const plans = await listPlans(store.read);
  const clients = makeClients(chance, to, { ...parts, plans }, thisMonth(parts));
  addFiles(to);
  addSessions(chance, to, parts, { clients, staff });
  await to.writeAll();
  // Nothing is opened in the last moments, so that all that happens has happened.
  const toMs = asked.now.getTime() - 3_600_000;
  const facts = planTasks(chance, { tasks: parts.tasks, clients: clients.length, fromMs, toMs });
  const days = byDay(fromMs);
  for (const [index, openedMs] of facts.openedMs.entries()) {
    await playUntil(openedMs);
    // Each by itself, so that what one task says changes nothing on another.
    const own = chanceOf(parts.seed, index + 1);
    const drawn = {
      staff,
      client: clients[facts.client[index]!]!,
      openedMs,
      messages: facts.messageCount[index]!,
    };
    const { task, steps } = openSeededTask(own, to, parts, drawn);
    for (const step of steps) days.add({ task, step, chance: own });
    if (index % 1_000 === 0) tell(index / parts.tasks);
  }
  await playUntil(Infinity);
  addHeldEmails(chance, to, parts, Math.ceil(parts.tasks / 2_500));
  await to.writeAll();
  await store.write((rows) => endBulk(rows));
  const contacts = clients.reduce((sum, client) => sum + client.contacts.length, 0);
  return { messages: to.nextId("messages") - 1, clients: clients.length, contacts };

  /** All that happened on days before the one of this moment, in the order of time. */
  async function playUntil(ms: number): Promise<void> {
    for (const { task, step, chance: own } of days.takeBefore(ms)) {
      play(own, to, parts, task, step);
      await to.writeMuch();
    }
  }
}

function play(chance: Chance, to: RowsToWrite, parts: WorldParts, task: Task, step: Step): void {
  if (step.kind === "message") addMessage(chance, to, parts, task, step);
  else addWordlessStep(chance, to, parts, task, step);
}

interface Planned {
  task: Task;
  step: Step;
  chance: Chance;
}

/** What is planned, by day: a day is put in order once all that begins on it is known, and then forgotten. */
function byDay(fromMs: number) {
  const days: (Planned[] | undefined)[] = [];
  let next = 0;
  const dayOf = (ms: number) => Math.floor((ms - fromMs) / dayMs);
  return {
    add: (planned: Planned) => {
      const day = Math.max(next, dayOf(planned.step.atMs));
      (days[day] ??= []).push(planned);
    },
    *takeBefore(ms: number): Generator<Planned> {
      for (; next < Math.min(days.length, dayOf(ms)); next++) {
        const planned = days[next] ?? [];
        days[next] = undefined;
        yield* planned.toSorted((one, other) => one.step.atMs - other.step.atMs);
      }
    },
  };
}
