// Staff are done with a forwarding confirmation: its code and link go. Writes its row.
import { Problem } from "../domain/problem.ts";
import { hasConfirmation, markConfirmationDone } from "../store/forwarding-confirmations.ts";
import type { Rows } from "../store/rows.ts";

/** Again changes nothing. Throws `not_found`. */
export async function finishConfirmation(rows: Rows, at: string, confirmationId: number): Promise<void> {
  if (!(await hasConfirmation(rows, confirmationId))) {
    throw new Problem("not_found", {
      en: "There is no such confirmation.",
      de: "Diese Bestätigung gibt es nicht.",
    });
  }
  await markConfirmationDone(rows, confirmationId, at);
}
