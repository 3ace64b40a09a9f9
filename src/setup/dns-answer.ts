// Asks DNS and turns what comes back into values: records, none, or why there is no answer. Writes nothing.
import type { MxRecord } from "node:dns";
import type { Resolver } from "node:dns/promises";
import { getDomain } from "tldts";
import { codeOf } from "../domain/fault.ts";
import type { Finding, Labelled } from "../domain/finding.ts";
import type { InEveryLanguage } from "../domain/locale.ts";

/** `none`: the name is not there (NXDOMAIN), or has no record of this type. `fault`: a clause for a sentence. */
export type DnsAnswer<RecordOfType> =
  | { kind: "found"; records: RecordOfType[] }
  | { kind: "none"; isNameMissing: boolean }
  | { kind: "fault"; why: InEveryLanguage };

export interface Dns {
  mx: (name: string) => Promise<DnsAnswer<MxRecord>>;
  /** Each record whole: its pieces are put together without a space (RFC 7208 section 3.3). */
  txt: (name: string) => Promise<DnsAnswer<string>>;
  cname: (name: string) => Promise<DnsAnswer<string>>;
  address: (name: string) => Promise<DnsAnswer<string>>;
}

/** Never rejects. Names are answered in lower case, without a dot at the end. */
export function dnsOf(
  resolver: Pick<Resolver, "resolveMx" | "resolveTxt" | "resolveCname" | "resolve4">,
): Dns {
  return {
    mx: async (name) => {
      const answer = await answerOf(resolver.resolveMx(name));
      if (answer.kind !== "found") return answer;
      const records = answer.records.map(({ priority, exchange }) => ({
        priority,
        exchange: plainName(exchange),
      }));
      return { kind: "found", records: records.toSorted((one, other) => one.priority - other.priority) };
    },
    txt: async (name) => {
      const answer = await answerOf(resolver.resolveTxt(name));
      return answer.kind === "found"
        ? { kind: "found", records: answer.records.map((pieces) => pieces.join("")) }
        : answer;
    },
    cname: async (name) => {
      const answer = await answerOf(resolver.resolveCname(name));
      return answer.kind === "found" ? { kind: "found", records: answer.records.map(plainName) } : answer;
    },
    address: (name) => answerOf(resolver.resolve4(name)),
  };
}

async function answerOf<RecordOfType>(asked: Promise<RecordOfType[]>): Promise<DnsAnswer<RecordOfType>> {
  try {
    const records = await asked;
    return records.length === 0 ? { kind: "none", isNameMissing: false } : { kind: "found", records };
  } catch (fault) {
    const code = codeOf(fault) ?? "no reason";
    if (code === "ENOTFOUND" || code === "ENODATA")
      return { kind: "none", isNameMissing: code === "ENOTFOUND" };
    const unusable = {
      en: `the DNS servers gave no usable answer (${code})`,
      de: `die DNS-Server gaben keine brauchbare Antwort (${code})`,
    };
    return { kind: "fault", why: faultWords.get(code) ?? unusable };
  }
}

const late: InEveryLanguage = {
  en: "the DNS servers did not answer in time",
  de: "die DNS-Server haben nicht rechtzeitig geantwortet",
};

const faultWords: ReadonlyMap<string, InEveryLanguage> = new Map([
  ["ETIMEOUT", late],
  ["ECANCELLED", late],
  ["ECONNREFUSED", { en: "no DNS server could be reached", de: "kein DNS-Server war erreichbar" }],
  [
    "ESERVFAIL",
    {
      en: "the DNS servers of this name failed (SERVFAIL)",
      de: "die DNS-Server dieses Namens haben versagt (SERVFAIL)",
    },
  ],
  [
    "EREFUSED",
    { en: "the DNS server refused the question", de: "der DNS-Server hat die Auskunft verweigert" },
  ],
  [
    "EBADNAME",
    {
      en: "this is not a name that DNS can hold",
      de: "das ist kein Name, den es im DNS geben kann",
    },
  ],
]);

function plainName(name: string): string {
  return name.replace(/\.$/u, "").toLowerCase();
}

/** The finding for a question that DNS did not answer. */
export function unanswered(check: string, what: InEveryLanguage, why: InEveryLanguage): Finding {
  return {
    check,
    status: "warning",
    found: {
      en: `${what.en} could not be looked up: ${why.en}.`,
      de: `${what.de} ließ sich nicht nachschlagen: ${why.de}.`,
    },
    todo: {
      en: "Look again in a minute. If it stays so, check the DNS servers of this machine, or set DNS_SERVERS to others.",
      de: "Sehen Sie in einer Minute wieder nach. Wenn es so bleibt, prüfen Sie die DNS-Server dieses Rechners, oder tragen Sie in DNS_SERVERS andere ein.",
    },
  };
}

/** A DNS record to add, as the forms of DNS providers ask for it. */
export function recordValues(
  name: string,
  type: string,
  value: Labelled["value"],
  priority?: number,
): Labelled[] {
  return [
    { label: { en: "Name", de: "Name" }, value: name },
    { label: { en: "Type", de: "Typ" }, value: type },
    ...(priority === undefined
      ? []
      : [{ label: { en: "Priority", de: "Priorität" }, value: String(priority) }]),
    { label: { en: "Value", de: "Wert" }, value },
  ];
}

/** The registrable domain by the public suffix list; the name itself when it has none. */
export function organisationOf(name: string): string {
  return getDomain(name, { allowPrivateDomains: true }) ?? name;
}
