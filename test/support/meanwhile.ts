// Two transactions of which the second begins before the first has ended. SQLite lets it wait before its first statement,
// PostgreSQL where it meets what the first one holds.
import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "../../src/store/database.ts";
import type { Rows } from "../../src/store/rows.ts";

/** Long enough for the second one to come to where it has to wait. */
const headStartMs = 150;

/** Answers what both answer, or why they were refused. */
export async function meanwhile<First, Second>(
  store: Store,
  first: (rows: Rows) => Promise<First>,
  second: (rows: Rows) => Promise<Second>,
): Promise<[PromiseSettledResult<First>, PromiseSettledResult<Second>]> {
  let begin = () => {};
  const isAtWork = new Promise<void>((resolve) => (begin = resolve));
  const one = store.write(async (rows) => {
    const done = await first(rows);
    begin();
    await sleep(headStartMs);
    return done;
  });
  const other = Promise.race([isAtWork, one]).then(() => store.write(second));
  return Promise.allSettled([one, other]);
}
