// One parse pool for all installations that a test process starts: to open a thread takes longer than most tests.
import { openParsePool, type ParsePool } from "../../src/inbox/parse-pool.ts";

let pool: ParsePool | undefined;

/** Ends with the process. A test that lets threads die, or fills them, opens its own. */
export function sharedPool(): ParsePool {
  pool ??= openParsePool({ threads: 1 });
  return pool;
}
