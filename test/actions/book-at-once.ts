// Run by a test in several processes at once: a contact tries to book every time that anybody has, in both kinds, and to move what
// is booked to each, and gives every other session back for the next one to take. Counts what became of it.
import { bookSession } from "../../src/actions/book-session.ts";
import { cancelSession } from "../../src/actions/cancel-session.ts";
import { moveSession } from "../../src/actions/move-session.ts";
import { Problem } from "../../src/domain/problem.ts";
import { sessionKinds, sessionMinutes } from "../../src/domain/session.ts";
import { openStore } from "../../src/store/database.ts";
import type { Rows } from "../../src/store/rows.ts";

/** What one process did. */
export interface DoneAtOnce {
  booked: number;
  moved: number;
  cancelled: number;
}

const [url = "", contactId = ""] = process.argv.slice(2);
const now = new Date("2026-03-02T09:00:00.000Z");
const timeZone = "Europe/Berlin";
const store = await openStore(url);
const by = { kind: "contact", id: Number(contactId) } as const;
const staff = await store.read.all<{ id: number }>(
  "select staff_id as id from staff_availability order by id",
);
const done: DoneAtOnce = { booked: 0, moved: 0, cancelled: 0 };

// Half hours from 9:00 to 12:00 in London, Tuesday to Friday.
for (let step = 0; step < 24; step++) {
  const minutes = Math.floor(step / 6) * 24 * 60 + (step % 6) * 30;
  const startsAt = new Date(Date.parse("2026-03-03T09:00:00.000Z") + minutes * 60_000).toISOString();
  for (const { id: staffId } of staff) {
    for (const kind of sessionKinds) {
      const input = { by, staffId, startsAt, kind, minutes: sessionMinutes[kind][0]!, agenda: "", timeZone };
      await count("booked", (rows) => bookSession(rows, now, input));
    }
    await ofTheirs(step, "moved", (rows, sessionId) =>
      moveSession(rows, now, { sessionId, by, staffId, startsAt, timeZone }),
    );
  }
  if (step % 4 === 3) {
    await ofTheirs(step, "cancelled", (rows, sessionId) => cancelSession(rows, now, { sessionId, by }));
  }
}
await store.close();
process.stdout.write(JSON.stringify(done));

/** Counts it when it changed something; what is refused, since somebody was faster, is not. */
async function count(
  what: keyof DoneAtOnce,
  work: (rows: Rows) => Promise<{ kind: "done" | "unchanged" }>,
): Promise<void> {
  try {
    if ((await store.write(work)).kind === "done") done[what] += 1;
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
  }
}

/** With one of those that their company has booked, each in turn: a colleague may be at it at the same moment. */
async function ofTheirs(
  step: number,
  what: keyof DoneAtOnce,
  work: (rows: Rows, sessionId: number) => Promise<{ kind: "done" | "unchanged" }>,
): Promise<void> {
  const booked = await store.read.all<{ id: number }>(
    `select id from sessions where state = 'booked' and client_id = (select client_id from contacts where id = ?)
     order by id`,
    by.id,
  );
  const sessionId = booked[step % Math.max(booked.length, 1)]?.id;
  if (sessionId !== undefined) await count(what, (rows) => work(rows, sessionId));
}
