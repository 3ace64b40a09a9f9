// Takes the codes out of our own addresses in envelopes: of rows that an earlier version wrote, and of those that a pipe
// without the keys stored. Reads and writes inbound emails.
import type { Store } from "../store/database.ts";
import { listEnvelopes, markEnvelopeSealed } from "../store/inbound-envelopes.ts";
import type { Rows } from "../store/rows.ts";
import { sealAddress } from "../threading/sealed-address.ts";
import type { KeyRing } from "../threading/token.ts";

const batchSize = 1_000;

/** All rows, in batches; those that are sealed already are only looked at. */
export async function sealEnvelopes(store: Store, keys: KeyRing, replyDomain: string): Promise<void> {
  for (let afterId = 0; ;) {
    const batch = await listEnvelopes(store.read, {
      domain: replyDomain.toLowerCase(),
      afterId,
      countMax: batchSize,
    });
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
