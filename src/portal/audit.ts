// GET /audit: for staff, everything that happened, newest first: who did what, when, and on which task, of which client.
import type { Request, Response } from "express";
import { auditPageSize, listAudit, type AuditRow } from "../store/audit.ts";
import { listPlans } from "../store/clients.ts";
import { listStaff } from "../store/people.ts";
import { auditPathOf, readAskedPart } from "./audit-filter.ts";
import { auditSentence, type AuditNames } from "./audit-words.ts";
import { readIdPage } from "./id-paging.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import { requireStaff } from "./visitor.ts";
import { momentWords } from "./words.ts";

export async function showAudit(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const reading = readingOf(portal, staff);
  const { filter, query, name, path } = await readAskedPart(portal, request);
  const pathOf = (base: string, more: Record<string, string> = {}) => {
    const search = new URLSearchParams({ ...query, ...more }).toString();
    return search === "" ? base : `${base}?${search}`;
  };
  const page = await readIdPage(
    request,
    auditPageSize,
    (window) => listAudit(portal.store.read, filter, window, auditPageSize),
    (more) => pathOf("/audit", more),
  );
  const names = await readAuditNames(portal);
  await showPage(portal, response, staff, "audit", {
    title: reading.say("audit.title"),
    place: "audit",
    part: name === null ? null : { name: portal.maskSecrets(name), path, here: pathOf("/audit") },
    csvPath: pathOf("/audit.csv"),
    events: page.rows.map((row) => toView(portal, row, names, reading)),
    newerPath: page.newerPath,
    olderPath: page.olderPath,
  });
}

/** A handful of each. */
export async function readAuditNames({ store }: Portal): Promise<AuditNames> {
  const plans = await listPlans(store.read);
  const staff = await listStaff(store.read);
  return {
    plans: new Map(plans.map(({ id, name }) => [id, name])),
    staff: new Map(staff.map(({ staffId, name }) => [staffId!, name])),
  };
}

function toView(portal: Portal, row: AuditRow, names: AuditNames, reading: Reading) {
  const pieces = auditSentence(row, names, reading);
  return {
    pieces: pieces.map(({ words, isValue }) => ({ words: portal.maskSecrets(words), isValue })),
    when: momentWords(row.at, reading),
    task: row.taskId === null ? null : { id: row.taskId, title: portal.maskSecrets(row.taskTitle ?? "") },
    client: row.clientId === null ? null : { id: row.clientId, name: row.clientName ?? "" },
    people: peopleOf(row),
    detail: detailOf(row, reading),
  };
}

/** Who did it and whom it is about, each once, with the way to all that happened by and to them. */
function peopleOf({ actor, actorName, contactId, contactName }: AuditRow): { name: string; path: string }[] {
  const doer = actor === undefined ? [] : [{ name: actorName ?? "", path: auditPathOf(actor) }];
  if (contactId === null || (actor?.kind === "contact" && actor.id === contactId)) return doer;
  return [...doer, { name: contactName ?? "", path: auditPathOf({ kind: "contact", id: contactId }) }];
}

/** The page that shows more of it. */
function detailOf({ payload }: AuditRow, { say }: Reading): { path: string; label: string } | null {
  if ("outboundEmailId" in payload)
    return { path: `/outgoing/${payload.outboundEmailId}`, label: say("audit.see-email") };
  if ("inboundEmailId" in payload && typeof payload.inboundEmailId === "number")
    return { path: `/emails/${payload.inboundEmailId}`, label: say("audit.see-email") };
  return null;
}
