// One page of a long list that is walked by id, newest first: what is older than an id, or newer.

/** Neither: the newest. */
export type IdWindow = { beforeId: number } | { afterId: number };

/** Where a list begins. */
export const newestWindow: IdWindow = { beforeId: 2_147_483_647 };

/**
 * The rows of a window, newest first, one more than `countMax` when there are more. `read` is given the condition on the id `e.id`
 * with its order, and the two values that stand in it.
 */
export async function readWindow<Row>(
  window: IdWindow,
  countMax: number,
  read: (condition: { where: string; order: string; id: number; limit: number }) => Promise<Row[]>,
): Promise<Row[]> {
  const limit = countMax + 1;
  if ("beforeId" in window)
    return read({ where: "e.id < ?", order: "e.id desc", id: window.beforeId, limit });
  const found = await read({ where: "e.id > ?", order: "e.id", id: window.afterId, limit });
  return found.toReversed();
}
