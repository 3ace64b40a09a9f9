// GET /api/v1/clients, /api/v1/tasks and /api/v1/tasks/:taskId: what a program may see, in pages.
import { stageSlug, stages, type Stage } from "../domain/task.ts";
import { getClient, listClients } from "../store/clients.ts";
import { firstPlace, listMessagesAfter, listTasksBefore, type MessagePlace } from "../store/exports.ts";
import { listAttachmentsOfMessage } from "../store/messages.ts";
import { findTask } from "../store/tasks.ts";
import type { Answer, Call } from "./answer.ts";
import { ApiRefusal, nothingHere } from "./api-problem.ts";
import { requireSeen } from "./caller.ts";
import { factsOfMessage, factsOfTask } from "./facts.ts";
import { idMax, pageSizeOf, queryOf, requireId } from "./read-call.ts";

/** All clients that the token sees, by name. */
export async function answerClients({ api, caller }: Call): Promise<Answer> {
  const { read } = api.store;
  const rows = caller.clientId === null ? await listClients(read) : [await getClient(read, caller.clientId)];
  return { body: { clients: rows.map(({ id, name, planName }) => ({ id, name, plan: planName })) } };
}

/** The newest first. `client`, `stage`, `limit`, and `cursor` from the page before. */
export async function answerTasks({ api, caller, request }: Call): Promise<Answer> {
  const size = pageSizeOf(request);
  const cursor = queryOf(request, "cursor");
  const before = cursor === undefined ? idMax : requireId(cursor);
  const clientId = await clientOf({ api, caller, request });
  const stage = stageOf(queryOf(request, "stage"));
  const found = await listTasksBefore(api.store.read, before, size + 1, { clientId, stage });
  const tasks = found.slice(0, size);
  const next = found.length > size ? String(tasks.at(-1)!.id) : null;
  return { body: { tasks: tasks.map((task) => factsOfTask(api, task)), next } };
}

async function clientOf({ api, caller, request }: Call): Promise<number | undefined> {
  const typed = queryOf(request, "client");
  if (typed === undefined) return caller.clientId ?? undefined;
  const clientId = requireId(typed);
  requireSeen(caller, clientId);
  return (await getClient(api.store.read, clientId)).id;
}

/** By its name or as it stands in URLs: `Pending Approval`, `pending-approval`. */
function stageOf(typed: string | undefined): Stage | undefined {
  if (typed === undefined) return undefined;
  const found = stages.find((stage) => stage === typed || stageSlug(stage) === typed);
  if (found === undefined) {
    throw new ApiRefusal("invalid", `“stage” must be one of ${stages.map(stageSlug).join(", ")}.`);
  }
  return found;
}

/**
 * One task, and for who may read them its messages, the oldest first, with `limit` and `cursor` as above. Notes are among them
 * only for a token made for notes.
 */
export async function answerTask({ api, caller, request }: Call): Promise<Answer> {
  const rows = api.store.read;
  const task = await findTask(rows, requireId(request.params["taskId"]));
  if (task === undefined) throw nothingHere();
  requireSeen(caller, task.clientId);
  const facts = factsOfTask(api, task);
  if (!caller.scopes.includes("messages:read")) return { body: { task: facts } };
  const size = pageSizeOf(request);
  const after = placeOf(queryOf(request, "cursor"));
  const which = caller.scopes.includes("notes:read") ? "all" : "shown";
  const found = await listMessagesAfter(rows, task.id, after, { which, countMax: size + 1 });
  const messages = [];
  for (const message of found.slice(0, size)) {
    const files = await listAttachmentsOfMessage(rows, message.id);
    messages.push(await factsOfMessage(api, rows, message, files));
  }
  const last = found[size - 1];
  const next = found.length > size && last !== undefined ? `${last.postedAt}_${last.id}` : null;
  return { body: { task: facts, messages, next } };
}

const placeForm = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([1-9]\d{0,9})$/u;

function placeOf(cursor: string | undefined): MessagePlace {
  if (cursor === undefined) return firstPlace;
  const match = placeForm.exec(cursor);
  if (match === null) throw new ApiRefusal("invalid", "“cursor” must be the “next” of the page before.");
  return { postedAt: match[1]!, id: Math.min(Number(match[2]), idMax) };
}
