// Whether an email is signed by its sender's domain, when whoever brought it did not say: its DKIM signatures are checked
// here, over the stored bytes. Asks DNS, reads and writes no rows.
import type { Step } from "../domain/inbound-email.ts";
import type { ClaimedEmail } from "../store/inbound-emails.ts";
import { lookUpKeys } from "./dkim.ts";
import type { Inbox } from "./inbox.ts";
import { readVerdict, type Verdict } from "./verdict.ts";

/** Signatures named in the step. */
const toldMax = 3;

/** What vouches for the sender of an email. `signers`: whose signatures hold, when we checked them ourselves. */
export type VouchedEmail = Pick<ClaimedEmail, "providerFields" | "envelopeFrom" | "envelopeTo"> & {
  signers?: readonly string[];
};

/**
 * Adds whose signatures hold to an email, and to `steps` what was found. What a provider or mail server said itself is not
 * checked again; without a way to ask DNS nothing is.
 */
export async function vouch<Email extends VouchedEmail>(
  { lookUpText, pool }: Pick<Inbox, "lookUpText" | "pool">,
  email: Email,
  raw: Uint8Array,
  steps: Step[],
): Promise<Email & VouchedEmail> {
  if (email.providerFields.dkim !== undefined || lookUpText === undefined) return email;
  const keys = await lookUpKeys(lookUpText, raw);
  if (Object.keys(keys).length === 0) return email;
  const signatures = await pool.checkSignatures(raw, keys);
  const passing = signatures.filter(({ result }) => result === "pass");
  const isUnanswered = signatures.some(({ result }) => result === "no answer");
  const again = passing.length === 0 && isUnanswered ? " Process it again once DNS answers." : "";
  const told = signatures.slice(0, toldMax).map(({ why }) => why);
  if (told.length > 0) steps.push({ step: "admit", found: `We checked: ${told.join("; ")}.${again}` });
  return { ...email, signers: passing.map(({ domain }) => domain) };
}

/** Who vouches for a mailbox as the sender of this email. */
export function verdictOf({ providerFields, envelopeFrom, signers }: VouchedEmail, address: string): Verdict {
  return readVerdict(
    { ...providerFields, envelopeFrom, ...(signers === undefined ? {} : { signers }) },
    address,
  );
}
