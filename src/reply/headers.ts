// What heads a quote: the lines right above one, or its first, that a mail program wrote. Reads lines, answers indices.
import { isAttributionByPlace } from "./text/attribution-by-place.ts";
import { headerBlockEnd, isOneLineHeader } from "./text/header-block.ts";
import { isReplyMarker } from "./text/reply-marker.ts";
import { isBareSeparator, isRule, isSeparator, isSpoken } from "./text/separator.ts";
import { firstWords } from "./runs.ts";
import { isDeviceLine } from "./text/device-line.ts";
import { type Line, isBlank, isEmpty } from "./line.ts";
import { labelOf } from "./text/header-label.ts";

/** A header that was found: lines [from, to), and what showed it. */
export interface Header {
  from: number;
  to: number;
  evidence: string;
}

/**
 * The header that the line at `at` shows, or undefined, with the rules and labels above it that belong to it, down to `floor`.
 * `attributions` are those of all lines.
 */
export function headerAt(
  lines: readonly Line[],
  at: number,
  floor: number,
  attributions: ReadonlyMap<number, number>,
): Header | undefined {
  const header = plainHeaderAt(lines, at, floor, attributions);
  return header && { ...header, from: rulesAbove(lines, header.from, floor) };
}

function plainHeaderAt(
  lines: readonly Line[],
  at: number,
  floor: number,
  attributions: ReadonlyMap<number, number>,
): Header | undefined {
  const line = lines[at];
  if (!line) {
    return undefined;
  }
  // "Ann ---05/05/2024 02:02 PM---Yes" has no label: Notes.
  if (line.cut !== "" && (!line.cut.endsWith("?") || /^[^:：]{1,40}[:：]|.---\d/u.test(line.text))) {
    return { from: at, to: Math.max(headerBlockEnd(lines, at), at + 1), evidence: line.cut.replace("?", "") };
  }
  const attribution = attributions.get(at);
  if (attribution !== undefined && attributionHolds(lines, at, attribution)) {
    return { from: labelsAbove(lines, at, floor), to: attribution, evidence: "attribution" };
  }
  if (isBelowDevice(lines, at) && isAttributionByPlace(line.text)) {
    return { from: at, to: at + 1, evidence: "attribution below a device's line" };
  }
  const bare = isBareSeparator(line.text);
  const named = isSeparator(line.text) && separatorHolds(lines, at);
  const block = headerBlockEnd(lines, bare || named ? belowRules(lines, at + 1) : at);
  const separator = named || (bare && block > 0);
  if (!separator && block === 0 && isRule(lines[at - 1] ?? line) && isOneLineHeader(line.text)) {
    return { from: at, to: at + 1, evidence: "header block" };
  }
  if (separator) {
    return { from: at, to: Math.max(block, at + 1), evidence: "separator" };
  }
  if (block > 0) {
    return { from: senderAbove(lines, at, floor), to: block, evidence: "header block" };
  }
  return isReplyMarker(line.text) ? { from: at, to: at + 1, evidence: "reply marker" } : undefined;
}

/** "Sent from my iPhone", an empty line, "ann@example.com wrote:": what a phone adds stands right above what it quotes. */
function isBelowDevice(lines: readonly Line[], at: number): boolean {
  let above = at - 1;
  while (above >= 0 && at - above < 4 && isBlank(lines[above])) {
    above--;
  }
  return above > 0 && isDeviceLine(lines[above]?.text ?? "");
}

/** A lone "2024-01-15 Ann <a@b.c>" among other such lines is a list. */
function attributionHolds(lines: readonly Line[], at: number, to: number): boolean {
  const text = lines[at]?.text ?? "";
  return (
    /[:：\-*]$/.test(lines[to - 1]?.text ?? "") ||
    !/^\d/.test(text) ||
    isBlank(lines[to]) ||
    (lines[to]?.depth ?? 0) > 0
  );
}

/** The first words at or below `from`, a rule between skipped: QQ draws one beside its separator. */
function belowRules(lines: readonly Line[], from: number): number {
  const first = firstWords(lines, from);
  return lines[first] && isRule(lines[first]) ? firstWords(lines, first + 1) : first;
}

/** A separator needs words below it; without dashes, words that a program wrote or marked. */
function separatorHolds(lines: readonly Line[], at: number): boolean {
  const below = lines[firstWords(lines, at + 1)];
  return (
    below !== undefined &&
    (!isSpoken(lines[at]?.text ?? "") ||
      labelOf(below.text) !== undefined ||
      below.depth > 0 ||
      below.container !== "" ||
      below.cut !== "")
  );
}

/** The start of an attribution in any language right above a marked quote, or undefined. */
export function attributionAbove(lines: readonly Line[], at: number, floor: number): number | undefined {
  let last = at - 1;
  while (last >= floor && isBlank(lines[last]) && at - last < 4) {
    last--;
  }
  let joined = "";
  for (let start = last; start >= floor && last - start < 3; start--) {
    const line = lines[start];
    if (!line || line.text === "" || line.depth > 0 || line.text.length > 300) {
      return undefined;
    }
    if (line.attribution) {
      return start;
    }
    joined = joined === "" ? line.text : `${line.text} ${joined}`;
    // 发件人：Ann <ann@example.com>, above marks that nothing else explains.
    const isFrom = lines[at]?.container === "" && line.text.includes("@") && labelOf(line.text) === "from";
    if (isFrom || isAttributionByPlace(joined)) {
      return start;
    }
  }
  return undefined;
}

/** Whether the first words behind the marks are an attribution or a header block: Apple Mail and Hotmail quote those too. */
export function startsWithHeader(
  lines: readonly Line[],
  from: number,
  to: number,
  attributions: ReadonlyMap<number, number>,
): boolean {
  const first = firstWords(lines, from);
  // "On … Bob wrote: > Old > Older": plain text whose line ends the html lost.
  const text = lines[first]?.text.split(" > ", 1)[0] ?? "";
  return (
    first < to &&
    (attributions.has(first) ||
      isAttributionByPlace(text) ||
      headerBlockEnd(lines, first) > 0 ||
      isSeparator(text) ||
      isReplyMarker(text) ||
      isRule(lines[first] as Line))
  );
}

/** "No: Ann Lee <ann@example.com>" right above a block that begins with its date: the sender, under a label we do not know. */
function senderAbove(lines: readonly Line[], at: number, floor: number): number {
  const above = lines[at - 1];
  const isSender =
    at > floor &&
    above !== undefined &&
    labelOf(lines[at]?.text ?? "") === "date" &&
    above.text.length < 200 &&
    /^\p{L}{2,20}\s?[:：]\s?[^\s:：<>@][^:：<>@]{0,80}<[^\s<>@]{1,80}@[^\s<>@]{1,100}>$/u.test(above.text);
  return isSender ? at - 1 : at;
}

/** "----------------", "Кому: Ann (ann@example.com);", "Тема: Plan;" right above an attribution: Yandex Mail. */
function labelsAbove(lines: readonly Line[], at: number, floor: number): number {
  let first = at;
  while (first > floor && at - first < 5) {
    const kind = labelOf(lines[first - 1]?.text ?? "");
    if (kind !== "to" && kind !== "cc" && kind !== "subject") {
      break;
    }
    first--;
  }
  const above = lines[first - 1];
  return first > floor && above !== undefined && isRule(above) ? first : at;
}

/** Rules right above a header belong to it, and lines that are blank though something stands in them ("&nbsp;"). */
export function rulesAbove(lines: readonly Line[], at: number, floor: number): number {
  let start = at;
  for (let i = at - 1; i >= floor && at - i <= 4; i--) {
    const line = lines[i];
    if (line && !isBlank(line) && !isRule(line)) {
      break;
    }
    start = isEmpty(line) ? start : i;
  }
  return start;
}
