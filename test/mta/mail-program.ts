// s-nail, a mail program, in batch mode: what somebody types into it, and what it then hands to their mail server.
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MailServer } from "./mail-server.ts";

interface Author {
  name: string;
  address: string;
}

/** Opens the newest email in somebody's mailbox and answers it, with all of it quoted above or below as the program does. */
export function replyToNewest(server: MailServer, author: Author, words: string): void {
  type(server, author, ["-f", server.maildirOf(author.address)], `reply $\n${words}\n~.\nexit\n`);
}

/**
 * What the program would hand in for an answer to the newest email in somebody's mailbox, which it quotes; whole, and signed by
 * nobody yet.
 */
export function writeReply(server: MailServer, author: Author, words: string): string {
  const file = join(server.folder, `reply-${randomUUID()}`);
  const box = ["-f", server.maildirOf(author.address)];
  type(server, author, box, `reply $\n${words}\n~.\nexit\n`, `test://${file}`);
  // The program keeps it as a mailbox file, whose first line is no header.
  return readFileSync(file, "utf8").replace(/^From .*\n/u, "");
}

/** Writes a new email. */
export function writeNew(
  server: MailServer,
  author: Author,
  to: string,
  subject: string,
  words: string,
): void {
  type(server, author, ["-s", subject, to], `${words}\n`);
}

function type(
  server: MailServer,
  { name, address }: Author,
  words: string[],
  typed: string,
  mta = `smtp://127.0.0.1:${server.smtpPort}`,
): void {
  const settings = [
    "v15-compat",
    `mta=${mta}`,
    "smtp-auth=none",
    `from=${name} <${address}>`,
    `hostname=${address.slice(address.indexOf("@") + 1)}`,
    "quote",
    "reply-to-honour=yes",
    "sendcharsets=utf-8",
  ];
  const flags = settings.flatMap((setting) => ["-S", setting]);
  // -# is batch mode, -:/ leaves the settings of this machine's users alone.
  const ran = spawnSync("s-nail", ["-#", "-:/", ...flags, ...words], {
    input: typed,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C.UTF-8", HOME: server.folder },
  });
  if (ran.status !== 0) throw new Error(`s-nail ended with ${ran.status}: ${ran.stderr}${ran.stdout}`);
}
