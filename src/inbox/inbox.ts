// What processing works with.
import type { Logger } from "pino";
import type { Clock } from "../domain/clock.ts";
import type { Installation } from "../domain/installation.ts";
import type { Store } from "../store/database.ts";
import type { KeyRing } from "../threading/token.ts";
import type { AskDns } from "./signature-keys.ts";
import type { ParsePool } from "./parse-pool.ts";
import type { Trust } from "./vouch.ts";

export interface Inbox {
  store: Store;
  clock: Clock;
  keys: KeyRing;
  installation: Installation;
  pool: ParsePool;
  /** Absent in the sandbox, whose mail is signed by nobody. */
  askDns?: AskDns | undefined;
  trust: Trust;
  log: Logger;
}
