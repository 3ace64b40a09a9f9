// What another server found out about a sender, as it writes it into a header (Authentication-Results, RFC 8601, and the same
// words in ARC-Authentication-Results, RFC 8617). Whoever asks decides whether that server is believed. Pure.
import { isRewrittenEnvelope } from "./forwarding-path.ts";

/** Only what passed. Domains are lower case, as they stand. */
export interface AuthenticationResults {
  /** Which server says so, lower case. */
  authservId: string;
  /** The instance of an ARC set (`i=`); absent in a plain field. */
  instance?: number;
  /** Domains whose DKIM signatures held. */
  signers: string[];
  /** The domain of the envelope's sender, when SPF passed for it and no forwarder had rewritten it. */
  spfDomain?: string;
}

const valueLengthMax = 10_000;
const entriesMax = 50;

/**
 * Reads the value of one field, unfolded. Undefined when anything in it could be read in two ways: who sends a mail chooses
 * some of the words in it, such as the local part of an address, and a server may not have quoted them.
 */
export function readAuthenticationResults(value: string): AuthenticationResults | undefined {
  // Without quotes and escapes only parentheses are left to hide something in.
  if (value.length > valueLengthMax || /["\\]/u.test(value)) return undefined;
  const bare = withoutComments(value);
  if (bare === undefined) return undefined;
  const entries = bare.split(";").map((entry) => entry.trim().toLowerCase());
  if (entries.length > entriesMax) return undefined;
  const instance = /^i\s*=\s*(\d{1,2})$/u.exec(entries[0] ?? "")?.[1];
  if (instance !== undefined) entries.shift();
  // A version may follow the name of the server.
  const authservId = /^([^\s=]+)(?:\s+\d+)?$/u.exec(entries.shift() ?? "")?.[1];
  if (authservId === undefined) return undefined;
  const results = entries.map(readResult);
  const spf = results.filter((result) => result?.method === "spf");
  // Nobody checks SPF twice, so a second result was not written by the server.
  if (spf.length > 1) return undefined;
  const sender = spf[0]?.isPass === true ? spf[0].properties.get("smtp.mailfrom") : undefined;
  const spfDomain = isRewrittenEnvelope(sender ?? "") ? "" : domainOfProperty(sender);
  return {
    authservId,
    ...(instance === undefined ? {} : { instance: Number(instance) }),
    signers: results.flatMap((result) =>
      result?.method === "dkim" && result.isPass ? signerOf(result.properties) : [],
    ),
    ...(spfDomain === "" ? {} : { spfDomain }),
  };
}

/** Comments may stand within one another. Undefined when one is not closed, or closed without being opened. */
function withoutComments(value: string): string | undefined {
  let depth = 0;
  let bare = "";
  for (const piece of value.split(/([()])/u)) {
    if (piece === "(") depth++;
    else if (piece === ")") depth--;
    else bare += depth === 0 ? piece : " ";
    if (depth < 0) return undefined;
  }
  return depth === 0 ? bare : undefined;
}

interface Result {
  method: string;
  isPass: boolean;
  properties: Map<string, string>;
}

/** `dkim=pass header.d=client.example`; undefined for `none` and what is no result. A property named twice counts for nothing. */
function readResult(entry: string): Result | undefined {
  const [head = "", ...words] = entry.replaceAll(/ *= */gu, "=").split(/ +/u);
  const [, method, result] = /^([a-z][a-z0-9-]*)(?:\/\d+)?=([a-z]+)$/u.exec(head) ?? [];
  if (method === undefined) return undefined;
  const properties = new Map<string, string>();
  for (const word of words) {
    const [name = "", ...rest] = word.split("=");
    properties.set(name, properties.has(name) ? "" : rest.join("="));
  }
  return { method, isPass: result === "pass", properties };
}

/** `header.d` is the domain that signed; where only `header.i` is given, its domain is that or below it (RFC 6376 section 3.5). */
function signerOf(properties: Result["properties"]): string[] {
  const domain = domainOfProperty(properties.get("header.d") ?? properties.get("header.i"));
  return domain === "" ? [] : [domain];
}

/** Of an address or a bare domain; empty when it is neither. */
function domainOfProperty(value: string | undefined): string {
  return /^(?:[^@\s]*@)?([a-z0-9_-]+(?:\.[a-z0-9_-]+)+)$/u.exec(value ?? "")?.[1] ?? "";
}
