// Reports about emails that did not arrive, arrived late, or were complained about: RFC 3464, RFC 5965 (ARF), and the free
// forms that mail servers write instead. Reads a parsed email, writes nothing.
import { findHeader } from "./parsed-email.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { cutText } from "./text-decoding.ts";

export type DeliveryAction = "failed" | "delayed" | "delivered" | "complained";

export interface DeliveryReport {
  action: DeliveryAction;
  /** Whom it is about, lower case; absent when the report does not say. */
  recipient?: string;
  /** RFC 3463, such as 5.1.1. */
  status?: string;
  /** What the other server said, one line. */
  diagnostic?: string;
  /** Everything in which an id of ours may stand: status fields, returned headers, text. */
  searchText: string;
}

const searchTextLengthMax = 200_000;
const diagnosticLengthMax = 500;
const linesMax = 2_000;

const bounceSubject =
  /^(?:undeliver|returned mail|return(?:ed)? to sender|delivery (?:status notification|failure|has failed|report|incomplete|delayed)|mail delivery (?:failed|failure|subsystem|system)|failure notice|mail system error|message (?:not delivered|undeliverable|delivery failure)|non[- ]?deliver|could not (?:be delivered|send message)|warning: (?:could not send|message .{0,80}delayed)|unzustellbar|nicht zustellbar|zustellung fehlgeschlagen|non remis|échec de la remise|no se puede entregar|non recapitabile|onbestelbaar|não entregue|niedostarczon|kan inte levereras)/iu;

const bounceWords =
  /this is the mail system at host|could not be delivered|delivery to the following recipients? (?:has )?failed|was not delivered to|wasn['’]t delivered to|permanent(?:ly)? (?:fatal )?error|address couldn['’]t be found|user unknown|mailbox (?:unavailable|not found|full)|undeliverable|\b550[- ]5\.\d{1,2}\.\d{1,2}\b/iu;

const delaySubject = /\b(?:delay|delayed|warning|verzögert|retardé|retrasado)\b/iu;

/** What the report says, with the evidence for it being one; undefined when the email is no report. */
export function readDeliveryReport(
  email: ParsedEmail,
  envelopeFrom: string,
): { report: DeliveryReport; why: string } | undefined {
  const { report } = email;
  if (report?.type === "feedback-report") {
    const why = "It is a complaint report (multipart/report; feedback-report).";
    return { why, report: readComplaint(email, report.text) };
  }
  if (report !== undefined && (report.type === "delivery-status" || /^action:/imu.test(report.text))) {
    const why = "It is a delivery report (multipart/report; delivery-status).";
    return { why, report: readStatus(email, report.text) };
  }
  const local = /^[^@]*/u.exec(email.from[0]?.address ?? "")?.[0] ?? "";
  const isFromServer =
    envelopeFrom === "" || /^(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon)$/u.test(local);
  const failed = findHeader(email, "x-failed-recipients");
  const isBounceForm = bounceSubject.test(email.subject) || bounceWords.test(startOf(email));
  if (!isFromServer || (failed === undefined && !isBounceForm)) return undefined;
  // Programs that answer by themselves also use the null sender; they say so.
  if (failed === undefined && local !== "mailer-daemon" && !bounceSubject.test(email.subject))
    return undefined;
  return {
    why: "It comes from a mail server and has the form of a bounce.",
    report: readFreeForm(email, failed),
  };
}

/** RFC 3464: the fields of the first recipient that failed, or else of the first there is. */
function readStatus(email: ParsedEmail, text: string): DeliveryReport {
  const groups = statusGroups(text);
  const chosen = groups.find((fields) => fields.get("action")?.startsWith("failed")) ?? groups[0];
  const recipient = addressIn(chosen?.get("final-recipient")) ?? addressIn(chosen?.get("original-recipient"));
  const status = /[245]\.\d{1,3}\.\d{1,3}/u.exec(chosen?.get("status") ?? "")?.[0];
  const diagnostic = chosen?.get("diagnostic-code");
  return reportOf(email, actionOf(chosen?.get("action"), status), recipient, status, diagnostic);
}

/** The groups of fields that have an Action, up to the returned email, whose headers are not read for them. */
function statusGroups(text: string): Map<string, string>[] {
  const groups: Map<string, string>[] = [];
  let fields = new Map<string, string>();
  let last = "";
  for (const line of [...text.split("\n", linesMax), ""]) {
    if (line.trim() === "") {
      if (fields.has("action")) groups.push(fields);
      fields = new Map();
      last = "";
    } else if (/^[ \t]/u.test(line)) {
      if (last !== "")
        fields.set(last, cutText(`${fields.get(last) ?? ""} ${line.trim()}`, diagnosticLengthMax));
    } else {
      const colon = line.indexOf(":");
      last = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
      if (last === "received" && groups.length > 0) break;
      if (last !== "" && !fields.has(last)) fields.set(last, line.slice(colon + 1).trim());
    }
  }
  return groups;
}

function actionOf(action: string | undefined, status: string | undefined): DeliveryAction {
  const word = (action ?? "").toLowerCase();
  if (word.startsWith("delayed")) return "delayed";
  if (/^(?:delivered|relayed|expanded)/u.test(word)) return "delivered";
  return word === "" && status?.startsWith("4") === true ? "delayed" : "failed";
}

/** RFC 5965. */
function readComplaint(email: ParsedEmail, text: string): DeliveryReport {
  const recipient = addressIn(/^original-rcpt-to:(.*)$/imu.exec(text)?.[1]);
  const kind = /^feedback-type:[ \t]*(.*)$/imu.exec(text)?.[1];
  return reportOf(email, "complained", recipient, undefined, kind);
}

function readFreeForm(email: ParsedEmail, failed: string | undefined): DeliveryReport {
  const text = startOf(email);
  const status = /\b[45]\.\d{1,3}\.\d{1,3}\b/u.exec(text)?.[0];
  const diagnostic = /^.{0,300}\b[45]\d\d[ -].{0,300}$/mu.exec(text)?.[0];
  const recipient = addressIn(failed) ?? addressIn(/<[^<>\s@]{1,64}@[^<>\s@]{1,255}>/u.exec(text)?.[0]);
  const isDelay = delaySubject.test(email.subject) || (status?.startsWith("4") ?? false);
  return reportOf(email, isDelay ? "delayed" : "failed", recipient, status, diagnostic);
}

function reportOf(
  email: ParsedEmail,
  action: DeliveryAction,
  recipient: string | undefined,
  status: string | undefined,
  diagnostic: string | undefined,
): DeliveryReport {
  const line = cutText((diagnostic ?? "").replace(/\s+/gu, " ").trim(), diagnosticLengthMax);
  return {
    action,
    ...(recipient === undefined ? {} : { recipient }),
    ...(status === undefined ? {} : { status }),
    ...(line === "" ? {} : { diagnostic: line }),
    searchText: searchText(email),
  };
}

/** Field values are `rfc822; name@domain`, with or without brackets. */
function addressIn(value: string | undefined): string | undefined {
  return /[^\s<>;,:@"]{1,64}@[^\s<>;,:@"]{1,255}/u.exec((value ?? "").slice(0, 1_000))?.[0].toLowerCase();
}

function startOf(email: ParsedEmail): string {
  return (email.text ?? email.html ?? "").slice(0, 20_000);
}

function searchText(email: ParsedEmail): string {
  const returned = email.attachments
    .filter(({ contentType }) => /^message\/|^text\/rfc822-headers$/u.test(contentType))
    .map(({ content }) => Buffer.from(content.subarray(0, 65_536)).toString("latin1"));
  const ids = [...email.inReplyTo, ...email.references].join("\n");
  const all = [ids, email.report?.text ?? "", ...returned.slice(0, 5), email.text ?? "", email.html ?? ""];
  return cutText(all.join("\n"), searchTextLengthMax);
}
