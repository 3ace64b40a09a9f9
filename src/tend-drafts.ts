// What time does to drafts: those that nobody touched for very long are removed. Writes the drafts.
import { timestamp, type Clock } from "./domain/clock.ts";
import { draftDaysMax } from "./domain/draft.ts";
import type { Store } from "./store/database.ts";
import { forgetDraftsBefore, hasDraftsBefore } from "./store/drafts.ts";

/** Removed in one round. */
const batchMax = 500;

/** Answers how many it removed. */
export async function tendDrafts({ store, clock }: { store: Store; clock: Clock }): Promise<number> {
  const before = timestamp(new Date(clock().getTime() - draftDaysMax * 86_400_000));
  if (!(await hasDraftsBefore(store.read, before))) return 0;
  return store.write((rows) => forgetDraftsBefore(rows, before, batchMax));
}
