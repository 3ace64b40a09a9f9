// The URLs of the interface for other programs, for the one table of all. Its calls prove themselves by a token of their own.
import { answering, refuseUnknownCall } from "./api/answer.ts";
import type { Api } from "./api/api.ts";
import { answerClients, answerTask, answerTasks } from "./api/read-tasks.ts";
import { answerNewMessage, answerNewRequest } from "./api/write-words.ts";
import type { Route } from "./route.ts";

export function apiRoutes(api: Api): Route[] {
  const get = (path: string, handle: Route["handle"]): Route => ({
    method: "get",
    path,
    handle,
    isOpen: true,
  });
  const post = (path: string, handle: Route["handle"]): Route => ({
    method: "post",
    path,
    handle,
    isOpen: true,
  });
  return [
    get("/api/v1/clients", answering(api, "clients:read", answerClients)),
    get("/api/v1/tasks", answering(api, "tasks:read", answerTasks)),
    get("/api/v1/tasks/:taskId", answering(api, "tasks:read", answerTask)),
    post("/api/v1/requests", answering(api, "requests:write", answerNewRequest)),
    post("/api/v1/tasks/:taskId/messages", answering(api, "messages:write", answerNewMessage)),
    get("/api/*path", refuseUnknownCall),
    post("/api/*path", refuseUnknownCall),
  ];
}
