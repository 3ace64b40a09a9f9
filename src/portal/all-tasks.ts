// GET /tasks: every task there is, for staff, or of their company, for contacts; by whose turn it is, by stage, or those that one of
// the staff answers for.
import type { Request, Response } from "express";
import { stages, stageSlug } from "../domain/task.ts";
import { listTasks, taskPageSize, type TaskFilter } from "../store/tasks.ts";
import { livePath } from "./live.ts";
import { showPage } from "./page.ts";
import { pageNumber } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type SayToThem } from "./reading.ts";
import { stageName } from "./stage-words.ts";
import { toTaskListRow } from "./task-list.ts";
import { askToSignIn, findVisitor } from "./visitor.ts";

/** A list by its name in the address: `/tasks?show=triage`. */
interface TaskList {
  name: string;
  label: string;
  filter: TaskFilter;
}

/** What `show` names, or all; whoever is not signed in is asked to be. */
export async function showAllTasks(portal: Portal, request: Request, response: Response): Promise<void> {
  const visitor = await findVisitor(portal, request);
  if (visitor.kind === "stranger") {
    askToSignIn(request, response);
    return;
  }
  const isStaff = visitor.kind === "staff";
  const reading = readingOf(portal, visitor);
  const page = pageNumber(request.query["page"]);
  const lists = listsFor(isStaff ? visitor.staffId : undefined, reading.say);
  const shown = lists.find(({ name }) => name === request.query["show"]) ?? lists[0]!;
  const clientId = isStaff ? undefined : visitor.clientId;
  const live = await livePath(portal);
  const found = await listTasks(portal.store.read, page, { clientId, ...shown.filter });
  const pathOf = (name: string, to: number) =>
    `/tasks?${new URLSearchParams({ ...(name === "all" ? {} : { show: name }), page: String(to) })}`;
  await showPage(portal, response, visitor, "all-tasks", {
    live,
    title: reading.say("all-tasks.title"),
    place: "tasks",
    isStaffView: isStaff,
    tasks: found.slice(0, taskPageSize).map((task) => toTaskListRow(task, { ...reading, isStaff })),
    filters: lists.map(({ name, label }) => ({
      label,
      path: name === "all" ? "/tasks" : `/tasks?show=${name}`,
      isCurrent: name === shown.name,
    })),
    isFiltered: shown.name !== "all",
    newerPath: page > 1 ? pathOf(shown.name, page - 1) : null,
    olderPath: found.length > taskPageSize ? pathOf(shown.name, page + 1) : null,
  });
}

function listsFor(staffId: number | undefined, say: SayToThem): TaskList[] {
  const turns: TaskList[] =
    staffId === undefined
      ? [{ name: "yours", label: say("turn.yours"), filter: { turn: "client" } }]
      : [
          { name: "mine", label: say("desk.own"), filter: { assigneeStaffId: staffId } },
          { name: "us", label: say("turn.us"), filter: { turn: "us" } },
          { name: "client", label: say("all-tasks.client"), filter: { turn: "client" } },
        ];
  return [
    { name: "all", label: say("all-tasks.all"), filter: {} },
    ...turns,
    ...stages.map((stage) => ({ name: stageSlug(stage), label: stageName(stage, say), filter: { stage } })),
  ];
}
