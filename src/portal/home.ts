// GET /: the desk for staff, their own tasks for contacts, the sign-in page for everybody else.
import type { Request, Response } from "express";
import { listTasks, taskPageSize } from "../store/tasks.ts";
import { showDesk } from "./desk.ts";
import { livePath } from "./live.ts";
import { showPage } from "./page.ts";
import { pageNumber } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { toTaskListRow } from "./task-list.ts";
import { findVisitor, type Visitor } from "./visitor.ts";

export async function showHome(portal: Portal, request: Request, response: Response): Promise<void> {
  const visitor = await findVisitor(portal, request);
  switch (visitor.kind) {
    case "staff":
      return showDesk(portal, request, response, visitor);
    case "contact":
      return showClientHome(portal, request, response, visitor);
    case "stranger":
      response.redirect(303, "/sign-in");
  }
}

async function showClientHome(
  portal: Portal,
  request: Request,
  response: Response,
  visitor: Extract<Visitor, { kind: "contact" }>,
): Promise<void> {
  const page = pageNumber(request.query["page"]);
  const live = await livePath(portal);
  const found = await listTasks(portal.store.read, page, visitor.clientId);
  const tasks = found
    .slice(0, taskPageSize)
    .map((task) => toTaskListRow(task, { ...readingOf(portal, visitor), isStaff: false }));
  await showPage(portal, response, visitor, "client-home", {
    live,
    title: "Your tasks",
    place: "tasks",
    tasks,
    yourTurnCount: tasks.filter((task) => task.turn.isReaders).length,
    mailFrom: portal.installation.mailFrom,
    newerPath: page > 1 ? `/?page=${page - 1}` : null,
    olderPath: found.length > taskPageSize ? `/?page=${page + 1}` : null,
  });
}
