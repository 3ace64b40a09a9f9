// The URLs of the page of other programs, for the one table of all.
import {
  addEndpoint,
  makeToken,
  pauseEndpoint,
  removeEndpoint,
  resumeEndpoint,
  revokeToken,
  showPrograms,
  tellOnceMore,
  testEndpoint,
} from "./portal/programs.ts";
import type { PageOf, Route } from "./route.ts";

export function programRoutes(page: PageOf): Route[] {
  return [
    { method: "get", path: "/programs", handle: page(showPrograms) },
    { method: "post", path: "/programs/tokens", handle: page(makeToken) },
    { method: "post", path: "/programs/tokens/:apiTokenId/revoke", handle: page(revokeToken) },
    { method: "post", path: "/programs/endpoints", handle: page(addEndpoint) },
    { method: "post", path: "/programs/endpoints/:endpointId/test", handle: page(testEndpoint) },
    { method: "post", path: "/programs/endpoints/:endpointId/pause", handle: page(pauseEndpoint) },
    { method: "post", path: "/programs/endpoints/:endpointId/resume", handle: page(resumeEndpoint) },
    { method: "post", path: "/programs/endpoints/:endpointId/remove", handle: page(removeEndpoint) },
    { method: "post", path: "/programs/deliveries/:deliveryId/again", handle: page(tellOnceMore) },
  ];
}
