// Some programs put the "… wrote:" line on the author's last line. Here they are set apart again.
import { attributionForm, attributionLengthMax } from "./attribution-form.ts";
import { time } from "../words/attribution-words.ts";
import { type Line, isBlank } from "../line.ts";
import { bracketed, hasEmail } from "./who-wrote.ts";

/** Splits "Hello. On Wed, Apr 4, 2012 at 3:59 PM, bob@example.com wrote:" above a quote into its two lines. */
export function splitSharedLines(lines: readonly Line[]): Line[] {
  const split: Line[] = [];
  lines.forEach((line, index) => {
    const at = line.depth === 0 && line.container === "" ? attributionInside(line.text) : -1;
    const next = lines[index + 1];
    if (at > 0 && (next === undefined || isBlank(next) || next.depth > 0 || next.container !== "")) {
      const head = line.text
        .slice(0, at + 1)
        .replace(/-+\s?$/, "")
        .trim();
      const tail = line.text.slice(at).replace(/^[-\s.!?]+/, "");
      const rawAt = line.raw.length - (line.raw.trimEnd().length - line.raw.trimEnd().lastIndexOf(tail));
      split.push({ ...line, raw: line.raw.slice(0, rawAt), end: "", text: head });
      split.push(...splitBehind(lookFrom({ ...line, raw: line.raw.slice(rawAt), text: tail }, rawAt)));
    } else if (line.depth === 0 && line.container === "") {
      split.push(...splitBehindGap(line));
    } else {
      split.push(line);
    }
  });
  return split;
}

/** "On 01/12/13, Ann <ann@example.com> wrote: > Shall we start?", where all of a mail became one line: the quote is a line too. */
function splitBehind(line: Line): Line[] {
  const end = attributionEnd(line.text);
  const at = end < 0 ? -1 : line.raw.indexOf(line.text.slice(end));
  if (at < 0) {
    return [line];
  }
  return [
    { ...line, raw: line.raw.slice(0, at), end: "", text: line.text.slice(0, end).trim() },
    lookFrom({ ...line, raw: line.raw.slice(at), text: line.text.slice(end) }, at),
  ];
}

/** "On Tue, Mar 3, 2026 at 2:02 PM, Ann Lee<ann@example.com> wrote:   Is it there?": Yahoo's telephones go on behind three blanks. */
function splitBehindGap(line: Line): Line[] {
  const gap = line.text.includes("@") ? /^.{20,300}?[:：]\s{2,8}(?=\S)/u.exec(line.text) : null;
  const head = gap?.[0].trim() ?? "";
  const at = gap === null ? -1 : line.raw.indexOf(gap[0]);
  if (gap === null || at < 0 || !bracketed.test(head) || attributionForm(head) !== "dated") {
    return [line];
  }
  const cut = at + gap[0].length;
  return [
    { ...line, raw: line.raw.slice(0, cut), end: "", text: head },
    lookFrom({ ...line, raw: line.raw.slice(cut), text: line.text.slice(gap[0].length) }, cut),
  ];
}

/** The look of a line whose first `cut` characters went to the line before. */
function lookFrom(line: Line, cut: number): Line {
  if (line.at !== undefined) {
    line.at = 0;
  }
  if (line.spans) {
    line.spans = line.spans.map((span) => ({ ...span, start: span.start - cut, end: span.end - cut }));
  }
  return line;
}

/** "Hello. On Wed, Apr 4, 2012 at 3:59 PM, bob@example.com wrote:" → index of "On", or -1. The date and the end of line make it sure. */
function attributionInside(text: string): number {
  if (text.length > attributionLengthMax || !/\b(?:wrote|schrieb|écrit)\s?:(?:\s|$)/.test(text)) {
    return -1;
  }
  const at =
    /(?:-{2,}\s?|[\s.!?])(?:On|Am|Le) (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? |\d{1,2}[./-]\d{1,2}[./-]\d{2,4},? )/.exec(
      text,
    );
  return at && at.index > 0 && (time.test(text) || hasEmail(text)) ? at.index : -1;
}

/** Where the words begin that stand behind an attribution with an address on one line, or -1. */
function attributionEnd(text: string): number {
  const found = /^.{10,300}?\b(?:wrote|schrieb|écrit)\s?:\s{1,4}(?=\S)/.exec(
    text.slice(0, attributionLengthMax),
  );
  return found && hasEmail(found[0]) ? found[0].length : -1;
}
