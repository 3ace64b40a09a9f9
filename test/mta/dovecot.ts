// Dovecot for the tests: keeps people's mail in Maildirs, runs their Sieve scripts, and refuses who is not
// there.
import { spawn, type ChildProcess } from "node:child_process";
import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accountOf } from "./postfix.ts";

/** `mailboxes`: addresses, each with a Sieve script or an empty one; what the scripts send goes out by `submissionPort`. */
export function startDovecot(
  folder: string,
  { lmtpPort, submissionPort }: { lmtpPort: number; submissionPort: number },
  mailboxes: Record<string, string>,
): ChildProcess {
  const { uid, gid } = accountOf("mail");
  const mail = join(folder, "mail");
  mkdirSync(mail);
  chownSync(mail, uid, gid);
  for (const [address, script] of Object.entries(mailboxes)) {
    const home = join(mail, address);
    mkdirSync(home);
    if (script !== "") writeFileSync(join(home, "active.sieve"), script);
    chownSync(home, uid, gid);
  }
  const users = join(folder, "users");
  const lines = Object.keys(mailboxes).map(
    (address) => `${address}::${uid}:${gid}::${join(mail, address)}::
`,
  );
  writeFileSync(users, lines.join(""));
  const config = join(folder, "dovecot.conf");
  writeFileSync(
    config,
    `base_dir = ${join(folder, "dovecot")}
state_dir = ${join(folder, "dovecot-state")}
log_path = ${join(folder, "dovecot.log")}
protocols = lmtp
listen = 127.0.0.1
ssl = no
first_valid_uid = 1
mail_location = maildir:~/Maildir
hostname = mx.harbordental.example
submission_host = 127.0.0.1:${submissionPort}
passdb {
  driver = passwd-file
  args = ${users}
}
userdb {
  driver = passwd-file
  args = ${users}
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtpPort}
  }
}
service stats {
  chroot =
}
service anvil {
  chroot =
}
protocol lmtp {
  mail_plugins = sieve
  postmaster_address = postmaster@harbordental.example
}
plugin {
  sieve = file:~/sieve;active=~/active.sieve
}
`,
  );
  return spawn("dovecot", ["-F", "-c", config], { stdio: "ignore" });
}
