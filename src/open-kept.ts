// Opens what outlives the process: the database and the keys.
import type { Config } from "./config.ts";
import { sealEnvelopes } from "./inbox/seal-envelopes.ts";
import { keyBesideDatabase } from "./key-file.ts";
import type { MovableClock } from "./sandbox/movable-clock.ts";
import { sqliteFile, type Keeping, type Store } from "./store/database.ts";
import { findNewestMoment } from "./store/newest-moment.ts";
import { keyRing, type KeyRing } from "./threading/token.ts";
import { openDatabase } from "./unavailable.ts";

/**
 * The key of a SQLite database is made only once that database is known to open. The sandbox's clock, which may have been
 * moved ahead, does not go back behind what was written. On a fault nothing stays open.
 */
export async function openKept(
  { databaseUrl, databaseConnections, bucket, secretKeys, courier, installation }: Config,
  clock: MovableClock,
  keeping: Keeping = {},
): Promise<{ store: Store; keys: KeyRing }> {
  const store = await openDatabase(databaseUrl, { connectionsMax: databaseConnections, bucket, ...keeping });
  try {
    const newest = courier === "sandbox" ? await findNewestMoment(store.read) : undefined;
    if (newest !== undefined) clock.advanceTo(new Date(newest));
    const keys = keyRing(secretKeys.length > 0 ? secretKeys : [keyBesideDatabase(sqliteFile(databaseUrl))]);
    await sealEnvelopes({ store, clock: clock.now }, keys, installation.replyDomain);
    return { store, keys };
  } catch (fault) {
    await store.close();
    throw fault;
  }
}
