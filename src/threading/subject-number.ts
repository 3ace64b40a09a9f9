// The task number in a subject, "[#12]", as domain/task.ts subjectOf writes it. It is weak evidence that anybody can
// type: it counts only for a participant of that task who has been authenticated.

/** What stores can hold as a task's id. */
const taskIdMax = 2 ** 31 - 1;

/** Characters at the start of a subject in which a forward prefix is looked for. */
const startLengthMax = 200;

/** Tags that mail gateways put in front, such as "[EXTERNAL]"; our own "[#12]" is not one. */
const gatewayTagCountMax = 5;

const gatewayTag = new RegExp(
  "^(?:\\[(?!#)[^[\\]]{1,40}\\]|\\([^()]{1,40}\\)|\\{[^{}]{1,40}\\}|\\*{1,3}[^*]{1,40}\\*{1,3}|" +
    "ext(?:ern(?:al|e|o)?)?\\s{0,3}:)[\\s-]{0,5}",
  "iu",
);

/**
 * What mail programs put before the subject of a forwarded email. Danish and Norwegian programs write VS for a forward,
 * Finnish ones for a reply: it counts as a forward here, because a new task is easily merged and a wrong one is read by
 * the wrong people.
 */
const forwardPrefixes = [
  "fwd|fw|forward|forwarded",
  "wg|wtr|wtrlt|weitergeleitet", // German
  "tr|transf|transfert", // French
  "doorst|doorgestuurd", // Dutch
  "rv|reenv|reenviado", // Spanish, Catalan
  "enc|encaminhado|encaminhada", // Portuguese
  "i|inoltro|inoltrato|inoltrata", // Italian
  "vs|videresendt", // Danish, Norwegian
  "vb|vidarebefordrat", // Swedish
  "vl|välitetty", // Finnish
  "fs|framsent", // Icelandic
  "pd|przekazane", // Polish
  "továbbítás|továbbítva", // Hungarian
  "ilt|İLT|ilet", // Turkish
  "yml", // Welsh
  "trs", // Indonesian
  "πρθ", // Greek
  "пересл|пер|переслано", // Russian, Ukrainian
  "הועבר", // Hebrew
  "إعادة توجيه|توجيه", // Arabic
  "转发|轉寄|轉發|転送|전달", // Chinese, Japanese, Korean
].join("|");

/** Also with a count ("Fwd[2]:"), a wide colon, a space as in French, and in brackets ("[Fwd: …]", "(fwd)"). */
const forwarded = new RegExp(
  `^(?:[[(]\\s{0,3}(?:${forwardPrefixes})\\s{0,3}[\\])]|` +
    `[[(]?\\s{0,3}(?:${forwardPrefixes})\\.?(?:\\s{0,3}[[(]\\d{1,3}[\\])]|\\d{1,3})?\\s{0,3}[:：])`,
  "iu",
);

/**
 * The number in the last "[#12]" of a subject: 1 to 2^31-1. Undefined without one, and in a forward, which is a new
 * matter. A prefix of a reply in front ("Re: Fwd: …") makes it an answer again.
 */
export function subjectNumber(subject: string): number | undefined {
  if (isForwardSubject(subject)) return undefined;
  let digits = "";
  for (const match of subject.matchAll(/\[#(\d+)\]/gu)) digits = match[1] ?? "";
  if (!/^[1-9]\d{0,9}$/u.test(digits)) return undefined;
  const number = Number(digits);
  return number <= taskIdMax ? number : undefined;
}

/** Whether a subject says, in whatever language, that a person forwards an email: “Fwd:”, “WG:”, “[EXTERNAL] TR :”. */
export function isForwardSubject(subject: string): boolean {
  return forwarded.test(startOf(subject));
}

/** The subject of what is forwarded: without one prefix of a forward, and without the tags of gateways before it. */
export function withoutForwardPrefix(subject: string): string {
  const start = startOf(subject);
  const rest = start.replace(forwarded, "").trim();
  return rest === start.trim() || subject.length > startLengthMax ? subject.trim() : rest;
}

function startOf(subject: string): string {
  // \p{Cf} takes along the direction marks that stand before Arabic and Hebrew.
  let start = subject
    .replace(/^[\s\p{Cf}]+/u, "")
    .slice(0, startLengthMax)
    .normalize("NFC");
  for (let count = 0; count < gatewayTagCountMax && !forwarded.test(start); count += 1) {
    start = start.replace(gatewayTag, "");
  }
  return start;
}
