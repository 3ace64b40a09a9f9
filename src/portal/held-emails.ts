// GET /held: emails that a person must look at, each with what can be done about it by one press, or all that came in. Reads
// only.
import type { Request, Response } from "express";
import { listHeldDesk, type HeldEmailRow } from "../store/held-desk.ts";
import { inboundPageSize, listInboundEmails, type InboundEmailListRow } from "../store/inbound-emails.ts";
import { foundReader, type FoundReader } from "./found-words.ts";
import { readNotice } from "./held-notice.ts";
import { proposeFor } from "./held-proposals.ts";
import { reasonInWords, statusInWords } from "./outcome-words.ts";
import { livePath } from "./live.ts";
import { showPage } from "./page.ts";
import { pageNumber } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import { requireStaff, type StaffVisitor } from "./visitor.ts";
import { ageInWords, momentWords } from "./words.ts";

/** Seconds after which the list looks again for what is being read anew. */
const refreshSeconds = 2;

/** For staff. What waits is oldest first, since the oldest has waited longest; `?show=all` is newest first. */
export async function showHeldEmails(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const page = pageNumber(request.query["page"]);
  if (request.query["show"] === "all") return showAll(portal, response, staff, page);
  const ids = { done: request.query["done"], undone: request.query["undone"] };
  await showHeldPage(portal, response, staff, { page, ...ids });
}

/** The desk, also with what stood against decisions just made. `done` and `undone` name rulings, unchecked. */
export async function showHeldPage(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  options: { page?: number; done?: unknown; undone?: unknown; problems?: string[]; status?: number },
): Promise<void> {
  const page = options.page ?? 1;
  const live = await livePath(portal);
  const found = await listHeldDesk(portal.store.read, page);
  const shown = found.slice(0, inboundPageSize);
  const reading = readingOf(portal, staff);
  const readFound = foundReader(portal.render.say, reading.locale);
  const emails = [];
  for (const email of shown) emails.push(await toHeldRow(portal, reading, readFound, email));
  const notice = await readNotice(portal, staff, options);
  await showPage(
    portal,
    response,
    staff,
    "held-emails",
    {
      ...frameOf(false, page, found.length, reading),
      // With problems it is the answer to a form, which has no address to look at again.
      ...(notice?.isBusy === true && options.problems === undefined ? { refreshSeconds } : {}),
      live,
      emails,
      notice,
      problems: options.problems ?? [],
    },
    options.status,
  );
}

async function showAll(portal: Portal, response: Response, staff: StaffVisitor, page: number): Promise<void> {
  const found = await listInboundEmails(portal.store.read, page);
  const reading = readingOf(portal, staff);
  const emails = found.slice(0, inboundPageSize).map((email) => toListRow(portal, reading, email));
  await showPage(portal, response, staff, "held-emails", {
    ...frameOf(true, page, found.length, reading),
    emails,
    notice: null,
    problems: [],
  });
}

function frameOf(isAll: boolean, page: number, foundCount: number, { say }: Reading) {
  const path = (to: number) => `/held?${isAll ? "show=all&" : ""}page=${to}`;
  return {
    title: say(isAll ? "held.title-all" : "held.title"),
    place: "held" as const,
    isAll,
    filters: [
      { label: say("held.waiting"), path: "/held", isCurrent: !isAll },
      { label: say("held.title-all"), path: "/held?show=all", isCurrent: isAll },
    ],
    newerPath: page > 1 ? path(page - 1) : null,
    olderPath: foundCount > inboundPageSize ? path(page + 1) : null,
  };
}

function toListRow(portal: Portal, reading: Reading, email: InboundEmailListRow) {
  const { say } = reading;
  const isBusy = email.status === "pending" || email.status === "processing";
  return {
    id: email.id,
    subject:
      email.subject === null || email.subject === ""
        ? say("inbound.no-subject")
        : portal.maskSecrets(email.subject),
    from: email.fromName === null || email.fromName === "" ? null : email.fromName,
    address: email.fromAddress ?? email.envelopeFrom,
    status: email.status,
    statusWords: statusInWords(email.status, say),
    // While it is read again, the reason is still that of the time before.
    reason: isBusy ? "" : reasonInWords(email.reason, say),
    taskId: email.status === "handled" ? email.taskId : null,
    hasFiles: email.hasAttachments === 1,
    age: ageInWords(email.receivedAt, reading.now, reading.locale),
    received: momentWords(email.receivedAt, reading),
  };
}

async function toHeldRow(portal: Portal, reading: Reading, readFound: FoundReader, email: HeldEmailRow) {
  const proposal = await proposeFor(portal, email, reading.say);
  const stepOf = (step: string) => {
    const found = email.evidence.flatMap((one) => (one.step === step ? [one.found] : []));
    if (found.length === 0) return null;
    const { found: words, language } = readFound(found.join(" "));
    return { words: portal.maskSecrets(words), language };
  };
  return {
    ...toListRow(portal, reading, email),
    task:
      email.taskId === null || email.taskTitle === null
        ? null
        : { id: email.taskId, title: email.taskTitle, clientName: email.taskClientName },
    // Of a stranger the reason says already that nobody knows them.
    vouched: email.reason === "stranger" ? null : stepOf("admit"),
    thread: stepOf("thread"),
    seen: email.lastRulingId,
    canRule: email.rawRemovedAt === null,
    ...proposal,
  };
}
