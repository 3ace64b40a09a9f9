// GET /board: for staff, the open tasks of each client side by side by stage, and how many of its places are taken.
import type { Request, Response } from "express";
import { activeStages } from "../domain/step.ts";
import { dayInWords } from "../domain/day.ts";
import { estimateInWords } from "../domain/estimate-words.ts";
import { estimateOf, stageSlug } from "../domain/task.ts";
import {
  boardPageSize,
  listBoardClients,
  listBoardTasks,
  openStages,
  type BoardClientRow,
  type BoardTaskRow,
} from "../store/desk.ts";
import { livePath } from "./live.ts";
import { showPage } from "./page.ts";
import { pageNumber } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import { stageName } from "./stage-words.ts";
import { requireStaff } from "./visitor.ts";

/** Tasks of one stage of a client; a link leads to all of them. */
const eachMax = 5;

export async function showBoard(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const reading = readingOf(portal, staff);
  const page = pageNumber(request.query["page"]);
  const live = await livePath(portal);
  const clients = await listBoardClients(portal.store.read, page);
  const tasks = await listBoardTasks(portal.store.read, page, eachMax);
  await showPage(portal, response, staff, "board", {
    live,
    title: reading.say("board.title"),
    place: "board",
    lanes: clients.slice(0, boardPageSize).map((client) => toLane(client, tasks, reading)),
    newerPath: page > 1 ? `/board?page=${page - 1}` : null,
    olderPath: clients.length > boardPageSize ? `/board?page=${page + 1}` : null,
  });
}

function toLane(client: BoardClientRow, tasks: readonly BoardTaskRow[], reading: Reading) {
  const own = tasks.filter(({ clientId }) => clientId === client.id);
  const columns = openStages.map((stage) => {
    const here = own.filter((task) => task.stage === stage);
    const count = here[0]?.stageCount ?? 0;
    return {
      stage: stageName(stage, reading.say),
      slug: stageSlug(stage),
      isActive: activeStages.some((active) => active === stage),
      count,
      cards: here.map((task) => toCard(task, reading)),
      moreCount: count - here.length,
    };
  });
  const taken = columns.filter(({ isActive }) => isActive).reduce((sum, { count }) => sum + count, 0);
  return {
    id: client.id,
    name: client.name,
    plan: reading.say("board.plan", { plan: client.planName, taken, all: client.activeTasksMax }),
    columns,
    hasTasks: own.length > 0,
  };
}

function toCard(task: BoardTaskRow, { locale, say }: Reading) {
  const estimate = estimateOf(task);
  const when =
    task.deliveryOn === null
      ? estimate && estimateInWords(estimate, locale)
      : say("board.delivery", { day: dayInWords(task.deliveryOn, locale, "short") });
  return {
    id: task.id,
    title: task.title,
    when: when ?? null,
    isUnanswered: task.lastMessageBy === "contact",
  };
}
