// Takes the codes out of our own addresses in envelopes: of rows that an earlier version wrote, and of those that a pipe
// without the keys stored. Reads and writes inbound emails, and one event when all are done.
import { timestamp } from "../domain/clock.ts";
import type { Store } from "../store/database.ts";
import { hasEventOfNoTask, recordEvent } from "../store/events.ts";
import { listEnvelopes, markEnvelopeSealed } from "../store/inbound-envelopes.ts";
import type { Rows } from "../store/rows.ts";
import { sealAddress } from "../threading/sealed-address.ts";
import type { KeyRing } from "../threading/token.ts";

const batchSize = 1_000;

/**
 * All rows, in batches, once for a reply domain and its keys: later rows are sealed as they come in or are processed, so that
 * no other start looks through them.
 */
export async function sealEnvelopes(
  { store, clock }: { store: Store; clock: () => Date },
  keys: KeyRing,
  replyDomain: string,
): Promise<void> {
  const domain = replyDomain.toLowerCase();
  const keyIds = keys.all.map(({ id }) => id).toSorted((one, other) => one - other);
  const payload = { replyDomain: domain, keyIds };
  if (await hasEventOfNoTask(store.read, "envelopes.sealed", payload)) return;
  await sealAll(store, keys, domain);
  await store.write((rows) =>
    recordEvent(rows, { type: "envelopes.sealed", at: timestamp(clock()), payload }),
  );
}

async function sealAll(store: Store, keys: KeyRing, replyDomain: string): Promise<void> {
  for (let afterId = 0; ;) {
    const batch = await listEnvelopes(store.read, { domain: replyDomain, afterId, countMax: batchSize });
    const last = batch.at(-1);
    if (last === undefined) return;
    afterId = last.id;
    await store.write(async (rows) => {
      for (const envelope of batch) await sealEnvelope(rows, keys, replyDomain, envelope);
    });
  }
}

/** One row's envelope; nothing is written when it holds no code. */
export async function sealEnvelope(
  rows: Rows,
  keys: KeyRing,
  replyDomain: string,
  { id, envelopeFrom, envelopeTo }: { id: number; envelopeFrom: string; envelopeTo: string },
): Promise<void> {
  const from = sealAddress(keys, replyDomain, envelopeFrom);
  const to = sealAddress(keys, replyDomain, envelopeTo);
  if (from !== envelopeFrom || to !== envelopeTo) await markEnvelopeSealed(rows, id, { from, to });
}
