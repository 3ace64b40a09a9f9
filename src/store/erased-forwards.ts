// What staff forwarded of somebody's words, and what is left of it when its author is erased.
import type { ForwardedOriginal } from "../domain/inbound-email.ts";
import type { InboundStatus } from "./inbound-emails.ts";
import type { Rows } from "./rows.ts";

/** An email by which staff forwarded one that says it is from somebody who is being erased. */
export interface ErasableForward {
  id: number;
  rawSha256: string;
  status: InboundStatus;
  cover: string;
  taskId: number | null;
  postedAt: string;
}

/** Those whose forwarded email names one of these addresses, in normal form, as its author's. */
export async function listErasableForwards(
  rows: Rows,
  addresses: readonly string[],
): Promise<ErasableForward[]> {
  const found = await rows.all<Omit<ErasableForward, "cover"> & { forwarded: string }>(
    `select id, raw_sha256 as "rawSha256", status, task_id as "taskId", received_at as "postedAt", forwarded
     from inbound_emails where forwarded is not null order by id`,
  );
  return found.flatMap(({ forwarded, ...email }) => {
    const { fromAddress, cover } = JSON.parse(forwarded) as ForwardedOriginal;
    return addresses.includes(fromAddress) ? [{ ...email, cover }] : [];
  });
}

/** Leaves of a forward that became no message only what its forwarder wrote; one that waited needs nobody any more. */
export async function eraseForward(rows: Rows, id: number, cover: string): Promise<void> {
  await rows.run(
    `update inbound_emails set forwarded = null, text = ?, evidence = '[]',
       reason = case when status in ('held', 'failed') then 'erased' else reason end,
       status = case when status in ('held', 'failed') then 'ignored' else status end
     where id = ?`,
    cover,
    id,
  );
}
