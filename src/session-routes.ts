// The URLs of bookable sessions, for the one table of all.
import { bookFromForm } from "./portal/client-sessions.ts";
import { agendaFromForm } from "./portal/session-agenda.ts";
import { sendSessionFeed } from "./portal/session-feed.ts";
import { cancelFromForm, endFromForm, moveFromForm, showSessions } from "./portal/sessions.ts";
import { publishHours, replaceFeed } from "./portal/staff-sessions.ts";
import type { PageOf, Route } from "./route.ts";

export function sessionRoutes(page: PageOf): Route[] {
  return [
    { method: "get", path: "/sessions", handle: page(showSessions) },
    { method: "post", path: "/sessions", handle: page(bookFromForm) },
    { method: "post", path: "/sessions/availability", handle: page(publishHours) },
    { method: "get", path: "/sessions/feed/:token.ics", handle: page(sendSessionFeed) },
    { method: "post", path: "/sessions/feed", handle: page(replaceFeed) },
    { method: "post", path: "/sessions/:sessionId/move", handle: page(moveFromForm) },
    { method: "post", path: "/sessions/:sessionId/agenda", handle: page(agendaFromForm) },
    { method: "post", path: "/sessions/:sessionId/cancel", handle: page(cancelFromForm) },
    { method: "post", path: "/sessions/:sessionId/end", handle: page(endFromForm) },
  ];
}
