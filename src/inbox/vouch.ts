// What vouches for the sender of an email: what its provider or mail server said in fields of its own, and what we checked
// ourselves over the stored bytes where they did not say. Asks DNS, reads and writes no rows.
import { domainOf } from "../domain/address.ts";
import type { Step } from "../domain/inbound-email.ts";
import type { ClaimedEmail } from "../store/inbound-claims.ts";
import type { CheckedChain } from "./arc.ts";
import { readAuthenticationResults, type AuthenticationResults } from "./authentication-results.ts";
import type { CameThrough } from "./came-through.ts";
import { type CheckedSignatures } from "./dkim.ts";
import { lookUpKeys, type AskDns } from "./signature-keys.ts";
import { literalValue } from "./header-values.ts";
import type { ParsePool } from "./parse-pool.ts";
import { headLines } from "./parse-head.ts";
import { isRewrittenEnvelope } from "./forwarding-path.ts";
import { checkSpf } from "./spf.ts";
import { readProviderFields, readVerdict, type Proofs, type Verdict } from "./verdict.ts";

/** Signatures named in the step. */
const toldMax = 3;

/** Whom to believe and whom to ask. */
export interface Voucher {
  pool: Pick<ParsePool, "checkSignatures">;
  /** Absent in the sandbox, whose mail is signed by nobody: then nothing is checked by us. */
  askDns?: AskDns | undefined;
  trust: Trust;
}

/** Others whose word on a sender counts, by the settings. */
export interface Trust {
  /** The name under which our own mail server writes Authentication-Results. */
  authservId?: string | undefined;
  /** Domains whose ARC seals count. */
  arcSealers: readonly string[];
}

type Email = Pick<ClaimedEmail, "source" | "providerFields" | "envelopeFrom" | "envelopeTo"> & {
  /** Through whose forwarding rule it came: proof of its path, not of its author. */
  through?: CameThrough | undefined;
};

/** An email with what was found to hold. `isUnanswered`: DNS could not say something just now that might have vouched more for it. */
export type VouchedEmail = Email & { proofs: Proofs; isUnanswered: boolean };

/** Who vouches for a mailbox as the sender of this email. */
export function verdictOf({ proofs }: Pick<VouchedEmail, "proofs">, address: string): Verdict {
  return readVerdict(proofs, address);
}

/**
 * Adds to an email what holds of it, and to `steps` what we checked. What a provider or mail server said itself is not checked
 * again, and nothing more is asked once `from`, the address that it names as its sender, is vouched for.
 */
export async function vouch<Given extends Email>(
  voucher: Voucher,
  email: Given,
  raw: Uint8Array,
  from: string,
  steps: Step[],
): Promise<Given & VouchedEmail> {
  const { askDns, trust } = voucher;
  const told: string[] = [];
  let isUnanswered = false;
  const said = readProviderFields(email.providerFields);
  const ownServer = resultsOfOwnServer(email, raw, trust.authservId);
  let proofs: Proofs = { signers: [...(said.signers ?? []), ...(ownServer?.signers ?? [])] };
  const isVouched = () => readVerdict(proofs, from).kind !== "none";

  let checked: CheckedSignatures | undefined;
  const check = async () => (checked ??= await checkBytes(voucher, raw));
  if (said.signers === undefined && !isVouched()) {
    const { signatures } = await check();
    told.push(...signatures.slice(0, toldMax).map(({ why }) => why));
    isUnanswered ||= signatures.some(({ result }) => result === "no answer");
    const holding = signatures.filter(({ result }) => result === "pass");
    proofs = { signers: [...proofs.signers, ...holding.map(({ domain }) => domain)] };
  }
  // SPF speaks of the machine that gave us the mail, which is not the author's once somebody passed it on.
  if (!isVouched() && email.through === undefined && !isRewrittenEnvelope(email.envelopeFrom)) {
    const spf = await findSpf(askDns, email, said.isSpfPass, ownServer);
    if (spf.why !== undefined) told.push(spf.why);
    isUnanswered ||= spf.isUnanswered === true;
    if (spf.domain !== undefined) proofs = { ...proofs, spfDomain: spf.domain };
  }
  // What SendGrid took apart and we put together holds no seal any more.
  if (!isVouched() && trust.arcSealers.length > 0 && email.providerFields.isRebuilt !== true) {
    const { chain } = await check();
    if (chain !== undefined) told.push(chain.why);
    isUnanswered ||= chain?.result === "no answer";
    if (chain !== undefined) proofs = { ...proofs, sealed: findSealed(chain, trust.arcSealers) };
  }
  // SPF or a seal is not enough for everybody, so that a signature is still waited for.
  isUnanswered &&= readVerdict(proofs, from).kind !== "dkim";
  if (told.length > 0) steps.push({ step: "admit", found: `We checked: ${told.join("; ")}.` });
  return { ...email, proofs, isUnanswered };
}

async function checkBytes({ pool, askDns, trust }: Voucher, raw: Uint8Array): Promise<CheckedSignatures> {
  if (askDns === undefined) return { signatures: [] };
  const keys = await lookUpKeys(askDns, raw, trust.arcSealers.length > 0);
  return Object.keys(keys).length === 0 ? { signatures: [] } : pool.checkSignatures(raw, keys);
}

/**
 * What our own mail server wrote on top of a mail that it gave us itself. Only the uppermost field of its name: those below may
 * have come with the mail (RFC 8601 section 5 has the server remove them).
 */
function resultsOfOwnServer(
  { source }: Email,
  raw: Uint8Array,
  authservId: string | undefined,
): AuthenticationResults | undefined {
  if (authservId === undefined || source === "sendgrid") return undefined;
  for (const { line } of headLines(raw, ["authentication-results"])) {
    const value = literalValue(line);
    const results = readAuthenticationResults(value);
    if (results?.authservId === authservId) return results;
    // One that cannot be read and may be of our server ends the search: what is below it is not on top.
    if (results === undefined && value.toLowerCase().includes(authservId)) return undefined;
  }
  return undefined;
}

async function findSpf(
  askDns: AskDns | undefined,
  { providerFields, envelopeFrom }: Email,
  isSpfPass: boolean | undefined,
  ownServer: AuthenticationResults | undefined,
): Promise<{ domain?: string; why?: string; isUnanswered?: boolean }> {
  if (isSpfPass !== undefined) return isSpfPass ? domainIfAny(domainOf(envelopeFrom)) : {};
  if (ownServer?.spfDomain !== undefined) return { domain: ownServer.spfDomain };
  const checked =
    askDns === undefined ? undefined : await checkSpf(askDns, providerFields.senderIp, envelopeFrom);
  if (checked === undefined) return {};
  const { result, domain, why } = checked;
  return { ...(result === "pass" ? { domain } : {}), why, isUnanswered: result === "no answer" };
}

function domainIfAny(domain: string): { domain?: string } {
  return domain === "" ? {} : { domain };
}

/**
 * What trusted forwarders found, the first of them first. A seal covers those below it, so that one whom we do not trust may
 * have put anything below its own: only those count above which all are trusted.
 */
function findSealed({ seals }: CheckedChain, sealers: readonly string[]): NonNullable<Proofs["sealed"]> {
  const firstTrusted = seals.findLastIndex(({ domain }) => !sealers.includes(domain)) + 1;
  return seals.slice(firstTrusted).flatMap(({ domain, results }, index) => {
    const read = readAuthenticationResults(results);
    if (read?.instance !== firstTrusted + index + 1) return [];
    const { signers, spfDomain } = read;
    return [{ by: domain, signers, ...(spfDomain === undefined ? {} : { spfDomain }) }];
  });
}
