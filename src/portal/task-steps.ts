// The forms by which a task goes from stage to stage, each posted to an address of its own: reads the form, takes the step,
// and goes back to the task; what cannot be taken is said beside the form, with what was typed.
import type { Request, Response } from "express";
import type { StepWords } from "../actions/take-step.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import { forgetDraft } from "../store/drafts.ts";
import { formOf, type Form } from "./form.ts";
import { requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { refuseMissing } from "./problem.ts";
import { findTake, keyOf } from "./step-takings.ts";
import { findTaskAccess, type TaskAccess } from "./task-access.ts";
import { showTaskPage } from "./task.ts";

/** POST /tasks/:taskId/<name>. To whoever may not take the step the address does not exist; their words go back to them. */
export function takeStepForm(name: string) {
  return async (portal: Portal, request: Request, response: Response): Promise<void> => {
    const access = await findTaskAccess(portal, request, requireId(request.params["taskId"]));
    const take = access === undefined ? undefined : findTake(name, access.reader);
    const form = formOf(request);
    if (access === undefined || take === undefined) {
      await refuseMissing(portal, request, response);
      return;
    }
    try {
      if (form.refusal !== undefined) throw new Problem("too_large", form.refusal);
      const now = portal.clock();
      const taking = {
        portal,
        access,
        form,
        now,
        at: timestamp(now),
        words: wordsOf(access, form, name, timestamp(now)),
      };
      const { taskId } = await portal.store.write(async (rows) => {
        await forgetDraft(rows, access.reader, { kind: "task", taskId: access.task.id, form: name });
        return take(rows, taking);
      });
      portal.nudge();
      response.redirect(303, `/tasks/${taskId}`);
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      const typed = Object.fromEntries(form.entries().filter(([field]) => field !== "form-token"));
      const refused = { name, typed, hadFiles: form.hadFiles, problem: fault };
      // What the page says of the task is read anew: it may be why the step could not be taken.
      const anew = await findTaskAccess(portal, request, access.task.id);
      await showTaskPage(portal, request, response, anew ?? access, { step: refused });
    }
  };
}

function wordsOf(access: TaskAccess, form: Form, name: string, at: string): StepWords | undefined {
  const text = form.text("text").trim();
  if (text === "" && form.uploads.length === 0) return undefined;
  return {
    channel: "portal",
    text,
    isByLink: access.isByLink,
    postedAt: at,
    submissionKey: keyOf(access, form, name, text, ...form.uploads.map(({ sha256 }) => sha256)),
    uploads: form.uploads,
  };
}
