// Whether the mail server of SMTP_URL takes our mail. Is given a function that tries it.
import type { Finding } from "../domain/finding.ts";

const check = "smtp";

/** What trying the connection answers: whether it is encrypted and signed in, or a sentence that says why there is none. */
export type SmtpTrial = () => Promise<
  | { kind: "ready"; host: string; port: number; isEncrypted: boolean; isSignedIn: boolean }
  | { kind: "fault"; host: string; port: number; reason: string }
>;

export async function checkSmtp(trial: SmtpTrial): Promise<Finding[]> {
  const tried = await trial();
  const server = `${tried.host}, port ${tried.port}`;
  if (tried.kind === "fault") {
    return [
      {
        check,
        status: "fault",
        found: `The mail server ${server} cannot be used. ${tried.reason}`,
        todo: "Mail waits and is tried again until this is mended. Check host, port, user and password in SMTP_URL.",
      },
    ];
  }
  const isHere = /^(?:localhost|127\.|::1$)/u.test(tried.host);
  const signedIn = tried.isSignedIn ? "takes our user and password" : "asks for no user and password";
  const encrypted = tried.isEncrypted
    ? "over an encrypted connection (TLS)"
    : isHere
      ? "on this machine"
      : "without encryption";
  if (!tried.isEncrypted && !isHere) {
    return [
      {
        check,
        status: "warning",
        found: `The mail server ${server} ${signedIn}, but ${encrypted}: whoever is on the way can read the mail${tried.isSignedIn ? " and the password" : ""}.`,
        todo: "Remove SMTP_TLS=optional, if the server speaks TLS, or use smtps:// in SMTP_URL.",
      },
    ];
  }
  return [
    { check, status: "good", found: `The mail server ${server} answers ${encrypted} and ${signedIn}.` },
  ];
}
