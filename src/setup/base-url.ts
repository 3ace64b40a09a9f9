// Whether people reach the pages where our emails say they are, and whether we know who they are behind a proxy. Asks the
// URL itself.
import { codeOf } from "../domain/fault.ts";
import type { Finding } from "../domain/finding.ts";
import type { InEveryLanguage } from "../domain/locale.ts";

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
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(answerMs) });
    const words = (await response.text()).slice(0, 100);
    if (response.status === 200 && words === "ok\n") {
      return {
        check,
        status: "good",
        found: { en: `${baseUrl} leads to Inreply.`, de: `${baseUrl} führt zu Inreply.` },
      };
    }
    if (response.status >= 300 && response.status < 400) {
      return {
        check,
        status: "fault",
        found: {
          en: `${url} leads on to another address (${response.status}). Mail services follow no such detour.`,
          de: `${url} leitet auf eine andere Adresse um (${response.status}). E-Mail-Dienste folgen solchen Umleitungen nicht.`,
        },
        todo: {
          en: "Set BASE_URL to the address that answers in the end.",
          de: "Tragen Sie in BASE_URL die Adresse ein, die am Ende antwortet.",
        },
      };
    }
    return {
      check,
      status: "fault",
      found: {
        en: `${url} is answered by something else than Inreply, or not well (${response.status}).`,
        de: `Unter ${url} antwortet etwas anderes als Inreply, oder es antwortet nicht richtig (${response.status}).`,
      },
      todo: {
        en: `Let the proxy hand all of that name on to Inreply. ${openElsewhere.en}`,
        de: `Der Proxy muss alles unter diesem Namen an Inreply weitergeben. ${openElsewhere.de}`,
      },
    };
  } catch (fault) {
    const code = causeOf(fault);
    const ofCertificate = code === undefined ? undefined : certificateReasons.get(code);
    if (ofCertificate !== undefined) {
      return {
        check,
        status: "warning",
        found: {
          en: `${url} was not asked from here: ${ofCertificate.en}.`,
          de: `${url} wurde von hier aus nicht abgefragt: ${ofCertificate.de}.`,
        },
        todo: {
          en: "Give the proxy a certificate for that name which browsers and mail services accept, with its whole chain. One of an authority of your own is accepted here once NODE_EXTRA_CA_CERTS names the authority’s file.",
          de: "Geben Sie dem Proxy ein Zertifikat für diesen Namen, das Browser und E-Mail-Dienste anerkennen, mit seiner ganzen Kette. Ein Zertifikat einer eigenen Stelle gilt hier, sobald NODE_EXTRA_CA_CERTS deren Datei nennt.",
        },
      };
    }
    const reason = reasonOf(fault);
    const found = {
      en: `${url} did not answer from here: ${reason.en}.`,
      de: `${url} hat von hier aus nicht geantwortet: ${reason.de}.`,
    };
    return { check, status: "warning", found, todo: openElsewhere };
  }
}

const openElsewhere: InEveryLanguage = {
  en: "Open it in a browser elsewhere. If it does not answer there, check the DNS record of that name, the proxy and the firewall.",
  de: "Öffnen Sie die Adresse anderswo in einem Browser. Wenn dort auch nichts antwortet, prüfen Sie den DNS-Eintrag dieses Namens, den Proxy und die Firewall.",
};

/** What `fetch` rejects with says little itself and has the network's fault as its cause. */
function reasonOf(fault: unknown): InEveryLanguage {
  if (!(fault instanceof Error)) return { en: "no reason was given", de: "ein Grund wurde nicht genannt" };
  if (fault.name === "TimeoutError") {
    const seconds = answerMs / 1000;
    return {
      en: `nothing came within ${seconds} seconds`,
      de: `innerhalb von ${seconds} Sekunden kam nichts`,
    };
  }
  const code = causeOf(fault);
  const words = code ?? fault.message;
  return (code === undefined ? undefined : reasons.get(code)) ?? { en: words, de: words };
}

function causeOf(fault: unknown): string | undefined {
  return codeOf(fault instanceof Error ? fault.cause : undefined);
}

const reasons: ReadonlyMap<string, InEveryLanguage> = new Map([
  ["ENOTFOUND", { en: "its name is not in DNS", de: "der Name steht nicht im DNS" }],
  ["EAI_AGAIN", { en: "its name could not be looked up", de: "der Name ließ sich nicht nachschlagen" }],
  ["ECONNREFUSED", { en: "nothing listens there", de: "dort nimmt niemand Verbindungen an" }],
]);

const ofUnknownAuthority: InEveryLanguage = {
  en: "nobody known here vouches for its certificate",
  de: "niemand, den dieser Rechner kennt, bürgt für das Zertifikat",
};

/** Codes of Node's TLS (nodejs.org/api/tls.html, "X509 certificate error codes"). */
const certificateReasons: ReadonlyMap<string, InEveryLanguage> = new Map([
  ["CERT_HAS_EXPIRED", { en: "its certificate has expired", de: "das Zertifikat ist abgelaufen" }],
  ["CERT_NOT_YET_VALID", { en: "its certificate is not valid yet", de: "das Zertifikat gilt noch nicht" }],
  [
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    { en: "nobody vouches for its certificate", de: "niemand bürgt für das Zertifikat" },
  ],
  ["SELF_SIGNED_CERT_IN_CHAIN", ofUnknownAuthority],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", ofUnknownAuthority],
  [
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    {
      en: "its certificate comes without its chain, or nobody vouches for it",
      de: "das Zertifikat kommt ohne seine Kette, oder niemand bürgt dafür",
    },
  ],
  [
    "ERR_TLS_CERT_ALTNAME_INVALID",
    { en: "its certificate is for another name", de: "das Zertifikat gilt für einen anderen Namen" },
  ],
]);

function schemeFindings({ baseUrl, isSandbox, proxiesTrusted }: AddressQuestion): Finding[] {
  if (isSandbox) return [];
  if (!baseUrl.startsWith("https:")) {
    return [
      {
        check: "base-url.https",
        status: "fault",
        found: {
          en: `${baseUrl} is not https, so links that sign people in, and mail on its way in, can be read by whoever is between.`,
          de: `${baseUrl} ist nicht https: Wer auf dem Weg dazwischen sitzt, kann Anmeldelinks und eingehende E-Mails mitlesen.`,
        },
        todo: {
          en: "Put a proxy with a certificate in front of Inreply (Caddy, nginx), and set BASE_URL to its https:// address.",
          de: "Setzen Sie einen Proxy mit Zertifikat vor Inreply (Caddy, nginx), und tragen Sie in BASE_URL dessen https://-Adresse ein.",
        },
      },
    ];
  }
  if (proxiesTrusted === 0) {
    return [
      {
        check: "proxies",
        status: "warning",
        found: {
          en: "BASE_URL is https, which a proxy in front of Inreply speaks, but PROXIES_TRUSTED is 0: all visitors count as one, and share one cap on sign-in links.",
          de: "BASE_URL ist https, also steht ein Proxy vor Inreply, aber PROXIES_TRUSTED ist 0: Alle Besucher zählen als einer und teilen sich eine Obergrenze für Anmeldelinks.",
        },
        todo: {
          en: "Set PROXIES_TRUSTED to the number of proxies in front, mostly 1. If the proxy is on this machine, also set HOST=127.0.0.1, so that nobody gets round it.",
          de: "Tragen Sie in PROXIES_TRUSTED ein, wie viele Proxys davor stehen, meistens 1. Läuft der Proxy auf diesem Rechner, setzen Sie auch HOST=127.0.0.1, damit niemand an ihm vorbeikommt.",
        },
      },
    ];
  }
  return [
    {
      check: "proxies",
      status: "good",
      found: {
        en: `Visitors are told apart behind ${proxiesTrusted === 1 ? "the proxy" : `${proxiesTrusted} proxies`} in front.`,
        de: `Besucher werden hinter ${proxiesTrusted === 1 ? "dem Proxy" : `den ${proxiesTrusted} Proxys`} unterschieden.`,
      },
    },
  ];
}
