// Signatures for the mail server of the tests: a key for each domain, OpenDKIM that signs with it, dnsmasq that serves it.
import { spawn, type ChildProcess } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Ports } from "./ports.ts";

export interface DomainKey {
  domain: string;
  file: string;
  record: string;
}

export function makeKey(folder: string, domain: string): DomainKey {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const file = join(folder, `${domain}.key`);
  writeFileSync(file, privateKey.export({ type: "pkcs1", format: "pem" }), { mode: 0o600 });
  const key = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  return { domain, file, record: `v=DKIM1; k=rsa; p=${key}` };
}

/** Serves keys, mail servers and SPF of all these domains; `ownDomain` is the one from which Inreply sends. */
export function startDns({ dnsPort }: Ports, keys: DomainKey[], ownDomain: string): ChildProcess {
  const records = keys.flatMap(({ domain, record }) => [
    // A TXT record is made of pieces of at most 255 bytes (RFC 1035 section 3.3.14).
    `--txt-record=mail._domainkey.${domain},${record.match(/.{1,250}/gu)?.join(",") ?? ""}`,
    // Who is outside comes from this very machine, too, so that only our own domain may send from it.
    `--txt-record=${domain},v=spf1 ip4:${domain === ownDomain ? "127.0.0.1" : "192.0.2.1"} -all`,
    `--txt-record=_dmarc.${domain},v=DMARC1; p=reject`,
    `--mx-host=${domain},mx.${domain},10`,
    `--host-record=mx.${domain},127.0.0.1`,
  ]);
  const flags = ["--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts", "--user=root"];
  const where = [`--port=${dnsPort}`, "--listen-address=127.0.0.1", "--bind-interfaces", "--pid-file="];
  return spawn("dnsmasq", [...flags, ...where, "--local=/example/", ...records], { stdio: "ignore" });
}

export function startDkim(folder: string, { dkimPort }: Ports, keys: DomainKey[]): ChildProcess {
  const table = join(folder, "dkim-keys");
  const signers = join(folder, "dkim-signers");
  writeFileSync(table, keys.map(({ domain, file }) => `${domain} ${domain}:mail:${file}\n`).join(""));
  writeFileSync(signers, keys.map(({ domain }) => `*@${domain} ${domain}\n`).join(""));
  const config = join(folder, "opendkim.conf");
  const settings = [
    `Socket inet:${dkimPort}@127.0.0.1`,
    "Mode s",
    "Canonicalization relaxed/simple",
    `KeyTable file:${table}`,
    `SigningTable refile:${signers}`,
    "InternalHosts 127.0.0.0/8",
    "RequireSafeKeys false",
    "Syslog no",
  ];
  writeFileSync(config, `${settings.join("\n")}\n`);
  return spawn("opendkim", ["-f", "-x", config], { stdio: "ignore" });
}
