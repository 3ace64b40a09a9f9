// The commands that put people, clients and tasks into an installation. Each runs in one transaction and answers the sentence
// to print.
import { addClient } from "../actions/add-client.ts";
import { addContact } from "../actions/add-contact.ts";
import { addStaff } from "../actions/add-staff.ts";
import { changeApprover } from "../actions/change-approver.ts";
import type { OwnAddresses } from "../actions/free-address.ts";
import { planSessionsMax, planTasksMax, setPlan } from "../actions/set-plan.ts";
import { openTask } from "../actions/open-task.ts";
import { requireAddress } from "../domain/address.ts";
import { wordsOf } from "../domain/fault.ts";
import { personFromColumns } from "../domain/person.ts";
import { inEnglish, Problem } from "../domain/problem.ts";
import { wholeNumber } from "../setting.ts";
import { findClientByName, type PlanFacts } from "../store/clients.ts";
import { findPersonByAddress, listContacts } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { requireOption, type TypedOptions } from "./command-line.ts";

/** `word` is what the command takes: an address, a name or a title. */
export type Change = (
  rows: Rows,
  at: string,
  word: string,
  values: TypedOptions,
  own: OwnAddresses,
) => Promise<string>;

export async function addStaffCommand(...[rows, at, word, values, own]: Parameters<Change>): Promise<string> {
  const address = requireAddress(word);
  const name = values.name ?? nameFrom(address);
  await addStaff(rows, at, { name, address, own, ...zoneAndLocale(values) });
  return `${name} <${address}> is staff now and can sign in by email.`;
}

export async function setPlanCommand(...[rows, at, word, values]: Parameters<Change>): Promise<string> {
  const { plan, isNew } = await setPlan(rows, at, { name: word, ...readPlanFacts(values) });
  const { activeTasksMax, strategySessionsMonthly, trainingSessionsMonthly } = plan;
  const atOnce = activeTasksMax === 1 ? "one task" : `${activeTasksMax} tasks`;
  const which = isNew ? `There is a new plan, ${plan.name}` : `The plan ${plan.name} is now`;
  return `${which}: ${atOnce} at a time, and a month ${strategySessionsMonthly} strategy and ${trainingSessionsMonthly} training sessions.`;
}

/** The options that were typed. Throws `invalid`, and names all that are wrong. */
function readPlanFacts(values: TypedOptions): Partial<PlanFacts> {
  const facts: Partial<PlanFacts> = {};
  const faults: string[] = [];
  const read = (
    option: "tasks" | "strategy" | "training",
    fact: keyof PlanFacts,
    least: number,
    most: number,
  ) => {
    const typed = values[option];
    if (typed === undefined) return;
    try {
      facts[fact] = wholeNumber(least, most)(typed);
    } catch (fault) {
      faults.push(`--${option} ${wordsOf(fault)}`);
    }
  };
  read("tasks", "activeTasksMax", 1, planTasksMax);
  read("strategy", "strategySessionsMonthly", 0, planSessionsMax);
  read("training", "trainingSessionsMonthly", 0, planSessionsMax);
  if (faults.length > 0) throw new Problem("invalid", inEnglish(faults.join("\n")));
  return facts;
}

export async function addClientCommand(...[rows, at, word, values]: Parameters<Change>): Promise<string> {
  await addClient(rows, at, { name: word, plan: requireOption(values, "plan") });
  return `${word} is a client now. Next: inreply contact add EMAIL --client "${word}"`;
}

export async function addContactCommand(
  ...[rows, at, word, values, own]: Parameters<Change>
): Promise<string> {
  const address = requireAddress(word);
  const client = await requireClient(rows, values);
  const name = values.name ?? nameFrom(address);
  const { canApprove } = await addContact(rows, at, {
    clientId: client.id,
    name,
    address,
    ...(values.approver === true ? { canApprove: true } : {}),
    own,
    ...zoneAndLocale(values),
  });
  const may = canApprove ? " and may approve finished work" : "";
  return `${name} <${address}> is a contact of ${client.name} now${may}.`;
}

export async function changeApproverCommand(
  ...[rows, at, word, values]: Parameters<Change>
): Promise<string> {
  const address = requireAddress(word);
  const found = await findPersonByAddress(rows, address);
  if (found?.contactId == null)
    throw new Problem("not_found", inEnglish(`${address} belongs to no contact.`));
  const canApprove = values.remove !== true;
  const { contactId } = found;
  const { kind, person } = await changeApprover(rows, at, { contactId, canApprove, by: undefined });
  const still = kind === "unchanged" ? "already" : "now";
  return canApprove
    ? `${person.name} may approve finished work ${still}.`
    : `${person.name} may not approve finished work${kind === "unchanged" ? "" : " any more"}.`;
}

export async function openTaskCommand(...[rows, at, word, values]: Parameters<Change>): Promise<string> {
  const text = requireOption(values, "message");
  const by = requireOption(values, "by");
  const client = await requireClient(rows, values);
  const found = await findPersonByAddress(rows, requireAddress(by));
  const author = found && personFromColumns(found.contactId, found.staffId);
  if (author?.kind !== "staff") throw new Problem("not_found", inEnglish(`${by} is nobody of the staff.`));
  const { taskId } = await openTask(rows, at, {
    clientId: client.id,
    title: word,
    author,
    channel: "portal",
    text,
    postedAt: at,
  });
  return (await listContacts(rows, client.id)).length === 0
    ? `Task #${taskId} is open, but ${client.name} has no contact yet, so its first message reaches no client.`
    : `Task #${taskId} is open; its first message goes out by email.`;
}

async function requireClient(rows: Rows, values: TypedOptions) {
  const name = requireOption(values, "client");
  const client = await findClientByName(rows, name);
  if (client === undefined) throw new Problem("not_found", inEnglish(`There is no client called “${name}”.`));
  return client;
}

function zoneAndLocale({ zone, locale }: TypedOptions): { timeZone?: string; locale?: string } {
  return {
    ...(zone === undefined ? {} : { timeZone: zone }),
    ...(locale === undefined ? {} : { locale }),
  };
}

/** `ann.weber@client.example` is probably called Ann Weber. */
function nameFrom(address: string): string {
  return address
    .slice(0, address.lastIndexOf("@"))
    .split(/[._-]+/u)
    .filter((word) => word !== "")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}
