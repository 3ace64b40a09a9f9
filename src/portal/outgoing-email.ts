// GET /outgoing/:outgoingId: for staff, one email that went or goes out: what became of it, its headers, and its text as its row
// keeps it. Its html is not shown: the text says the same.
import type { Request, Response } from "express";
import { findOutboundEmail, type OutboundEmailRow } from "../store/outbound-emails.ts";
import {
  findOutgoing,
  listDeliveryEvents,
  listFailedAttempts,
  type DeliveryEventRow,
  type FailedAttemptRow,
  type OutgoingRow,
} from "../store/outgoing.ts";
import { taskPathOf } from "./outgoing.ts";
import { addressInWords, kindInWords, stateInWords } from "./outgoing-words.ts";
import { showPage } from "./page.ts";
import { pageMissing, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import { storedText, type TextPiece } from "./stored-text.ts";
import { requireStaff } from "./visitor.ts";
import { momentWords, type MomentWords } from "./words.ts";

/** What tells of its way and its thread; the others hold our marks or places of secrets. */
const shownHeaders = "Message-ID In-Reply-To References Auto-Submitted".split(" ");

export async function showOutgoingEmail(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const reading = readingOf(portal, staff);
  const id = requireId(request.params["outgoingId"]);
  const row = await findOutgoing(portal.store.read, id);
  const email = await findOutboundEmail(portal.store.read, id);
  if (row === undefined || email === undefined) throw pageMissing();
  const tries = await listFailedAttempts(portal.store.read, id);
  const reports = await listDeliveryEvents(portal.store.read, id);
  const state = stateInWords(portal, row, reading);
  const hidden = (text: string) => storedText(text, portal.maskSecrets, reading.say);
  await showPage(portal, response, staff, "outgoing-email", {
    title: plainText(hidden(row.subject)),
    place: "outgoing",
    email: {
      id,
      name: row.toName,
      address: addressInWords(row),
      kind: kindInWords(row.kind, reading),
      isNote: row.isNote === 1,
      task:
        row.taskId === null
          ? null
          : {
              path: taskPathOf(row),
              id: row.taskId,
              title: portal.maskSecrets(row.taskTitle ?? ""),
              isMessage: row.messageId !== null,
            },
    },
    // Why an address is paused stands below, with the way out.
    state: row.pauseId === null || state.name === "paused" ? state : { ...state, sentence: null },
    pause: row.pauseId === null ? null : pauseView(portal, row, reading),
    history: historyOf(portal, row, { tries, reports }, reading),
    headers: headersOf(portal, email).map(({ name, value }) => ({ name, value: plainText(hidden(value)) })),
    text: hidden(email.text),
  });
}

function pauseView(portal: Portal, { pauseId, pauseReason }: OutgoingRow, { say }: Reading) {
  return {
    sentence: say("outgoing.address-paused"),
    reason: portal.maskSecrets(pauseReason ?? ""),
    resumePath: `/paused-addresses/${pauseId}/resume`,
  };
}

interface Happened {
  when: MomentWords;
  words: string;
  reason: string | null;
}

/** In the order of time: written, each try that came to nothing, sent, and each report of it. */
function historyOf(
  portal: Portal,
  row: OutgoingRow,
  { tries, reports }: { tries: readonly FailedAttemptRow[]; reports: readonly DeliveryEventRow[] },
  reading: Reading,
): Happened[] {
  const { say } = reading;
  const masked = (reason: string | null) =>
    reason === null || reason === "" ? null : portal.maskSecrets(reason);
  const all = [
    { at: row.composedAt, words: say("outgoing-history.queued"), reason: null },
    ...tries.map(({ at, attempt, outcome, reason }) => ({
      at,
      words: say(`outgoing-try.${outcome}`, { attempt }),
      reason: masked(reason),
    })),
    ...(row.sentAt === null ? [] : [{ at: row.sentAt, words: say("outgoing-history.sent"), reason: null }]),
    ...reports.map(({ at, kind, reason }) => ({
      at,
      words: say(`outgoing-report.${kind}`),
      reason: masked(reason),
    })),
  ];
  return all
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
    .map(({ at, ...rest }) => ({ when: momentWords(at, reading), ...rest }));
}

function headersOf({ installation }: Portal, email: OutboundEmailRow): { name: string; value: string }[] {
  const address = addressInWords(email);
  const [from, to, subject] = "From To Subject".split(" ");
  return [
    { name: from!, value: `${email.fromName} <${installation.mailFrom}>` },
    { name: to!, value: address === null ? email.toName : `${email.toName} <${address}>` },
    { name: subject!, value: email.subject },
    ...shownHeaders.flatMap((name) => {
      const value = email.headers[name];
      return value === undefined ? [] : [{ name, value }];
    }),
  ];
}

function plainText(pieces: readonly TextPiece[]): string {
  return pieces.map(({ words, isPlace }) => (isPlace ? `[${words}]` : words)).join("");
}
