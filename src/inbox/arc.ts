// The seals of those who handed a mail on (ARC, RFC 8617): whether the chain holds, who sealed it, and what each found out
// about the sender before. Whoever reads it decides whom to believe. Pure, but for what mailauth asks its resolver.
import { arc } from "mailauth/lib/arc/index.js";
import { literalValue } from "./header-values.ts";
import type { SignedResult } from "./dkim.ts";

/** One hop, oldest first. */
export interface Seal {
  /** The domain that sealed it, lower case. */
  domain: string;
  /** The value of its ARC-Authentication-Results, unfolded. */
  results: string;
}

/** `why` is a clause for a sentence. A chain that does not hold seals nothing. */
export interface CheckedChain {
  result: "pass" | "fail" | "no answer";
  seals: Seal[];
  why: string;
}

/** The field names of one hop. */
export const arcFields = ["arc-seal", "arc-message-signature", "arc-authentication-results"];
/** RFC 8617 section 4.2.1 allows 50; a real mail has one to four. */
export const hopsMax = 10;

/** What mailauth leaves of the chain when it checks signatures; its published types say less. */
export interface ChainData {
  chain?: false | ChainLink[];
  lastEntry?: ChainLink;
  error?: Error;
}

type ChainLink = Record<
  string,
  { original?: Buffer | string; parsed?: Record<string, { value?: unknown }> }
> & {
  messageSignature?: SignedResult;
};

/**
 * Checks the seals of a chain. `objectionTo` says why a signature that holds is still worth nothing: the newest one must
 * cover the mail as strictly as a DKIM signature must. `isUnanswered`: DNS could not say of some key whether it is there.
 * Undefined when there is no chain.
 */
export async function checkChain(
  data: ChainData,
  resolver: (name: string) => Promise<string[][]>,
  objectionTo: (result: SignedResult) => string | undefined,
  isUnanswered: boolean,
): Promise<CheckedChain | undefined> {
  const links = Array.isArray(data.chain) ? data.chain : [];
  if (links.length === 0 && data.error === undefined) return undefined;
  const fail = (why: string): CheckedChain => ({ result: "fail", seals: [], why });
  if (links.length > hopsMax) return fail("its chain of seals (ARC) is longer than any real one");
  // Taken before mailauth works on its own copy of them.
  const seals = links.map(sealOf);
  const { status } = await arc(data as never, { resolver, minBitLength: 1_024 });
  if (status.result !== "pass") {
    if (isUnanswered) {
      return {
        result: "no answer",
        seals: [],
        why: "the keys of its seals (ARC) could not be looked up just now",
      };
    }
    return fail("its chain of seals (ARC) does not hold");
  }
  const signature = data.lastEntry?.messageSignature;
  const objection = signature === undefined ? "is missing" : objectionTo(signature);
  if (objection !== undefined) return fail(`the newest signature of its seals (ARC) ${objection}`);
  return {
    result: "pass",
    seals,
    why: `the seals of ${seals.map(({ domain }) => domain).join(", ")} hold (ARC)`,
  };
}

function sealOf(link: ChainLink): Seal {
  const domain = link["arc-seal"]?.parsed?.["d"]?.value;
  const field = link["arc-authentication-results"]?.original ?? "";
  return {
    domain: typeof domain === "string" ? domain.toLowerCase() : "",
    results: literalValue(Buffer.isBuffer(field) ? field.toString("latin1") : field),
  };
}
