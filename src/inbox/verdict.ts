// Who vouches for the sender of an email: aligned DKIM, aligned SPF, or nobody. From what the provider says in its own
// fields, never from a header inside the email. Pure.
import { domainToASCII } from "node:url";
import { getDomain } from "tldts";
import { domainOf } from "../domain/address.ts";
import type { ProviderFields } from "../domain/inbound-email.ts";

export interface Verdict {
  kind: "dkim" | "spf" | "none";
  /** The domain that passed, in ASCII; absent with `none`. */
  domain?: string;
  /** One plain sentence. */
  why: string;
}

/**
 * The provider's fields, with the envelope sender that its SPF verdict is about; `signers` are the domains whose signatures we
 * checked ourselves, in place of what the provider says in `dkim`.
 */
export type VerdictFields = ProviderFields & { envelopeFrom?: string; signers?: readonly string[] };

/** Entries of one DKIM field that are looked at; a real email has one to three. */
const entriesMax = 50;
const fieldLengthMax = 10_000;

/**
 * Whether a passing DKIM signature, or else a passing SPF check, is of the same organisation as the From address: the same
 * registrable domain by the public suffix list, its private part included, so that two customers of one host are two
 * organisations (relaxed alignment, RFC 7489 section 3.1). SPF passes only with the plain result "pass" (RFC 7208 section 2.6).
 */
export function readVerdict(fields: VerdictFields, fromAddress: string): Verdict {
  const domain = domainOf(fromAddress);
  const passing = fields.signers ?? passingDomains(fields.dkim ?? "");
  const signer = passing.find((each) => isSameOrganisation(each, domain));
  if (signer !== undefined) {
    return {
      kind: "dkim",
      domain: signer,
      why: `The email is signed by ${signer}, the domain of its sender.`,
    };
  }
  const envelopeDomain = asciiDomain(domainOf(fields.envelopeFrom ?? ""));
  const hasSpf = (fields.spf ?? "").trim().toLowerCase() === "pass";
  if (hasSpf && isSameOrganisation(envelopeDomain, domain)) {
    const why = `The server that sent it may send for ${envelopeDomain}, the domain of its sender (SPF).`;
    return { kind: "spf", domain: envelopeDomain, why };
  }
  return { kind: "none", why: reasonForNone(domain, passing, hasSpf ? envelopeDomain : "") };
}

/** SendGrid writes `{@example.com : pass}`, several entries with commas or braces between them, or `none`. */
function passingDomains(field: string): string[] {
  const domains: string[] = [];
  for (const [, domain, result] of field
    .slice(0, fieldLengthMax)
    .matchAll(/@([^\s@:{},]{1,255})\s{0,10}:\s{0,10}([A-Za-z]{1,20})/gu)) {
    if (result?.toLowerCase() === "pass" && domain !== undefined) domains.push(asciiDomain(domain));
    if (domains.length >= entriesMax) break;
  }
  return domains;
}

function isSameOrganisation(one: string, other: string): boolean {
  const organisation = organisationOf(one);
  return organisation !== undefined && organisation === organisationOf(other);
}

/** The registrable domain; undefined for a bare public suffix, an IP address or nonsense: such never align. */
function organisationOf(domain: string): string | undefined {
  return getDomain(asciiDomain(domain), { allowPrivateDomains: true }) ?? undefined;
}

function asciiDomain(domain: string): string {
  return domainToASCII(domain.trim().replace(/\.$/u, "")).toLowerCase();
}

function reasonForNone(domain: string, signers: readonly string[], envelopeDomain: string): string {
  const name = domain === "" ? "its sender" : domain;
  const signed =
    signers.length === 0 ? "no valid signature" : `a signature of ${signers.slice(0, 3).join(", ")} only`;
  const sent =
    envelopeDomain === "" ? "no passing SPF check" : `an SPF check that passed for ${envelopeDomain} only`;
  return `Nothing vouches for ${name}: it has ${signed}, and ${sent}.`;
}
