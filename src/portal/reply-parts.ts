// A reply as pages show it: its blocks in their order, what they wrote shown, everything else folded where it stands.
import type { BlockKind, ReplyBlock } from "../domain/message.ts";
import type { Mentionable } from "../domain/mention.ts";
import type { AttachmentRow } from "../store/messages.ts";
import { evidenceInWords } from "./evidence-words.ts";
import { countLines, cutLong } from "./long-words.ts";
import { markMentions, markMentionsInHtml } from "./mention-marks.ts";
import { toProse, type Piece } from "./prose.ts";
import type { Reading } from "./reading.ts";
import { safeHtml } from "./safe-html.ts";

/** One stretch: words of theirs, quoted lines that they answer (`isContext`), or folds that stand side by side. */
export interface ReplyPart {
  /** Safe to be put on a page as it is; null for `paragraphs`. */
  html: string | null;
  paragraphs: Piece[][];
  isContext: boolean;
  folds: Fold[];
  whole: Whole | null;
}

/** Where all of it is, when this is only the beginning. */
export interface Whole {
  path: string;
  words: string;
}

export interface Fold {
  label: string;
  paragraphs: Piece[][];
  /** What showed that it is none of their words; null for those whom it tells nothing. */
  why: string | null;
  whole: Whole | null;
}

/** A block as the page of the whole email shows it. */
export interface WholeBlock {
  kind: BlockKind;
  label: string;
  paragraphs: Piece[][];
  why: string | null;
}

export interface PartsOptions extends Pick<Reading, "locale" | "say"> {
  files: readonly AttachmentRow[];
  /** Masks what a reply quotes of our secrets. */
  masked: (text: string) => string;
  withWhy: boolean;
  /** Whose mentions are marked in what they wrote; nobody's when absent. */
  mentionable?: readonly Mentionable[];
  /** The page with all of it; nothing is cut when absent. */
  wholePath?: string;
}

/**
 * The parts of a message in order, and the ids of the files that are shown as pictures within them. What was written on a
 * page has no blocks and is one part; no words are none. Where its words are too many for the page they end early, with the way
 * to all of them.
 */
export function toParts(
  { kept, blocks }: { kept: string; blocks: readonly ReplyBlock[] | null },
  options: PartsOptions,
): { parts: ReplyPart[]; shownIds: ReadonlySet<number> } {
  const parts: ReplyPart[] = [];
  const shownIds = new Set<number>();
  let said = "";
  const all = joined(blocks ?? [{ kind: "kept", text: kept, html: "", evidence: "" }]);
  const lineCount = countLines(all.filter(isWords).reduce((text, block) => text + block.text, ""));
  for (const unmasked of all) {
    // Before it is cut: half a secret is nothing that could be known again.
    const block = { ...unmasked, text: options.masked(unmasked.text) };
    if (!isWords(block)) {
      addFold(parts, toFold(block, options));
      continue;
    }
    const cut = options.wholePath === undefined ? undefined : cutLong(said + block.text);
    if (cut === undefined) {
      parts.push(toWords(block, options, shownIds));
      said += block.text;
      continue;
    }
    const beginning = { ...block, text: cut.beginning.slice(said.length), html: "" };
    parts.push({ ...toWords(beginning, options, shownIds), whole: wholeOf(lineCount, options) });
    break;
  }
  return { parts, shownIds };
}

function isWords({ kind }: ReplyBlock): boolean {
  return kind === "kept" || kind === "context";
}

function toFold(block: ReplyBlock, options: PartsOptions): Fold {
  const cut = options.wholePath === undefined ? undefined : cutLong(block.text);
  return {
    label: labelOf(block.kind, options),
    paragraphs: toProse(cut?.beginning ?? block.text),
    why: options.withWhy ? evidenceInWords(block.evidence, options.locale) : null,
    whole: cut === undefined ? null : wholeOf(cut.lineCount, options),
  };
}

function addFold(parts: ReplyPart[], fold: Fold): void {
  const last = parts.at(-1);
  if (last !== undefined && last.folds.length > 0) last.folds.push(fold);
  else parts.push({ html: null, paragraphs: [], isContext: false, folds: [fold], whole: null });
}

function wholeOf(lineCount: number, { wholePath, say }: PartsOptions): Whole | null {
  return wholePath === undefined ? null : { path: wholePath, words: say("fold.whole", { count: lineCount }) };
}

/** Every block with its label, nothing folded; one after the other, their words are the whole email. */
export function toWholeBlocks(
  blocks: readonly ReplyBlock[],
  options: Omit<PartsOptions, "files">,
): WholeBlock[] {
  const { masked, withWhy, locale } = options;
  return joined(blocks).map(({ kind, text, evidence }) => ({
    kind,
    label: labelOf(kind, options),
    why: withWhy && evidence !== "" ? evidenceInWords(evidence, locale) : null,
    paragraphs: toProse(masked(text)),
  }));
}

function labelOf(kind: BlockKind, { say }: Pick<PartsOptions, "say">): string {
  return say(`fold.${kind}`);
}

/** What is folded for several reasons in a row is one fold; what is empty is nothing. */
function joined(blocks: readonly ReplyBlock[]): ReplyBlock[] {
  const found: ReplyBlock[] = [];
  for (const block of blocks) {
    const last = found.at(-1);
    if (block.text.trim() === "" && block.html === "") continue;
    if (last === undefined || last.kind !== block.kind || block.kind === "kept" || block.kind === "context") {
      found.push({ ...block });
      continue;
    }
    last.text += block.text;
    if (!last.evidence.split("; ").includes(block.evidence)) last.evidence += `; ${block.evidence}`;
  }
  return found;
}

function toWords(
  block: ReplyBlock,
  { files, masked, mentionable }: PartsOptions,
  shownIds: Set<number>,
): ReplyPart {
  const isContext = block.kind === "context";
  const staff = isContext ? [] : (mentionable ?? []);
  const mark = (escaped: string) => markMentionsInHtml(escaped, staff);
  const safe = block.html === "" ? undefined : safeHtml(masked(block.html), files, mark);
  if (safe !== undefined && safe.html.trim() !== "") {
    for (const id of safe.shownIds) shownIds.add(id);
    return { html: safe.html, paragraphs: [], isContext, folds: [], whole: null };
  }
  const text = isContext ? withoutQuoteMarks(block.text) : block.text;
  const paragraphs = toProse(text).map((pieces) => markMentions(pieces, staff));
  return { html: null, paragraphs, isContext, folds: [], whole: null };
}

/** The page draws a line beside what is quoted. */
function withoutQuoteMarks(text: string): string {
  return text.replaceAll(/^[ \t]{0,8}>(?: ?>){0,20} ?/gmu, "");
}
