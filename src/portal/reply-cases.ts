// Emails that readers say were taken apart wrongly, for staff: the list, each with the words that should have been kept, and
// taking one off. Reads cases; writes expected words and dismissals.
import type { Request, Response } from "express";
import { dismissReplyCase } from "../actions/dismiss-reply-case.ts";
import { mendReplyCase } from "../actions/mend-reply-case.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import { findWholeMessage, type WholeMessageRow } from "../store/messages.ts";
import { casesPageSize, findReplyCase, listReplyCases, type ReplyCaseRow } from "../store/reply-cases.ts";
import { methodInWords } from "./evidence-words.ts";
import { formOf } from "./form.ts";
import { showPage } from "./page.ts";
import { pageMissing, pageNumber, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { refuseMissing, statusOf } from "./problem.ts";
import { toWholeBlocks } from "./reply-parts.ts";
import { findVisitor, requireStaff, type StaffVisitor } from "./visitor.ts";
import { momentWords } from "./words.ts";

/** GET /reply-cases: what nobody dismissed, newest first. */
export async function showReplyCases(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const page = pageNumber(request.query["page"]);
  const found = await listReplyCases(portal.store.read, page);
  await showPage(portal, response, staff, "reply-cases", {
    title: readingOf(portal, staff).say("frame.reply-cases"),
    place: "cases",
    cases: found.slice(0, casesPageSize).map((row) => toView(portal, staff, row)),
    newerPath: page > 1 ? `/reply-cases?page=${page - 1}` : null,
    olderPath: found.length > casesPageSize ? `/reply-cases?page=${page + 1}` : null,
  });
}

/** GET /reply-cases/:caseId. */
export async function showReplyCase(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  await showCasePage(portal, response, staff, await getCase(portal, request));
}

/** POST /reply-cases/:caseId: what should have been kept. */
export async function takeExpected(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await findVisitor(portal, request);
  const form = formOf(request);
  const typed = form.text("expected");
  if (staff.kind !== "staff") return refuseMissing(portal, request, response);
  const found = await getCase(portal, request);
  const at = timestamp(portal.clock());
  try {
    if (form.refusal !== undefined) throw new Problem("too_large", form.refusal);
    await portal.store.write((rows) =>
      mendReplyCase(rows, at, { caseId: found.id, expected: typed.trimEnd(), byStaffId: staff.staffId }),
    );
    response.redirect(303, `/reply-cases/${found.id}`);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    await showCasePage(portal, response, staff, found, { typed, problem: fault });
  }
}

/** POST /reply-cases/:caseId/dismiss: takes it off the list. */
export async function dismissCase(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const caseId = requireId(request.params["caseId"]);
  const at = timestamp(portal.clock());
  await portal.store.write((rows) => dismissReplyCase(rows, at, { caseId, byStaffId: staff.staffId }));
  response.redirect(303, "/reply-cases");
}

/** Throws `not_found`. */
export async function getCase(
  portal: Portal,
  request: Request,
): Promise<ReplyCaseRow & { message: WholeMessageRow }> {
  const found = await findReplyCase(portal.store.read, requireId(request.params["caseId"]));
  const message = found && (await findWholeMessage(portal.store.read, found.messageId));
  if (found === undefined || message === undefined) throw pageMissing();
  return { ...found, message };
}

async function showCasePage(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  found: ReplyCaseRow & { message: WholeMessageRow },
  refused?: { typed: string; problem: Problem },
): Promise<void> {
  const { message } = found;
  const reading = readingOf(portal, staff);
  const values = {
    title: reading.say("reply-case.tab", { number: found.id }),
    place: "cases" as const,
    ...toView(portal, staff, found),
    blocks: toWholeBlocks(message.blocks ?? [], { masked: portal.maskSecrets, withWhy: true, ...reading }),
    typed: refused?.typed ?? found.expected ?? portal.maskSecrets(message.kept),
    isWritten: found.expected !== null,
    isDismissed: found.dismissedAt !== null,
    problem: refused?.problem.in(staff.locale) ?? null,
  };
  await showPage(portal, response, staff, "reply-case", values, refused && statusOf(refused.problem));
}

function toView(portal: Portal, staff: StaffVisitor, row: ReplyCaseRow) {
  const reading = readingOf(portal, staff);
  return {
    id: row.id,
    path: `/reply-cases/${row.id}`,
    verdict: row.verdict,
    author: row.authorName,
    reporter: row.reporterName,
    reported: momentWords(row.reportedAt, reading),
    task: { path: `/tasks/${row.taskId}#message-${row.messageId}`, id: row.taskId, title: row.taskTitle },
    readBy: reading.say("reply-case.read-by", {
      method: methodInWords(row.method, reading.locale),
      certainty: row.confidence === null ? "unknown" : "known",
      percent: Math.round((row.confidence ?? 0) * 100),
    }),
    hasExpected: row.expected !== null,
  };
}
