// Postfix for the tests: takes mail of everybody on loopback, gives people's to Dovecot and the reply domain's to a pipe.
import { spawnSync } from "node:child_process";
import { chownSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Ports } from "./ports.ts";

/** Postfix's own services, each as its manual has it; only the first three listen. */
const services = (folder: string, { smtpPort, outsidePort, srsPort, srsForwardPort }: Ports) => `
127.0.0.1:${smtpPort} inet n - n - - smtpd
127.0.0.1:${outsidePort} inet n - n - - smtpd -o smtpd_milters=
127.0.0.1:${srsPort} inet n - n - - smtpd -o smtpd_milters= -o cleanup_service_name=srs
srs unix n - n - 0 cleanup -o sender_canonical_maps=tcp:127.0.0.1:${srsForwardPort} -o sender_canonical_classes=envelope_sender -o virtual_alias_maps=texthash:${srsAliasFile(folder)}
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 5 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`;

export interface Domains {
  replyDomain: string;
  mailDomains: string[];
  pipe: { argv: string; user: string };
}

/** Mail to this domain goes round by the port where envelope senders are rewritten. */
export const srsDomain = "srs.northbeam.example";

/** Which address is passed on to which, as `virtual_alias_maps` has it; `applyRules` makes a change known. */
export function aliasFile(folder: string): string {
  return join(folder, "aliases");
}

/** The same for mail that goes round by the rewriting of senders; apart, since aliases of aliases are followed at once. */
export function srsAliasFile(folder: string): string {
  return join(folder, "srs-aliases");
}

/** What procmail does with mail to an address that it serves. */
export function procmailFile(folder: string): string {
  return join(folder, "procmailrc");
}

/** The address whose mail procmail gets. */
export const procmailAddress = "help@northbeam.example";

export function applyRules(folder: string): void {
  const reloaded = spawnSync("postfix", ["-c", join(folder, "postfix"), "reload"], { encoding: "utf8" });
  if (reloaded.status !== 0) throw new Error(`Postfix did not reload.\n${reloaded.stderr}`);
}

export function startPostfix(
  folder: string,
  ports: Ports,
  { replyDomain, mailDomains, pipe }: Domains,
): void {
  const config = join(folder, "postfix");
  const owner = accountOf("postfix");
  for (const place of [config, join(folder, "queue"), join(folder, "postfix-data")]) mkdirSync(place);
  chownSync(join(folder, "postfix-data"), owner.uid, owner.gid);
  const milter = `inet:127.0.0.1:${ports.dkimPort}`;
  const settings = {
    compatibility_level: "3.6",
    queue_directory: join(folder, "queue"),
    data_directory: join(folder, "postfix-data"),
    maillog_file: join(folder, "mail.log"),
    maillog_file_prefixes: folder,
    myhostname: "mx.northbeam.example",
    inet_interfaces: "127.0.0.1",
    inet_protocols: "ipv4",
    mynetworks: "127.0.0.0/8",
    mydestination: "",
    alias_maps: "",
    virtual_mailbox_domains: mailDomains.join(", "),
    virtual_transport: `lmtp:inet:127.0.0.1:${ports.lmtpPort}`,
    virtual_alias_maps: `texthash:${aliasFile(folder)}`,
    relay_domains: `${replyDomain}, ${srsDomain}`,
    transport_maps: `inline:{ { ${replyDomain} = inreply: }, { ${srsDomain} = smtp:[127.0.0.1]:${ports.srsPort} }, { ${procmailAddress} = procmail: } }`,
    smtp_host_lookup: "native",
    inreply_destination_recipient_limit: "1",
    smtpd_milters: milter,
    non_smtpd_milters: milter,
    smtpd_peername_lookup: "no",
    notify_classes: "",
    // A command that asks to be called again is called again soon.
    minimal_backoff_time: "2s",
    queue_run_delay: "2s",
  };
  writeFileSync(
    join(config, "main.cf"),
    Object.entries(settings)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(""),
  );
  for (const file of [aliasFile(folder), srsAliasFile(folder), procmailFile(folder)]) writeFileSync(file, "");
  const procmail = `/usr/bin/procmail -t -m ${procmailFile(folder)}`;
  writeFileSync(
    join(config, "master.cf"),
    `${services(folder, ports)}inreply unix - n n - 4 pipe\n  flags=u user=${pipe.user} argv=${pipe.argv}\n` +
      `procmail unix - n n - 4 pipe\n  flags=R user=${pipe.user} argv=${procmail}\n`,
  );
  const started = spawnSync("postfix", ["-c", config, "start"], { encoding: "utf8" });
  if (started.status !== 0) throw new Error(`Postfix did not start.\n${started.stderr}`);
}

export function stopPostfix(folder: string): void {
  spawnSync("postfix", ["-c", join(folder, "postfix"), "stop"]);
}

/** Ids of an account by /etc/passwd. */
export function accountOf(name: string): { uid: number; gid: number } {
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const account = accounts.find(([each]) => each === name);
  if (account === undefined) throw new Error(`There is no user ${name} on this machine.`);
  return { uid: Number(account[2]), gid: Number(account[3]) };
}
