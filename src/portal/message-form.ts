// What the forms of a new request and of a new task have in common: a title, the first message and its files.
import { requireWords } from "../actions/post-message.ts";
import { Problem } from "../domain/problem.ts";
import type { Locale } from "../domain/locale.ts";
import { requireTitle, titleLengthMax } from "../domain/task.ts";
import type { DraftView } from "./drafts.ts";
import type { FieldChecks, FieldProblems } from "./field-problems.ts";
import { uploadsMax, type Form } from "./form.ts";
import type { Portal } from "./portal.ts";
import { statusOf } from "./problem.ts";
import { newSubmissionKey } from "./submission.ts";

export type MessageField = "title" | "text" | "files";

/** A form that could not be taken: by fields of it, or as a whole in the words of `message`. */
export interface RefusedForm<Name extends string> {
  form: Form;
  problems?: FieldProblems<Name>;
  message: string | null;
  status: number;
}

export function messageChecks(form: Form): FieldChecks<MessageField> {
  return {
    title: () => requireTitle(form.text("title")),
    // Files that were left out are files all the same.
    text: () =>
      form.refusal === undefined ? requireWords(form.text("text").trim(), form.uploads) : undefined,
    files: () => {
      if (form.refusal !== undefined && form.hadFiles) throw new Problem("too_large", form.refusal);
    },
  };
}

export function refusedByFields<Name extends string>(
  form: Form,
  problems: FieldProblems<Name>,
): RefusedForm<Name> {
  return { form, problems, message: null, status: form.refusal === undefined ? 422 : 413 };
}

export function refusedAsWhole(
  form: Form,
  problem: Problem,
  locale: Locale,
): Omit<RefusedForm<never>, "problems"> {
  return { form, message: problem.in(locale), status: statusOf(problem) };
}

/** What the page of such a form shows, with everything that was typed, now or in a draft. */
export function messageView(
  { uploadBytesMax }: Portal,
  refused: RefusedForm<MessageField> | undefined,
  draft: DraftView,
) {
  const mustChooseFilesAgain = refused?.form.hadFiles === true;
  return {
    key: newSubmissionKey(),
    typedTitle: refused?.form.text("title") ?? draft.fields["title"] ?? "",
    typedText: refused?.form.text("text") ?? draft.fields["text"] ?? "",
    problem: refused?.message ?? null,
    mustChooseFilesAgain,
    hasFilesNote: mustChooseFilesAgain || typeof refused?.problems?.files.words === "string",
    titleLengthMax,
    filesMax: uploadsMax,
    megabytesMax: Math.floor(uploadBytesMax / 1_048_576),
  };
}
