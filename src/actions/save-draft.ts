// Keeps what somebody has written into a form so far. Writes one row and no event: nobody but its author learns of a draft.
import { draftBytesMax, type DraftFields, type DraftPlace } from "../domain/draft.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { forgetDraft, recordDraft } from "../store/drafts.ts";
import type { Rows } from "../store/rows.ts";

/** A form that was emptied has no draft any more. Throws `too_large` above `draftBytesMax`. */
export async function saveDraft(
  rows: Rows,
  at: string,
  draft: { person: Person; place: DraftPlace; fields: DraftFields },
): Promise<{ kind: "saved" | "emptied" }> {
  const { person, place, fields } = draft;
  if (Object.values(fields).every((value) => value.trim() === "")) {
    await forgetDraft(rows, person, place);
    return { kind: "emptied" };
  }
  if (new TextEncoder().encode(JSON.stringify(fields)).byteLength > draftBytesMax) {
    throw new Problem("too_large", {
      en: "This text is too long to be kept as a draft. Attach longer texts as a file.",
      de: "Dieser Text ist zu lang, um als Entwurf aufgehoben zu werden. Hängen Sie längere Texte als Datei an.",
    });
  }
  await recordDraft(rows, person, place, fields, at);
  return { kind: "saved" };
}
