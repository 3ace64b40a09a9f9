// DKIM signatures (RFC 6376) that nobody has checked for us: which keys they need, and whose of them hold. mailauth checks;
// what it leaves to its caller is decided here. Reads bytes and keys, writes nothing.
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { codeOf } from "../domain/fault.ts";
import { headLines } from "./parse-head.ts";

/** Asks DNS for the TXT records of a name, each in its pieces. Rejects with a fault that has a `code`, as Node's resolvers do. */
export type LookUpText = (name: string) => Promise<string[][]>;

/** What DNS said of each lower-case name: its records, or the code of a fault (`ENOTFOUND`, `ETIMEOUT`, …). Plain data. */
export type DkimKeys = Record<string, { records: string[][] } | { code: string }>;

/** A signature of an email. `why` is a clause for a sentence, with the key's name. */
export interface CheckedSignature {
  domain: string;
  result: "pass" | "fail" | "no answer";
  why: string;
}

/** RFC 6376 section 6.1 lets verifiers limit the signatures they try; a real email has one to three. */
export const signaturesMax = 10;
/** RFC 8301 section 3.2. */
const keyBitsMin = 1_024;
/** Fields that say who wrote what to whom; a second one below or above the signed one would be read in its place. */
const onlySigned = [
  "from",
  "subject",
  "date",
  "to",
  "cc",
  "message-id",
  "content-type",
  "content-transfer-encoding",
];

/** Asks for all keys of an email at once. Empty when it is not signed, or has more signatures than anybody needs. */
export async function lookUpKeys(lookUp: LookUpText, raw: Uint8Array): Promise<DkimKeys> {
  const lines = headLines(raw, ["dkim-signature"]);
  if (lines.length > signaturesMax) return {};
  const names = new Set(lines.flatMap(({ line }) => keyName(line) ?? []));
  const found = await Promise.all(
    [...names].map(async (name): Promise<[string, DkimKeys[string]]> => [
      name,
      await lookUpOne(lookUp, name),
    ]),
  );
  return Object.fromEntries(found);
}

async function lookUpOne(lookUp: LookUpText, name: string): Promise<DkimKeys[string]> {
  try {
    return { records: await lookUp(name) };
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

/** Checks every signature by the keys that were looked up. Takes time with the length of the email: for a thread. */
export async function checkSignatures(raw: Uint8Array, keys: DkimKeys): Promise<CheckedSignature[]> {
  if (Object.keys(keys).length === 0) return [];
  const { results, headers } = await dkimVerify(withWholeLineEnds(raw), {
    resolver: (name) => answerFrom(keys, name),
    minBitLength: keyBitsMin,
  });
  const present = (headers?.parsed ?? []).map(({ key }) => key);
  const isAmbiguous = (headers?.parsed ?? []).some(({ line }) =>
    oddFold.test(Buffer.from(line).toString("latin1")),
  );
  return results.flatMap((result) => (result.signingDomain ? [judged(result, present, isAmbiguous)] : []));
}

/**
 * With CRLF wherever a bare line feed stood, as mail is signed. mailauth does the same, but takes every such line for a
 * piece by itself, and a large mail of short lines would fill the memory of its thread.
 */
function withWholeLineEnds(raw: Uint8Array): Buffer {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const isBare = (at: number) => bytes[at] === 0x0a && bytes[at - 1] !== 0x0d;
  let bareCount = 0;
  for (let at = 0; at < bytes.length; at++) if (isBare(at)) bareCount++;
  if (bareCount === 0) return bytes;
  const whole = Buffer.allocUnsafe(bytes.length + bareCount);
  let to = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (isBare(at)) whole[to++] = 0x0d;
    whole[to++] = bytes[at]!;
  }
  return whole;
}

/**
 * Only a space or a tab folds a line (RFC 5322 section 2.2.3). mailauth takes any white space for a fold, so that a field
 * behind such a character is none to it, while our parser reads it.
 */
const oddFold = /\n[\v\f\r\u00a0]/u;

function answerFrom(keys: DkimKeys, name: string): Promise<string[][]> {
  const found = keys[name.toLowerCase()];
  if (found !== undefined && "records" in found) return Promise.resolve(found.records);
  return Promise.reject(Object.assign(new Error("no key"), { code: found?.code ?? "ENOTFOUND" }));
}

/** What mailauth tells of a signature; its published types name other fields than it gives. */
interface Result {
  signingDomain: string;
  selector?: string;
  algo?: string;
  signingHeaders?: { keys: string };
  canonBodyLengthLimited?: boolean;
  status: { result: string; comment?: string | false };
}

function judged(given: object, present: readonly string[], isAmbiguous: boolean): CheckedSignature {
  const result = given as Result;
  const domain = result.signingDomain.toLowerCase();
  const key = `${domain} (key ${(result.selector ?? "").slice(0, 64)})`;
  const answer = (outcome: CheckedSignature["result"], why: string) => ({ domain, result: outcome, why });
  const { result: status, comment } = result.status;
  if (status === "temperror") return answer("no answer", `the key of ${key} could not be looked up just now`);
  if (status !== "pass") return answer("fail", `the signature of ${key} does not hold: ${comment || status}`);
  const objection = isAmbiguous
    ? "stands in a head that can be read in two ways"
    : objectionTo(result, present);
  if (objection !== undefined) return answer("fail", `the signature of ${key} ${objection}`);
  return answer("pass", `the signature of ${key} holds`);
}

/** Why a signature that holds is still worth nothing; undefined when it is. */
function objectionTo({ algo, canonBodyLengthLimited, signingHeaders }: Result, present: readonly string[]) {
  // RFC 8301 section 3.1.
  if (algo?.toLowerCase().endsWith("sha1") === true) return "is of a kind that can be forged (sha1)";
  // RFC 6376 section 8.2: anything may stand behind the part that was signed.
  if (canonBodyLengthLimited === true) return "covers only a part of the text";
  const signed = (signingHeaders?.keys ?? "").toLowerCase().split(/:\s*/u);
  // RFC 6376 section 5.4.
  if (!signed.includes("from")) return "does not cover the sender";
  const count = (names: readonly string[], wanted: string) => names.filter((name) => name === wanted).length;
  // RFC 6376 section 8.15.
  const added = onlySigned.find(
    (name) => signed.includes(name) && count(present, name) > count(signed, name),
  );
  return added === undefined ? undefined : `does not cover each of its ${added} fields`;
}
