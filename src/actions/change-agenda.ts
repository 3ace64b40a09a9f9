// Somebody says anew what a booked session is to be about. Writes the session and one event.
import { plainAgenda, requireAgenda } from "../domain/agenda.ts";
import { timestamp } from "../domain/clock.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { findAgendaRefusal } from "../domain/session.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { markAgendaChanged } from "../store/session-changes.ts";
import { getSession } from "../store/sessions.ts";
import { changeRefusals } from "./move-session.ts";
import { lockSession, standingOf } from "./session-entries.ts";

export interface AgendaInput {
  sessionId: number;
  by: Person;
  agenda: string;
  /** What their page showed; undefined for who saw none and says what it is to be. */
  seenAgenda?: string;
  /** The email that says it. */
  inboundEmailId?: number;
}

/**
 * Both sides may until it begins, within the notice time, too: it keeps nobody's time. The same agenda again changes nothing.
 * Throws `not_found`, `invalid` for one that is too long, `conflict` when it cannot be changed any more or somebody did since.
 */
export async function changeAgenda(
  rows: Rows,
  now: Date,
  { sessionId, by, agenda: typed, seenAgenda, inboundEmailId }: AgendaInput,
): Promise<{ kind: "done" | "unchanged" }> {
  const agenda = requireAgenda(typed);
  const session = await lockSession(rows, sessionId, by);
  const at = timestamp(now);
  const refusal = findAgendaRefusal(session, at);
  if (refusal !== undefined) throw new Problem("conflict", changeRefusals[refusal]);
  if (session.agenda === agenda) return { kind: "unchanged" };
  if (seenAgenda !== undefined && plainAgenda(seenAgenda) !== session.agenda) {
    throw new Problem("conflict", {
      en: "Somebody changed the agenda meanwhile. See what it says now; yours is not saved yet.",
      de: "Inzwischen hat jemand die Themen geändert. Sehen Sie nach, was jetzt dort steht; Ihre Fassung ist noch nicht gespeichert.",
    });
  }
  await markAgendaChanged(rows, sessionId, agenda, at);
  const payload = standingOf(await getSession(rows, sessionId), inboundEmailId);
  await recordEvent(rows, { type: "session.agenda_changed", actor: by, at, payload });
  return { kind: "done" };
}
