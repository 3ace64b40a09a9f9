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
  "I know. On Wednesdays Ann wrote: nothing.",
  "Hello. On Monday the bank wrote:",
  "See what On, Am and Le mean; he wrote: hm.",
])("a sentence stays whole: %s", (line) => {
  expect(split(line)).toEqual([`${line}\n`]);
});
