// Plays what people of the story write from their mail programs: each email comes in through the webhook.
import * as fixtures from "../../fixtures/story.ts";
import type { StoryStep } from "../../fixtures/story-step.ts";
import * as people from "../../fixtures/world.ts";
import { listOutboundEmailsTo } from "../store/outbound-emails.ts";
import { writeAutoReply } from "./auto-reply.ts";
import { findPosted } from "./find-inbound.ts";
import type { Stage } from "./play-step.ts";
import { postInbound } from "./post-inbound.ts";
import type { Correspondent } from "./program.ts";
import { writeAnswer, writeNewEmail, type SimulatedEmail } from "./simulator.ts";
import { storyFile } from "./story-file.ts";

/** A new email to the agency. Answers the task that it opened; throws when it opened none. */
export async function request(
  stage: Stage,
  title: string,
  step: Extract<StoryStep, { does: "request" }>,
): Promise<number> {
  const { program } = fixtures.habits[step.by];
  const email = await writeNewEmail(
    { to: stage.installation.mailFrom, subject: title },
    {
      author: correspondent(step.by),
      program,
      words: step.words,
      files: storyFile(step.file),
      at: stage.at,
    },
  );
  await send(stage, email);
  await stage.settled();
  const taskId = (await findPosted(stage.store.read, email))?.taskId;
  if (taskId === null || taskId === undefined) throw new Error(`The request “${title}” opened no task.`);
  return taskId;
}

/** Answers the newest email that this person was sent about the task; a task they began counts by its own address. */
export async function answer(
  stage: Stage,
  taskId: number,
  step: Extract<StoryStep, { does: "answer" | "approve" | "out-of-office" }>,
): Promise<void> {
  const author = correspondent(step.by);
  const rows = await listOutboundEmailsTo(stage.store.read, author.address, 50);
  const row = rows.find((candidate) => candidate.taskId === taskId);
  if (row === undefined) throw new Error(`${author.name} was sent nothing about task ${taskId} yet.`);
  const received = await stage.fillIn(row);
  const { words } = step;
  if (step.does === "out-of-office") {
    const { language } = step;
    return send(stage, await writeAutoReply(received, { author, language, words, at: stage.at }));
  }
  const { fromAddress = author.address, file } = step.does === "answer" ? step : {};
  const { program } = fixtures.habits[step.by];
  const from = { ...author, address: fromAddress };
  const typed = { author: from, program, words, files: storyFile(file), at: stage.at };
  await send(stage, await writeAnswer(received, typed));
}

/** Somebody whom nobody knows writes to the agency. */
export async function playStranger(stage: Stage): Promise<void> {
  const { name, address, subject, words } = fixtures.stranger;
  const author = { name, address, timeZone: "Europe/Berlin" };
  const to = stage.installation.mailFrom;
  const typed = { author, program: "gmail-web", words, at: stage.at } as const;
  await send(stage, await writeNewEmail({ to, subject }, typed));
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
