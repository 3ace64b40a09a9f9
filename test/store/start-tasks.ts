// Run by a test in several processes at once: starts each of the named tasks, in an order of its own, and answers which it
// started and why the others were refused.
import { startTask } from "../../src/actions/start-task.ts";
import { Problem } from "../../src/domain/problem.ts";
import { openStore } from "../../src/store/database.ts";

const [url = "", seed = "0", ...ids] = process.argv.slice(2);
const store = await openStore(url);
const turned = ids
  .map(Number)
  .toSorted((one, other) => ((one * 7 + Number(seed)) % 11) - ((other * 7 + Number(seed)) % 11));
const outcomes: string[] = [];
for (const taskId of turned) {
  try {
    const input = {
      taskId,
      by: { kind: "staff", id: 1 } as const,
      deliveryOn: "2026-03-05",
      today: "2026-03-02",
    };
    const { kind } = await store.write((rows) => startTask(rows, "2026-03-02T10:00:00.000Z", input));
    outcomes.push(`${kind} ${taskId}`);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    outcomes.push(`${fault.code} ${taskId}`);
  }
}
await store.close();
process.stdout.write(outcomes.join("\n"));
