// Every URL and its handler in one table.
import type { Logger } from "pino";
import { receiveRaw } from "./inbox/receive-raw.ts";
import { receiveSendgrid } from "./inbox/receive-sendgrid.ts";
import type { Receiver } from "./inbox/receive.ts";
import { receiveSendgridEvents, type EventReceiver } from "./outbox/provider-events.ts";
import { exportApprovals } from "./portal/approval-record.ts";
import { downloadAttachment } from "./portal/attachments.ts";
import { serveAsset } from "./portal/assets.ts";
import { changeBacklog, showBacklog } from "./portal/backlog.ts";
import { changeClientApprovers, changeClientPlan, showClient } from "./portal/client.ts";
import { addColleagueToTask, dismissColleague } from "./portal/copied-colleagues.ts";
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
import { muteThisTask, unmuteThisTask } from "./portal/mute.ts";
import { newTaskBytesMax, openNewTask, showNewTask } from "./portal/new-task.ts";
import { changePeople, showPeople } from "./portal/people.ts";
import type { Portal } from "./portal/portal.ts";
import { savePreferences, showPreferences } from "./portal/preferences.ts";
import { showRedact, takeWordsOut } from "./portal/redact.ts";
import { exportReplyCase } from "./portal/reply-case-export.ts";
import { dismissCase, showReplyCase, showReplyCases, takeExpected } from "./portal/reply-cases.ts";
import { sendProbeFromSetup, showSetup } from "./portal/setup.ts";
import { askForSignIn, endSignedIn, redeemSignInLink, showSignIn, showSignInLink } from "./portal/sign-in.ts";
import { openTaskLink } from "./portal/task-link.ts";
import { stepNames, takeStepForm } from "./portal/task-steps.ts";
import { messageBytesMax, noteBytesMax, postMessageToTask, postNoteToTask, showTask } from "./portal/task.ts";
import { showUnsubscribe, unsubscribe } from "./portal/unsubscribe.ts";
import type { PageOf, Route } from "./route.ts";
import { sessionRoutes } from "./session-routes.ts";
import { heldDeskRoutes } from "./held-desk-routes.ts";
import type { SandboxRoute } from "./sandbox/sandbox.ts";

export interface ServerParts {
  portal: Portal;
  receiver: Receiver;
  events: EventReceiver;
  /** The sandbox's own pages; none when a real courier is set. */
  sandboxRoutes: readonly SandboxRoute[];
  log: Logger;
}

/** Every URL of the server, in the order in which they are tried. */
export function routes({ portal, receiver, events, sandboxRoutes }: ServerParts): Route[] {
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
    { method: "get", path: "/clients/:clientId", handle: page(showClient) },
    { method: "post", path: "/clients/:clientId/plan", handle: page(changeClientPlan) },
    { method: "post", path: "/clients/:clientId/approvers", handle: page(changeClientApprovers) },
    { method: "get", path: "/people", handle: page(showPeople) },
    { method: "post", path: "/people", handle: page(changePeople) },
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

    { method: "get", path: "/mailboxes", handle: page(showMailboxes) },
    { method: "post", path: "/mailboxes", handle: page(connectMailbox) },
    { method: "post", path: "/mailboxes/:mailboxId/probe", handle: page(probeMailbox) },
    { method: "post", path: "/mailboxes/:mailboxId/remove", handle: page(disconnectMailbox) },
    { method: "post", path: "/mailboxes/confirmations/:confirmationId/done", handle: page(endConfirmation) },

    { method: "get", path: "/setup", handle: page(showSetup) },
    { method: "post", path: "/setup/probe", handle: page(sendProbeFromSetup) },

    ...sandboxRoutes,
  ];
}
