// Plays a request of a preview: its client asks, and people take steps by the real actions, so that emails show what that
// leaves behind.
import { openTask } from "../actions/open-task.ts";
import type { StepWords } from "../actions/take-step.ts";
import { timestamp } from "../domain/clock.ts";
import { getPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { newestTo, toUpload, type Composed, type PreviewPerson, type PreviewStage } from "./preview.ts";
import type { AttachedFile } from "./program.ts";

/** One thing that somebody does on a task of a preview. */
export type Act = (stage: PreviewStage, taskId: number) => Promise<unknown>;

export interface Words {
  words: string;
  files?: readonly AttachedFile[];
}

/** Who asks for what, whom of their colleagues it reaches, and what happens then. */
export interface Request {
  title: string;
  by: PreviewPerson;
  words: string;
  with?: readonly PreviewPerson[];
  acts?: readonly Act[];
}

/** Plays requests one after the other and answers the newest email to `reader`. */
export async function played(
  stage: PreviewStage,
  reader: PreviewPerson,
  requests: readonly Request[],
): Promise<Composed> {
  for (const request of requests) await play(stage, request);
  return newestTo(stage.outbox, stage.people[reader]);
}

/** Answers the task. */
export async function play(stage: PreviewStage, request: Request): Promise<number> {
  const { title, words, acts = [] } = request;
  const author = stage.people[request.by];
  const { clientId } = await getPerson(stage.outbox.store.read, author);
  const contactIds = [author, ...(request.with ?? []).map((key) => stage.people[key])].map(({ id }) => id);
  const { taskId } = await writing(stage, (rows, at) =>
    openTask(rows, at, {
      clientId: clientId!,
      title,
      author,
      contactIds,
      ...stepWords(at, { words }),
    }),
  );
  for (const act of acts) await act(stage, taskId);
  return taskId;
}

/** Everything at the one moment at which the previews stand still. */
export function writing<T>(
  { outbox }: PreviewStage,
  work: (rows: Rows, at: string) => Promise<T>,
): Promise<T> {
  const at = timestamp(outbox.clock());
  return outbox.store.write((rows) => work(rows, at));
}

type Kind = "staff" | "contact";
type StepBy<Of extends Kind> = { by: { kind: Of; id: number }; words: StepWords | undefined };
type Doing<Of extends Kind> = (rows: Rows, at: string, step: StepBy<Of>) => Promise<unknown>;

/** A step of staff, with the words that come with it. */
export function byStaff(
  stage: PreviewStage,
  by: PreviewPerson,
  said: Words | undefined,
  work: Doing<"staff">,
) {
  return taking(stage, "staff", by, said, work);
}

/** The same of a contact. */
export function byContact(
  stage: PreviewStage,
  by: PreviewPerson,
  said: Words | undefined,
  work: Doing<"contact">,
) {
  return taking(stage, "contact", by, said, work);
}

function taking<Of extends Kind>(
  stage: PreviewStage,
  kind: Of,
  by: PreviewPerson,
  said: Words | undefined,
  work: Doing<Of>,
): Promise<unknown> {
  const person = stage.people[by];
  if (person.kind !== kind) throw new Error(`${by} is not ${kind}.`);
  return writing(stage, (rows, at) =>
    work(rows, at, { by: { kind, id: person.id }, words: said && stepWords(at, said) }),
  );
}

/** Words as a form brings them. */
export function stepWords(at: string, { words, files = [] }: Words) {
  return { channel: "portal" as const, text: words, postedAt: at, uploads: files.map(toUpload) };
}
