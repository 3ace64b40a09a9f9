// GET /mailboxes: connected mailboxes, the address that each forwards to, whether its rule works, what its provider asks to
// confirm, and what came through. Staff connect, try and remove them here.
import type { Request, Response } from "express";
import { addMailbox } from "../actions/add-mailbox.ts";
import { finishConfirmation } from "../actions/finish-confirmation.ts";
import { removeMailbox } from "../actions/remove-mailbox.ts";
import { sendMailboxProbe } from "../actions/send-probe.ts";
import { domainOf } from "../domain/address.ts";
import { timestamp } from "../domain/clock.ts";
import { mailboxState } from "../domain/mailbox.ts";
import { probeWaitMs } from "../domain/probe.ts";
import { Problem } from "../domain/problem.ts";
import { listOpenConfirmations } from "../store/forwarding-confirmations.ts";
import { listEmailsThrough, listMailboxes, type MailboxRow } from "../store/mailboxes.ts";
import { findNewestProbeOf } from "../store/probes.ts";
import { toConfirmationView, type ConfirmationView } from "./confirmation-view.ts";
import { formOf } from "./form.ts";
import { stateInWords } from "./mailbox-words.ts";
import { statusInWords } from "./outcome-words.ts";
import { showPage } from "./page.ts";
import { requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import { statusOf } from "./problem.ts";
import { requireStaff, type StaffVisitor } from "./visitor.ts";
import { momentWords } from "./words.ts";

/** How often the page looks again while a probe is on its way. */
const refreshSeconds = 3;
const confirmationsMax = 50;
const throughMax = 5;

/** For staff; reads only. */
export async function showMailboxes(portal: Portal, request: Request, response: Response): Promise<void> {
  await showMailboxesPage(portal, response, await requireStaff(portal, request));
}

/** POST /mailboxes: connects one, and shows the page again with what stands against it. */
export async function connectMailbox(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const address = formOf(request).text("address");
  try {
    const { mailboxId } = await portal.store.write((rows) =>
      addMailbox(rows, timestamp(portal.clock()), {
        address,
        byStaffId: staff.staffId,
        own: portal.installation,
      }),
    );
    response.redirect(303, `/mailboxes#mailbox-${mailboxId}`);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    await showMailboxesPage(portal, response, staff, { problem, typed: address });
  }
}

/** POST /mailboxes/:mailboxId/remove. Again changes nothing. */
export async function disconnectMailbox(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const mailboxId = requireId(request.params["mailboxId"]);
  await portal.store.write((rows) =>
    removeMailbox(rows, timestamp(portal.clock()), { mailboxId, byStaffId: staff.staffId }),
  );
  response.redirect(303, "/mailboxes");
}

/** POST /mailboxes/:mailboxId/probe: sends one there, or leaves it at the one on its way. Throws `limit_reached`. */
export async function probeMailbox(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const mailboxId = requireId(request.params["mailboxId"]);
  await portal.store.write((rows) =>
    sendMailboxProbe(rows, portal.clock(), { mailboxId, staffId: staff.staffId }),
  );
  portal.nudge();
  response.redirect(303, `/mailboxes#mailbox-${mailboxId}`);
}

/** POST /mailboxes/confirmations/:confirmationId/done: its code and link go. */
export async function endConfirmation(portal: Portal, request: Request, response: Response): Promise<void> {
  await requireStaff(portal, request);
  const confirmationId = requireId(request.params["confirmationId"]);
  await portal.store.write((rows) => finishConfirmation(rows, timestamp(portal.clock()), confirmationId));
  response.redirect(303, "/mailboxes");
}

async function showMailboxesPage(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  refused?: { problem: Problem; typed: string },
): Promise<void> {
  const reading = readingOf(portal, staff);
  const rows = await listMailboxes(portal.store.read);
  const confirmations = await Promise.all(
    (await listOpenConfirmations(portal.store.read, confirmationsMax)).map((row) =>
      toConfirmationView(portal, reading, row),
    ),
  );
  const mailboxes = await Promise.all(rows.map((row) => toView(portal, reading, row, confirmations)));
  const known = new Set(rows.map(({ id }) => id));
  const others = confirmations.filter(({ mailboxId }) => mailboxId === null || !known.has(mailboxId));
  const isUnderWay = mailboxes.some(({ isWorthLooking }) => isWorthLooking);
  const values = {
    title: reading.say("mailboxes.title"),
    place: "mailboxes",
    // What somebody typed must not be taken away by the page's looking again.
    ...(isUnderWay && refused === undefined ? { refreshSeconds } : {}),
    mailboxes,
    others,
    fault: { words: refused?.problem.in(staff.locale) ?? null, isFirst: refused !== undefined },
    typed: refused?.typed ?? "",
  } as const;
  const status = refused === undefined ? 200 : statusOf(refused.problem);
  await showPage(portal, response, staff, "mailboxes", values, status);
}

async function toView(
  portal: Portal,
  reading: Reading,
  row: MailboxRow,
  confirmations: readonly ConfirmationView[],
) {
  const { now, say } = reading;
  const probe = await findNewestProbeOf(portal.store.read, row.id);
  const state = mailboxState(row, probe, now);
  const through = await listEmailsThrough(portal.store.read, row.id, throughMax);
  return {
    id: row.id,
    address: row.address,
    localPart: row.address.slice(0, row.address.lastIndexOf("@")),
    domain: domainOf(row.address),
    /** Where cPanel keeps the aliases of this domain. */
    aliasFile: `/etc/valiases/${domainOf(row.address)}`,
    intake: portal.mailboxAddressOf(row),
    state: state.kind,
    stateWords: stateInWords(state, reading),
    isWaiting: state.kind === "waiting",
    isVerified: state.kind === "verified",
    isWorthLooking: state.kind === "waiting" && now.getTime() - Date.parse(state.since) < 2 * probeWaitMs,
    confirmations: confirmations.filter(({ mailboxId }) => mailboxId === row.id),
    through: through.map((email) => ({
      id: email.id,
      subject: portal.maskSecrets(email.subject || say("inbound.no-subject")),
      from: email.fromAddress ?? say("held-summary.unnamed-sender"),
      statusWords: statusInWords(email.status, say),
      received: momentWords(email.receivedAt, reading),
    })),
  };
}
