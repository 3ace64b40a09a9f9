// Whether people reach the pages where our emails say they are, and whether we know who they are behind a proxy. Asks the
// URL itself.
import { codeOf } from "../domain/fault.ts";
import type { Finding } from "../domain/finding.ts";

const check = "base-url";
const answerMs = 5_000;

export interface AddressQuestion {
  baseUrl: string;
  isSandbox: boolean;
  proxiesTrusted: number;
}

export async function checkBaseUrl(question: AddressQuestion): Promise<Finding[]> {
  return [await reachFinding(question.baseUrl), ...schemeFindings(question)];
}

/** A firewall may keep this machine from reaching its own public address, so that silence is no fault. */
async function reachFinding(baseUrl: string): Promise<Finding> {
  const url = `${baseUrl}/health`;
  const todo =
    "Open it in a browser elsewhere. If it does not answer there, check the DNS record of that name, the proxy and the firewall.";
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(answerMs) });
    const words = (await response.text()).slice(0, 100);
    if (response.status === 200 && words === "ok\n") {
      return { check, status: "good", found: `${baseUrl} leads to Inreply.` };
    }
    if (response.status >= 300 && response.status < 400) {
      return {
        check,
        status: "fault",
        found: `${url} leads on to another address (${response.status}). Mail services follow no such detour.`,
        todo: "Set BASE_URL to the address that answers in the end.",
      };
    }
    const found = `${url} is answered by something else than Inreply, or not well (${response.status}).`;
    return {
      check,
      status: "fault",
      found,
      todo: `Let the proxy hand all of that name on to Inreply. ${todo}`,
    };
  } catch (fault) {
    const code = causeOf(fault);
    const ofCertificate = code === undefined ? undefined : certificateReasons.get(code);
    if (ofCertificate !== undefined) {
      return {
        check,
        status: "warning",
        found: `${url} was not asked from here: ${ofCertificate}.`,
        todo: "Give the proxy a certificate for that name which browsers and mail services accept, with its whole chain. One of an authority of your own is accepted here once NODE_EXTRA_CA_CERTS names the authority’s file.",
      };
    }
    return { check, status: "warning", found: `${url} did not answer from here: ${reasonOf(fault)}.`, todo };
  }
}

/** What `fetch` rejects with says little itself and has the network's fault as its cause. */
function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return "no reason was given";
  if (fault.name === "TimeoutError") return `nothing came within ${answerMs / 1000} seconds`;
  const code = causeOf(fault);
  return (code === undefined ? undefined : reasons.get(code)) ?? code ?? fault.message;
}

function causeOf(fault: unknown): string | undefined {
  return codeOf(fault instanceof Error ? fault.cause : undefined);
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["ENOTFOUND", "its name is not in DNS"],
  ["EAI_AGAIN", "its name could not be looked up"],
  ["ECONNREFUSED", "nothing listens there"],
]);

/** Codes of Node's TLS (nodejs.org/api/tls.html, "X509 certificate error codes"). */
const certificateReasons: ReadonlyMap<string, string> = new Map([
  ["CERT_HAS_EXPIRED", "its certificate has expired"],
  ["CERT_NOT_YET_VALID", "its certificate is not valid yet"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "nobody vouches for its certificate"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "nobody known here vouches for its certificate"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "nobody known here vouches for its certificate"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "its certificate comes without its chain, or nobody vouches for it"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "its certificate is for another name"],
]);

function schemeFindings({ baseUrl, isSandbox, proxiesTrusted }: AddressQuestion): Finding[] {
  if (isSandbox) return [];
  if (!baseUrl.startsWith("https:")) {
    return [
      {
        check: "base-url.https",
        status: "fault",
        found: `${baseUrl} is not https, so links that sign people in, and mail on its way in, can be read by whoever is between.`,
        todo: "Put a proxy with a certificate in front of Inreply (Caddy, nginx), and set BASE_URL to its https:// address.",
      },
    ];
  }
  if (proxiesTrusted === 0) {
    return [
      {
        check: "proxies",
        status: "warning",
        found:
          "BASE_URL is https, which a proxy in front of Inreply speaks, but PROXIES_TRUSTED is 0: all visitors count as one, and share one cap on sign-in links.",
        todo: "Set PROXIES_TRUSTED to the number of proxies in front, mostly 1. If the proxy is on this machine, also set HOST=127.0.0.1, so that nobody gets round it.",
      },
    ];
  }
  return [
    {
      check: "proxies",
      status: "good",
      found: `Visitors are told apart behind ${proxiesTrusted === 1 ? "the proxy" : `${proxiesTrusted} proxies`} in front.`,
    },
  ];
}
