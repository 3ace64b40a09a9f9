// Reads the text of one setting: each function answers its value, or throws a sentence that follows the setting's name.
import { createPublicKey, type KeyObject } from "node:crypto";
import { isIP } from "node:net";
import { isAddress } from "./domain/address.ts";
import { isTimeZone } from "./domain/clock.ts";
import { isDay } from "./domain/day.ts";
import { engineOf } from "./store/database.ts";
import { keyRing, type SecretKey } from "./threading/token.ts";

/** Which of these it is. */
export function oneOf<const Value extends string>(values: readonly Value[]) {
  return (value: string): Value => {
    const found = values.find((known) => known === value);
    if (found === undefined) throw new Error(`is “${value}”, but must be one of ${values.join(", ")}.`);
    return found;
  };
}

/** Decimal digits only: no sign, no exponent. */
export function wholeNumber(least: number, most: number) {
  return (value: string): number => {
    const number = Number(value);
    if (!/^\d+$/u.test(value) || number < least || number > most) {
      throw new Error(`is “${value}”, but must be a whole number from ${least} to ${most}.`);
    }
    return number;
  };
}

/** Undefined when nothing is set. */
export function optional<T>(read: (value: string) => T) {
  return (value: string): T | undefined => (value === "" ? undefined : read(value));
}

/** Words that become a header value. */
export function oneLine(value: string): string {
  // oxlint-disable-next-line no-control-regex -- it becomes a header value
  if (/[\u0000-\u001f\u007f]/u.test(value)) throw new Error("holds a control character.");
  return value;
}

/** A secret that is long enough not to be guessed. */
export function atLeast(lengthMin: number) {
  return (value: string): string => {
    if (value.length < lengthMin) throw new Error(`must have at least ${lengthMin} characters.`);
    return value;
  };
}

/** `sqlite:` or `postgres://`. Its value may hold a password and stands in no fault. */
export function databaseUrl(value: string): string {
  engineOf(value);
  return value;
}

/** Scheme, host and port, without a slash at the end. */
export function baseUrl(value: string): string {
  if (value === "") return value;
  if (
    !URL.canParse(value) ||
    !/^https?:$/u.test(new URL(value).protocol) ||
    new URL(value).pathname !== "/"
  ) {
    throw new Error(
      `is “${value}”, but must be a URL without a path, such as https://portal.agency.example.`,
    );
  }
  return new URL(value).origin;
}

/** `smtp://USER:PASSWORD@HOST:PORT`, or `smtps://` for TLS from the first byte. It may hold a password and stands in no fault. */
export function smtpUrl(value: string): URL {
  const url = attempt(() => new URL(value));
  const isDecodable = url && attempt(() => decodeURIComponent(url.username + url.password)) !== undefined;
  if (
    isDecodable !== true ||
    url === undefined ||
    !/^smtps?:$/u.test(url.protocol) ||
    url.hostname === "" ||
    !isBare(url)
  ) {
    throw new Error(
      "must be smtp://HOST:PORT or smtps://HOST:PORT, with USER:PASSWORD@ before the host if need be (percent-encoded).",
    );
  }
  return url;
}

function isBare({ pathname, search, hash }: URL): boolean {
  return (pathname === "" || pathname === "/") && search === "" && hash === "";
}

/** `1.1.1.1,127.0.0.1:5353,[::1]:53`; none when nothing is set. */
export function dnsServers(value: string): string[] {
  const servers = value.split(",").flatMap((entry) => (entry.trim() === "" ? [] : [entry.trim()]));
  const wrong = servers.find((server) => {
    const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/u.exec(server) ?? [];
    return isIP(server) === 0 && (isIP(bracketed ?? plain ?? "") === 0 || Number(port ?? 53) > 65_535);
  });
  if (wrong !== undefined) {
    throw new Error(`holds “${wrong}”, but must be IP addresses, with a port if need be: 127.0.0.1:5353.`);
  }
  return servers;
}

/** Lower case, at least two labels. */
export function domain(value: string): string {
  if (value !== "" && !/^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/u.test(value)) {
    throw new Error(`is “${value}”, but must be a lower-case domain such as reply.agency.example.`);
  }
  return value;
}

/** Several, with commas; none when nothing is set. */
export function domains(value: string): string[] {
  const entries = value.split(",").map((entry) => entry.trim());
  return [...new Set(entries.filter((entry) => entry !== "").map(domain))];
}

/** The name of a mail server in its Authentication-Results, lower case (RFC 8601 section 2.5). */
export function authservId(value: string): string {
  const id = value.toLowerCase();
  if (!/^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/u.test(id)) {
    throw new Error(`is “${value}”, but must be one name, such as mx.agency.example.`);
  }
  return id;
}

/** `2026-12-25,2026-12-26`; none when nothing is set. */
export function days(value: string): ReadonlySet<string> {
  const entries = value.split(",").flatMap((entry) => (entry.trim() === "" ? [] : [entry.trim()]));
  const wrong = entries.find((entry) => !isDay(entry));
  if (wrong !== undefined) {
    throw new Error(`holds “${wrong}”, but must be days such as 2026-12-25, with commas.`);
  }
  return new Set(entries);
}

/** One that the runtime knows. */
export function timeZone(value: string): string {
  if (!isTimeZone(value)) throw new Error(`is “${value}”, but must be a time zone such as Europe/Berlin.`);
  return value;
}

/** An address in normal form. */
export function mailFrom(value: string): string {
  if (value !== "" && !isAddress(value)) throw new Error(`is “${value}”, but must be an email address.`);
  return value.toLowerCase();
}

/** SendGrid's verification key: an elliptic curve key, DER in base64. */
export function publicKey(value: string): KeyObject {
  const key = attempt(() =>
    createPublicKey({ key: Buffer.from(value, "base64"), format: "der", type: "spki" }),
  );
  if (key?.asymmetricKeyType !== "ec") throw new Error("is not a public key as SendGrid shows it (base64).");
  return key;
}

/** `1:BASE64,0:BASE64`: the current key first; older ones are kept so that addresses they wrote still work. */
export function secretKeys(value: string): SecretKey[] {
  if (value === "") return [];
  const keys = value.split(",").map((entry) => {
    const match = /^(\d{1,2}):([A-Za-z0-9+/=_-]+)$/u.exec(entry.trim());
    const secret = Buffer.from(match?.[2] ?? "", "base64");
    const id = Number(match?.[1]);
    if (match === null || secret.byteLength < 32 || id > 15) {
      throw new Error(
        "must be NUMBER:BASE64 (0 to 15, at least 32 bytes), several with commas, the current one first.",
      );
    }
    return { id, secret };
  });
  const distinct = attempt(() => keyRing(keys));
  if (distinct === undefined) throw new Error("must not hold the same number or the same secret twice.");
  return keys;
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
