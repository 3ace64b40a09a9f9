// Run by a test in several processes at once: starts tasks, takes approvals back and moves clients to another plan, in an order
// of its own, and answers what was done and why the rest was refused.
import { undoApproval } from "../../src/actions/approve-task.ts";
import { changePlan } from "../../src/actions/change-plan.ts";
import { startTask } from "../../src/actions/start-task.ts";
import { Problem } from "../../src/domain/problem.ts";
import { openStore } from "../../src/store/database.ts";
import type { Rows } from "../../src/store/rows.ts";
import { calendar } from "../support/calendar.ts";

const at = "2026-03-02T10:00:00.000Z";
const by = { kind: "staff", id: 1 } as const;

// “start 12” and “undo 12” name a task, “plan 3 1” a client and its new plan.
const [url = "", seed = "0", ...deeds] = process.argv.slice(2);
const store = await openStore(url);
process.stdout.write("ready\n");
// oxlint-disable-next-line no-unused-vars -- the input holds nothing: its end is the sign to begin
for await (const _ of process.stdin);
const placeOf = (index: number) => (index * 7 + Number(seed) * 5) % 23;
const turned = deeds
  .map((deed, index) => ({ deed, place: placeOf(index) }))
  .toSorted((one, other) => one.place - other.place);
const outcomes: string[] = [];
for (const { deed } of turned) {
  const [verb = "", id, planId] = deed.split(" ");
  try {
    const { kind } = await store.write((rows) => act(rows, verb, Number(id), Number(planId)));
    outcomes.push(`${kind} ${deed}`);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    outcomes.push(`${fault.code} ${deed}`);
  }
}
await store.close();
process.stdout.write(outcomes.join("\n"));

function act(rows: Rows, verb: string, id: number, planId: number): Promise<{ kind: string }> {
  switch (verb) {
    case "start":
      return startTask(rows, at, { taskId: id, by, deliveryOn: "2026-03-05", today: "2026-03-02" });
    case "undo":
      return undoApproval(rows, new Date(at), { taskId: id, by, calendar });
    case "plan":
      return changePlan(rows, at, { clientId: id, planId, byStaffId: by.id });
    default:
      throw new Error(`There is no deed “${verb}”.`);
  }
}
