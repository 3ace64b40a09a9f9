// Whether the machine that brought a mail may send for the domain of its envelope's sender (SPF, RFC 7208), when whoever gave
// us the mail did not say. mailauth checks. Asks DNS, writes nothing.
import { isIP } from "node:net";
import type { DNSResolver } from "mailauth/index.js";
import { domainOf } from "../domain/address.ts";
import type { AskDns } from "./signature-keys.ts";

export interface CheckedSpf {
  result: "pass" | "fail" | "no answer";
  /** Of the envelope's sender. */
  domain: string;
  /** A clause for a sentence. */
  why: string;
}

/** All of its at most ten questions together; a slow server must not hold up mail for longer. */
const patienceMs = 15_000;

/** Undefined when there is nothing to check: no address of a machine, or a mail without an envelope sender. */
export async function checkSpf(
  askDns: AskDns,
  ip: string | undefined,
  envelopeFrom: string,
): Promise<CheckedSpf | undefined> {
  const domain = domainOf(envelopeFrom);
  if (ip === undefined || isIP(ip) === 0 || domain === "") return undefined;
  const answer = (result: CheckedSpf["result"], why: string) => ({ result, domain, why });
  switch (await resultOf(askDns, ip, envelopeFrom)) {
    case "pass":
      return answer("pass", `${ip} may send for ${domain} (SPF)`);
    case "temperror":
      return answer(
        "no answer",
        `whether ${ip} may send for ${domain} could not be looked up just now (SPF)`,
      );
    default:
      return answer("fail", `nothing says that ${ip} may send for ${domain} (SPF)`);
  }
}

async function resultOf(askDns: AskDns, ip: string, sender: string): Promise<string> {
  // Loaded when it is needed, which with SendGrid it never is.
  const { spf } = await import("mailauth/lib/spf/index.js");
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve("temperror"), patienceMs);
  });
  // `helo` stands in only for a sender that there is.
  const checked = spf({
    sender,
    ip,
    helo: domainOf(sender),
    mta: "inreply",
    resolver: askDns as DNSResolver,
  });
  const result = await Promise.race([checked.then(({ status }) => status.result), tooLong]);
  clearTimeout(timer);
  return result;
}
