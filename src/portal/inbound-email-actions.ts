// What staff decide about an inbound email, each by a button of its page. Every decision wakes processing.
import type { Request, Response } from "express";
import { acceptEmail } from "../actions/accept-email.ts";
import { addAddressFromEmail } from "../actions/add-address-from-email.ts";
import { discardEmail } from "../actions/discard-email.ts";
import { openTaskFromEmail } from "../actions/open-task-from-email.ts";
import { openTaskFromForward } from "../actions/open-task-from-forward.ts";
import { processEmailAgain } from "../actions/process-email-again.ts";
import { undoRuling } from "../actions/undo-ruling.ts";
import { timestamp } from "../domain/clock.ts";
import { normalizeAddress } from "../domain/address.ts";
import { personFromColumns, type Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { findPersonByAddress } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { formOf, type Form } from "./form.ts";
import { writeRulingIds } from "./held-notice.ts";
import { showInboundEmailPage } from "./inbound-email.ts";
import { requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { refusedDecision } from "./refused-decision.ts";
import { requireStaff } from "./visitor.ts";

/** What a decision is made with. */
interface Decision {
  form: Form;
  emailId: number;
  byStaffId: number;
  /** The last ruling that the page knew of; undefined when the form does not say. */
  seenRulingId: number | undefined;
  at: string;
}

type Decide = (rows: Rows, decision: Decision) => Promise<{ rulingId: number } | void>;

/** POST /emails/:emailId/accept: as this person's message on this task. */
export function acceptInboundEmail(portal: Portal, request: Request, response: Response): Promise<void> {
  return decide(portal, request, response, async (rows, { form, at, ...who }) => {
    const author = await personIn(rows, form);
    return acceptEmail(rows, at, { ...who, author, taskId: taskIdOf(form) });
  });
}

/** POST /emails/:emailId/add-address: the sender's address belongs to this contact, too. */
export function addAddressOfInboundEmail(
  portal: Portal,
  request: Request,
  response: Response,
): Promise<void> {
  return decide(portal, request, response, async (rows, { form, at, ...who }) => {
    const { id: contactId } = await contactIn(rows, form);
    return addAddressFromEmail(rows, at, { ...who, contactId, own: portal.installation });
  });
}

/** POST /emails/:emailId/open-task: a new task in this contact's name. */
export function openTaskOfInboundEmail(portal: Portal, request: Request, response: Response): Promise<void> {
  return decide(portal, request, response, async (rows, { form, at, ...who }) =>
    openTaskFromEmail(rows, at, { ...who, author: await contactIn(rows, form) }),
  );
}

/** POST /emails/:emailId/discard */
export function discardInboundEmail(portal: Portal, request: Request, response: Response): Promise<void> {
  return decide(portal, request, response, (rows, decision) => discardEmail(rows, decision.at, decision));
}

/** POST /emails/:emailId/process-again: reads it anew from its bytes, forgetting what was decided. */
export function processInboundEmailAgain(
  portal: Portal,
  request: Request,
  response: Response,
): Promise<void> {
  return decide(portal, request, response, (rows, decision) =>
    processEmailAgain(rows, decision.at, decision),
  );
}

/** POST /emails/:emailId/open-forwarded: a task for this contact with the email that a colleague forwarded. */
export function openForwardedEmail(portal: Portal, request: Request, response: Response): Promise<void> {
  return decide(portal, request, response, async (rows, { form, at, ...who }) => {
    const chosen = form.text("contact");
    if (!/^[1-9]\d{0,8}$/u.test(chosen) && form.text("author-address").trim() === "") {
      const words = { en: "Choose whose task it is.", de: "Wählen Sie, für wen die Aufgabe ist." };
      throw new Problem("invalid", words, "contact");
    }
    const { id: contactId } = await contactIn(rows, form, `contact:${chosen}`);
    const addsAddress = form.text("add-address") === "yes";
    const own = portal.installation;
    return openTaskFromForward(rows, at, { ...who, contactId, addsAddress, own });
  });
}

/** POST /emails/:emailId/undo: takes back what was decided about an email last. The same form again changes nothing. */
export function undoInboundRuling(portal: Portal, request: Request, response: Response): Promise<void> {
  return decide(portal, request, response, async (rows, { form, at, emailId, byStaffId }) => {
    await undoRuling(rows, at, { emailId, rulingId: requireId(form.text("ruling")), byStaffId });
  });
}

/** Carries a decision out, or shows the email's page with what stands against it. */
async function decide(portal: Portal, request: Request, response: Response, act: Decide): Promise<void> {
  const staff = await requireStaff(portal, request);
  const emailId = requireId(request.params["emailId"]);
  const form = formOf(request);
  const seenRulingId = seenIn(form);
  const decision = { form, emailId, byStaffId: staff.staffId, seenRulingId, at: timestamp(portal.clock()) };
  let ruled: { rulingId: number } | void;
  try {
    ruled = await portal.store.write((rows) => act(rows, decision));
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    await showInboundEmailPage(portal, response, staff, emailId, {
      refused: refusedDecision(request.path.split("/").at(-1)!, form, aboutNumber(form, fault)),
    });
    return;
  }
  portal.nudge();
  const isFromList = form.text("back") === "held";
  const desk = ruled === undefined ? "/held" : `/held?done=${writeRulingIds([ruled.rulingId])}`;
  response.redirect(303, isFromList ? desk : `/emails/${emailId}`);
}

/** A task that there is not was typed by its number; all others are chosen from those that there are. */
export function aboutNumber(form: Form, fault: Problem): Problem {
  const isOfNumber =
    fault.code === "not_found" && fault.about === undefined && form.text("task-number").trim() !== "";
  return isOfNumber ? new Problem(fault.code, fault.words, "task-number") : fault;
}

/** The last ruling that the form's page knew of. */
function seenIn(form: Form): number | undefined {
  const seen = form.text("seen");
  return /^[0-9]{1,10}$/u.test(seen) ? Number(seen) : undefined;
}

/** An address typed for somebody who is not in the list counts before the list. */
async function personIn(rows: Rows, form: Form, chosen = form.text("author")): Promise<Person> {
  const typed = form.text("author-address").trim();
  if (typed !== "") {
    const found = await findPersonByAddress(rows, normalizeAddress(typed));
    const person = found && personFromColumns(found.contactId, found.staffId);
    if (person !== undefined) return person;
    const words = {
      en: "Nobody here is known by this address.",
      de: "Unter dieser Adresse ist hier niemand bekannt.",
    };
    throw new Problem("not_found", words, "author-address");
  }
  const [kind, id] = chosen.split(":");
  if (kind !== "contact" && kind !== "staff") {
    const words = { en: "Choose who wrote it.", de: "Wählen Sie, wer sie geschrieben hat." };
    throw new Problem("invalid", words, "author");
  }
  return { kind, id: requireId(id) };
}

async function contactIn(rows: Rows, form: Form, chosen?: string): Promise<Person> {
  const person = await personIn(rows, form, chosen);
  if (person.kind === "contact") return person;
  const words = { en: "Choose a contact of a client.", de: "Wählen Sie einen Kontakt eines Kunden." };
  throw new Problem(
    "invalid",
    words,
    form.text("author-address").trim() === "" ? "author" : "author-address",
  );
}

/** The number typed for a task that is not in the list counts before the list. */
export function taskIdOf(form: Form): number {
  const typed = form.text("task-number").trim().replace(/^#/u, "");
  const chosen = typed === "" ? form.text("task") : typed;
  if (!/^[1-9][0-9]{0,8}$/u.test(chosen)) {
    throw new Problem(
      "invalid",
      {
        en: "Choose a task, or type its number.",
        de: "Wählen Sie eine Aufgabe, oder geben Sie ihre Nummer ein.",
      },
      "task-number",
    );
  }
  return Number(chosen);
}
