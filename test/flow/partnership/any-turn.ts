// Random turns through the doors: emails by the webhook, forms of both sides, links of emails, and time. Where no task is ready for
// a turn, those before it are taken first, so that lives get as far as approvals.
import fc from "fast-check";
import { expect } from "vitest";
import type { ContactKey, StaffKey } from "../../../fixtures/world.ts";
import { clients, contacts } from "../../../fixtures/world.ts";
import { canTake, type Step } from "../../../src/domain/step.ts";
import type { OutgoingEmail } from "../../../src/outbox/courier.ts";
import { listActive, listBacklog } from "../../../src/store/backlog.ts";
import { getClient } from "../../../src/store/clients.ts";
import { taskQuery, type TaskRow } from "../../../src/store/tasks.ts";
import { addressOf } from "../../support/world.ts";
import { openBrowser, type Page } from "../../portal/app.ts";
import type { Office } from "./office.ts";

type TurnName =
  | "request"
  | "question"
  | "remark"
  | "accept"
  | "estimate"
  | "decline"
  | "merge"
  | "split"
  | "start"
  | "delivery"
  | "hand-over"
  | "edit"
  | "withdraw"
  | "approve"
  | "ask-changes"
  | "undo-approval"
  | "backlog"
  | "plan"
  | "book"
  | "move-session"
  | "cancel-session"
  | "pass";

export interface Turn {
  turn: TurnName;
  /** Of the clients' ways, where there are several. */
  way: "email" | "page" | "link";
  which: number;
  other: number;
}

type Card = Pick<Turn, "turn" | "way">;
const both = ["email", "page"] as const;
const waysOf: Partial<Record<TurnName, readonly Turn["way"][]>> = {
  request: [...both, ...both],
  remark: ["email", "email"],
  start: [...both, ...both],
  edit: ["page"],
  withdraw: [...both],
  approve: [...both, "link", "link", "email"],
  "ask-changes": [...both, "link"],
  "undo-approval": [...both, "email", "email"],
  backlog: [...both, "email"],
  book: [...both],
  "move-session": [...both, "email"],
  "cancel-session": [...both],
};
const once = [
  "question",
  "accept",
  "estimate",
  "decline",
  "merge",
  "split",
  "delivery",
  "hand-over",
] as const;
/** Every turn by every way that it has; what freed or took a place several times. */
const deck: readonly Card[] = [
  ...Object.entries(waysOf).flatMap(([turn, ways]) => ways.map((way) => ({ turn: turn as TurnName, way }))),
  ...[...once, "plan" as const, "pass" as const].map((turn) => ({ turn, way: "page" as const })),
];

/** So many cards of the deck, all of them without a number, in any order. */
export function anyTurns(length = deck.length): fc.Arbitrary<Turn[]> {
  const dice = fc.record({ which: fc.nat(11), other: fc.nat(11) });
  return fc
    .tuple(
      fc.shuffledSubarray([...deck], { minLength: length, maxLength: length }),
      fc.array(dice, { minLength: length, maxLength: length, size: "max" }),
    )
    .map(([cards, thrown]) => cards.map((card, index) => ({ ...card, ...thrown[index]! })));
}

/** The step that a turn takes, and the turn that must come before it. */
const steps: Partial<Record<TurnName, { step: Step; before: TurnName }>> = {
  question: { step: "accept", before: "request" },
  accept: { step: "accept", before: "request" },
  decline: { step: "decline", before: "request" },
  merge: { step: "merge", before: "request" },
  split: { step: "merge", before: "request" },
  edit: { step: "edit", before: "request" },
  withdraw: { step: "withdraw", before: "request" },
  start: { step: "start", before: "accept" },
  estimate: { step: "change_estimate", before: "accept" },
  "hand-over": { step: "hand_over", before: "start" },
  delivery: { step: "change_delivery", before: "start" },
  approve: { step: "approve", before: "hand-over" },
  "ask-changes": { step: "ask_changes", before: "hand-over" },
  "undo-approval": { step: "undo_approval", before: "approve" },
};

const words: Partial<Record<TurnName, readonly string[]>> = {
  approve: ["Approved", "Looks good, please close it"],
  "ask-changes": ["Changes: larger, please"],
  "undo-approval": ["Please undo it"],
  withdraw: ["Please withdraw this request"],
  remark: ["Thanks!", "2, 1", "Not approved?", "Approved"],
};

/** Takes one turn. Answers of forms are checked; what they and emails did is for the rules to say. */
export async function takeTurn(office: Office, turn: Turn, count: number): Promise<void> {
  const { turn: name } = turn;
  const task = await ready(office, turn, count);
  if (task === undefined || name === "request") return request(office, turn, count);
  const doing: Doing = { office, turn, name, task, count, by: contactOf(task, turn) };
  await (clientTurns[name] ?? staffTurns[name] ?? takeStep)(doing);
}

/** A task with which it can be done, after the turns before it where there is none yet; any other where none can be had. */
async function ready(office: Office, turn: Turn, count: number): Promise<TaskRow | undefined> {
  const need = steps[turn.turn];
  const tasks = () => office.started.store.read.all<TaskRow>(`${taskQuery} order by t.id`);
  if (need === undefined) return pick(await tasks(), turn);
  const fitting = async () => (await tasks()).filter(({ stage }) => canTake(need.step, stage));
  if ((await fitting()).length === 0) await takeTurn(office, { ...turn, turn: need.before }, count);
  const found = await fitting();
  // The newest approval can most likely be taken back still.
  return turn.turn === "undo-approval" ? newestOf(found) : (pick(found, turn) ?? pick(await tasks(), turn));
}

interface Doing {
  office: Office;
  turn: Turn;
  name: TurnName;
  task: TaskRow;
  count: number;
  by: ContactKey;
}

function pick<Row>(rows: readonly Row[], { which }: Turn): Row | undefined {
  return rows[which % Math.max(rows.length, 1)];
}

function newestOf(tasks: readonly TaskRow[]): TaskRow | undefined {
  return tasks.toSorted((one, other) => other.stageAt.localeCompare(one.stageAt))[0];
}

/** One who may approve; by email sometimes another one. */
function contactOf({ clientName }: TaskRow, { way, other }: Turn): ContactKey {
  const client = clients.find(({ name }) => name === clientName)!;
  const people = contacts.filter((contact) => contact.client === client.key);
  return people[way === "email" && other % 5 === 0 ? people.length - 1 : 0]!.key;
}

async function request(office: Office, { way, which, other }: Turn, count: number): Promise<void> {
  const key = contacts[which % contacts.length]!.key;
  const text = `I wish for thing number ${count}.\n\nAnd for another one.`;
  if (way === "email" || other % 2 === 0) {
    await office.bring({ from: `X <${addressOf(key)}>`, subject: `Wish ${count}`, body: text });
    return;
  }
  const browser = await office.signedIn(key);
  expectStatus(await browser.post("/requests", { key: `r ${count}`, title: `Wish ${count}`, text }), [303]);
  await office.settled();
}

/** By page, by the link in the newest email about the task, or in answer to that email. */
async function byClient({ office, turn, name, task, count, by }: Doing, fields: Record<string, string> = {}) {
  const email = await newestAbout(office, by, task);
  const said = words[name];
  if (turn.way === "email" && said !== undefined && email !== undefined) {
    await office.answer(by, said[turn.other % said.length]!, email);
    return;
  }
  if (name === "remark") return;
  const form = { key: `${name} ${count}`, ...fields };
  const path = `/tasks/${task.id}/${name}`;
  const link = turn.way === "link" ? linkIn(email) : undefined;
  const browser = link === undefined ? await office.signedIn(by) : openBrowser(office.started.localUrl);
  if (link !== undefined) expectStatus(await browser.get(link), [303]);
  // 403: the one who presses it may not approve. 409: no task was ready. 410: an approval that stands by now.
  expectStatus(await browser.post(path, form), [303, 403, 409, 410]);
  await office.settled();
}

async function newestAbout(
  office: Office,
  by: ContactKey,
  { id }: TaskRow,
): Promise<OutgoingEmail | undefined> {
  const newest = await office.started.store.read.first<{ messageId: string }>(
    `select internet_message_id as "messageId" from outbound_emails
     where task_id = ? and contact_id = ? and status = 'sent' order by id desc`,
    id,
    office.world.people[by].id,
  );
  return office.emailsTo(by).find(({ headers }) => headers["Message-ID"] === newest?.messageId);
}

function linkIn(email: OutgoingEmail | undefined): string | undefined {
  return /https?:\/\/localhost:\d+(\/t\/[a-z2-7]+)/u.exec(email?.text ?? "")?.[1];
}

const clientTurns: Partial<Record<TurnName, (doing: Doing) => Promise<void>>> = {
  approve: byClient,
  withdraw: byClient,
  "undo-approval": byClient,
  "ask-changes": (doing) => byClient(doing, { text: "Larger, please." }),
  edit: (doing) =>
    byClient(doing, { title: `Another ${doing.count}`, "seen-title": doing.task.title, text: "New words." }),
  remark: (doing) => byClient({ ...doing, turn: { ...doing.turn, way: "email" } }),
  backlog: orderBacklog,
  book,
  "move-session": (doing) => changeSession(doing, "move"),
  "cancel-session": (doing) => changeSession(doing, "cancel"),
};

async function orderBacklog({ office, turn, task, by, count }: Doing): Promise<void> {
  const wait = () => listBacklog(office.started.store.read, task.clientId, 100);
  let waiting = await wait();
  for (let more = 0; waiting.length < 2 && more < 2; more++) {
    await office.request(by, `Wish ${count}, ${more}`, "Another one.");
    waiting = await wait();
  }
  if (turn.way === "email") {
    await office.bring({ from: `X <${addressOf(by)}>`, subject: "Backlog", body: "" });
    await office.answer(by, `${waiting.length}, 1`, office.newestTo(by, /^Your backlog at/u));
    return;
  }
  const moved = pick(waiting, turn);
  const before = waiting.find(({ id }) => id !== moved?.id);
  if (moved === undefined || before === undefined) return;
  const browser = await office.signedIn(by);
  const form = { key: `b ${count}`, task: String(moved.id), before: String(before.id) };
  expectStatus(await browser.post("/backlog", form), [303]);
}

async function book({ office, turn, by, count }: Doing): Promise<void> {
  if (turn.way === "email") {
    await office.bring({ from: `X <${addressOf(by)}>`, subject: "Schedule a training session", body: "" });
    await office.answer(by, String((turn.which % 3) + 1));
    return;
  }
  const browser = await office.signedIn(by);
  const kind = turn.which % 2 === 0 ? "kind=training&minutes=30" : "kind=strategy&minutes=45";
  const fields = Object.fromEntries(new URLSearchParams(kind));
  const slot = slotIn(await browser.get(`/sessions?${kind}`), turn.other);
  if (slot === undefined) return;
  const form = { key: `s ${count}`, slot, agenda: "", ...fields };
  // 409: nothing is left of the month in which that is.
  expectStatus(await browser.post("/sessions", form), [303, 409]);
  await office.settled();
}

function slotIn({ text }: Page, which: number): string | undefined {
  const slots = [...text.matchAll(/name="slot" value="([^"]+)"/gu)].map(([, value]) => value!);
  return slots[which % Math.max(slots.length, 1)];
}

async function changeSession(doing: Doing, wanted: "move" | "cancel"): Promise<void> {
  const { office, turn } = doing;
  const sessions = () =>
    office.started.store.read.all<{ id: number; contactId: number }>(
      `select id, contact_id as "contactId" from sessions where state = 'booked' order by id`,
    );
  if ((await sessions()).length === 0) await book(doing);
  const session = pick(await sessions(), turn);
  if (session === undefined) return;
  const by = contacts.find(({ key }) => office.world.people[key].id === session.contactId)!.key;
  if (turn.way === "email") {
    await office.answer(by, wanted, office.newestTo(by, /session (?:booked|moved): /u));
    if (wanted === "move") await office.answer(by, String((turn.other % 3) + 1));
    return;
  }
  const browser = await office.signedIn(by);
  const path = `/sessions/${session.id}/${wanted}`;
  const slot = wanted === "move" ? slotIn(await browser.get(`/sessions?move=${session.id}`), turn.other) : "";
  if (slot === undefined) return;
  expectStatus(await browser.post(path, { slot }), [303, 409]);
  await office.settled();
}

const staffTurns: Partial<Record<TurnName, (doing: Doing) => Promise<void>>> = {
  question: async ({ office, task, count }) => {
    const browser = await office.signedIn("priya");
    const form = { key: `q ${count}`, text: "Which one?" };
    expectStatus(await browser.post(`/tasks/${task.id}/messages`, form), [303]);
    await office.settled();
  },
  plan: async ({ office, turn, task }) => {
    const browser = await office.signedIn(staffOf(turn));
    const { planId } = await getClient(office.started.store.read, task.clientId);
    const plan = String((planId % 3) + 1);
    expectStatus(await browser.post(`/clients/${task.clientId}/plan`, { plan }), [303]);
  },
  pass: ({ office, turn }) => Promise.resolve(office.passMinutes(turn.which * 4 * 60)),
  start: async (doing) => {
    const { read } = doing.office.started.store;
    const { clientId } = doing.task;
    const active = (await listActive(read, clientId)).length;
    const page = await takeStep(doing);
    const isFull = active >= (await getClient(read, clientId)).activeTasksMax;
    if (doing.task.stage !== "Accepted") return expectStatus(page, [409]);
    expect([page.status, page.text.includes("at a time")]).toEqual(isFull ? [429, true] : [303, false]);
  },
};

function staffOf({ other }: Turn): StaffKey {
  return other % 2 === 0 ? "priya" : "tom";
}

async function takeStep({ office, turn, name, task }: Doing): Promise<Page> {
  const page = await office.step(staffOf(turn), task.id, name, await fieldsOf(office, turn, name, task));
  // 403 and 409: merged into another client’s, or into what has ended, and where no task was ready. 422: nothing changes.
  if (name !== "start") expectStatus(page, [303, 403, 409, 422]);
  return page;
}

async function fieldsOf(
  office: Office,
  { which }: Turn,
  name: TurnName,
  { id }: TaskRow,
): Promise<Record<string, string>> {
  const day = new Date(office.now().getTime() + (which + (name === "delivery" ? 2 : 1)) * 86_400_000)
    .toISOString()
    .slice(0, 10);
  const message = (await office.messagesOn(id)).find(({ authorContactId }) => authorContactId !== null);
  const fields: Partial<Record<TurnName, Record<string, string>>> = {
    accept: { estimate: "1 day" },
    estimate: { estimate: `${(which % 4) + 2} days`, text: "It is larger." },
    start: { delivery: day },
    delivery: { delivery: day, text: "It takes longer." },
    merge: { into: String(Math.max(id - 1 - (which % 2), 1)) },
    split: { message: String(message?.id ?? 0), title: "Another one", part: "another one" },
  };
  return fields[name] ?? { text: "Look." };
}

function expectStatus({ status, text }: Page, allowed: readonly number[]): void {
  if (!allowed.includes(status))
    throw new Error(`${status}, and not ${allowed.join(" or ")}: ${text.slice(0, 3_000)}`);
}
