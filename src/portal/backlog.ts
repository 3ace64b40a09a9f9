// The backlog of a client as its people see it: the tasks that wait, in their order, with buttons that change it, and what is
// being worked on before them.
import type { Request, Response } from "express";
import { estimateOf, stageSlug } from "../domain/task.ts";
import { orderBacklog, type BacklogChange } from "../actions/order-backlog.ts";
import { whatBlocks } from "../actions/start-task.ts";
import { timestamp } from "../domain/clock.ts";
import { dayInWords } from "../domain/day.ts";
import { estimateInWords } from "../domain/estimate-words.ts";
import { Problem } from "../domain/problem.ts";
import { findNextTask, findPlace, listActive, listBacklog } from "../store/backlog.ts";
import { getClient } from "../store/clients.ts";
import { getDeliveryRecord } from "../store/task-stages.ts";
import type { TaskRow } from "../store/tasks.ts";
import { formOf } from "./form.ts";
import { livePath } from "./live.ts";
import { showPage } from "./page.ts";
import { pageNumber, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { statusOf } from "./problem.ts";
import { readingOf, type Reading } from "./reading.ts";
import { stageName } from "./stage-words.ts";
import { contactOrSignIn, personOf, requireContact, type ContactVisitor } from "./visitor.ts";

/** Tasks of the backlog on one page. */
export const backlogPageSize = 50;

/** GET /backlog: for contacts; whoever is not signed in is asked to be. */
export async function showBacklog(portal: Portal, request: Request, response: Response): Promise<void> {
  const contact = await contactOrSignIn(portal, request, response);
  if (contact !== undefined) await showOrder(portal, response, contact, pageNumber(request.query["page"]));
}

/**
 * POST /backlog: `task` goes right before `before`, behind all when that is empty, or to the place `position` as the order is
 * now. 409 with the order as it is when that cannot be.
 */
export async function changeBacklog(portal: Portal, request: Request, response: Response): Promise<void> {
  const contact = await requireContact(portal, request);
  const form = formOf(request);
  const by = personOf(contact);
  const at = timestamp(portal.clock());
  try {
    const change = readChange(form);
    await portal.store.write((rows) => orderBacklog(rows, at, { by, change }));
    const page = await pageOf(portal, contact, change.taskId);
    response.redirect(303, `${pathOf("/backlog", page)}#task-${change.taskId}`);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    await showOrder(portal, response, contact, await pageOf(portal, contact, Number(form.text("task"))), {
      message: fault.in(contact.locale),
      status: statusOf(fault),
      taskId: Number(form.text("task")),
      place: form.text("position"),
    });
  }
}

/** The page of the backlog on which a task stands; the first when it does not. */
async function pageOf({ store }: Portal, { clientId }: ContactVisitor, taskId: number): Promise<number> {
  const place = Number.isSafeInteger(taskId) ? await findPlace(store.read, clientId, taskId) : 1;
  return Math.ceil((place ?? 1) / backlogPageSize);
}

function pathOf(list: string, page: number): string {
  return page === 1 ? list : `${list}?page=${page}`;
}

function readChange(form: ReturnType<typeof formOf>): Exclude<BacklogChange, { kind: "first" }> {
  const taskId = requireId(form.text("task"));
  const position = form.text("position").trim();
  if (position === "") {
    const before = form.text("before");
    return { kind: "before", taskId, beforeId: before === "" ? null : requireId(before) };
  }
  const place = Number(position);
  if (!/^\d{1,6}$/u.test(position) || place < 1) {
    throw new Problem("invalid", {
      en: "A place in the backlog is a number from 1 on.",
      de: "Ein Platz in der Warteliste ist eine Zahl ab 1.",
    });
  }
  return { kind: "place", taskId, place };
}

/** What could not be done. `place`: what was typed as a task's place; empty for the buttons. */
interface Refused {
  message: string;
  status: number;
  taskId: number;
  place: string;
}

async function showOrder(
  portal: Portal,
  response: Response,
  contact: ContactVisitor,
  page: number,
  refused?: Refused,
): Promise<void> {
  const reading = readingOf(portal, contact);
  const live = await livePath(portal);
  const queue = await readQueue(portal, contact.clientId, reading, { path: "/backlog", page });
  const isAtField = (id: number) => queue.hasSeveral && refused?.taskId === id && refused.place !== "";
  const values = {
    ...queue,
    title: reading.say("frame.backlog"),
    live,
    place: "backlog" as const,
    backlog: queue.backlog.map((task) =>
      isAtField(task.id) ? { ...task, placeProblem: refused!.message, typedPlace: refused!.place } : task,
    ),
    problem: queue.backlog.some(({ id }) => isAtField(id)) ? null : (refused?.message ?? null),
  };
  await showPage(portal, response, contact, "backlog", values, refused?.status);
}

/** The part of the backlog that a page shows: `page` from 1 on, of the list at `path`. */
export interface QueueWindow {
  path: string;
  page: number;
  size?: number;
}

/** What is being worked on, what waits in which order, what blocks it, and how often dates were met. */
export async function readQueue(
  portal: Portal,
  clientId: number,
  reading: Reading,
  { path, page, size = backlogPageSize }: QueueWindow,
) {
  const rows = portal.store.read;
  const client = await getClient(rows, clientId);
  const active = await listActive(rows, clientId);
  const next = await findNextTask(rows, clientId);
  const record = await getDeliveryRecord(rows, clientId);
  // One before the page and two behind it: before these go the tasks at its ends.
  const start = (page - 1) * size;
  const lead = Math.min(1, start);
  const found = await listBacklog(rows, clientId, lead + size + 1, start - lead);
  const shown = found.slice(lead, lead + size);
  return {
    client,
    active: active.map((task) => ({
      ...toView(task, reading),
      delivery: task.deliveryOn === null ? null : dayInWords(task.deliveryOn, reading.locale, "short"),
    })),
    activeCount: active.length,
    backlog: shown.map((task, index) => ({
      ...toView(task, reading),
      position: start + index + 1,
      isNext: task.id === next?.id,
      aboveId: found[lead + index - 1]?.id ?? null,
      // Right before the one after the next; behind all for the last but one.
      belowId: found[lead + index + 2]?.id ?? null,
      isLast: lead + index === found.length - 1,
      placeProblem: null as string | null,
      typedPlace: "",
    })),
    /** What is drawn behind the last one here goes before this one. */
    behindId: found[lead + size]?.id ?? null,
    hasSeveral: found.length > 1,
    hasMore: found.length > lead + size,
    newerPath: page > 1 ? pathOf(path, page - 1) : null,
    olderPath: found.length > lead + size ? pathOf(path, page + 1) : null,
    freeCount: Math.max(0, client.activeTasksMax - active.length),
    blocks: active.length < client.activeTasksMax ? null : whatBlocks(client, active)[reading.locale],
    next: next === undefined ? null : toView(next, reading),
    record,
  };
}

function toView(task: TaskRow, { say, locale }: Reading) {
  const estimate = estimateOf(task);
  return {
    id: task.id,
    title: task.title,
    stage: stageName(task.stage, say),
    stageSlug: stageSlug(task.stage),
    estimate: estimate === undefined ? null : estimateInWords(estimate, locale),
  };
}
