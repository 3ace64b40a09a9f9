// Scenes of the demo: a client asks for something by email, is asked back, answers, and has it accepted with an estimate.
import { acceptTask } from "../actions/accept-task.ts";
import { postMessage } from "../actions/post-message.ts";
import { timestamp } from "../domain/clock.ts";
import { estimateInWords } from "../domain/estimate-words.ts";
import { turnOf } from "../domain/task.ts";
import { readEstimate } from "../domain/working-time.ts";
import { getTask } from "../store/tasks.ts";
import {
  check,
  contact,
  hasWords,
  newestEmail,
  requireNewest,
  send,
  title,
  type Demo,
} from "./demo-scene.ts";
import { writeAnswer, writeNewEmail } from "./simulator.ts";

export const requestTitle = "Remind patients of their check-up";
const ann = contact("ann");

/** Plays them and answers the task, which is in Accepted then. */
export async function playRequest(demo: Demo): Promise<number> {
  const taskId = await annAsks(demo);
  await priyaAsksBack(demo, taskId);
  await annAnswers(demo, taskId);
  await priyaAccepts(demo, taskId);
  return taskId;
}

async function annAsks(demo: Demo): Promise<number> {
  title(demo, "Ann asks for something else, in a new email");
  const { server } = demo;
  const words =
    "Hello,\n\ncan HubSpot write to patients two weeks before their check-up?\n\nI am not sure what you need from us for that.";
  const to = server.installation.mailFrom;
  const typed = { author: ann, program: "outlook-desktop", words, at: server.clock() } as const;
  const { email } = await send(demo, await writeNewEmail({ to, subject: requestTitle }, typed));
  if (email.taskId === null) throw new Error("The request opened no task.");
  const task = await getTask(server.store.read, email.taskId);
  check(demo, task.title === requestTitle && task.stage === "Triage", `it is task #${task.id}, in Triage`);
  const receipt = await newestEmail(demo, ann.address);
  const isReceipt = hasWords(receipt, `It is task #${task.id}, in Triage`);
  check(demo, isReceipt, "Ann gets a receipt that says what happens next");
  return task.id;
}

async function priyaAsksBack(demo: Demo, taskId: number): Promise<void> {
  title(demo, "Priya asks what is missing");
  const { server, world } = demo;
  const postedAt = timestamp(server.clock());
  const text = "Gladly. Where is the date of everybody’s last check-up, and may HubSpot read it from there?";
  const message = { taskId, author: world.people.priya, channel: "portal", text, postedAt } as const;
  await server.store.write((rows) => postMessage(rows, postedAt, message));
  await server.settled();
  const question = await newestEmail(demo, ann.address);
  const isQuestion = hasWords(question, text) && hasWords(question, "It is your turn");
  check(demo, isQuestion, "Ann gets the question by email, and that the request waits for her answer");
  check(demo, (await turn(demo, taskId)) === "client", "the task waits for the client");
}

async function annAnswers(demo: Demo, taskId: number): Promise<void> {
  title(demo, "Ann answers from Outlook");
  const words = "It is in the booking system, in the column last_visit. Yes, you may.";
  const typed = { author: ann, program: "outlook-desktop", words, at: demo.server.clock() } as const;
  const { message } = await send(demo, await writeAnswer(await requireNewest(demo, ann.address), typed));
  check(demo, message?.taskId === taskId && message.kept === words, "it is a message on the request");
  check(demo, (await turn(demo, taskId)) === "us", "which waits for the agency again");
}

async function priyaAccepts(demo: Demo, taskId: number): Promise<void> {
  title(demo, "Priya accepts it, with a rough estimate");
  const { server, world } = demo;
  const at = timestamp(server.clock());
  const estimate = readEstimate("1 to 2 days");
  const by = { kind: "staff", id: world.people.priya.id } as const;
  await server.store.write((rows) => acceptTask(rows, at, { taskId, by, estimate }));
  await server.settled();
  const { stage, deliveryOn } = await getTask(server.store.read, taskId);
  check(demo, stage === "Accepted" && deliveryOn === null, "it is in Accepted, with no date");
  const told = await newestEmail(demo, ann.address);
  const words = `Rough estimate: ${estimateInWords(estimate, "en")}. It counts from when work starts`;
  check(demo, hasWords(told, words), `Ann reads “${words}”`);
}

async function turn({ server }: Demo, taskId: number): Promise<string> {
  const { stage, lastMessageBy } = await getTask(server.store.read, taskId);
  return turnOf(stage, lastMessageBy);
}
