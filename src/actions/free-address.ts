// An address for somebody new: one that nobody has yet. Reads addresses, writes nothing.
import { requireAddress } from "../domain/address.ts";
import { Problem } from "../domain/problem.ts";
import { findPersonByAddress } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";

/** The normal form of an address somebody typed. Throws `invalid` for none, `conflict` for one that belongs to somebody. */
export async function requireFreeAddress(rows: Rows, typed: string): Promise<string> {
  const address = requireAddress(typed);
  const owner = await findPersonByAddress(rows, address);
  if (owner !== undefined) throw new Problem("conflict", `${address} belongs to ${owner.name} already.`);
  return address;
}
