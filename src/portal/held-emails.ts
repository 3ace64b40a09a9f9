// GET /held: emails that a person must look at, with the reason in plain words. Reads only.
import type { Request, Response } from "express";
import { inboundPageSize, listHeldEmails } from "../store/inbound-emails.ts";
import { reasonInWords, statusInWords } from "./outcome-words.ts";
import { showPage } from "./page.ts";
import { pageNumber } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { requireStaff } from "./visitor.ts";
import { ageInWords, momentWords } from "./words.ts";

/** For staff; oldest first, since the oldest has waited longest. */
export async function showHeldEmails(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const page = pageNumber(request.query["page"]);
  const found = await listHeldEmails(portal.store.read, page);
  const now = portal.clock();
  await showPage(portal, response, staff, "held-emails", {
    title: "Held emails",
    place: "held",
    emails: found.slice(0, inboundPageSize).map((email) => ({
      id: email.id,
      subject:
        email.subject === null || email.subject === "" ? "(no subject)" : portal.maskSecrets(email.subject),
      from: email.fromName === null || email.fromName === "" ? null : email.fromName,
      address: email.fromAddress ?? email.envelopeFrom,
      isFailed: email.status === "failed",
      status: statusInWords(email.status),
      reason: reasonInWords(email.reason),
      hasFiles: email.hasAttachments === 1,
      age: ageInWords(email.receivedAt, now),
      received: momentWords(email.receivedAt, staff.timeZone, now),
    })),
    newerPath: page > 1 ? `/held?page=${page - 1}` : null,
    olderPath: found.length > inboundPageSize ? `/held?page=${page + 1}` : null,
  });
}
