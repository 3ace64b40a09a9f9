// Mail as servers sign and seal it, with keys made for one test run, and the DNS that knows those keys.
import { generateKeyPairSync } from "node:crypto";
import { sealMessage } from "mailauth/lib/arc/index.js";
import { dkimSign } from "mailauth/lib/dkim/sign.js";
import type { AskDns } from "../../src/inbox/signature-keys.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
const pem = privateKey.export({ type: "pkcs8", format: "pem" });

/** The TXT record of the one key that signs for every domain here, under any selector. */
export const keyRecord = `v=DKIM1; k=rsa; p=${publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;

const selector = "s1";

export interface Mail {
  from?: string;
  subject?: string;
  text?: string;
}

export function plainMail({
  from = "Ann Weber <ann@harbordental.example>",
  subject = "The form",
  text = "Yes, please.",
}: Mail = {}): string {
  const head = [
    `From: ${from}`,
    "To: support@northbeam.example",
    `Subject: ${subject}`,
    "Date: Mon, 2 Mar 2026 10:00:00 +0000",
    "Message-ID: <1@harbordental.example>",
    "Content-Type: text/plain; charset=utf-8",
  ];
  return [...head, "", text, ""].join("\r\n");
}

/** With a DKIM signature of this domain on top. */
export async function signedBy(signingDomain: string, mail = plainMail()): Promise<string> {
  const { signatures, errors } = await dkimSign(mail, {
    signTime: new Date(),
    signatureData: [{ signingDomain, selector, privateKey: pem }],
  } as never);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return `${signatures}${mail}`;
}

/** With a further ARC set of this domain on top: what it found is `authResults`, without `i=`. */
export async function sealedBy(
  signingDomain: string,
  authResults: string,
  mail: string,
  options: { cv?: "none" | "pass" | "fail"; headerList?: string } = {},
): Promise<string> {
  const cv = options.cv ?? (/^ARC-Seal:/imu.test(mail) ? "pass" : "none");
  const seal = {
    signingDomain,
    selector,
    privateKey: pem,
    authResults,
    signTime: new Date(),
    ...options,
    cv,
  };
  return `${(await sealMessage(mail, seal as never)).toString("latin1")}${mail}`;
}

/** Knows the key of every domain; none for `gone.…`, no answer for `slow.…`. `txt` are further records, such as SPF. */
export function dnsWithKeys(txt: Record<string, string> = {}): { askDns: AskDns; asked: string[] } {
  const asked: string[] = [];
  const askDns: AskDns = (name, type) => {
    asked.push(`${type} ${name}`);
    const code = name.includes("slow.") ? "ETIMEOUT" : "ENOTFOUND";
    const text =
      name.startsWith(`${selector}._domainkey.`) && !/(?:gone|slow)\./u.test(name) ? keyRecord : txt[name];
    if (type === "TXT" && text !== undefined) return Promise.resolve([text.match(/.{1,255}/gsu) ?? []]);
    return Promise.reject(Object.assign(new Error(`query ${code}`), { code }));
  };
  return { askDns, asked };
}
