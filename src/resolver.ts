// Asks the DNS servers of the settings, or those of the system, within a bounded time.
import { Resolver } from "node:dns/promises";

/** One server is asked this long, this often. */
const timeoutMs = 2_000;
const tries = 3;

/** A resolver for `ADDRESS` or `ADDRESS:PORT` servers; none: those of the system. Its faults are Node's, by `code`. */
export function openResolver(servers: readonly string[], patience = { timeout: timeoutMs, tries }): Resolver {
  const resolver = new Resolver(patience);
  if (servers.length > 0) resolver.setServers(servers);
  return resolver;
}
