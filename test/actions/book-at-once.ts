// Run by a test in several processes at once: a contact tries to book every time that anybody has, in both kinds, and counts what
// it got.
import { bookSession } from "../../src/actions/book-session.ts";
import { Problem } from "../../src/domain/problem.ts";
import { sessionKinds, sessionMinutes } from "../../src/domain/session.ts";
import { openStore } from "../../src/store/database.ts";

const [url = "", contactId = ""] = process.argv.slice(2);
const now = new Date("2026-03-02T09:00:00.000Z");
const timeZone = "Europe/Berlin";
const store = await openStore(url);
const staff = await store.read.all<{ id: number }>(
  "select staff_id as id from staff_availability order by id",
);
let count = 0;
// Half hours from 9:00 to 12:00 in London, Tuesday to Friday.
for (let step = 0; step < 24; step++) {
  const minutes = Math.floor(step / 6) * 24 * 60 + (step % 6) * 30;
  const startsAt = new Date(Date.parse("2026-03-03T09:00:00.000Z") + minutes * 60_000).toISOString();
  for (const { id: staffId } of staff) {
    for (const kind of sessionKinds) {
      const by = { kind: "contact", id: Number(contactId) } as const;
      const input = { by, staffId, startsAt, kind, minutes: sessionMinutes[kind][0]!, agenda: "", timeZone };
      try {
        const booked = await store.write((rows) => bookSession(rows, now, input));
        if (booked.kind === "done") count += 1;
      } catch (fault) {
        if (!(fault instanceof Problem)) throw fault;
      }
    }
  }
}
await store.close();
process.stdout.write(String(count));
