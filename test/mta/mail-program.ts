// s-nail, a mail program, in batch mode: what somebody types into it, and what it then hands to their mail server.
import { spawnSync } from "node:child_process";
import type { MailServer } from "./mail-server.ts";

interface Author {
  name: string;
  address: string;
}

/** Opens the newest email in somebody's mailbox and answers it, with all of it quoted above or below as the program does. */
export function replyToNewest(server: MailServer, author: Author, words: string): void {
  type(server, author, ["-f", server.maildirOf(author.address)], `reply $\n${words}\n~.\nexit\n`);
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

function type(server: MailServer, { name, address }: Author, words: string[], typed: string): void {
  const settings = [
    "v15-compat",
    `mta=smtp://127.0.0.1:${server.smtpPort}`,
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
