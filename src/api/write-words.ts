// POST /api/v1/requests and /api/v1/tasks/:taskId/messages: what a program brings, through the same actions as the pages' forms.
import { openTask } from "../actions/open-task.ts";
import { postMessage } from "../actions/post-message.ts";
import { normalizeAddress } from "../domain/address.ts";
import { timestamp } from "../domain/clock.ts";
import { isSamePerson, personFromColumns, type Person } from "../domain/person.ts";
import { requireTitle, titleFrom } from "../domain/task.ts";
import { findFirstTitle } from "../store/events.ts";
import { findMessageBySubmissionKey } from "../store/exports.ts";
import { findMessage, type MessageRow } from "../store/messages.ts";
import { findPersonByAddress } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { findTask, findTaskBySubmissionKey, getTask } from "../store/tasks.ts";
import type { Answer, Call } from "./answer.ts";
import { ApiRefusal, nothingHere } from "./api-problem.ts";
import { requireSeen, type Caller } from "./caller.ts";
import { factsOfMessage, factsOfTask } from "./facts.ts";
import { keyReused, readObject, requireId, requireText, submissionKeyOf } from "./read-call.ts";

/** A request of a contact, named by any address of theirs: a task in Triage that begins with their words. */
export async function answerNewRequest({ api, caller, request }: Call): Promise<Answer> {
  const submissionKey = submissionKeyOf(caller, request);
  const body = await readObject(request);
  const address = normalizeAddress(requireText(body, "contact"));
  const title = requireTitle(requireText(body, "title"));
  const text = requireText(body, "text").trim();
  const at = timestamp(api.clock());
  const answer = await api.store.write(async (rows): Promise<Answer> => {
    const contact = await contactOf(rows, caller, address);
    const before = await findRequestBefore(rows, submissionKey, { title, text, ...contact });
    const { taskId } =
      before ??
      (await openTask(rows, at, {
        clientId: contact.clientId,
        title,
        text,
        author: contact.author,
        channel: "api",
        postedAt: at,
        apiTokenId: caller.id,
        ...(submissionKey === undefined ? {} : { submissionKey }),
      }));
    return {
      status: 201,
      headers: { location: `/api/v1/tasks/${taskId}`, ...replayed(before !== undefined) },
      body: { task: factsOfTask(api, await getTask(rows, taskId)) },
    };
  });
  api.nudge();
  return answer;
}

/** Whom a request comes from. One answer for nobody, for staff, and for a contact that this token does not see. */
async function contactOf(rows: Rows, caller: Caller, address: string) {
  const person = await findPersonByAddress(rows, address);
  const isSeen = caller.clientId === null || person?.clientId === caller.clientId;
  if (person === undefined || person.contactId === null || person.clientId === null || !isSeen) {
    throw new ApiRefusal("invalid", "“contact” must be the address of a contact that this token sees.");
  }
  const author: Person = { kind: "contact", id: person.contactId };
  return { clientId: person.clientId, author };
}

interface NewRequest {
  title: string;
  text: string;
  author: Person;
}

/** The task that a call with this key opened before. Throws `idempotency_key_reused` when that said something else. */
async function findRequestBefore(
  rows: Rows,
  submissionKey: string | undefined,
  { title, text, author }: NewRequest,
): Promise<{ taskId: number } | undefined> {
  const message = await findBefore(rows, submissionKey);
  if (submissionKey === undefined || message === undefined) return undefined;
  const task = await findTaskBySubmissionKey(rows, submissionKey);
  const isSame =
    task !== undefined &&
    message.kept === text &&
    isSamePerson(authorOf(message), author) &&
    (await findFirstTitle(rows, task.id)) === titleFrom(title);
  if (!isSame) throw keyReused();
  return { taskId: task.id };
}

async function findBefore(rows: Rows, submissionKey: string | undefined): Promise<MessageRow | undefined> {
  return submissionKey === undefined ? undefined : findMessageBySubmissionKey(rows, submissionKey);
}

function authorOf({ authorContactId, authorStaffId }: MessageRow): Person | undefined {
  return personFromColumns(authorContactId, authorStaffId);
}

/** The header of the draft on the Idempotency-Key field that others use for an answer given before. */
function replayed(isBefore: boolean): Record<string, string> {
  return isBefore ? { "idempotent-replayed": "true" } : {};
}

/** Words for a task, from the staff member who made the token; everybody hears of them as if they had been written on the page. */
export async function answerNewMessage({ api, caller, request }: Call): Promise<Answer> {
  const submissionKey = submissionKeyOf(caller, request);
  const taskId = requireId(request.params["taskId"]);
  const seen = await findTask(api.store.read, taskId);
  if (seen === undefined) throw nothingHere();
  requireSeen(caller, seen.clientId);
  const text = requireText(await readObject(request), "text").trim();
  const at = timestamp(api.clock());
  const answer = await api.store.write(async (rows): Promise<Answer> => {
    const posted = await postMessage(rows, at, {
      taskId,
      author: { kind: "staff", id: caller.staffId },
      channel: "api",
      text,
      postedAt: at,
      apiTokenId: caller.id,
      ...(submissionKey === undefined ? {} : { submissionKey }),
    });
    const message =
      posted.kind === "posted"
        ? await findMessage(rows, posted.messageId)
        : await findBefore(rows, submissionKey);
    if (message === undefined || message.taskId !== taskId || message.kept !== text) throw keyReused();
    return {
      status: 201,
      headers: replayed(posted.kind !== "posted"),
      body: { message: await factsOfMessage(api, rows, message, []) },
    };
  });
  api.nudge();
  return answer;
}
