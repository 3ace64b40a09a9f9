// What steps of processing found, in the language of whoever reads it. Rows keep whole English sentences, as a record; those that
// the catalogue knows are recognised and said again, the others stay as they are.
import type { Locale } from "../domain/locale.ts";
import { evidenceInWords } from "./evidence-words.ts";
import type { Portal } from "./portal.ts";

type Say = Portal["render"]["say"];

/** Sentences and clauses of the catalogue: `found.` and `found-clause.` with these. */
const sentences = `
  before probe-back no-sender several-senders own-mailbox stranger staff-dkim other-client opens-task
  takes-part is-staff joins invited signed spf sealed-sent sealed-signed unvouched-none-none
  unvouched-none-other unvouched-other-none unvouched-other-other no-more-arc checked dns-again not-invited
  whose-answer unknown-sender no-task reply-envelope reply-address answer-moved task-id email-id task-email-id
  earlier-id subject-number answer-envelope answer-address duplicate invitation answers-note rule rule-gone
  rule-before forwarded-server forwarded kind-human kind-own-id kind-own-header kind-probe kind-confirmation
  kind-calendar kind-auto-submitted kind-header kind-header-auto kind-receipt kind-precedence kind-list
  kind-no-reader kind-null-sender kind-auto-subject kind-auto-words kind-away kind-other-desk kind-complaint
  kind-report kind-report-fields kind-bounce cut forwards-below forwards-file says-approve says-changes
  says-withdraw says-undo would-approve would-changes would-withdraw would-undo opened became-message
  became-note became-quiet became-approved became-changes became-withdrew became-undone courtesy request-other
  request-unsure no-command backlog-asks backlog-orders backlog-gone backlog-twice backlog-sent
  backlog-limited backlog-ordered backlog-same backlog-left backlog-none session-booked session-moved
  session-cancelled session-agenda session-same session-noted session-refused session-times session-limited
  session-about session-choice session-choice-agenda session-no-time session-move session-cancel
  session-ask-strategy session-ask-training session-more storm-on storm-same storm-program storm-begins
  calm-same report-nothing report-bounce-to report-header report-bounce-in report-message-id report-id
  report-paused report-unproved ruled-aside ruled-words ruled-back ruled-forward moved
`
  .trim()
  .split(/\s+/u);
const clauses = `
  key-late holds fails spf-pass spf-late spf-none arc-late arc-long arc-broken arc-holds why-dkim why-address
  why-role why-earlier why-else why-unsure why-started why-in-work why-complete why-ended why-day-over
  why-place-used why-no-place
`
  .trim()
  .split(/\s+/u);

/** Longer words are not looked at: names in them are whatever a sender chose. */
const foundLengthMax = 1_000;

/** What stands for a value in a pattern: words or a number, each between two signs that no sentence has. */
const marks = Object.fromEntries(
  ["a", "b", "c", "d", "z", "n", "m"].map((name) => [name, `\ue000${name}\ue001`]),
);

interface Pattern {
  key: string;
  regex: RegExp;
}

export type FoundReader = (found: string) => { found: string; language: "en" | null };

/** Reads for one page. `language` is that of the answer, where it is not the page's. */
export function foundReader(say: Say, locale: Locale): FoundReader {
  if (locale === "en") return (found) => ({ found, language: null });
  const whole = patternsOf(say, "found", sentences);
  const parts = patternsOf(say, "found-clause", clauses);
  const sayPart = (text: string) => sayAgain(text, parts, (key, values) => say(locale, key, values));
  const saySentence = (key: string, values: Record<string, string>): string | undefined => {
    const said = { ...values };
    if (key === "found.cut") said["a"] = evidenceInWords(values["a"]!, locale);
    if (key === "found.checked") {
      const checks = values["a"]!.split("; ").map(sayPart);
      if (checks.some((check) => check === undefined)) return undefined;
      said["a"] = checks.join("; ");
    }
    if (values["z"] !== undefined) {
      const why = sayPart(values["z"]);
      if (why === undefined) return undefined;
      said["z"] = why;
    }
    return say(locale, key, said);
  };
  return (found) => {
    const said = found.length > foundLengthMax ? undefined : sayAgain(found, whole, saySentence);
    return said === undefined ? { found, language: "en" } : { found: said, language: null };
  };
}

/** The same sentences, one after another; undefined when one is not known. */
function sayAgain(
  text: string,
  patterns: readonly Pattern[],
  say: (key: string, values: Record<string, string>) => string | undefined,
): string | undefined {
  for (const { key, regex } of patterns) {
    const match = regex.exec(text);
    if (match === null) continue;
    const said = say(key, match.groups ?? {});
    const rest = text.slice(match[0].length).trimStart();
    if (said === undefined || rest === "") {
      if (said !== undefined) return said;
      continue;
    }
    const more = sayAgain(rest, patterns, say);
    if (more !== undefined) return `${said} ${more}`;
  }
  return undefined;
}

/** The longest first, since a shorter one may be its beginning. */
function patternsOf(say: Say, prefix: "found" | "found-clause", names: readonly string[]): Pattern[] {
  const english = names.map((name) => {
    const key = prefix === "found" ? `found.${name}` : `found-clause.${name}`;
    return { key, words: say("en", key, marks) };
  });
  return english
    .toSorted((one, other) => other.words.length - one.words.length)
    .map(({ key, words }) => ({ key, regex: new RegExp(`^${toSource(words)}(?= |$)`, "su") }));
}

function toSource(words: string): string {
  return words
    .replaceAll(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`)
    .replaceAll(/\ue000([nm])\ue001/gu, String.raw`(?<$1>\d{1,9})`)
    .replaceAll(/\ue000([a-z])\ue001/gu, "(?<$1>.{1,300}?)");
}
