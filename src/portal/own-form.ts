// The check of every form that a browser posts: sent from our own site, and with the token that we put into it for this
// browser. A form whose token is missing or stale comes back with its words, to be sent again.
import type { Request, RequestHandler, Response } from "express";
import { Problem } from "../domain/problem.ts";
import { formTokenField, formTokenFor, linkFormToken, linkSubject, subjectOf } from "./form-token.ts";
import { keepForm, readForm, uploadsMax, type Form } from "./form.ts";
import { sendPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { lookAtVisitor } from "./problem.ts";
import { readingOf } from "./reading.ts";
import { isSameOrigin } from "./same-origin.ts";
import { isTyped, typedWords } from "./typed-words.ts";

/** What the check must know of a form's route. */
export interface FormRoute {
  /** The form stands on the page of an emailed link, and its token is bound to that link's. */
  isLinkForm?: true;
  /** All files that this visitor may send with the form together; none when absent. */
  uploadBytesMax?: (request: Request) => Promise<number> | number;
}

/** Reads the form and passes it on when it is ours. Throws `not_allowed` for one that another website made a browser send. */
export function takeOnlyOwnForms(portal: Portal, route: FormRoute): RequestHandler {
  return async (request, response, next) => {
    if (!isSameOrigin(request, portal.installation.baseUrl)) {
      throw new Problem("not_allowed", {
        en: "This form was sent from another website. Open the page here and try again.",
        de: "Dieses Formular wurde von einer anderen Website abgeschickt. Öffnen Sie die Seite hier und versuchen Sie es noch einmal.",
      });
    }
    const bytesMax = (await route.uploadBytesMax?.(request)) ?? 0;
    const form = await readForm(request, bytesMax);
    const subject =
      route.isLinkForm === true ? linkSubject(tokenInPath(request)) : subjectOf(portal, request);
    if (subject === undefined || !portal.isFormToken(subject, form.text(formTokenField))) {
      await askToSendAgain(portal, request, response, {
        form,
        isLinkForm: route.isLinkForm === true,
        bytesMax,
      });
      return;
    }
    keepForm(request, form);
    next();
  };
}

/** 403 with the form as it came. Nothing was done; only our own site's forms get here. */
async function askToSendAgain(
  portal: Portal,
  request: Request,
  response: Response,
  { form, isLinkForm, bytesMax }: { form: Form; isLinkForm: boolean; bytesMax: number },
): Promise<void> {
  const { visitor, heldCount } = await lookAtVisitor(portal, request);
  const { say } = readingOf(portal, visitor);
  const fields = form.entries().filter(([name]) => name !== formTokenField);
  const values = {
    title: say("send-again.title"),
    action: request.path,
    token: isLinkForm ? linkFormToken(portal, tokenInPath(request)) : formTokenFor(portal, response),
    hidden: fields.filter(([name]) => !isTyped(name)).map(([name, value]) => ({ name, value })),
    typed: typedWords(fields, say).map((words, index) => ({ ...words, id: `typed-${index}` })),
    takesFiles: bytesMax > 0,
    filesMax: uploadsMax,
    megabytesMax: Math.floor(bytesMax / 1_048_576),
    isStranger: visitor.kind === "stranger",
  };
  sendPage(portal, response, visitor, heldCount, "send-again", values, 403);
}

function tokenInPath(request: Request): string {
  const { token } = request.params;
  return typeof token === "string" ? token : "";
}
