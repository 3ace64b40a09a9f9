// GET /held: emails that a person must look at, or all that came in, with what became of each. Reads only.
import type { Request, Response } from "express";
import {
  inboundPageSize,
  listHeldEmails,
  listInboundEmails,
  type InboundEmailListRow,
} from "../store/inbound-emails.ts";
import { reasonInWords, statusInWords } from "./outcome-words.ts";
import { showPage } from "./page.ts";
import { pageNumber } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { requireStaff, type StaffVisitor } from "./visitor.ts";
import { ageInWords, momentWords } from "./words.ts";

/** For staff. What waits is oldest first, since the oldest has waited longest; `?show=all` is newest first. */
export async function showHeldEmails(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const isAll = request.query["show"] === "all";
  const page = pageNumber(request.query["page"]);
  const found = await (isAll ? listInboundEmails : listHeldEmails)(portal.store.read, page);
  const path = (to: number) => `/held?${isAll ? "show=all&" : ""}page=${to}`;
  await showPage(portal, response, staff, "held-emails", {
    title: isAll ? "All that came in" : "Held emails",
    place: "held",
    isAll,
    filters: [
      { label: "Waiting", path: "/held", isCurrent: !isAll },
      { label: "All that came in", path: "/held?show=all", isCurrent: isAll },
    ],
    emails: found.slice(0, inboundPageSize).map((email) => toListRow(portal, staff, email)),
    newerPath: page > 1 ? path(page - 1) : null,
    olderPath: found.length > inboundPageSize ? path(page + 1) : null,
  });
}

function toListRow(portal: Portal, staff: StaffVisitor, email: InboundEmailListRow) {
  const now = portal.clock();
  const isBusy = email.status === "pending" || email.status === "processing";
  return {
    id: email.id,
    subject:
      email.subject === null || email.subject === "" ? "(no subject)" : portal.maskSecrets(email.subject),
    from: email.fromName === null || email.fromName === "" ? null : email.fromName,
    address: email.fromAddress ?? email.envelopeFrom,
    status: email.status,
    statusWords: statusInWords(email.status),
    // While it is read again, the reason is still that of the time before.
    reason: isBusy ? "" : reasonInWords(email.reason),
    taskId: email.status === "handled" ? email.taskId : null,
    hasFiles: email.hasAttachments === 1,
    age: ageInWords(email.receivedAt, now),
    received: momentWords(email.receivedAt, staff.timeZone, now),
  };
}
