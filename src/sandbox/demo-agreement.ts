// Scenes of the demo on a plan with one task at a time: work starts with a date, the next task has to wait, the finished one is
// approved by reply, and only then the next one starts.
import { acceptTask } from "../actions/accept-task.ts";
import { handOverTask } from "../actions/hand-over-task.ts";
import { startTask } from "../actions/start-task.ts";
import { timestamp } from "../domain/clock.ts";
import { dayInWords, dayOf } from "../domain/day.ts";
import { Problem } from "../domain/problem.ts";
import { proposeDelivery } from "../domain/working-calendar.ts";
import { readEstimate, type Estimate } from "../domain/working-time.ts";
import { listApprovals } from "../store/approvals.ts";
import type { Rows } from "../store/rows.ts";
import { getTask } from "../store/tasks.ts";
import { requestTitle } from "./demo-request.ts";
import {
  check,
  contact,
  hasWords,
  newestEmail,
  priya,
  requireNewest,
  send,
  title,
  type Demo,
} from "./demo-scene.ts";
import { writeAnswer } from "./simulator.ts";
import { shown } from "./terminal.ts";

const [ann, lee] = [contact("ann"), contact("lee")];

/** Works on a task in Triage, in which Ann and Lee take part; another one is in Accepted. Both are of the same client. */
export async function playAgreement(demo: Demo, taskId: number, nextTaskId: number): Promise<void> {
  await workStarts(demo, taskId);
  title(demo, "Priya tries to start the next one, too");
  await checkItWaits(demo, nextTaskId, "is being worked on");
  await workIsHandedOver(demo, taskId);
  title(demo, "Priya tries again to start the next one");
  await checkItWaits(demo, nextTaskId, "waits for approval");
  await leeCannotApprove(demo, taskId);
  await annApproves(demo, taskId);
  await nextStarts(demo, nextTaskId);
}

async function workStarts(demo: Demo, taskId: number): Promise<void> {
  title(demo, "Priya accepts the first task as well and starts to work on it");
  const estimate = readEstimate("2 to 3 days");
  await staffDo(demo, (rows, { at, by }) => acceptTask(rows, at, { taskId, by, estimate }));
  await startNow(demo, taskId, estimate);
  await checkItRuns(demo, taskId);
}

/** With the date that the estimate proposes. Answers why it cannot start, when it cannot. */
async function startNow(demo: Demo, taskId: number, estimate: Estimate): Promise<Problem | undefined> {
  try {
    await staffDo(demo, (rows, { at, by, now }) => {
      const { calendar } = demo.server.installation;
      const deliveryOn = proposeDelivery(calendar, now, estimate);
      return startTask(rows, at, { taskId, by, deliveryOn, today: dayOf(now, calendar.timeZone) });
    });
    return undefined;
  } catch (fault) {
    if (fault instanceof Problem) return fault;
    throw fault;
  }
}

/** Whether it is at work, and the client reads for when. */
async function checkItRuns(demo: Demo, taskId: number): Promise<void> {
  const { stage, deliveryOn } = await getTask(demo.server.store.read, taskId);
  check(demo, stage === "Working" && deliveryOn !== null, "it is in Working");
  const words = `Rough delivery date: ${dayInWords(deliveryOn ?? "1970-01-01", "en")}`;
  check(demo, hasWords(await newestEmail(demo, ann.address), words), `Ann reads “${words}”`);
}

/** Harbor Dental is on the Standard plan. */
async function checkItWaits(demo: Demo, taskId: number, why: string): Promise<void> {
  const refusal = await startNow(demo, taskId, readEstimate("1 to 2 days"));
  const isRefused = refusal?.code === "limit_reached" && refusal.message.includes(why);
  check(demo, isRefused, "it is refused, in words that say what blocks it");
  if (refusal !== undefined) demo.terminal.line(demo.terminal.faint(shown(refusal.message, "      │ ")));
  check(demo, (await stageOf(demo, taskId)) === "Accepted", "and it stays in Accepted");
}

async function workIsHandedOver(demo: Demo, taskId: number): Promise<void> {
  title(demo, "Priya hands the finished work over");
  const { calendar } = demo.server.installation;
  const text = "It is done: 19 enquiries moved to Altona, and new ones go there by themselves.";
  await staffDo(demo, (rows, { at, by, now }) =>
    handOverTask(rows, now, { taskId, by, calendar, words: { channel: "portal", text, postedAt: at } }),
  );
  check(demo, (await stageOf(demo, taskId)) === "Pending Approval", "it is in Pending Approval");
  const email = await newestEmail(demo, ann.address);
  const isTold = hasWords(email, text) && hasWords(email, "with the word “Approved”");
  check(demo, isTold, "Ann reads what there is to look at, and that “Approved” is answer enough");
  const next = `When it is approved, we start “${requestTitle}”`;
  check(demo, hasWords(email, next), "and what starts next when it is approved");
}

async function leeCannotApprove(demo: Demo, taskId: number): Promise<void> {
  title(demo, "Lee, who may not approve for the company, answers “Approved.”");
  const received = await requireNewest(demo, lee.address);
  const typed = { author: lee, program: "gmail-web", words: "Approved.", at: demo.server.clock() } as const;
  const { message } = await send(demo, await writeAnswer(received, typed));
  check(demo, message?.taskId === taskId, "it is a message");
  check(demo, (await stageOf(demo, taskId)) === "Pending Approval", "and the task waits for approval still");
  const told = await newestEmail(demo, lee.address);
  check(demo, hasWords(told, "it did not approve"), "of which Lee is told");
}

async function annApproves(demo: Demo, taskId: number): Promise<void> {
  title(demo, "Ann answers the hand-over with “Approved. Thank you!”");
  // Not the newest in her mailbox, which is Lee’s message.
  const received = await requireNewest(demo, ann.address, "hands it over for approval");
  const words = "Approved. Thank you!";
  const typed = { author: ann, program: "outlook-desktop", words, at: demo.server.clock() } as const;
  const { email } = await send(demo, await writeAnswer(received, typed));
  const isDone = email.reason === "approved" && (await stageOf(demo, taskId)) === "Complete";
  check(demo, isDone, "the task is in Complete");
  const [approval] = await listApprovals(demo.server.store.read, taskId);
  const isHers = approval?.contactName === ann.name && approval.rawSha256 === email.rawSha256;
  const isOnRecord = isHers && approval.verdict?.includes("is signed by") === true;
  check(demo, isOnRecord, "the record names her, the hash of her email and who vouched for it");
  if (approval !== undefined) demo.terminal.line(demo.terminal.faint(shown(approval.shown, "      │ ")));
  const confirmation = await newestEmail(demo, ann.address);
  check(
    demo,
    hasWords(confirmation, "take the approval back"),
    "Ann gets it confirmed, with a way to undo it",
  );
  const told = await newestEmail(demo, priya.address);
  check(demo, hasWords(told, `Next in the backlog: “${requestTitle}”`), "Priya is told what is next");
}

async function nextStarts(demo: Demo, taskId: number): Promise<void> {
  title(demo, "Priya starts the next one");
  await startNow(demo, taskId, readEstimate("1 to 2 days"));
  await checkItRuns(demo, taskId);
}

interface Staff {
  at: string;
  now: Date;
  by: { kind: "staff"; id: number };
}

/** Priya does it on her page, and everybody is told. */
async function staffDo(
  { server, world }: Demo,
  take: (rows: Rows, staff: Staff) => Promise<unknown>,
): Promise<void> {
  const now = server.clock();
  const by = { kind: "staff", id: world.people.priya.id } as const;
  await server.store.write((rows) => take(rows, { at: timestamp(now), now, by }));
  await server.settled();
}

async function stageOf({ server }: Demo, taskId: number): Promise<string> {
  return (await getTask(server.store.read, taskId)).stage;
}
