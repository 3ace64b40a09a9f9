// The URLs of what staff look after: clients and plans, mail that goes out, and the trail of all that happened.
import { addClientPerson } from "./portal/add-person.ts";
import { exportAudit } from "./portal/audit-csv.ts";
import { showAudit } from "./portal/audit.ts";
import { changeClientApprovers, changeClientPlan, showClient } from "./portal/client.ts";
import { addNewClient, showClients } from "./portal/clients.ts";
import { showOutgoingEmail } from "./portal/outgoing-email.ts";
import { showOutgoing } from "./portal/outgoing.ts";
import { addNewPlan, changeOnePlan, showPlans } from "./portal/plans.ts";
import type { PageOf, Route } from "./route.ts";

export function staffRoutes(page: PageOf): Route[] {
  return [
    { method: "get", path: "/clients", handle: page(showClients) },
    { method: "post", path: "/clients", handle: page(addNewClient) },
    { method: "get", path: "/clients/:clientId", handle: page(showClient) },
    { method: "post", path: "/clients/:clientId/plan", handle: page(changeClientPlan) },
    { method: "post", path: "/clients/:clientId/approvers", handle: page(changeClientApprovers) },
    { method: "post", path: "/clients/:clientId/people", handle: page(addClientPerson) },
    { method: "get", path: "/plans", handle: page(showPlans) },
    { method: "post", path: "/plans", handle: page(addNewPlan) },
    { method: "post", path: "/plans/:planId", handle: page(changeOnePlan) },
    { method: "get", path: "/outgoing", handle: page(showOutgoing) },
    { method: "get", path: "/outgoing/:outgoingId", handle: page(showOutgoingEmail) },
    { method: "get", path: "/audit", handle: page(showAudit) },
    { method: "get", path: "/audit.csv", handle: page(exportAudit) },
  ];
}
