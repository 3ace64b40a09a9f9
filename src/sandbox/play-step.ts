// Plays one step of the story: staff act on their pages, clients by email through the whole way in, and on their pages where
// the story says so. Writes what the actions and the way in write.
import type { StoryFile, StoryOrder, StoryStep, StoryTask } from "../../fixtures/story-step.ts";
import { askBacklog } from "../actions/ask-backlog.ts";
import { openTask } from "../actions/open-task.ts";
import { orderBacklog } from "../actions/order-backlog.ts";
import { postMessage } from "../actions/post-message.ts";
import { timestamp } from "../domain/clock.ts";
import { contentHash } from "../store/blobs.ts";
import type { Upload } from "../store/messages.ts";
import { answer, request } from "./play-email.ts";
import { takeContactStep, takeStaffStep } from "./play-stage.ts";
import type { AttachedFile } from "./program.ts";
import type { SeedParts } from "./seed-story.ts";
import type { World } from "./seed-world.ts";
import { storyFile } from "./story-file.ts";

/** What a step plays on: the installation, who is who in it, and the tasks that have begun. */
export interface Stage extends SeedParts {
  world: World;
  /** By title. */
  taskIds: Map<string, number>;
  at: Date;
}

/**
 * Does what the step says. Throws when the webhook does not take an email, and the `Problem` of a step that cannot be taken;
 * its emails are still to be processed.
 */
export async function playStep(stage: Stage, task: StoryTask, step: StoryStep): Promise<void> {
  switch (step.does) {
    case "open":
      stage.taskIds.set(task.title, await open(stage, task, step));
      return;
    case "request":
      stage.taskIds.set(task.title, await request(stage, task.title, step));
      return;
    case "write":
    case "note":
      return write(stage, taskIdOf(stage, task.title), step);
    case "answer":
    case "approve":
    case "out-of-office":
      return answer(stage, taskIdOf(stage, task.title), step);
    case "ask-changes":
    case "withdraw":
      return takeContactStep(stage, taskIdOf(stage, task.title), step);
    case "merge": {
      const intoTaskId = taskIdOf(stage, step.into);
      return takeStaffStep(stage, taskIdOf(stage, task.title), { ...step, intoTaskId });
    }
    case "accept":
    case "estimate":
    case "start":
    case "move-delivery":
    case "hand-over":
    case "decline":
      return takeStaffStep(stage, taskIdOf(stage, task.title), step);
  }
}

/** A client is sent their backlog, and puts it in order on their page. */
export async function playOrder(stage: Stage, { by, first }: StoryOrder): Promise<void> {
  const { store, world, at, settled } = stage;
  const contact = { kind: "contact", id: world.people[by].id } as const;
  await store.write((rows) => askBacklog(rows, at, { contactId: contact.id, cause: "asked" }));
  await settled();
  const taskIds = first.map((title) => taskIdOf(stage, title));
  const input = { by: contact, change: { kind: "first", taskIds } } as const;
  await store.write((rows) => orderBacklog(rows, timestamp(at), input));
}

async function open(
  { store, world, at }: Stage,
  { client, title }: StoryTask,
  step: Extract<StoryStep, { does: "open" }>,
): Promise<number> {
  const postedAt = timestamp(at);
  const { taskId } = await store.write((rows) =>
    openTask(rows, postedAt, {
      clientId: world.clients[client],
      title,
      author: world.people[step.by],
      channel: "portal",
      text: step.words,
      contactIds: step.to.map((key) => world.people[key].id),
      postedAt,
    }),
  );
  return taskId;
}

async function write(
  { store, world, at }: Stage,
  taskId: number,
  step: Extract<StoryStep, { does: "write" | "note" }>,
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
      uploads: uploads(step.file),
    }),
  );
}

function uploads(file: StoryFile | undefined): Upload[] {
  return storyFile(file).map((attached: AttachedFile) => ({
    ...attached,
    contentId: null,
    isInline: false,
    sha256: contentHash(attached.bytes),
  }));
}

function taskIdOf({ taskIds }: Stage, title: string): number {
  const id = taskIds.get(title);
  if (id === undefined) throw new Error(`The task “${title}” has not begun.`);
  return id;
}
