// What the audit trail says of each event, in one sentence, for a reader: who did what. A type of event without a sentence in every
// language does not compile.
import { momentInWords } from "../domain/clock.ts";
import type { EventType } from "../domain/event.ts";
import type { AuditRow } from "../store/audit.ts";
import type { RecordedEvent } from "../store/events.ts";
import { mailSentences } from "./audit-words-mail.ts";
import { messageSentences } from "./audit-words-messages.ts";
import { peopleSentences } from "./audit-words-people.ts";
import { programSentences } from "./audit-words-programs.ts";
import { sessionSentences } from "./audit-words-sessions.ts";
import { staffSentences } from "./audit-words-staff.ts";
import { taskSentences } from "./audit-words-tasks.ts";
import type { Reading } from "./reading.ts";
import type { Sentences, Tell, ToldPiece } from "./told.ts";

const sentences: Sentences = {
  ...taskSentences,
  ...messageSentences,
  ...peopleSentences,
  ...mailSentences,
  ...sessionSentences,
  ...programSentences,
  ...staffSentences,
};

/** Every type of event that there is. */
export const auditedTypes = Object.keys(sentences) as EventType[];

/** What plans and staff are called now, by id. */
export interface AuditNames {
  plans: ReadonlyMap<number, string>;
  staff: ReadonlyMap<number, string>;
}

/** Where nobody signed in did it, the program did: by itself, or by a command. */
export function auditSentence(
  row: RecordedEvent & Pick<AuditRow, "actorName" | "contactName" | "clientName">,
  { plans, staff }: AuditNames,
  { locale, timeZone, say }: Pick<Reading, "locale" | "timeZone" | "say">,
): ToldPiece[] {
  // RecordedEvent ties the payload to the type, which an index by a union cannot show.
  const tell = sentences[row.type][locale] as Tell<EventType>;
  const somebody = say("audit.somebody");
  return tell(
    {
      who: row.actorName ?? say("audit.program"),
      about: row.contactName ?? aboutNobody(row.type, somebody),
      client: row.clientName ?? somebody,
      plan: (id) => plans.get(id) ?? `#${id}`,
      staff: (id) => staff.get(id) ?? somebody,
      isActor: (staffId) => row.actor?.kind === "staff" && row.actor.id === staffId,
      moment: (at) => momentInWords(at, timeZone, locale),
    },
    row.payload,
  );
}

/** Emails go to staff, too, who are no contact; their sentences do without a name. */
function aboutNobody(type: EventType, somebody: string): string {
  return type.startsWith("email.") ? "" : somebody;
}
