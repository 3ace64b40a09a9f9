// A whole mail server on this machine for the tests: Debian's Postfix, which signs by OpenDKIM, whose keys dnsmasq serves, and
// Dovecot, which keeps people's mail in Maildirs and runs their Sieve scripts. All of it on loopback and in one folder.
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDovecot } from "./dovecot.ts";
import { freePorts, untilListening } from "./ports.ts";
import { startPostfix, stopPostfix } from "./postfix.ts";
import { makeKey, startDkim, startDns } from "./signing.ts";
import { startSrs } from "./srs.ts";

export const replyDomain = "reply.northbeam.example";
/** Whose people have mailboxes here: the agency's staff and a client's. */
export const mailDomains = ["northbeam.example", "harbordental.example"];

export interface MailServer {
  folder: string;
  /** Where the domains' own mail programs and Inreply hand in mail, which is signed. */
  smtpPort: number;
  /** Where mail comes in from the rest of the world, as it is. */
  outsidePort: number;
  /** The private key of a domain, as PEM, under the selector `mail`. */
  keyOf: (domain: string) => string;
  /** `127.0.0.1:PORT`, which knows the keys and mail servers of all its domains. */
  dnsServer: string;
  /** The Maildir of an address. */
  maildirOf: (address: string) => string;
  /** What arrived there, oldest first, whole. */
  mailOf: (address: string) => string[];
  /** What the servers wrote down, for whoever looks for a fault. */
  logs: () => string;
  stop: () => Promise<void>;
}

export interface MailServerOptions {
  /** The addresses whose mail is kept, each with a Sieve script or an empty one. */
  mailboxes: Record<string, string>;
  /** Its people's mail is passed on to others as it is, and so what their scripts send is not signed. */
  isForwarder?: true;
  /** The command that takes mail for the reply domain, as Postfix's pipe(8) has it; it may put itself in the folder. */
  pipe: (folder: string) => { argv: string; user: string };
}

/** Starts everything; needs root, as mail servers do to become their own users. */
export async function startMailServer({
  mailboxes,
  isForwarder,
  pipe,
}: MailServerOptions): Promise<MailServer> {
  if (process.getuid?.() !== 0) throw new Error("A mail server is started by root: run this with sudo.");
  const folder = mkdtempSync(join(tmpdir(), "inreply-mta-"));
  chmodSync(folder, 0o755);
  const ports = await freePorts();
  const maildirOf = (address: string) => join(folder, "mail", address, "Maildir");
  const children: ChildProcess[] = [];
  const stop = async () => {
    stopPostfix(folder);
    const running = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    for (const child of running) child.kill("SIGTERM");
    await Promise.all(running.map((child) => once(child, "exit")));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const keys = [replyDomain, ...mailDomains].map((domain) => makeKey(folder, domain));
    children.push(startDns(ports, keys, replyDomain), startDkim(folder, ports, keys));
    const submissionPort = isForwarder === true ? ports.outsidePort : ports.smtpPort;
    children.push(startDovecot(folder, { lmtpPort: ports.lmtpPort, submissionPort }, mailboxes));
    if (isForwarder === true) children.push(startSrs(folder, ports));
    // Postfix asks OpenDKIM at once.
    const needed = [ports.dkimPort, ports.lmtpPort, ...(isForwarder === true ? [ports.srsForwardPort] : [])];
    for (const port of needed) await untilListening(port);
    startPostfix(folder, ports, { replyDomain, mailDomains, pipe: pipe(folder) });
    await untilListening(ports.smtpPort);
  } catch (fault) {
    const logs = logsIn(folder);
    await stop();
    throw new Error(`${fault instanceof Error ? fault.message : String(fault)}\n${logs}`, { cause: fault });
  }
  return {
    folder,
    smtpPort: ports.smtpPort,
    outsidePort: ports.outsidePort,
    dnsServer: `127.0.0.1:${ports.dnsPort}`,
    keyOf: (domain) => readFileSync(join(folder, `${domain}.key`), "utf8"),
    maildirOf,
    mailOf: (address) => readMaildir(maildirOf(address)),
    logs: () => logsIn(folder),
    stop,
  };
}

/** Maildir: one file an email, in `new` until a mail program has seen it, named by the time it arrived. */
function readMaildir(maildir: string): string[] {
  return ["new", "cur"].flatMap((state) => {
    const place = join(maildir, state);
    if (!existsSync(place)) return [];
    return readdirSync(place)
      .toSorted()
      .map((file) => readFileSync(join(place, file), "utf8"));
  });
}

function logsIn(folder: string): string {
  return ["mail.log", "dovecot.log", "procmail.log", "msmtp.log"]
    .filter((file) => existsSync(join(folder, file)))
    .map((file) => `── ${file}\n${readFileSync(join(folder, file), "utf8").slice(-8_000)}`)
    .join("\n");
}
