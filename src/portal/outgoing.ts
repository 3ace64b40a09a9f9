// GET /outgoing: for staff, every email that went or goes out, newest first: to whom, about what, and how far it got.
import type { Request, Response } from "express";
import { listOutgoing, outgoingPageSize, type OutgoingFilter, type OutgoingRow } from "../store/outgoing.ts";
import { readIdPage } from "./id-paging.ts";
import { addressInWords, kindInWords, stateInWords } from "./outgoing-words.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import { requireStaff } from "./visitor.ts";
import { ageInWords, momentWords } from "./words.ts";

const filters: readonly OutgoingFilter[] = ["all", "waiting", "failed"];

export async function showOutgoing(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const reading = readingOf(portal, staff);
  const shown = filters.find((name) => name === request.query["show"]) ?? "all";
  const pathOf = (show: OutgoingFilter, more: Record<string, string> = {}) => {
    const search = new URLSearchParams({ ...(show === "all" ? {} : { show }), ...more }).toString();
    return search === "" ? "/outgoing" : `/outgoing?${search}`;
  };
  const page = await readIdPage(
    request,
    outgoingPageSize,
    (window) => listOutgoing(portal.store.read, shown, window),
    (more) => pathOf(shown, more),
  );
  await showPage(portal, response, staff, "outgoing", {
    title: reading.say("outgoing.title"),
    place: "outgoing",
    filters: filters.map((name) => ({
      label: reading.say(`outgoing-filter.${name}`),
      path: pathOf(name),
      isCurrent: name === shown,
    })),
    isAll: shown === "all",
    emails: page.rows.map((row) => toView(portal, row, reading)),
    newerPath: page.newerPath,
    olderPath: page.olderPath,
  });
}

function toView(portal: Portal, row: OutgoingRow, reading: Reading) {
  const at = row.sentAt ?? row.composedAt;
  return {
    id: row.id,
    subject: portal.maskSecrets(row.subject),
    name: row.toName,
    address: addressInWords(row),
    kind: kindInWords(row.kind, reading),
    isNote: row.isNote === 1,
    task: row.taskId === null ? null : { path: taskPathOf(row), id: row.taskId },
    when: momentWords(at, reading),
    age: ageInWords(at, reading.now, reading.locale),
    wasSent: row.sentAt !== null,
    state: stateInWords(portal, row, reading),
  };
}

/** Its message on its task, or the task. */
export function taskPathOf({ taskId, messageId }: Pick<OutgoingRow, "taskId" | "messageId">): string {
  return `/tasks/${taskId}${messageId === null ? "" : `#message-${messageId}`}`;
}
