// The URLs of what came in and waits for a look, for the one table of all.
import { exportInboundLog } from "./portal/held-csv.ts";
import { showHeldEmails } from "./portal/held-emails.ts";
import { discardSeveral, undoSeveral } from "./portal/held-several.ts";
import {
  acceptInboundEmail,
  addAddressOfInboundEmail,
  discardInboundEmail,
  openForwardedEmail,
  openTaskOfInboundEmail,
  processInboundEmailAgain,
  undoInboundRuling,
} from "./portal/inbound-email-actions.ts";
import { moveInboundEmail, moveInboundEmailToNewTask } from "./portal/inbound-email-move.ts";
import { showInboundEmail } from "./portal/inbound-email.ts";
import { showInboundHtml, showInboundRaw } from "./portal/inbound-source.ts";
import { resumePausedAddress, showPausedAddresses } from "./portal/paused-addresses.ts";
import { keepStormQuiet, tellAgain } from "./portal/storms.ts";
import type { PageOf, Route } from "./route.ts";

export function heldDeskRoutes(page: PageOf): Route[] {
  return [
    { method: "get", path: "/held", handle: page(showHeldEmails) },
    { method: "get", path: "/held.csv", handle: page(exportInboundLog) },
    { method: "post", path: "/held/discard", handle: page(discardSeveral) },
    { method: "post", path: "/held/undo", handle: page(undoSeveral) },
    { method: "get", path: "/paused-addresses", handle: page(showPausedAddresses) },
    { method: "post", path: "/paused-addresses/:pauseId/resume", handle: page(resumePausedAddress) },
    { method: "post", path: "/storms/:breakerId/tell", handle: page(tellAgain) },
    { method: "post", path: "/storms/:breakerId/keep-quiet", handle: page(keepStormQuiet) },
    { method: "get", path: "/emails/:emailId", handle: page(showInboundEmail) },
    { method: "get", path: "/emails/:emailId/raw", handle: page(showInboundRaw) },
    { method: "get", path: "/emails/:emailId/html", handle: page(showInboundHtml) },
    { method: "post", path: "/emails/:emailId/accept", handle: page(acceptInboundEmail) },
    { method: "post", path: "/emails/:emailId/add-address", handle: page(addAddressOfInboundEmail) },
    { method: "post", path: "/emails/:emailId/open-task", handle: page(openTaskOfInboundEmail) },
    { method: "post", path: "/emails/:emailId/open-forwarded", handle: page(openForwardedEmail) },
    { method: "post", path: "/emails/:emailId/discard", handle: page(discardInboundEmail) },
    { method: "post", path: "/emails/:emailId/undo", handle: page(undoInboundRuling) },
    { method: "post", path: "/emails/:emailId/move", handle: page(moveInboundEmail) },
    { method: "post", path: "/emails/:emailId/move-to-new-task", handle: page(moveInboundEmailToNewTask) },
    { method: "post", path: "/emails/:emailId/process-again", handle: page(processInboundEmailAgain) },
  ];
}
