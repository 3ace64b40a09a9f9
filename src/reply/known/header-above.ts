// The lines above a quote that head it, in any language: when the quote is known to be one, the shape of the lines above it is
// enough. Reads lines, answers an index.
import type { BlockKind } from "../../domain/message.ts";
import { type Line, isBlank } from "../line.ts";
import { isRule } from "../text/separator.ts";
import { labelOf } from "../text/header-label.ts";

/** Lines with words that a header may have, and characters of one. */
const headerLinesMax = 8;
const lineLengthMax = 300;

/** The first line of the header that stands right above `at`, or `at`. Looks back over a bounded number of lines with words. */
export function headerAbove(
  lines: readonly Line[],
  at: number,
  labels: readonly BlockKind[],
  namesOpening: (text: string) => boolean,
): number {
  const above: number[] = [];
  let goesOn = false;
  for (let i = at - 1; i >= 0 && above.length < headerLinesMax; i--) {
    const line = lines[i];
    if (!line || labels[i] !== "kept" || line.text.length > lineLengthMax) {
      goesOn = above.length > 0 && labels[i] === "quoted";
      break;
    }
    if (!isBlank(line)) {
      above.push(i);
    }
  }
  return (
    blockAbove(lines, above, goesOn) ??
    attributionAbove(lines, above, namesOpening) ??
    rulesAbove(lines, above) ??
    at
  );
}

/**
 * Zub: Ann Lee <ann@example.com>
 * Gnorf: 3. Mok 2026 15:14
 * Brax: Tom
 *
 * Two lines or more of a label and a value, one of them with an address, a time or a known label; rules above belong to it, and a
 * line right above that names a person and a time. `goesOn`: a header was found above, so that one line may be the rest of it.
 */
function blockAbove(lines: readonly Line[], above: readonly number[], goesOn: boolean): number | undefined {
  let from: number | undefined;
  let labelled = 0;
  let sure = false;
  for (const i of above) {
    const line = lines[i] as Line;
    if (isRule(line) || isDashed(line.text)) {
      from = labelled > 0 || isDashed(line.text) ? i : from;
      continue;
    }
    if (!/^[^:：]{1,30}[:：](?:\s|$)/u.test(line.text)) {
      // Ann Lee <ann@example.com> gnorf 03/03/2026 03:14:00 PM
      const names = labelled > 0 && /[^\s<>@]@[^\s<>@]/.test(line.text) && /\d{1,2}[:.]\d{2}/.test(line.text);
      from = names ? i : from;
      break;
    }
    labelled++;
    sure ||= labelOf(line.text) !== undefined || namesPersonOrTime(line.text);
    from = i;
  }
  return (labelled >= 2 && sure) || (labelled > 0 && goesOn) || (labelled === 0 && from !== undefined)
    ? from
    : undefined;
}

/** "Zub 3. Mok 2026, 15:14, Ann Lee <ann@example.com> gnorf:", wrapped over three lines at most, or "Zub Ann gnorf:" set apart. */
function attributionAbove(
  lines: readonly Line[],
  above: readonly number[],
  namesOpening: (text: string) => boolean,
): number | undefined {
  const last = above[0];
  if (last === undefined || !/[:：][^\p{L}\p{N}]{0,4}$/u.test(lines[last]?.text ?? "")) {
    return undefined;
  }
  let joined = "";
  for (let i = last; i >= 0 && last - i < 3 && above.includes(i); i--) {
    joined = `${lines[i]?.text ?? ""} ${joined}`;
    if (namesPersonOrTime(joined)) {
      return i;
    }
  }
  const names = (lines[last]?.text ?? "")
    .split(" ")
    .slice(1)
    .filter((word) => /^\p{Lu}/u.test(word));
  return isBlank(lines[last - 1]) && joined.length < 120 && names.some(namesOpening) ? last : undefined;
}

function rulesAbove(lines: readonly Line[], above: readonly number[]): number | undefined {
  const last = above[0];
  return last !== undefined && isRule(lines[last] as Line) ? last : undefined;
}

/** "-----Zub gnorf-----", "---- Mok ----" */
function isDashed(text: string): boolean {
  return /^[-_=*]{2,40}\s{0,4}\S.{0,60}\S\s{0,4}[-_=*]{2,40}$/.test(text);
}

function namesPersonOrTime(text: string): boolean {
  return (
    /[^\s<>@]@[^\s<>@]/.test(text) ||
    (/\d{1,2}[:.]\d{2}/.test(text) && /(?:19|20)\d{2}|\d{1,2}[./-]\d{1,2}/.test(text))
  );
}
