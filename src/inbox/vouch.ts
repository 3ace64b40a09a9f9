// Whether an email is signed by its sender's domain, when whoever brought it did not say: its DKIM signatures are checked
// here, over the stored bytes. Asks DNS, reads and writes no rows.
import type { ProviderFields, Step } from "../domain/inbound-email.ts";
import { lookUpKeys } from "./dkim.ts";
import type { Inbox } from "./inbox.ts";

/** Signatures named in the step. */
const toldMax = 3;

/**
 * The provider's fields with our own finding in `dkim`, in the form in which providers give theirs, and the step that tells of
 * it. What a provider or mail server said itself is not checked again; without a way to ask DNS nothing is.
 */
export async function vouch(
  { lookUpText, pool }: Pick<Inbox, "lookUpText" | "pool">,
  fields: ProviderFields,
  raw: Uint8Array,
): Promise<{ fields: ProviderFields; steps: Step[] }> {
  if (fields.dkim !== undefined || lookUpText === undefined) return { fields, steps: [] };
  const keys = await lookUpKeys(lookUpText, raw);
  if (Object.keys(keys).length === 0) return { fields, steps: [] };
  const signatures = await pool.checkSignatures(raw, keys);
  const passing = signatures.filter(({ result }) => result === "pass");
  const told = signatures.slice(0, toldMax).map(({ why }) => why);
  const isUnanswered = signatures.some(({ result }) => result === "no answer");
  const again = passing.length === 0 && isUnanswered ? " Process it again once DNS answers." : "";
  return {
    fields: { ...fields, dkim: passing.map(({ domain }) => `{@${domain} : pass}`).join(" ") || "none" },
    steps: told.length === 0 ? [] : [{ step: "admit", found: `We checked: ${told.join("; ")}.${again}` }],
  };
}
