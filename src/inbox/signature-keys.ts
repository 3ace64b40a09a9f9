// The keys that an email's signatures and seals need: their names, and what DNS says of each. Asks DNS, writes nothing.
import { codeOf } from "../domain/fault.ts";
import { arcFields, hopsMax } from "./arc.ts";
import { headLines } from "./parse-head.ts";

/**
 * Asks DNS for the records of a name, in the shapes of Node's `resolve`: TXT in pieces. Rejects with a fault that has a `code`,
 * as Node's resolvers do.
 */
export type AskDns = (name: string, type: string) => Promise<unknown>;

/** What DNS said of each lower-case name: its records, or the code of a fault (`ENOTFOUND`, `ETIMEOUT`, …). Plain data. */
export type DkimKeys = Record<string, { records: string[][] } | { code: string }>;

/** RFC 6376 section 6.1 lets verifiers limit the signatures they try; a real email has one to three. */
export const signaturesMax = 10;

/**
 * Asks for all keys of an email's signatures at once, and of its seals if they are wanted. Empty when it has none, or more of
 * them than anybody needs.
 */
export async function lookUpKeys(askDns: AskDns, raw: Uint8Array, withSeals = false): Promise<DkimKeys> {
  const lines = headLines(raw, ["dkim-signature", ...(withSeals ? arcFields : [])]);
  const countOf = (field: string) => lines.filter(({ key }) => key === field).length;
  if (countOf("dkim-signature") > signaturesMax || arcFields.some((field) => countOf(field) > hopsMax))
    return {};
  const names = new Set(lines.flatMap(({ line }) => keyName(line) ?? []));
  const found = await Promise.all(
    [...names].map(async (name): Promise<[string, DkimKeys[string]]> => [
      name,
      await lookUpOne(askDns, name),
    ]),
  );
  return Object.fromEntries(found);
}

async function lookUpOne(askDns: AskDns, name: string): Promise<DkimKeys[string]> {
  try {
    return { records: (await askDns(name, "TXT")) as string[][] };
  } catch (fault) {
    return { code: codeOf(fault) ?? "EUNKNOWN" };
  }
}

/** RFC 6376 section 3.6.2.1: SELECTOR._domainkey.DOMAIN. */
function keyName(line: string): string | undefined {
  const value = line.slice(line.indexOf(":") + 1).replaceAll(/\s+/gu, "");
  const [domain, selector] = ["d", "s"].map(
    (tag) => new RegExp(`(?:^|;)${tag}=([A-Za-z0-9._-]{1,253})(?:;|$)`, "u").exec(value)?.[1],
  );
  return domain === undefined || selector === undefined
    ? undefined
    : `${selector}._domainkey.${domain}`.toLowerCase();
}

/** Whether DNS could not say of some key whether it is there. */
export function isUnanswered(keys: DkimKeys): boolean {
  return Object.values(keys).some(
    (found) => "code" in found && !["ENOTFOUND", "ENODATA"].includes(found.code),
  );
}

/** What a resolver answers that knows these keys and no others. Rejects as one does. */
export function answerFrom(keys: DkimKeys, name: string): Promise<string[][]> {
  const found = keys[name.toLowerCase()];
  if (found !== undefined && "records" in found) return Promise.resolve(found.records);
  return Promise.reject(Object.assign(new Error("no key"), { code: found?.code ?? "ENOTFOUND" }));
}
