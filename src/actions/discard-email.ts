// Sets an inbound email aside. Writes the ruling and one event; the email stays stored and can be taken up again.
import type { Rows } from "../store/rows.ts";
import { getUnhandledEmail, rule } from "./ruling.ts";

/** Throws `not_found`, or `conflict` when the email did its work already. */
export async function discardEmail(
  rows: Rows,
  at: string,
  input: { emailId: number; byStaffId: number },
): Promise<void> {
  const email = await getUnhandledEmail(rows, input.emailId);
  await rule(rows, at, email.id, { kind: "discard", by: input.byStaffId });
}
