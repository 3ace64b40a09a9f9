// The URLs of tasks and of what is done on the page of one, for the one table of all.
import { showAllTasks } from "./portal/all-tasks.ts";
import { exportApprovals } from "./portal/approval-record.ts";
import { showBoard } from "./portal/board.ts";
import { addColleagueToTask, dismissColleague } from "./portal/copied-colleagues.ts";
import { muteThisTask, unmuteThisTask } from "./portal/mute.ts";
import { newTaskBytesMax, openNewTask, showNewTask } from "./portal/new-task.ts";
import { stepNames } from "./portal/step-takings.ts";
import { takeStepForm } from "./portal/task-steps.ts";
import { messageBytesMax, noteBytesMax, postMessageToTask, postNoteToTask, showTask } from "./portal/task.ts";
import type { Portal } from "./portal/portal.ts";
import type { PageOf, Route } from "./route.ts";

export function taskRoutes(portal: Portal, page: PageOf): Route[] {
  return [
    { method: "get", path: "/board", handle: page(showBoard) },
    { method: "get", path: "/tasks", handle: page(showAllTasks) },
    { method: "get", path: "/tasks/new", handle: page(showNewTask) },
    {
      method: "post",
      path: "/tasks",
      handle: page(openNewTask),
      uploadBytesMax: (request) => newTaskBytesMax(portal, request),
    },
    { method: "get", path: "/tasks/:taskId", handle: page(showTask) },
    {
      method: "post",
      path: "/tasks/:taskId/messages",
      handle: page(postMessageToTask),
      uploadBytesMax: (request) => messageBytesMax(portal, request),
    },
    { method: "post", path: "/tasks/:taskId/mute", handle: page(muteThisTask) },
    { method: "post", path: "/tasks/:taskId/unmute", handle: page(unmuteThisTask) },
    ...stepNames.map((name): Route => ({
      method: "post",
      path: `/tasks/:taskId/${name}`,
      handle: page(takeStepForm(name)),
      uploadBytesMax: (request) => messageBytesMax(portal, request),
    })),
    {
      method: "post",
      path: "/tasks/:taskId/notes",
      handle: page(postNoteToTask),
      uploadBytesMax: (request) => noteBytesMax(portal, request),
    },
    { method: "post", path: "/tasks/:taskId/copied/:offerId/add", handle: page(addColleagueToTask) },
    { method: "post", path: "/tasks/:taskId/copied/:offerId/dismiss", handle: page(dismissColleague) },
    { method: "get", path: "/tasks/:taskId/approvals.json", handle: page(exportApprovals) },
  ];
}
