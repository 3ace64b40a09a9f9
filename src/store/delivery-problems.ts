// Which member of staff was told on which day that mail to an address does not arrive.
import type { Rows } from "./rows.ts";

/** Takes this day for telling them of this address. Answers whether it was free: of several announcers one alone is told so. */
export async function takeProblemDay(
  rows: Rows,
  { address, day, staffId }: { address: string; day: string; staffId: number },
): Promise<boolean> {
  const count = await rows.run(
    "insert into delivery_problems (address, day, staff_id) values (?, ?, ?) on conflict do nothing",
    address,
    day,
    staffId,
  );
  return count > 0;
}
