// What processing works with.
import type { Logger } from "pino";
import type { Clock } from "../domain/clock.ts";
import type { Installation } from "../domain/installation.ts";
import type { Store } from "../store/database.ts";
import type { KeyRing } from "../threading/token.ts";
import type { LookUpText } from "./dkim.ts";
import type { ParsePool } from "./parse-pool.ts";

export interface Inbox {
  store: Store;
  clock: Clock;
  keys: KeyRing;
  installation: Installation;
  pool: ParsePool;
  /** Asks DNS for the keys of signatures; absent in the sandbox, whose mail is signed by nobody. */
  lookUpText?: LookUpText | undefined;
  log: Logger;
}
