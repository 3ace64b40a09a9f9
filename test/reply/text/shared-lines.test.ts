// Lines that hold more than one thing are set apart, and not a character is lost.
import { expect, test } from "vitest";
import { extractReply } from "../../../src/reply/extract.ts";
import { linesOfText } from "../../../src/reply/line.ts";
import { splitSharedLines } from "../../../src/reply/text/shared-lines.ts";

const split = (text: string) => splitSharedLines(linesOfText(text)).map(({ raw, end }) => raw + end);

test("an attribution on the author's own last line begins a line", () => {
  const line = "Hello. On Wed, Apr 4, 2012 at 3:59 PM, bob@example.com wrote:";
  expect(split(line)).toEqual(["Hello. ", "On Wed, Apr 4, 2012 at 3:59 PM, bob@example.com wrote:\n"]);
});

test("a mail that came as one line is taken apart before and behind its attribution", () => {
  const line = "Yes, go. On 01/12/13, Bob <bob@example.com> wrote: > Shall we?";
  expect(split(line)).toEqual(["Yes, go. ", "On 01/12/13, Bob <bob@example.com> wrote: ", "> Shall we?\n"]);
  expect(extractReply({ text: line }).kept).toBe("Yes, go.");
});

test.each([
  ["On Tue, Mar 3, 2026 at 2:02 PM, Ann Lee<ann@harbor.example> wrote:   ", "Is it there?"],
  ["Am Di., März 3, 2026 at 14:02 schrieb Ann Lee<ann@harbor.example>:   ", "Ist es da?"],
])("what Yahoo's telephones quote behind the attribution begins a line: %s", (head, quote) => {
  expect(split(`  ${head}${quote}`)).toEqual([`  ${head}`, `${quote}\n`]);
  expect(extractReply({ text: `Yes.\n\n  ${head}${quote}\nAnn  \n` }).kept).toBe("Yes.");
});

test.each([
  "I know. On Wednesdays Ann wrote: nothing.",
  "Hello. On Monday the bank wrote:",
  "On 3 May 2026 at 10:00 Ann <ann@harbor.example> wrote: no.",
  "On 3 May 2026 at 10:00 the bank wrote:   no.",
  "See what On, Am and Le mean; he wrote: hm.",
])("a sentence stays whole: %s", (line) => {
  expect(split(line)).toEqual([`${line}\n`]);
});
