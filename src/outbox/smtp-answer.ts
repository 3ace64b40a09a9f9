// What a mail server's answers and silences mean for an email: tried again, refused for good, or perhaps taken. Pure.
import { maskSecrets } from "../threading/mask.ts";
import type { SendOutcome } from "./courier.ts";

/** How much of the message was handed over when the fault came. */
export type Progress = "not begun" | "begun" | "whole";

/** A fault of nodemailer: `code` names its kind, `command` where in the dialogue it came, `responseCode` what was answered. */
export interface SmtpFault {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
  message: string;
}

/** Of the other side's own sentences we keep this much, for the task page. */
const sentencesLengthMax = 500;

/**
 * Answers of the 4xx kind are for later (RFC 5321 section 4.2.1). Those of the 5xx kind are final when they are about this
 * email: its recipient, its size or its content. About us (a password, a sender that is not allowed) they are for the
 * operator to mend, and mail waits. A connection that breaks before the last byte was handed over has delivered nothing
 * (section 4.1.1.4); one that breaks after it leaves open whether the server took the email.
 */
export function smtpOutcome(fault: SmtpFault, progress: Progress, password: string): SendOutcome {
  const said = sentencesOf(fault, password);
  const { responseCode } = fault;
  if (fault.code === "EAUTH") {
    return {
      kind: "retry",
      reason: `The mail server does not take our user or password: check SMTP_URL. ${said}`,
    };
  }
  if (fault.code === "ETLS" || /certificate|self[- ]signed/iu.test(fault.message)) {
    return {
      kind: "retry",
      reason: `No safe connection to the mail server could be made: see SMTP_TLS in the README. ${said}`,
    };
  }
  if (responseCode === undefined) return lostOutcome(fault, progress, said);
  if (responseCode < 500) return { kind: "retry", reason: `The mail server takes it later. ${said}` };
  if (isAboutEmail(fault)) return { kind: "refused", reason: `The mail server refused this email. ${said}` };
  return { kind: "retry", reason: `The mail server does not let us send: see what it says. ${said}` };
}

/** RFC 5321 section 4.2.2: 552 and 5.3.4 are about size, whenever they come. */
function isAboutEmail({ command, responseCode, response }: SmtpFault): boolean {
  if (command === "RCPT TO")
    return !/\b5\.7\.1\b.*(?:relay|authenti|log ?in)|relay(?:ing)? (?:access )?denied/iu.test(response ?? "");
  return command === "DATA" || responseCode === 552;
}

function lostOutcome(fault: SmtpFault, progress: Progress, said: string): SendOutcome {
  // What the server's own size limit forbids was never sent (RFC 1870), and would not be next time either.
  if (fault.code === "EMESSAGE")
    return { kind: "refused", reason: `The mail server takes no email this large. ${said}` };
  if (fault.code === "EENVELOPE")
    return { kind: "refused", reason: `This address cannot be written to. ${said}` };
  if (progress === "whole") {
    return {
      kind: "unknown",
      reason: `The connection broke off before the mail server answered; it may have taken this email. ${said}`,
    };
  }
  const when = progress === "begun" ? "broke off half-way" : "could not be used";
  return { kind: "retry", reason: `The connection to the mail server ${when}. ${said}` };
}

/** What the server said, else what the network did; one line, without our secrets. */
function sentencesOf({ response, message }: SmtpFault, password: string): string {
  const line = (response ?? message).replace(/\s+/gu, " ").trim();
  const masked = maskSecrets(password === "" ? line : line.replaceAll(password, "…"));
  return masked.length > sentencesLengthMax ? `${masked.slice(0, sentencesLengthMax - 1)}…` : masked;
}
