// mutt, a mail program for terminals: text only, lines as the editor left them, and answers between the lines they answer.
// Form: replies from Mutt 2 in the public archives of qemu-devel and linux-iommu, 2021 to 2025.
import { localTime, offsetInDigits } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { idAt, lettersOf } from "../seeded-ids.ts";

export const plainInterleaved: Program = {
  name: "plain-interleaved",
  title: "mutt",
  group: "text",
  isTextOnly: true,
  answersStand: "between",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${draft.words}${signatureText(draft)}\n`, html: "" }),
  messageId: ({ address }, seed) => idAt(lettersOf(seed, 16), address),
  headers: () => ({ "User-Agent": "Mutt/2.2.13 (2024-03-09)" }),
  boundary: (seed, part) => lettersOf(seed.slice(2 * part), 16),
};

/** `On Tue, Mar 03, 2026 at 03:14:00PM +0100, … wrote:`, and below it quoted and typed paragraphs in turn. */
function answerBody(answer: Answer): Body {
  const { received, author, words } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const day = String(time.day).padStart(2, "0");
  const clock = `${String(time.hour % 12 || 12).padStart(2, "0")}:${time.minute}:${time.second}${time.hour < 12 ? "AM" : "PM"}`;
  const date = `${time.weekday.slice(0, 3)}, ${time.month.slice(0, 3)} ${day}, ${time.year} at ${clock} ${offsetInDigits(time)}`;
  const body = interleave(paragraphsOf(withoutFooter(received.text)), paragraphsOf(words));
  return { text: `On ${date}, ${received.from.name} wrote:\n${body}${signatureText(answer)}\n`, html: "" };
}

/**
 * Answers to the end of the quote, where the questions are: the last one stands below the last quoted paragraph but one, the
 * one before it one paragraph higher, and so on. With as many answers as paragraphs or more each has its own, from the first.
 */
function interleave(quoted: readonly string[], answers: readonly string[]): string {
  const blocks: string[] = [];
  let next = 0;
  answers.forEach((answer, index) => {
    const to = Math.min(Math.max(quoted.length - answers.length + index, index + 1), quoted.length);
    if (to > next) blocks.push(quoteOf(quoted.slice(next, to)));
    blocks.push(answer);
    next = to;
  });
  if (next < quoted.length) blocks.push(quoteOf(quoted.slice(next)));
  return blocks.join("\n\n");
}

function quoteOf(paragraphs: readonly string[]): string {
  return paragraphs
    .join("\n\n")
    .split("\n")
    .map((line) => (line.startsWith(">") ? `>${line}` : `> ${line}`))
    .join("\n");
}

/** Who answers line by line deletes what nobody wrote to them: all from the first rule or signature line on. */
function withoutFooter(text: string): string {
  const lines = text.split("\n");
  const end = lines.findIndex((line, index) => index > 0 && /^(?:-- ?|\* \* \*|[-_=*]{3,})$/u.test(line));
  return end < 0 ? text : lines.slice(0, end).join("\n");
}

function paragraphsOf(text: string): string[] {
  return text
    .trim()
    .split(/\n\n+/u)
    .filter((paragraph) => paragraph !== "");
}

function signatureText({ author }: Draft): string {
  return author.signature === undefined ? "" : `\n\n-- \n${author.signature}`;
}
