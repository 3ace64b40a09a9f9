// Whom and what staff can choose for a held email, with what processing proposed already chosen. Reads only.
import { normalizeAddress } from "../domain/address.ts";
import { titleFrom, titleLengthMax } from "../domain/task.ts";
import { getClient } from "../store/clients.ts";
import type { InboundEmailRow } from "../store/inbound-emails.ts";
import { findLastMove } from "../store/message-moves.ts";
import {
  findPerson,
  findPersonByAddress,
  listContacts,
  listFirstContacts,
  listStaff,
  type PersonRow,
} from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { findTask, listTasks, taskPageSize, type TaskRow } from "../store/tasks.ts";
import { groupBy } from "./group.ts";
import type { Portal } from "./portal.ts";
import type { DecisionForm, RefusedDecision } from "./refused-decision.ts";
import type { SayToThem } from "./reading.ts";
import { stageName } from "./stage-words.ts";

interface Option {
  value: string;
  label: string;
  isChosen: boolean;
}

interface Group {
  label: string;
  options: Option[];
}

export interface Choices {
  /** `contact:3` or `staff:1`, grouped by client. */
  authors: Group[];
  tasks: Option[];
  /** For a further address of theirs, and for a new task. */
  contacts: { ofAddress: Group[]; ofTask: Group[] };
  /** Not everybody is listed: whoever is missing can be named by their address. */
  hasMore: boolean;
  /** The sender's address when it is nobody's yet, and so can become somebody's. */
  newAddress: string | null;
}

/** `likelyId`: the contact who most likely wrote it, where processing proposed nobody. */
export async function readChoices(
  portal: Portal,
  email: InboundEmailRow,
  likelyId: number | undefined,
  refused: RefusedDecision | undefined,
): Promise<Choices> {
  const rows = portal.store.read;
  const chosenId = email.contactId ?? likelyId;
  const first = await listFirstContacts(rows, contactsListedMax + 1);
  const contacts = await listedWith(rows, first, chosenId);
  const staff = await listStaff(rows);
  const author = contacts.find((contact) => contact.contactId === chosenId);
  const contactGroups = [...groupBy(contacts, (contact) => contact.clientName)].map(([label, members]) => ({
    label,
    options: members.map((contact) => ({
      value: `contact:${contact.contactId}`,
      label: `${contact.name} <${contact.address}>`,
      isChosen: contact.contactId === chosenId,
    })),
  }));
  const ourGroup = {
    label: portal.installation.agencyName,
    options: staff.map((person) => ({
      value: `staff:${person.staffId}`,
      label: `${person.name} <${person.address}>`,
      isChosen: person.staffId === email.staffId,
    })),
  };
  const tasks = await listChoosableTasks(portal, email.taskId, author?.clientId ?? undefined);
  const chosenIn = (form: DecisionForm, groups: Group[]) =>
    chooseAgain(groups, refused?.typed(form, "author"));
  const taskTyped = refused?.typed("accept", "task");
  return {
    authors: chosenIn("accept", [...contactGroups, ourGroup]),
    tasks: tasks.map((task) => ({
      value: String(task.id),
      label: `#${task.id} ${task.title} (${task.clientName})`,
      isChosen: taskTyped === undefined ? task.id === email.taskId : String(task.id) === taskTyped,
    })),
    contacts: {
      ofAddress: chosenIn("add-address", contactGroups),
      ofTask: chosenIn("open-task", contactGroups),
    },
    hasMore: first.length > contactsListedMax,
    newAddress: await findNewAddress(portal, email),
  };
}

/** People of clients in one list to choose from. */
export const contactsListedMax = 200;

type Contact = PersonRow & { clientName: string };

/** Of too many to be listed those of the proposed one's client, and of the others as many as there is room for. */
async function listedWith(rows: Rows, first: Contact[], chosenId: number | undefined): Promise<Contact[]> {
  if (first.length <= contactsListedMax) return first;
  const chosen =
    chosenId === undefined ? undefined : await findPerson(rows, { kind: "contact", id: chosenId });
  if (chosen?.clientId == null) return first.slice(0, contactsListedMax);
  const { name: clientName } = await getClient(rows, chosen.clientId);
  const near = (await listContacts(rows, chosen.clientId)).map((contact) => ({ ...contact, clientName }));
  const others = first.filter(({ clientId }) => clientId !== chosen.clientId);
  const listed = [...near, ...others].slice(0, contactsListedMax);
  // The proposed one is among them, however many there are of the client.
  return listed.some(({ contactId }) => contactId === chosenId)
    ? listed
    : [{ ...chosen, clientName }, ...listed.slice(1)];
}

/** What somebody chose before stays chosen. */
export function chooseAgain(groups: Group[], typed: string | undefined): Group[] {
  if (typed === undefined) return groups;
  const again = (option: Option) => ({ ...option, isChosen: option.value === typed });
  return groups.map(({ label, options }) => ({ label, options: options.map(again) }));
}

/** Where a message can be moved, and what the forms start with. */
export interface MoveChoices {
  fromTaskId: number;
  tasks: Option[];
  title: string;
  titleLengthMax: number;
}

/** The newest other tasks of the client whose task this is; any further one by its number. */
export async function readMoveChoices(
  portal: Portal,
  from: TaskRow,
  {
    messageId,
    subject,
    refused,
  }: { messageId: number; subject: string | null; refused: RefusedDecision | undefined },
  say: SayToThem,
): Promise<MoveChoices> {
  const newest = await listTasks(portal.store.read, 1, { clientId: from.clientId });
  const last = await findLastMove(portal.store.read, messageId);
  return {
    fromTaskId: from.id,
    tasks: newest
      .slice(0, taskPageSize)
      .filter((task) => task.id !== from.id)
      .map((task) => ({
        value: String(task.id),
        label: `#${task.id} ${task.title} (${stageName(task.stage, say)})`,
        // Whoever moved it wrongly finds the way back already chosen.
        isChosen: String(task.id) === (refused?.typed("move", "task") ?? String(last?.fromTaskId)),
      })),
    title: newTitle(subject ?? ""),
    titleLengthMax,
  };
}

/** The subject of an answer names the task that it answers, so that it is no title for another one. */
function newTitle(subject: string): string {
  return subject.trim() === "" || /\[#\d+\]/u.test(subject) ? "" : titleFrom(subject);
}

/** The proposed task, then the newest tasks of the proposed author's client, or of everybody. */
async function listChoosableTasks(
  portal: Portal,
  proposedId: number | null,
  clientId: number | undefined,
): Promise<TaskRow[]> {
  const proposed = proposedId === null ? undefined : await findTask(portal.store.read, proposedId);
  const newest = await listTasks(portal.store.read, 1, { clientId: clientId ?? proposed?.clientId });
  const others = newest.slice(0, taskPageSize).filter((task) => task.id !== proposedId);
  return proposed === undefined ? others : [proposed, ...others];
}

async function findNewAddress(portal: Portal, email: InboundEmailRow): Promise<string | null> {
  if (email.fromAddress === null || email.fromAddress === "" || email.reason === "connected_mailbox")
    return null;
  const owner = await findPersonByAddress(portal.store.read, normalizeAddress(email.fromAddress));
  return owner === undefined ? email.fromAddress : null;
}
