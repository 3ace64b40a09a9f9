// The months of sessions of a generated world: what each plan granted, what was held and used of it, and what of it expired.
import { dayOf } from "../../domain/day.ts";
import { monthAfter, monthsFromTo } from "../../domain/monthly-allowance.ts";
import { sessionKinds, sessionMinutes, type SessionKind } from "../../domain/session.ts";
import type { Chance } from "./chance.ts";
import type { Client, Person } from "./people.ts";
import type { RowsToWrite } from "./rows-to-write.ts";
import type { WorldParts } from "./world.ts";

/** The months before are long forgotten. */
const monthsKept = 6;
/** Of what is granted, what is used. */
const usedShare = 0.3;

/** This month in the agency's zone, which every plan has granted. */
export function thisMonth({ now, calendar }: WorldParts): string {
  return dayOf(now, calendar.timeZone).slice(0, 7);
}

export function addSessions(
  chance: Chance,
  to: RowsToWrite,
  parts: WorldParts,
  { clients, staff }: { clients: readonly Client[]; staff: readonly Person[] },
): void {
  const month = thisMonth(parts);
  const first = new Date(Date.parse(`${month}-01`) - monthsKept * 30 * 86_400_000).toISOString().slice(0, 7);
  for (const each of monthsFromTo(first, month)) {
    for (const client of clients) {
      for (const kind of sessionKinds) {
        addMonth(chance, to, { client, staff, kind, month: each, hasEnded: each < month });
      }
    }
  }
}

interface Month {
  client: Client;
  staff: readonly Person[];
  kind: SessionKind;
  month: string;
  hasEnded: boolean;
}

function addMonth(chance: Chance, to: RowsToWrite, { client, staff, kind, month, hasEnded }: Month): void {
  const granted =
    kind === "strategy" ? client.plan.strategySessionsMonthly : client.plan.trainingSessionsMonthly;
  if (granted === 0) return;
  const closedAt = `${monthAfter(month)}-01T00:05:00.000Z`;
  const enter = (entry: string, amount: number, at: string, sessionId: number | null = null) =>
    to.add("session_ledger", {
      id: to.nextId("session_ledger"),
      client_id: client.id,
      kind,
      month,
      entry,
      amount,
      session_id: sessionId,
      entered_at: at,
      closed_at: entry === "grant" && hasEnded ? closedAt : null,
    });
  const begunAt = `${month}-01T00:05:00.000Z`;
  enter("grant", granted, begunAt);
  if (!hasEnded) return;
  const used = chance.is(usedShare) ? 1 : 0;
  if (used > 0) {
    const session = addSession(chance, to, { client, staff, kind, month });
    enter("hold", 1, begunAt, session.id);
    enter("use", 1, session.endsAt, session.id);
  }
  if (granted > used) enter("expire", granted - used, closedAt);
}

function addSession(
  chance: Chance,
  to: RowsToWrite,
  { client, staff, kind, month }: Omit<Month, "hasEnded">,
): { id: number; endsAt: string } {
  const id = to.nextId("sessions");
  const minutes = chance.pick(sessionMinutes[kind]);
  const startMs =
    Date.parse(`${month}-01T00:00:00.000Z`) +
    (chance.between(2, 26) * 24 + chance.between(9, 16)) * 3_600_000;
  const endsAt = new Date(startMs + minutes * 60_000).toISOString();
  const bookedAt = `${month}-01T08:00:00.000Z`;
  to.add("sessions", {
    id,
    client_id: client.id,
    contact_id: chance.pick(client.contacts).id,
    staff_id: chance.pick(staff).id,
    kind,
    starts_at: new Date(startMs).toISOString(),
    ends_at: endsAt,
    minutes,
    month,
    state: chance.is(0.95) ? "took_place" : "missed",
    agenda: "",
    call_link: "",
    uid: `seeded-${id}`,
    sequence: 0,
    booked_at: bookedAt,
    changed_at: bookedAt,
  });
  return { id, endsAt };
}
