// A task as lists show it: where it stands, whose turn it is, and how old its last words are.
import { stageSlug } from "../domain/task.ts";
import type { TaskRow } from "../store/tasks.ts";
import type { Reading } from "./reading.ts";
import { stageName, turnWords, type TurnWords } from "./stage-words.ts";
import { ageInWords, momentWords, type MomentWords } from "./words.ts";

export interface TaskListRow {
  id: number;
  title: string;
  clientName: string;
  /** Only staff see whose task it is; a client sees their own. */
  isClientShown: boolean;
  stage: string;
  stageSlug: string;
  turn: TurnWords;
  age: string;
  lastWords: MomentWords;
}

export function toTaskListRow(task: TaskRow, reading: Reading & { isStaff: boolean }): TaskListRow {
  return {
    id: task.id,
    title: task.title,
    clientName: task.clientName,
    isClientShown: reading.isStaff,
    stage: stageName(task.stage, reading.say),
    stageSlug: stageSlug(task.stage),
    turn: turnWords(task, reading.isStaff, reading.say),
    age: ageInWords(task.lastMessageAt, reading.now, reading.locale),
    lastWords: momentWords(task.lastMessageAt, reading),
  };
}
