// The free forms in which mail servers say that an email did not arrive: qmail and what descends from it, Exim, old Exchange
// and Domino, webmail providers, and gateways. Reads text, writes nothing.
import { deliveryReasonLengthMax } from "../domain/delivery.ts";
import { addressIn, statusIn, type DeliveryAction, type ReportEntry } from "./report-entry.ts";
import { cutText } from "./text-decoding.ts";

/** Of a report's text, this much is read. */
const wordsLengthMax = 20_000;
const linesMax = 500;
const entriesMax = 50;

/** Where the copy of the returned email begins, whose words are not the server's. */
const copyStart =
  /^[-_=*\s]{0,60}(?:this is a copy of|below (?:this|the next) line is|the headers? of the original|(?:start of )?(?:original|returned|unsent|undelivered) (?:message|mail)|original-nachricht|message header(?:s)? follow|message headers?:|der header der ursprünglichen|es folgt eine kopie|return-path:|received:|message-id:)/imu;

/** A line that begins with the address that failed, and what stands behind it. */
const addressLine =
  /^\s{0,20}['"<]{0,2}([^\s<>"'(),;:[\]]{1,64}@[^\s<>"'(),;:[\]]{1,255})['">]{0,2}(?:<mailto:[^>\s]{1,330}>)?(?::|\s|$)(.{0,1000})$/u;

/** Words that introduce the reason and are not part of it. */
const reasonLabel =
  /(?:^|\n)[-\s]{0,60}(?:for the following reasons?|the reason for the problem|reasons?|because|grund|fehlermeldung|aus folgendem grund|the (?:response|error) (?:was|that the other server returned was)|failure reasons?[ -]{0,20})[ \t]{0,20}(?::[ \t]{0,20}\n|:[ \t]|\n)/iu;

const delaySubject = /\b(?:delay|delayed|warning|verzögert|verzögerung|retardé|retrasado)\b/iu;
const delayWords =
  /warning message only|not? need to resend|has been delayed|has not yet been delivered|will (?:keep|continue) (?:on )?trying|delivery attempts will continue|will be retried|noch nicht zugestellt/iu;
const finalWords =
  /permanent|given up|giving up|not going to try again|could not be delivered|was not delivered|unable to deliver|wasn['’]t able to deliver|undeliver|unzustellbar|nicht zugestellt/iu;

/** What a report in free form says of each address; one entry without an address when it names none. */
export function readFreeForm(
  { subject, text }: { subject: string; text: string },
  failedRecipients: string | undefined,
): ReportEntry[] {
  const words = serverWords(text);
  const isDelay = delaySubject.test(subject) || delayWords.test(words);
  const failed = (failedRecipients ?? "").split(",").flatMap((part) => addressIn(part) ?? []);
  const blocks = blocksOf(words);
  const named =
    blocks.length > 0 ? blocks : (failed.length > 0 ? failed : [firstAddress(words)]).map(whole(words));
  return named.slice(0, entriesMax).map(({ recipient, said }) => {
    const status = statusIn(said) ?? statusIn(words);
    const beside = said === words ? undefined : onOneLine(paragraphAt(said, 0));
    const diagnostic = diagnosticOf(said) ?? diagnosticOf(words) ?? beside;
    return {
      action: actionOf(words, isDelay, status),
      ...(recipient === undefined ? {} : { recipient }),
      ...(status === undefined ? {} : { status }),
      ...(diagnostic === undefined ? {} : { diagnostic }),
    };
  });
}

interface Block {
  recipient: string | undefined;
  said: string;
}

function whole(words: string) {
  return (recipient: string | undefined): Block => ({ recipient, said: words });
}

function serverWords(text: string): string {
  const start = text.slice(0, wordsLengthMax).replaceAll("\r\n", "\n");
  const copy = copyStart.exec(start);
  return copy === null || copy.index < 40 ? start : start.slice(0, copy.index);
}

/** Each address that begins a line, with the words from there to the next one. */
function blocksOf(words: string): Block[] {
  const blocks: { recipient: string; lines: string[] }[] = [];
  for (const line of words.split("\n", linesMax)) {
    const [, address, rest] = addressLine.exec(line) ?? [];
    if (address !== undefined && !address.endsWith(".")) {
      blocks.push({ recipient: address.toLowerCase(), lines: [rest ?? ""] });
    } else blocks.at(-1)?.lines.push(line);
  }
  return blocks.map(({ recipient, lines }) => ({ recipient, said: lines.join("\n") }));
}

function firstAddress(words: string): string | undefined {
  return addressIn(/<[^<>\s@]{1,64}@[^<>\s@]{1,255}>/u.exec(words)?.[0]) ?? addressIn(words);
}

/** The line with a server's reply, else that with an enhanced code, else what follows the word for “reason”. */
function diagnosticOf(said: string): string | undefined {
  const reply = /^.{0,300}\b[45]\d\d[ :-].{0,300}$/mu.exec(said)?.[0];
  const coded = /^.{0,300}[( #:][45]\.\d{1,3}\.\d{1,3}\b.{0,300}$/mu.exec(said)?.[0];
  const label = reasonLabel.exec(said);
  const reason = label === null ? undefined : paragraphAt(said, label.index + label[0].length);
  return onOneLine(reply ?? coded ?? reason);
}

function onOneLine(found: string | undefined): string | undefined {
  const line = cutText((found ?? "").replace(/\s+/gu, " ").trim(), deliveryReasonLengthMax);
  return line === "" ? undefined : line;
}

function paragraphAt(text: string, start: number): string {
  return (
    text
      .slice(start)
      .trimStart()
      .split(/\n\s*\n/u, 1)[0] ?? ""
  );
}

/** qmail gives up with a code of class 4 when it tried long enough; what it says then is final all the same. */
function actionOf(words: string, isDelay: boolean, status: string | undefined): DeliveryAction {
  if (isDelay) return "delayed";
  if (finalWords.test(words)) return "failed";
  return status?.startsWith("4") === true ? "delayed" : "failed";
}
