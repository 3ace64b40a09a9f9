// Whatever people do with sessions, in whatever order: no balance falls below zero, no month pays for another, no time is sold
// twice, and the ledger says what the sessions say.
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { answerSession } from "../../src/actions/answer-session.ts";
import { bookSession } from "../../src/actions/book-session.ts";
import { cancelSession } from "../../src/actions/cancel-session.ts";
import { changeAgenda } from "../../src/actions/change-agenda.ts";
import { changePlan } from "../../src/actions/change-plan.ts";
import { endSession } from "../../src/actions/end-session.ts";
import { expireMonth } from "../../src/actions/expire-month.ts";
import { grantMonths } from "../../src/actions/grant-months.ts";
import { moveSession } from "../../src/actions/move-session.ts";
import type { Person } from "../../src/domain/person.ts";
import { Problem } from "../../src/domain/problem.ts";
import { sessionKinds, sessionMinutes } from "../../src/domain/session.ts";
import type { Rows } from "../../src/store/rows.ts";
import { listClientsToGrant, listOpenMonths } from "../../src/store/session-ledger.ts";
import { isSoldTwice, listDamagedMonths } from "../support/session-books.ts";
import { openSessions, publish, startedAt, timeZone, type Contact } from "../support/sessions.ts";

vi.setConfig({ testTimeout: 240_000 });

/** Numbers that each act takes what it needs from. */
const act = fc.record({
  what: fc.constantFrom(
    "book",
    "book",
    "book",
    "move",
    "move",
    "cancel",
    "agenda",
    "end",
    "answer",
    "grant",
    "expire",
    "plan",
    "wait",
  ),
  who: fc.nat(4),
  which: fc.nat(30),
  day: fc.nat(35),
  step: fc.nat(5),
  kind: fc.constantFrom(...sessionKinds),
  length: fc.nat(2),
});

it("the books add up after every act", async () => {
  let done = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 15, maxLength: 30, size: "max" }), async (acts) => {
      const { store, world, priya } = await openSessions();
      await publish(store, world, "tom", { noticeMinutes: 0, bufferMinutes: 15 });
      const { ann, lee, dana, marta, tom } = world.people;
      const people: Person[] = [ann, lee, dana, marta, tom];
      let now = startedAt;
      for (const { what, who, which, day, step, kind, length } of acts) {
        const by = people[who]!;
        const contact = (by.kind === "contact" ? by : ann) as Contact;
        const ids = await store.read.all<{ id: number }>("select id from sessions order by id");
        const sessionId = ids[which % Math.max(ids.length, 1)]?.id ?? 4711;
        const startsAt = new Date(Date.UTC(2026, 2, 2 + day, 9, step * 30)).toISOString();
        const staffId = which % 2 === 0 ? priya : tom.id;
        const lengths = sessionMinutes[kind];
        const minutes = lengths[length % lengths.length]!;
        const works: Record<typeof what, (rows: Rows) => Promise<unknown>> = {
          book: (rows) =>
            bookSession(rows, now, { by: contact, staffId, startsAt, kind, minutes, agenda: "", timeZone }),
          move: (rows) => moveSession(rows, now, { sessionId, by, staffId, startsAt, timeZone }),
          cancel: (rows) => cancelSession(rows, now, { sessionId, by }),
          agenda: (rows) => changeAgenda(rows, now, { sessionId, by, agenda: String(step) }),
          end: (rows) =>
            endSession(rows, now, {
              sessionId,
              state: step % 2 === 0 ? "missed" : "took_place",
              ...(by.kind === "staff" ? { by } : {}),
            }),
          answer: (rows) =>
            answerSession(rows, now, {
              sessionId,
              by: contact,
              answer: step % 2 === 0 ? "declined" : "accepted",
              sequence: length,
              comment: "",
            }),
          grant: async (rows) => {
            for (const clientId of await listClientsToGrant(rows, now.toISOString().slice(0, 7), 100)) {
              await grantMonths(rows, now, { clientId, timeZone });
            }
          },
          expire: async (rows) => {
            for (const open of await listOpenMonths(rows, "2026-12", 100)) {
              await expireMonth(rows, now, { ...open, timeZone });
            }
          },
          plan: (rows) =>
            changePlan(rows, now.toISOString(), {
              clientId: world.clients.harbor,
              planId: 1 + (which % 3),
              byStaffId: priya,
            }),
          wait: () => {
            now = new Date(now.getTime() + (day + 1) * 6 * 3_600_000);
            return Promise.resolve();
          },
        };
        try {
          await store.write(works[what]);
          done += 1;
        } catch (fault) {
          if (!(fault instanceof Problem)) throw fault;
        }
        expect(await listDamagedMonths(store)).toEqual([]);
        expect(await isSoldTwice(store)).toBe(false);
      }
    }),
    { numRuns: 25 },
  );
  // Most acts must not be refused, or nothing would be shown.
  expect(done).toBeGreaterThan(100);
});
