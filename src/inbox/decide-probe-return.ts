// What a probe that came back tells: how its sender is vouched for by then, and who signed it. Pure.
import type { Step } from "../domain/inbound-email.ts";
import type { SigningKey } from "../store/probes.ts";
import type { Decision } from "./decision.ts";
import { listHeaders, type ParsedEmail } from "./parsed-email.ts";
import { verdictOf, type VouchedEmail } from "./vouch.ts";

/** Signatures that are remembered; a real email has one to three. */
const signaturesMax = 5;
/** RFC 1035 section 2.3.4. */
const nameLengthMax = 253;

export function decideProbeReturn(
  vouched: VouchedEmail,
  email: ParsedEmail,
  probeId: number,
  steps: Step[],
): Decision {
  const verdict = verdictOf(vouched, email.from[0]?.address ?? "");
  steps.push({ step: "admit", found: verdict.why });
  const signingKeys = listHeaders(email, "dkim-signature")
    .flatMap((value) => signingKeyOf(value) ?? [])
    .slice(0, signaturesMax);
  return {
    kind: "record_probe_return",
    probeId,
    learnt: { verdict: verdict.kind, verdictWhy: verdict.why, signingKeys },
  };
}

/** The `d` and `s` of a signature (RFC 6376 section 3.5). */
function signingKeyOf(header: string): SigningKey | undefined {
  const tags = new Map(
    header.split(";").map((tag): [string, string] => {
      const [name = "", ...value] = tag.split("=");
      return [name.trim().toLowerCase(), value.join("=").replaceAll(/\s+/gu, "").toLowerCase()];
    }),
  );
  const [domain, selector] = [tags.get("d"), tags.get("s")];
  return isName(domain) && isName(selector) ? { domain, selector } : undefined;
}

function isName(value: string | undefined): value is string {
  return (
    value !== undefined && value.length <= nameLengthMax && /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/u.test(value)
  );
}
