// Every preview, composed once for all files of tests that share a worker.
import { composePreviews, type ComposedPreview } from "../../src/sandbox/compose-previews.ts";
import { openStore } from "../../src/store/database.ts";
import { fingerprintTables } from "../../src/store/fingerprint.ts";
import { openOutbox } from "./outgoing.ts";
import { emptyDatabase } from "./store.ts";

interface EveryPreview {
  all: ComposedPreview[];
  /** Whether the installation's own rows were left as they were. */
  isStoreUntouched: boolean;
}

let every: Promise<EveryPreview> | undefined;

export function everyPreview(): Promise<EveryPreview> {
  every ??= composeEvery();
  return every;
}

async function composeEvery(): Promise<EveryPreview> {
  const store = await openStore(await emptyDatabase());
  const before = JSON.stringify(await fingerprintTables(store.read));
  const all = await composePreviews(openOutbox(store));
  const isStoreUntouched = JSON.stringify(await fingerprintTables(store.read)) === before;
  await store.close();
  return { all, isStoreUntouched };
}
