// Plays one step of the story: staff write through the actions, clients by email through the whole way in.
import { readFileSync } from "node:fs";
import * as fixtures from "../../fixtures/story.ts";
import * as people from "../../fixtures/world.ts";
import { openTask } from "../actions/open-task.ts";
import { postMessage } from "../actions/post-message.ts";
import { timestamp } from "../domain/clock.ts";
import { contentHash } from "../store/blobs.ts";
import type { Upload } from "../store/messages.ts";
import { listOutboundEmailsTo } from "../store/outbound-emails.ts";
import { markStage } from "../store/task-stages.ts";
import { findPosted } from "./find-inbound.ts";
import { postInbound } from "./post-inbound.ts";
import type { AttachedFile, Correspondent } from "./program.ts";
import type { SeedParts } from "./seed-story.ts";
import type { World } from "./seed-world.ts";
import { writeAnswer, writeNewEmail, type SimulatedEmail } from "./simulator.ts";
import { writeAutoReply } from "./auto-reply.ts";

/** What a step plays on: the installation, who is who in it, and the tasks that have begun. */
export interface Stage extends SeedParts {
  world: World;
  taskIds: Map<fixtures.StoryTask, number>;
  at: Date;
}

/** Does what the step says. Throws when the webhook does not take an email; its emails are still to be processed. */
export async function playStep(
  stage: Stage,
  task: fixtures.StoryTask,
  step: fixtures.StoryStep,
): Promise<void> {
  switch (step.does) {
    case "open":
    case "request":
      stage.taskIds.set(task, await begin(stage, task, step));
      return;
    case "write":
    case "note":
      return writeOnPage(stage, taskIdOf(stage, task), step);
    case "answer":
    case "out-of-office":
      return answer(stage, taskIdOf(stage, task), step);
    case "stage": {
      const taskId = taskIdOf(stage, task);
      return stage.store.write((rows) => markStage(rows, taskId, step.stage, timestamp(stage.at)));
    }
  }
}

async function begin(
  stage: Stage,
  task: fixtures.StoryTask,
  step: Extract<fixtures.StoryStep, { does: "open" | "request" }>,
): Promise<number> {
  const at = timestamp(stage.at);
  if (step.does === "open") {
    const { taskId } = await stage.store.write((rows) =>
      openTask(rows, at, {
        clientId: stage.world.clients[task.client],
        title: task.title,
        author: stage.world.people[step.by],
        channel: "portal",
        text: step.words,
        contactIds: step.to.map((key) => stage.world.people[key].id),
        postedAt: at,
      }),
    );
    return taskId;
  }
  const { program } = fixtures.habits[step.by];
  const email = await writeNewEmail(
    { to: stage.installation.mailFrom, subject: task.title },
    { author: correspondent(step.by), program, words: step.words, files: files(step.file), at: stage.at },
  );
  await send(stage, email);
  await stage.settled();
  const taskId = (await findPosted(stage.store.read, email))?.taskId;
  if (taskId === null || taskId === undefined) throw new Error(`The request “${task.title}” opened no task.`);
  return taskId;
}

async function writeOnPage(
  { store, world, at }: Stage,
  taskId: number,
  step: Extract<fixtures.StoryStep, { does: "write" | "note" }>,
): Promise<void> {
  const postedAt = timestamp(at);
  await store.write((rows) =>
    postMessage(rows, postedAt, {
      taskId,
      author: world.people[step.by],
      channel: "portal",
      text: step.words,
      isNote: step.does === "note",
      postedAt,
      uploads: files(step.file).map(toUpload),
    }),
  );
}

/** Answers the newest email that this person was sent about the task; a task they began counts by its own address. */
async function answer(
  stage: Stage,
  taskId: number,
  step: Extract<fixtures.StoryStep, { does: "answer" | "out-of-office" }>,
): Promise<void> {
  const author = correspondent(step.by);
  const rows = await listOutboundEmailsTo(stage.store.read, author.address, 50);
  const row = rows.find((candidate) => candidate.taskId === taskId);
  if (row === undefined) throw new Error(`${author.name} was sent nothing about task ${taskId} yet.`);
  const received = await stage.fillIn(row);
  if (step.does === "out-of-office") {
    const { language, words } = step;
    return send(stage, await writeAutoReply(received, { author, language, words, at: stage.at }));
  }
  const from = step.fromAddress === undefined ? author : { ...author, address: step.fromAddress };
  const { program } = fixtures.habits[step.by];
  const typed = { author: from, program, words: step.words, files: files(step.file), at: stage.at };
  await send(stage, await writeAnswer(received, typed));
}

/** Somebody whom nobody knows writes to the agency. */
export async function playStranger(stage: Stage): Promise<void> {
  const { name, address, subject, words } = fixtures.stranger;
  const author = { name, address, timeZone: "Europe/Berlin" };
  const to = stage.installation.mailFrom;
  await send(
    stage,
    await writeNewEmail({ to, subject }, { author, program: "gmail-web", words, at: stage.at }),
  );
}

async function send({ localUrl, inboundToken }: Stage, email: SimulatedEmail): Promise<void> {
  const { status, answer: reason } = await postInbound(localUrl, email, inboundToken);
  if (status !== 200) throw new Error(`The webhook answered ${status}: ${reason}`);
}

function correspondent(key: people.ContactKey): Correspondent {
  const { name, address, timeZone } = people.contacts.find((contact) => contact.key === key)!;
  const { signature } = fixtures.habits[key];
  return { name, address, timeZone, ...(signature === undefined ? {} : { signature }) };
}

function files(file: fixtures.StoryFile | undefined): AttachedFile[] {
  if (file === undefined) return [];
  return [
    { ...file, bytes: readFileSync(new URL(`../../fixtures/story/${file.filename}`, import.meta.url)) },
  ];
}

function toUpload(file: AttachedFile): Upload {
  return { ...file, contentId: null, isInline: false, sha256: contentHash(file.bytes) };
}

function taskIdOf({ taskIds }: Stage, task: fixtures.StoryTask): number {
  const id = taskIds.get(task);
  if (id === undefined) throw new Error(`The task “${task.title}” has not begun.`);
  return id;
}
