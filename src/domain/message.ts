// Words on a task, from whichever channel. A note is a message that only staff may see.

/** How the words came in: from a page, an email, or another program. */
export type Channel = "portal" | "email" | "api";

/** Characters of one message written on a page; an email is bounded by its bytes instead. */
export const messageLengthMax = 100_000;

/**
 * What a stretch of a reply is. kept: the author's own words. context: quoted lines that answers stand between; they are shown
 * with the answers. The others are folded: what is quoted, what the author's program signs, and what a company adds to every mail.
 */
export type BlockKind = "kept" | "context" | "quoted" | "signature" | "disclaimer";

/**
 * A stretch of a reply. The texts of all blocks in order are the original, to the character. `html` is safe minimal html of the
 * same words, for kept and context only, else "". `evidence` says what showed that it is no word of the author's; "" for kept.
 * `pictures` are the Content-IDs, as html writes them, of those that folded blocks alone show, such as a signature's logo.
 */
export interface ReplyBlock {
  kind: BlockKind;
  text: string;
  html: string;
  evidence: string;
  pictures?: string[];
}

/**
 * The evidence of context blocks that are an email its author forwarded, and what heads it. These are another's words: where
 * people are erased, they are cleaned as quotes are.
 */
export const forwardedHeadEvidence = "head of a forwarded email";
export const forwardedTextEvidence = "forwarded email";

export function isForwardedBlock({ evidence }: ReplyBlock): boolean {
  return evidence === forwardedHeadEvidence || evidence === forwardedTextEvidence;
}

/** What a reader says of a reply that we took apart: words of the author are folded, or words of others are shown. */
export const replyVerdicts = ["cut_too_much", "left_a_quote"] as const;
export type ReplyVerdict = (typeof replyVerdicts)[number];

/** A reply in its parts. `kept` are the words of the kept and context blocks as plain text, targets of links beside them. Confidence is 0 to 1. */
export interface ReplyParts {
  blocks: ReplyBlock[];
  kept: string;
  method: string;
  confidence: number;
}

/** The words of the blocks of these kinds, as they stand. */
export function wordsOf(blocks: readonly ReplyBlock[], kinds: readonly BlockKind[]): string {
  return blocks
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ text }) => text)
    .join("")
    .replace(/^\n+/, "")
    .trimEnd();
}
