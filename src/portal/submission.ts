// Keys by which a form that is sent twice does its work once.
import { createHash, randomUUID } from "node:crypto";

/** A key for a form that is being shown. */
export function newSubmissionKey(): string {
  return randomUUID();
}

/**
 * The key under which a form's work is kept: the form's own with everything it says. The same form with other words (after
 * the browser's Back) is other work; with the form's key alone those words would be taken for a repeat and lost.
 */
export function submissionKeyOf(formKey: string, ...content: readonly (string | number)[]): string {
  const hash = createHash("sha256");
  for (const part of [formKey.slice(0, 100), ...content])
    hash.update(`${String(part).length}:${part};`, "utf8");
  return hash.digest("hex");
}
