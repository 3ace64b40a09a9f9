// Every URL and its handler in one table.
import type { Logger } from "pino";
import { apiRoutes } from "./api-routes.ts";
import type { Api } from "./api/api.ts";
import { receiveRaw } from "./inbox/receive-raw.ts";
import { receiveSendgrid } from "./inbox/receive-sendgrid.ts";
import type { Receiver } from "./inbox/receive.ts";
import { receiveSendgridEvents, type EventReceiver } from "./outbox/provider-events.ts";
import { downloadAttachment } from "./portal/attachments.ts";
import { serveAsset } from "./portal/assets.ts";
import { changeBacklog, showBacklog } from "./portal/backlog.ts";
import { exportForContact, exportForStaff } from "./portal/export.ts";
import { discardDraftForm, draftFormBytesMax, saveDraftForm } from "./portal/drafts.ts";
import { showHome } from "./portal/home.ts";
import { streamNews } from "./portal/live.ts";
import { showWholeMessage, takeMisreading } from "./portal/misread.ts";
import {
  connectMailbox,
  disconnectMailbox,
  endConfirmation,
  probeMailbox,
  showMailboxes,
} from "./portal/mailboxes.ts";
import { requestBytesMax, showNewRequest, submitRequest } from "./portal/new-request.ts";
import { changePeople, showPeople } from "./portal/people.ts";
import type { Portal } from "./portal/portal.ts";
import { savePreferences, showPreferences } from "./portal/preferences.ts";
import { showSearch } from "./portal/search.ts";
import { showRedact, takeWordsOut } from "./portal/redact.ts";
import { exportReplyCase } from "./portal/reply-case-export.ts";
import { dismissCase, showReplyCase, showReplyCases, takeExpected } from "./portal/reply-cases.ts";
import { sendProbeFromSetup, showSetup } from "./portal/setup.ts";
import { askForSignIn, endSignedIn, redeemSignInLink, showSignIn, showSignInLink } from "./portal/sign-in.ts";
import { openTaskLink } from "./portal/task-link.ts";
import { showUnsubscribe, unsubscribe } from "./portal/unsubscribe.ts";
import { programRoutes } from "./program-routes.ts";
import type { PageOf, Route } from "./route.ts";
import { sessionRoutes } from "./session-routes.ts";
import { staffRoutes } from "./staff-routes.ts";
import { taskRoutes } from "./task-routes.ts";
import { heldDeskRoutes } from "./held-desk-routes.ts";
import { staffToolRoutes } from "./staff-tool-routes.ts";
import type { SandboxRoute } from "./sandbox/sandbox.ts";

export interface ServerParts {
  portal: Portal;
  api: Api;
  receiver: Receiver;
  events: EventReceiver;
  /** The sandbox's own pages; none when a real courier is set. */
  sandboxRoutes: readonly SandboxRoute[];
  log: Logger;
}

/** Every URL of the server, in the order in which they are tried. */
export function routes({ portal, api, receiver, events, sandboxRoutes }: ServerParts): Route[] {
  const page: PageOf = (handle) => (request, response) => handle(portal, request, response);
  return [
    {
      method: "post",
      path: "/inbound/sendgrid",
      handle: (i, o) => receiveSendgrid(receiver, i, o),
      isOpen: true,
    },
    { method: "post", path: "/inbound/raw", handle: (i, o) => receiveRaw(receiver, i, o), isOpen: true },
    {
      method: "post",
      path: "/events/sendgrid",
      handle: (i, o) => receiveSendgridEvents(events, i, o),
      isOpen: true,
    },
    { method: "get", path: "/health", handle: (_, response) => void response.type("text").send("ok\n") },
    { method: "get", path: "/assets/:file", handle: page(serveAsset) },

    { method: "get", path: "/live", handle: page(streamNews) },

    { method: "get", path: "/", handle: page(showHome) },
    { method: "get", path: "/search", handle: page(showSearch) },
    { method: "get", path: "/sign-in", handle: page(showSignIn) },
    { method: "post", path: "/sign-in", handle: page(askForSignIn) },
    { method: "get", path: "/sign-in/:token", handle: page(showSignInLink) },
    { method: "post", path: "/sign-in/:token", handle: page(redeemSignInLink), isLinkForm: true },
    { method: "post", path: "/sign-out", handle: page(endSignedIn) },

    { method: "get", path: "/t/:token", handle: page(openTaskLink) },
    { method: "get", path: "/unsubscribe/:token", handle: page(showUnsubscribe) },
    // By mail programs, too, which have no token of ours but the one in the link (RFC 8058).
    { method: "post", path: "/unsubscribe/:token", handle: page(unsubscribe), isOpen: true },
    { method: "get", path: "/preferences", handle: page(showPreferences) },
    { method: "post", path: "/preferences", handle: page(savePreferences) },
    { method: "get", path: "/requests/new", handle: page(showNewRequest) },
    {
      method: "post",
      path: "/requests",
      handle: page(submitRequest),
      uploadBytesMax: (request) => requestBytesMax(portal, request),
    },
    {
      method: "post",
      path: "/drafts",
      handle: page(saveDraftForm),
      uploadBytesMax: (request) => draftFormBytesMax(portal, request),
    },
    { method: "post", path: "/drafts/discard", handle: page(discardDraftForm) },
    { method: "get", path: "/backlog", handle: page(showBacklog) },
    { method: "post", path: "/backlog", handle: page(changeBacklog) },
    ...staffRoutes(page),
    { method: "get", path: "/clients/:clientId/export.zip", handle: page(exportForStaff) },
    { method: "get", path: "/export.zip", handle: page(exportForContact) },
    { method: "get", path: "/people", handle: page(showPeople) },
    { method: "post", path: "/people", handle: page(changePeople) },
    ...taskRoutes(portal, page),
    { method: "get", path: "/attachments/:attachmentId", handle: page(downloadAttachment) },

    { method: "get", path: "/messages/:messageId", handle: page(showWholeMessage) },
    { method: "post", path: "/messages/:messageId/reply-cases", handle: page(takeMisreading) },
    { method: "get", path: "/messages/:messageId/redact", handle: page(showRedact) },
    { method: "post", path: "/messages/:messageId/redact", handle: page(takeWordsOut) },
    { method: "get", path: "/reply-cases", handle: page(showReplyCases) },
    { method: "get", path: "/reply-cases/:caseId", handle: page(showReplyCase) },
    { method: "post", path: "/reply-cases/:caseId", handle: page(takeExpected) },
    { method: "post", path: "/reply-cases/:caseId/dismiss", handle: page(dismissCase) },
    { method: "get", path: "/reply-cases/:caseId/fixture", handle: page(exportReplyCase) },

    ...heldDeskRoutes(page),
    ...sessionRoutes(page),
    ...staffToolRoutes(page),

    { method: "get", path: "/mailboxes", handle: page(showMailboxes) },
    { method: "post", path: "/mailboxes", handle: page(connectMailbox) },
    { method: "post", path: "/mailboxes/:mailboxId/probe", handle: page(probeMailbox) },
    { method: "post", path: "/mailboxes/:mailboxId/remove", handle: page(disconnectMailbox) },
    { method: "post", path: "/mailboxes/confirmations/:confirmationId/done", handle: page(endConfirmation) },

    { method: "get", path: "/setup", handle: page(showSetup) },
    { method: "post", path: "/setup/probe", handle: page(sendProbeFromSetup) },

    ...programRoutes(page),
    ...apiRoutes(api),

    ...sandboxRoutes,
  ];
}
