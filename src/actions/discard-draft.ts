// Throws away what somebody has written into a form and not sent. Removes one row.
import type { DraftPlace } from "../domain/draft.ts";
import type { Person } from "../domain/person.ts";
import { forgetDraft } from "../store/drafts.ts";
import type { Rows } from "../store/rows.ts";

/** Discarding what is not there changes nothing. */
export async function discardDraft(
  rows: Rows,
  draft: { person: Person; place: DraftPlace },
): Promise<{ kind: "done" | "unchanged" }> {
  return { kind: (await forgetDraft(rows, draft.person, draft.place)) ? "done" : "unchanged" };
}
