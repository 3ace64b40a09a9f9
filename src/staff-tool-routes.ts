// The URLs of what staff alone do on and beside a task, for the one table of all.
import { assignThisTask, followThisTask, unfollowThisTask } from "./portal/assignee.ts";
import {
  removeSavedReplyHere,
  showSavedReplies,
  showSavedReply,
  takeNewSavedReply,
  takeSavedReply,
} from "./portal/saved-replies.ts";
import type { PageOf, Route } from "./route.ts";

export function staffToolRoutes(page: PageOf): Route[] {
  return [
    { method: "post", path: "/tasks/:taskId/assign", handle: page(assignThisTask) },
    { method: "post", path: "/tasks/:taskId/follow", handle: page(followThisTask) },
    { method: "post", path: "/tasks/:taskId/unfollow", handle: page(unfollowThisTask) },
    { method: "get", path: "/saved-replies", handle: page(showSavedReplies) },
    { method: "post", path: "/saved-replies", handle: page(takeNewSavedReply) },
    { method: "get", path: "/saved-replies/:savedReplyId", handle: page(showSavedReply) },
    { method: "post", path: "/saved-replies/:savedReplyId", handle: page(takeSavedReply) },
    { method: "post", path: "/saved-replies/:savedReplyId/delete", handle: page(removeSavedReplyHere) },
  ];
}
