// Who vouches for the sender of an email: aligned DKIM, aligned SPF, a forwarder we trust, or nobody. Pure.
import { domainToASCII } from "node:url";
import { getDomain } from "tldts";
import { domainOf } from "../domain/address.ts";
import type { ProviderFields } from "../domain/inbound-email.ts";

/** `arc`: a forwarder that the settings name found aligned DKIM or SPF before it handed the mail on. */
export interface Verdict {
  kind: "dkim" | "spf" | "arc" | "none";
  /** The domain that passed, in ASCII; absent with `none`. */
  domain?: string;
  /** One plain sentence. */
  why: string;
}

/** What was found to hold of an email. Never from a header inside it that no signature or server of ours stands for. */
export interface Proofs {
  /** Domains whose DKIM signatures hold. */
  signers: readonly string[];
  /** The domain of the envelope's sender when SPF passed for it, and the mail was not forwarded since. */
  spfDomain?: string;
  /** What each forwarder that we trust found, under a seal that holds. */
  sealed?: readonly { by: string; signers: readonly string[]; spfDomain?: string }[];
}

/** Entries of one DKIM field that are looked at; a real email has one to three. */
const entriesMax = 50;
const fieldLengthMax = 10_000;

/**
 * Whether a passing DKIM signature, or else a passing SPF check, or else what a trusted forwarder found of them, is of the same
 * organisation as the From address: the same registrable domain by the public suffix list, its private part included, so that
 * two customers of one host are two organisations (relaxed alignment, RFC 7489 section 3.1).
 */
export function readVerdict(proofs: Proofs, fromAddress: string): Verdict {
  const domain = domainOf(fromAddress);
  const signer = findAligned(proofs.signers, domain);
  if (signer !== undefined) {
    return {
      kind: "dkim",
      domain: signer,
      why: `The email is signed by ${signer}, the domain of its sender.`,
    };
  }
  const sent = findAligned([proofs.spfDomain ?? ""], domain);
  if (sent !== undefined) {
    const why = `The server that sent it may send for ${sent}, the domain of its sender (SPF).`;
    return { kind: "spf", domain: sent, why };
  }
  for (const { by, signers, spfDomain } of proofs.sealed ?? []) {
    const sealedSigner = findAligned(signers, domain);
    const sealedDomain = sealedSigner ?? findAligned([spfDomain ?? ""], domain);
    if (sealedDomain === undefined) continue;
    const found =
      sealedSigner === undefined
        ? `sent by a server of ${sealedDomain}, the domain of its sender (SPF, ARC)`
        : `signed by ${sealedDomain}, the domain of its sender (ARC)`;
    return { kind: "arc", domain: sealedDomain, why: `${by} handed it on and had found it ${found}.` };
  }
  return { kind: "none", why: reasonForNone(domain, proofs) };
}

/**
 * What a provider says in fields of its own: undefined for what it does not speak of. SPF passes only with the plain result
 * "pass" (RFC 7208 section 2.6).
 */
export function readProviderFields(fields: ProviderFields): { signers?: string[]; isSpfPass?: boolean } {
  return {
    ...(fields.dkim === undefined ? {} : { signers: passingDomains(fields.dkim) }),
    ...(fields.spf === undefined ? {} : { isSpfPass: fields.spf.trim().toLowerCase() === "pass" }),
  };
}

/**
 * SendGrid writes `{@example.com : pass}`, several entries with commas or braces between them, or `none`. The blanks are part
 * of the form: a sender's own domain may be called `client.example:pass.evil.example`.
 */
function passingDomains(field: string): string[] {
  const domains: string[] = [];
  for (const [, domain, result] of field
    .slice(0, fieldLengthMax)
    .matchAll(/@([^\s@:{},]{1,255})\s{1,10}:\s{1,10}([A-Za-z]{1,20})(?![^\s,}])/gu)) {
    if (result?.toLowerCase() === "pass" && domain !== undefined) domains.push(asciiDomain(domain));
    if (domains.length >= entriesMax) break;
  }
  return domains;
}

function findAligned(domains: readonly string[], fromDomain: string): string | undefined {
  return domains.map(asciiDomain).find((domain) => isSameOrganisation(domain, fromDomain));
}

/** Whether two domains are of one organisation; false for bare public suffixes, IP addresses and nonsense. */
export function isSameOrganisation(one: string, other: string): boolean {
  const organisation = organisationOf(one);
  return organisation !== undefined && organisation === organisationOf(other);
}

/** The registrable domain; undefined for a bare public suffix, an IP address or nonsense: such never align. */
export function organisationOf(domain: string): string | undefined {
  return getDomain(asciiDomain(domain), { allowPrivateDomains: true }) ?? undefined;
}

/** Node reads a domain as that of a URL, which ends at a slash: `client.example/.evil.example` would be the client's. */
function asciiDomain(domain: string): string {
  const name = domain.trim().replace(/\.$/u, "");
  return /[^\w.\u0080-\u{10ffff}-]/u.test(name) ? "" : domainToASCII(name).toLowerCase();
}

function reasonForNone(domain: string, { signers, spfDomain, sealed }: Proofs): string {
  const name = domain === "" ? "its sender" : domain;
  const signed =
    signers.length === 0 ? "no valid signature" : `a signature of ${signers.slice(0, 3).join(", ")} only`;
  const sent =
    spfDomain === undefined ? "no passing SPF check" : `an SPF check that passed for ${spfDomain} only`;
  const handing = (sealed ?? []).map(({ by }) => by).slice(0, 3);
  const forwarded =
    handing.length === 0 ? "" : ` What ${handing.join(", ")} found before handing it on says no more (ARC).`;
  return `Nothing vouches for ${name}: it has ${signed}, and ${sent}.${forwarded}`;
}
