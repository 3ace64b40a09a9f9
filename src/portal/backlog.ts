// The backlog of a client as its people see it: the tasks that wait, in their order, with buttons that change it, and what is
// being worked on before them.
import type { Request, Response } from "express";
import { estimateOf, stageSlug } from "../domain/task.ts";
import { backlogMax, orderBacklog, type BacklogChange } from "../actions/order-backlog.ts";
import { whatBlocks } from "../actions/start-task.ts";
import { timestamp } from "../domain/clock.ts";
import { dayInWords } from "../domain/day.ts";
import { estimateInWords } from "../domain/estimate-words.ts";
import { Problem } from "../domain/problem.ts";
import { findNextTask, listActive, listBacklog } from "../store/backlog.ts";
import { getClient } from "../store/clients.ts";
import { getDeliveryRecord } from "../store/task-stages.ts";
import type { TaskRow } from "../store/tasks.ts";
import { formOf } from "./form.ts";
import { livePath } from "./live.ts";
import { showPage } from "./page.ts";
import { requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { statusOf } from "./problem.ts";
import { readingOf, type Reading } from "./reading.ts";
import { stageName } from "./stage-words.ts";
import { contactOrSignIn, personOf, requireContact, type ContactVisitor } from "./visitor.ts";

/** GET /backlog: for contacts; whoever is not signed in is asked to be. */
export async function showBacklog(portal: Portal, request: Request, response: Response): Promise<void> {
  const contact = await contactOrSignIn(portal, request, response);
  if (contact !== undefined) await showOrder(portal, response, contact);
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
    response.redirect(303, `/backlog#task-${encodeURIComponent(form.text("task"))}`);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    await showOrder(portal, response, contact, {
      message: fault.in(contact.locale),
      status: statusOf(fault),
      taskId: Number(form.text("task")),
      place: form.text("position"),
    });
  }
}

function readChange(form: ReturnType<typeof formOf>): BacklogChange {
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
  refused?: Refused,
): Promise<void> {
  const reading = readingOf(portal, contact);
  const live = await livePath(portal);
  const queue = await readQueue(portal, contact.clientId, reading);
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

/** What is being worked on, what waits in which order, what blocks it, and how often dates were met. */
export async function readQueue(
  portal: Portal,
  clientId: number,
  reading: Reading,
  countMax: number = backlogMax,
) {
  const rows = portal.store.read;
  const client = await getClient(rows, clientId);
  const active = await listActive(rows, clientId);
  const backlog = await listBacklog(rows, clientId, countMax);
  const next = await findNextTask(rows, clientId);
  const record = await getDeliveryRecord(rows, clientId);
  const shown = backlog.slice(0, countMax);
  return {
    client,
    active: active.map((task) => ({
      ...toView(task, reading),
      delivery: task.deliveryOn === null ? null : dayInWords(task.deliveryOn, reading.locale, "short"),
    })),
    activeCount: active.length,
    backlog: shown.map((task, index) => ({
      ...toView(task, reading),
      position: index + 1,
      isNext: task.id === next?.id,
      aboveId: shown[index - 1]?.id ?? null,
      // Right before the one after the next; behind all for the last but one.
      belowId: shown[index + 2]?.id ?? null,
      isLast: index === shown.length - 1,
      placeProblem: null as string | null,
      typedPlace: "",
    })),
    hasSeveral: shown.length > 1,
    hasMore: backlog.length > countMax,
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
