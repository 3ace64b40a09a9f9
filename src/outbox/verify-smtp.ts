// Whether the mail server of the settings lets us in: connects, makes it safe, signs in, and goes. Sends no email.
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { smtpOutcome, type SmtpFault } from "./smtp-answer.ts";
import { connectionOptions, type SmtpSettings } from "./smtp.ts";

export type SmtpReadiness =
  | { kind: "ready"; host: string; port: number; isEncrypted: boolean; isSignedIn: boolean }
  /** A whole sentence or two, without secrets. */
  | { kind: "fault"; host: string; port: number; reason: string };

/** The same connection as the courier's, with less patience: `silenceMs` for each answer of the server. */
export async function verifySmtp(settings: SmtpSettings & { silenceMs: number }): Promise<SmtpReadiness> {
  const options = connectionOptions(settings);
  const { host, port, auth } = options;
  const connection = new SMTPConnection(options);
  try {
    await new Promise<void>((resolve, reject) => {
      const signIn = () =>
        auth === undefined
          ? resolve()
          : connection.login({ credentials: auth }, (fault) => (fault ? reject(fault) : resolve()));
      connection.once("error", reject);
      connection.once("end", () =>
        reject(Object.assign(new Error("Connection closed"), { code: "ECONNECTION" })),
      );
      connection.connect((fault) => (fault ? reject(fault) : signIn()));
    });
    return { kind: "ready", host, port, isEncrypted: connection.secure, isSignedIn: auth !== undefined };
  } catch (fault) {
    const outcome = smtpOutcome(fault as SmtpFault, "not begun", decodeURIComponent(settings.url.password));
    return { kind: "fault", host, port, reason: outcome.kind === "sent" ? "" : outcome.reason };
  } finally {
    // Later faults of a connection that is being closed are nobody's.
    connection.on("error", () => {});
    connection.close();
  }
}
