// POST /sessions/:sessionId/agenda: the client or staff say anew what a session is to be about.
import type { Request, Response } from "express";
import { changeAgenda } from "../actions/change-agenda.ts";
import { formOf } from "./form.ts";
import { requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { refuseMissing } from "./problem.ts";
import { changeFromForm } from "./sessions.ts";
import { findVisitor } from "./visitor.ts";

/** 409 with what was typed when somebody else changed it since this form was shown, or when it has begun. */
export async function agendaFromForm(portal: Portal, request: Request, response: Response): Promise<void> {
  const form = formOf(request);
  const agenda = form.text("agenda");
  if ((await findVisitor(portal, request)).kind === "stranger") {
    await refuseMissing(portal, request, response);
    return;
  }
  const agendaOf = requireId(request.params["sessionId"]);
  await changeFromForm(portal, request, response, { agenda, agendaOf }, async (sessionId, by) => {
    const input = { sessionId, by, agenda, seenAgenda: form.text("seen-agenda") };
    await portal.store.write((rows) => changeAgenda(rows, portal.clock(), input));
  });
}
