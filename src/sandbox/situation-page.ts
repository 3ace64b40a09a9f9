// POST /sandbox/emails/:emailId/situations/:situation: one of the things that may happen to an email, through the real
// webhook. What is a single email leads to what became of it; several lead to a page that shows each.
import type { Request, Response } from "express";
import { inEnglish, Problem } from "../domain/problem.ts";
import type { OutgoingEmail } from "../outbox/courier.ts";
import { formOf, type Form } from "../portal/form.ts";
import type { PersonRow } from "../store/people.ts";
import { usualProgram, requireProgram, toCorrespondent } from "./correspondents.ts";
import { loadEmail } from "./load-email.ts";
import type { SandboxParts } from "./sandbox.ts";
import { sendAndShow, sendCalls } from "./send-inbound.ts";
import type { FilledIn, InboundCall, Situation } from "./situation.ts";
import { findSituation, situations } from "./situations.ts";
import type { Tries } from "./tries.ts";

/** The situations that fit an email, as its page offers them; `path` is that of the email. */
export function situationViews(path: string, { replyTo }: OutgoingEmail) {
  return situations
    .filter(({ isAnswer }) => !isAnswer || replyTo !== undefined)
    .map(({ name, title, expected, button, words, hasProgram, choice }) => ({
      name,
      title,
      expected,
      button,
      path: `${path}/situations/${name}`,
      words: words ?? null,
      hasProgram: hasProgram === true,
      choice: choice ?? null,
    }));
}

export async function postSituation(
  parts: SandboxParts,
  tries: Tries,
  request: Request,
  response: Response,
): Promise<void> {
  const { row, reader, email } = await loadEmail(parts, request);
  const situation = findSituation(String(request.params["situation"]));
  if (situation === undefined) throw new Problem("not_found", inEnglish("There is no page at this address."));
  if (situation.isAnswer && email.replyTo === undefined) {
    throw new Problem(
      "invalid",
      inEnglish("This email names no address for answers, so it cannot be answered."),
    );
  }
  const filled = filledIn(situation, reader, formOf(request));
  const scene = {
    received: email,
    reader: toCorrespondent(reader),
    mailFrom: parts.installation.mailFrom,
    emailBytesMax: parts.emailBytesMax,
    at: parts.clock(),
    source: () => parts.buildMime(email),
  };
  const calls = await situation.write(scene, filled);
  const [first] = calls;
  if (calls.length === 1 && first !== undefined) return sendAndShow(parts, response, first.email);
  await showCalls(parts, tries, response, { situation, calls, emailPath: `/sandbox/emails/${row.id}` });
}

function filledIn(situation: Situation, reader: PersonRow, form: Form): FilledIn {
  const { hasProgram, choice } = situation;
  const chosen = form.text("choice");
  if (choice !== undefined && !choice.options.some(({ value }) => value === chosen)) {
    throw new Problem("invalid", inEnglish(`Choose one of what stands under “${choice.title}”.`));
  }
  return {
    words: situation.words === undefined ? "" : form.text("words"),
    program: hasProgram === true ? requireProgram(form.text("program")) : usualProgram(reader.address),
    choice: chosen,
  };
}

async function showCalls(
  parts: SandboxParts,
  tries: Tries,
  response: Response,
  sent: { situation: Situation; calls: readonly InboundCall[]; emailPath: string },
): Promise<void> {
  const { title, expected } = sent.situation;
  const calls = await sendCalls(parts, sent.calls);
  const id = tries.add({ kind: "calls", title, expected, emailPath: sent.emailPath, calls });
  response.redirect(303, `/sandbox/tries/${id}`);
}
