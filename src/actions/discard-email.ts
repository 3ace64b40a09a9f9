// Sets an inbound email aside. Writes the ruling and one event; the email stays stored and can be taken up again.
import type { Rows } from "../store/rows.ts";
import { rule, takeUpEmail, type Ruled, type RulingInput } from "./ruling.ts";

/** The same form again changes nothing. Throws `not_found`, or `conflict` when the email did its work already. */
export async function discardEmail(rows: Rows, at: string, input: RulingInput): Promise<Ruled> {
  const { repeated } = await takeUpEmail(rows, input, { kind: "discard" });
  return repeated ?? rule(rows, at, input, { kind: "discard", by: input.byStaffId });
}
