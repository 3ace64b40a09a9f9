// Whether a new email only asks for a session, or asks for one beside what else it says. Pure.
import type { Step } from "../domain/inbound-email.ts";
import type { Reply } from "../reply/extract.ts";
import { isForwardSubject } from "../threading/subject-number.ts";
import { readAsk } from "./commands/read-ask.ts";
import type { Decision } from "./decision.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import type { RequestWords } from "./session-decision.ts";

/** By the whole text, by subject and text together, or by the subject alone: then the text is a request, too. */
export function decideSessionAsk(
  { subject, attachments }: ParsedEmail,
  { kept }: Reply,
  open: RequestWords,
  steps: Step[],
): Decision | undefined {
  if (open.author.kind !== "contact" || isForwardSubject(subject) || attachments.length > 0) return undefined;
  const bySubject = readAsk(subject);
  const ask = readAsk(kept) ?? readAsk(`${subject}.\n${kept}`) ?? bySubject;
  if (ask === undefined) return undefined;
  const saysMore = bySubject === ask && kept.trim() !== "";
  const more = saysMore ? " Its text says more, so that it is a request, too." : "";
  steps.push({
    step: "command",
    found: `It asks for a ${ask.kind} session of ${ask.minutes} minutes.${more}`,
  });
  return {
    kind: "ask_times",
    author: open.author,
    sessionKind: ask.kind,
    minutes: ask.minutes,
    ...(saysMore ? { rest: open } : {}),
  };
}
