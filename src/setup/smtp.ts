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
  const server = {
    en: `${tried.host}, port ${tried.port}`,
    de: `${tried.host}, Port ${tried.port},`,
  };
  if (tried.kind === "fault") {
    return [
      {
        check,
        status: "fault",
        found: {
          en: `The mail server ${server.en} cannot be used. ${tried.reason}`,
          de: `Der Mailserver ${server.de} lässt sich nicht benutzen. ${tried.reason}`,
        },
        todo: {
          en: "Mail waits and is tried again until this is mended. Check host, port, user and password in SMTP_URL.",
          de: "Bis das behoben ist, warten E-Mails und werden wieder versucht. Prüfen Sie Host, Port, Benutzer und Passwort in SMTP_URL.",
        },
      },
    ];
  }
  const isHere = /^(?:localhost|127\.|::1$)/u.test(tried.host);
  const signedIn = tried.isSignedIn
    ? { en: "takes our user and password", de: "nimmt unseren Benutzer und unser Passwort an" }
    : { en: "asks for no user and password", de: "verlangt weder Benutzer noch Passwort" };
  if (!tried.isEncrypted && !isHere) {
    return [
      {
        check,
        status: "warning",
        found: {
          en: `The mail server ${server.en} ${signedIn.en}, but without encryption: whoever is on the way can read the mail${tried.isSignedIn ? " and the password" : ""}.`,
          de: `Der Mailserver ${server.de} ${signedIn.de}, aber ohne Verschlüsselung: Wer auf dem Weg dazwischen sitzt, kann die E-Mails${tried.isSignedIn ? " und das Passwort" : ""} mitlesen.`,
        },
        todo: {
          en: "Remove SMTP_TLS=optional, if the server speaks TLS, or use smtps:// in SMTP_URL.",
          de: "Entfernen Sie SMTP_TLS=optional, wenn der Server TLS spricht, oder nehmen Sie smtps:// in SMTP_URL.",
        },
      },
    ];
  }
  const where = tried.isEncrypted
    ? { en: "over an encrypted connection (TLS)", de: "über eine verschlüsselte Verbindung (TLS)" }
    : { en: "on this machine", de: "auf diesem Rechner" };
  const found = {
    en: `The mail server ${server.en} answers ${where.en} and ${signedIn.en}.`,
    de: `Der Mailserver ${server.de} antwortet ${where.de} und ${signedIn.de}.`,
  };
  return [{ check, status: "good", found }];
}
