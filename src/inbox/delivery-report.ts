// Reports about emails that did not arrive, arrived late, or were complained about: RFC 3464, RFC 5965 (ARF), and the free
// forms that mail servers write instead. Reads a parsed email, writes nothing.
import { deliveryReasonLengthMax } from "../domain/delivery.ts";
import { readFreeForm } from "./free-form-report.ts";
import { findHeader } from "./parsed-email.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { addressIn, statusIn, type DeliveryAction, type ReportEntry } from "./report-entry.ts";
import { cutText } from "./text-decoding.ts";

/** The report's own fields are those of the first recipient that failed, or else of the first there is. */
export interface DeliveryReport extends ReportEntry {
  /** One for each recipient it tells of. */
  entries: ReportEntry[];
  /** The addresses it was sent to by its header; a bounce address among them names the email. */
  sentTo: string[];
  /** Everything in which an id of ours may stand: status fields, returned headers, text. */
  searchText: string;
}

const searchTextLengthMax = 200_000;
const linesMax = 2_000;
const entriesMax = 50;
const sentToMax = 20;

const bounceSubject =
  /^(?:\[postmaster\]\s*)?(?:undeliver|returned mail|return(?:ed)? to sender|(?:permanent |temporary |e-?mail |message )?delivery (?:status notification|failure|problem|warning|has failed|report|incomplete|delayed)|mail delivery (?:failed|failure|subsystem|system)|failure notice|mail system error|message (?:not delivered|undeliverable|delivery failure)|non[- ]?deliver|could not (?:be delivered|send message)|warning: (?:could not send|message .{0,80}delayed)|(?:e-?mail|mail|nachricht) (?:ist )?unzustellbar|unzustellbar|nicht zustellbar|(?:e-?mail|mail|nachricht|ihre nachricht) konnte nicht zugestellt|zustellung (?:fehlgeschlagen|verzögert)|fehler bei der zustellung|non remis|non distribuable|échec de la remise|no se puede entregar|no entregado|non recapitabile|onbestelbaar|não entregue|niedostarczon|kan inte levereras|недоставлен|配信不能|退信)/iu;

const bounceWords =
  /this is the mail system at host|this is the qmail-send program|could not be delivered|delivery to the following recipients? (?:has )?(?:failed|been delayed)|was not delivered to|wasn['’]t delivered to|unable to deliver your message|permanent(?:ly)? (?:fatal )?error|address couldn['’]t be found|user unknown|mailbox (?:unavailable|not found|full)|undeliverable|failure reasons|konnte nicht zugestellt werden|\b550[- ]5\.\d{1,2}\.\d{1,2}\b/iu;

/** Local parts under which servers write. */
const serverNames =
  /^(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon|mdaemon|microsoftexchange[0-9a-f]{32})$/u;

/** What the report says, with the evidence for it being one; undefined when the email is no report. */
export function readDeliveryReport(
  email: ParsedEmail,
  envelope: { from: string; to: string },
): { report: DeliveryReport; why: string } | undefined {
  const { report } = email;
  if (report?.type === "feedback-report") {
    const why = "It is a complaint report (multipart/report; feedback-report).";
    return { why, report: reportOf(email, [readComplaint(report.text)]) };
  }
  if (report !== undefined && (report.type === "delivery-status" || /^action:/imu.test(report.text))) {
    const why = "It is a delivery report (multipart/report; delivery-status).";
    return { why, report: reportOf(email, readStatus(email, report.text)) };
  }
  const local = /^[^@]*/u.exec(email.from[0]?.address ?? "")?.[0] ?? "";
  const isFromServer = envelope.from === "" || serverNames.test(local);
  if (!isFromServer) return undefined;
  const fields = statusPart(email);
  if (fields !== undefined) {
    const why = "It comes from a mail server and holds the fields of a delivery report.";
    return { why, report: reportOf(email, readStatus(email, fields)) };
  }
  if (!hasBounceForm(email, local, envelope)) return undefined;
  return {
    why: "It comes from a mail server and has the form of a bounce.",
    report: reportOf(email, freeForm(email)),
  };
}

/** Programs that answer by themselves also use the null sender, and people may be called postmaster. */
function hasBounceForm(email: ParsedEmail, local: string, envelope: { from: string; to: string }): boolean {
  if (findHeader(email, "x-failed-recipients") !== undefined) return true;
  const [hasSubject, hasWords] = [bounceSubject.test(email.subject), bounceWords.test(startOf(email))];
  // A forwarder may have emptied the envelope sender of "Delivery problem: where is my order?", or nobody told it to us.
  const isByName = serverNames.test(local) && (local !== "postmaster" || envelope.from === "");
  if (!isByName) return hasSubject && hasWords;
  return hasSubject || (hasWords && local === "mailer-daemon");
}

/** The status fields of a report whose outer form was lost on the way, as when a provider took it apart. */
function statusPart(email: ParsedEmail): string | undefined {
  const part = email.attachments.find(({ contentType }) => contentType === "message/delivery-status");
  if (part === undefined) return undefined;
  const text = Buffer.from(part.content.subarray(0, 65_536)).toString("utf8").replaceAll("\r\n", "\n");
  return /^action:/imu.test(text) ? text : undefined;
}

/** RFC 3464: an entry a recipient. Gmail leaves the fields empty at times and says it in words. */
function readStatus(email: ParsedEmail, text: string): ReportEntry[] {
  const groups = statusGroups(text).slice(0, entriesMax);
  if (groups.length === 0) return freeForm(email);
  return groups.map((fields) => {
    const original = addressIn(fields.get("original-recipient"));
    const recipient = addressIn(fields.get("final-recipient")) ?? original;
    const status = statusIn(fields.get("status") ?? "");
    const diagnostic = oneLine(fields.get("diagnostic-code"));
    return {
      action: actionOf(fields.get("action"), status),
      ...(recipient === undefined ? {} : { recipient }),
      ...(original === undefined || original === recipient ? {} : { originalRecipient: original }),
      ...(status === undefined ? {} : { status }),
      ...(diagnostic === "" ? {} : { diagnostic }),
    };
  });
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
        fields.set(last, cutText(`${fields.get(last) ?? ""} ${line.trim()}`, deliveryReasonLengthMax));
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
  if (word.startsWith("delivered")) return "delivered";
  if (/^(?:relayed|expanded)/u.test(word)) return "relayed";
  return word === "" && status?.startsWith("4") === true ? "delayed" : "failed";
}

/** RFC 5965. */
function readComplaint(text: string): ReportEntry {
  const recipient = addressIn(/^original-rcpt-to:(.*)$/imu.exec(text)?.[1]);
  const diagnostic = oneLine(/^feedback-type:[ \t]*(.*)$/imu.exec(text)?.[1]);
  return {
    action: "complained",
    ...(recipient === undefined ? {} : { recipient }),
    ...(diagnostic === "" ? {} : { diagnostic }),
  };
}

function freeForm(email: ParsedEmail): ReportEntry[] {
  const words = { subject: email.subject, text: email.text ?? email.html ?? "" };
  return readFreeForm(words, findHeader(email, "x-failed-recipients"));
}

function reportOf(email: ParsedEmail, entries: ReportEntry[]): DeliveryReport {
  const chosen = entries.find(({ action }) => action === "failed") ?? entries[0];
  return {
    ...(chosen ?? { action: "failed" }),
    entries,
    sentTo: email.to.slice(0, sentToMax).map(({ address }) => address),
    searchText: searchText(email),
  };
}

function oneLine(value: string | undefined): string {
  return cutText((value ?? "").replace(/\s+/gu, " ").trim(), deliveryReasonLengthMax);
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
