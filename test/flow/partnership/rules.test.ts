// Whatever both sides do in whatever order, by page or by email: no rule of the partnership is ever broken, and every task's
// history can be told from its events alone.
import fc from "fast-check";
import { expect, it } from "vitest";
import { seedWorld } from "../../../src/sandbox/seed-world.ts";
import { calendar } from "../../support/calendar.ts";
import { openTestStore } from "../../support/store.ts";
import { activeCounts, anyDeed, checkRules, doDeed, type Scene } from "./any-life.ts";
import { openOffice, type Office } from "./office.ts";

it("holds over any sequence of actions", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyDeed, { minLength: 10, maxLength: 60, size: "max" }), async (life) => {
      const store = await openTestStore();
      const world = await seedWorld(store, "2026-03-02T09:00:00.000Z");
      const scene: Scene = { store, world, calendar, now: new Date("2026-03-02T09:00:00.000Z"), count: 0 };
      for (const deed of life) await doDeed(scene, deed);
    }),
    { numRuns: 25, interruptAfterTimeLimit: 90_000, markInterruptAsFailure: true },
  );
}, 120_000);

const replies = [
  "Approved",
  "Looks good, please close it",
  "Changes: larger, please",
  "Please undo it",
  "Please withdraw this request",
  "Thanks!",
  "2, 1",
  "Not approved",
] as const;
const staffSteps = [
  ["accept", { estimate: "1 day" }],
  ["start", { delivery: "2027-03-20" }],
  ["hand-over", { text: "Look." }],
  ["decline", { text: "Not ours." }],
] as const;
const anyTurn = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      turn: fc.constant("request" as const),
      by: fc.constantFrom("ann", "lee", "dana"),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      turn: fc.constant("reply" as const),
      by: fc.constantFrom("ann", "lee", "dana"),
      words: fc.constantFrom(...replies),
      back: fc.nat(5),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      turn: fc.constant("staff" as const),
      step: fc.constantFrom(...staffSteps),
      which: fc.nat(7),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      turn: fc.constant("backlog" as const),
      by: fc.constantFrom("ann", "lee", "dana"),
    }),
  },
);

it("holds over any sequence of emails and forms through the doors", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyTurn, { minLength: 12, maxLength: 25, size: "max" }), async (turns) => {
      const office = await openOffice();
      try {
        for (const [count, turn] of turns.entries()) {
          const before = await activeCounts({ store: office.started.store, world: office.world });
          await play(office, turn, count);
          await checkRules({ store: office.started.store, world: office.world }, before);
        }
      } finally {
        await office.stop();
      }
    }),
    { numRuns: 5, interruptAfterTimeLimit: 90_000, markInterruptAsFailure: true },
  );
}, 120_000);

async function play(
  office: Office,
  turn: typeof anyTurn extends fc.Arbitrary<infer Turn> ? Turn : never,
  count: number,
): Promise<void> {
  const addresses = {
    ann: "ann@harbordental.example",
    lee: "lee@harbordental.example",
    dana: "dana@lumenrobotics.example",
  };
  switch (turn.turn) {
    case "request":
      await office.bring({
        from: `X <${addresses[turn.by]}>`,
        subject: `Wish ${count}`,
        body: `I wish for thing number ${count}.`,
      });
      return;
    case "backlog":
      await office.bring({ from: `X <${addresses[turn.by]}>`, subject: "Backlog", body: "" });
      return;
    case "reply": {
      const email = office
        .emailsTo(turn.by)
        .filter(({ replyTo }) => replyTo !== undefined)
        .at(-1 - turn.back);
      if (email !== undefined) await office.answer(turn.by, turn.words, email);
      return;
    }
    case "staff": {
      const [name, fields] = turn.step;
      const ids = await office.started.store.read.all<{ id: number }>("select id from tasks order by id");
      const task = ids[turn.which % Math.max(ids.length, 1)];
      if (task === undefined) return;
      const page = await office.step("priya", task.id, name, { ...fields });
      expect([303, 409, 429]).toContain(page.status);
    }
  }
}
