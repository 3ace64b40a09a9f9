// Adds a member of staff. Writes one row.
import { requireTimeZone } from "../domain/clock.ts";
import { requireLocale } from "../domain/locale.ts";
import { requireName } from "../domain/name.ts";
import { Problem } from "../domain/problem.ts";
import { recordStaff } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { requireFreeAddress, type OwnAddresses } from "./free-address.ts";

/**
 * Throws `invalid` for a bad address, name, zone or locale and for an address of ours, `conflict` for one that belongs to somebody or
 * is a connected mailbox.
 */
export async function addStaff(
  rows: Rows,
  at: string,
  input: { name: string; address: string; timeZone?: string; locale?: string; own: OwnAddresses | undefined },
): Promise<{ staffId: number }> {
  const address = await requireFreeAddress(rows, input.address, input.own);
  const staffId = await recordStaff(rows, {
    name: requireName(input.name),
    address,
    timeZone: requireTimeZone(input.timeZone ?? "UTC"),
    locale: requireLocale(input.locale ?? "en"),
    createdAt: at,
  });
  if (staffId === undefined)
    throw new Problem("conflict", {
      en: `${address} belongs to a member of staff already.`,
      de: `${address} gehört schon zu jemandem aus dem Team.`,
    });
  return { staffId };
}
