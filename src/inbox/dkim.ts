// DKIM signatures (RFC 6376) that nobody has checked for us, and the seals of forwarders (arc.ts): whose of them hold.
// mailauth checks; what it leaves to its caller is decided here. Reads bytes and keys, writes nothing.
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { checkChain, type ChainData, type CheckedChain } from "./arc.ts";
import type { HeaderLine } from "./mime-parts.ts";
import { answerFrom, isUnanswered, type DkimKeys } from "./signature-keys.ts";

/** A signature of an email. `why` is a clause for a sentence, with the key's name. */
export interface CheckedSignature {
  domain: string;
  result: "pass" | "fail" | "no answer";
  why: string;
}

/** What was found of an email's signatures, and of its seals if it has any. */
export interface CheckedSignatures {
  signatures: CheckedSignature[];
  chain?: CheckedChain;
}

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

/** Lines of a head whose signatures are checked. Mail that went through many hands has some hundred. */
export const headLinesMax = 2_000;
/** Bytes of all signatures and seals of an email together. Each hop that seals adds about 4,000. */
export const signatureBytesMax = 32_768;

/** Checks every signature and seal by the keys that were looked up. Takes time with the length of the email: for a thread. */
export async function checkSignatures(raw: Uint8Array, keys: DkimKeys): Promise<CheckedSignatures> {
  if (Object.keys(keys).length === 0) return { signatures: [] };
  const resolver = (name: string) => answerFrom(keys, name);
  const whole = withWholeLineEnds(raw);
  const why = objectionToHead(whole);
  if (why !== undefined) return { signatures: [{ domain: "", result: "fail", why }] };
  const checked = await verify(whole, resolver);
  if (checked === undefined) return { signatures: [unreadable] };
  const fields = (checked.headers?.parsed ?? []).map(({ key, line }) => ({
    key,
    line: Buffer.from(line).toString("latin1"),
  }));
  const isAmbiguous = fields.some(({ line }) => oddFold.test(line));
  const objection = (result: SignedResult) =>
    isAmbiguous ? "stands in a head that can be read in two ways" : objectionTo(result, fields);
  const signatures = (checked.results as object[]).flatMap((result) =>
    "signingDomain" in result ? [judged(result as SignedResult, objection)] : [],
  );
  const data = ((checked as { arc?: unknown }).arc as ChainData | undefined) ?? {};
  const chain = await checkChain(data, resolver, objection, isUnanswered(keys));
  return { signatures, ...(chain === undefined ? {} : { chain }) };
}

/** Undefined when mailauth breaks over what a signature says, such as a time that no calendar has. */
async function verify(raw: Buffer, resolver: (name: string) => Promise<string[][]>) {
  try {
    return await dkimVerify(raw, { resolver, minBitLength: keyBitsMin });
  } catch {
    return undefined;
  }
}

const unreadable: CheckedSignature = { domain: "", result: "fail", why: "its signatures cannot be read" };

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
 * Why a head is not given to mailauth, whose time grows with the square of carriage returns that end no line, of lines that
 * continue others, and of what a signature or seal lists. RFC 5322 section 2.2 knows no such carriage returns; what folds
 * at them is read in two ways.
 */
function objectionToHead(whole: Buffer): string | undefined {
  const end = whole.indexOf("\r\n\r\n");
  const lines = whole.toString("latin1", 0, end === -1 ? whole.length : end).split("\r\n");
  if (lines.some((line) => line.includes("\r")))
    return "its head has carriage returns that end no line, and can be read in two ways";
  if (lines.length > headLinesMax) return `its head has more than ${headLinesMax} lines`;
  let isOfProof = false;
  let length = 0;
  for (const line of lines) {
    if (!/^\s/u.test(line)) isOfProof = /^(?:dkim-signature|arc-[a-z-]{4,30})\s*:/iu.test(line);
    if (isOfProof) length += line.length;
  }
  return length > signatureBytesMax ? `its signatures take more than ${signatureBytesMax} bytes` : undefined;
}

/**
 * Only a space or a tab folds a line (RFC 5322 section 2.2.3). mailauth takes any white space for a fold, so that a field
 * behind such a character is none to it, while our parser reads it.
 */
const oddFold = /\n[\v\f\r\u00a0]/u;

/** What mailauth tells of a signature; its published types name other fields than it gives. */
export interface SignedResult {
  signingDomain: string;
  selector?: string;
  algo?: string;
  signingHeaders?: { keys: string };
  canonBodyLengthLimited?: boolean;
  /** Bytes of the body in front of the first boundary; -1 or absent when no boundary is in it. */
  mimeStructureStart?: number;
  status: { result: string; comment?: string | false };
}

function judged(
  result: SignedResult,
  objectTo: (result: SignedResult) => string | undefined,
): CheckedSignature {
  const domain = result.signingDomain.toLowerCase();
  const key = `${domain} (key ${(result.selector ?? "").slice(0, 64)})`;
  const answer = (outcome: CheckedSignature["result"], why: string) => ({ domain, result: outcome, why });
  const { result: status, comment } = result.status;
  if (status === "temperror") return answer("no answer", `the key of ${key} could not be looked up just now`);
  if (status !== "pass") return answer("fail", `the signature of ${key} does not hold: ${comment || status}`);
  const objection = objectTo(result);
  if (objection !== undefined) return answer("fail", `the signature of ${key} ${objection}`);
  return answer("pass", `the signature of ${key} holds`);
}

/** Why a signature that holds is still worth nothing; undefined when it is. */
function objectionTo(result: SignedResult, fields: readonly HeaderLine[]): string | undefined {
  const { algo, canonBodyLengthLimited, mimeStructureStart = -1, signingHeaders } = result;
  // RFC 8301 section 3.1.
  if (algo?.toLowerCase().endsWith("sha1") === true) return "is of a kind that can be forged (sha1)";
  // RFC 6376 section 8.2: anything may stand behind the part that was signed.
  if (canonBodyLengthLimited === true) return "covers only a part of the text";
  const signed = (signingHeaders?.keys ?? "").toLowerCase().split(/:\s*/u);
  // RFC 6376 section 5.4.
  if (!signed.includes("from")) return "does not cover the sender";
  const count = (names: readonly string[], wanted: string) => names.filter((name) => name === wanted).length;
  const present = fields.map(({ key }) => key);
  // RFC 6376 section 8.15.
  const added = onlySigned.find(
    (name) => signed.includes(name) && count(present, name) > count(signed, name),
  );
  if (added !== undefined) return `does not cover each of its ${added} fields`;
  // Gmail does not sign Content-Type. Whoever sends the mail once more may then name another boundary, one that stands in
  // the words of the author, so that those below it become the whole text.
  if (signed.includes("content-type")) return undefined;
  const types = fields.filter(({ key }) => key === "content-type");
  const boundaries = types.flatMap(({ line }) => line.match(/;\s*boundary\s*\*?\d*\*?\s*=/giu) ?? []);
  return types.length > 1 || boundaries.length > 1 || mimeStructureStart > preambleBytesMax
    ? "does not cover where its parts begin"
    : undefined;
}

/** “This is a multi-part message in MIME format.” and its kin in other languages. */
const preambleBytesMax = 400;
