// Replies as the reading of a mail hands them on, made of their blocks.
import { wordsOf, type BlockKind, type ReplyBlock, type ReplyParts } from "../../src/domain/message.ts";

/** A block of this kind; kept ones need no reason. */
export function blockOf(kind: BlockKind, text: string, more: Partial<ReplyBlock> = {}): ReplyBlock {
  return { kind, text, html: "", evidence: kind === "kept" ? "" : "a test", ...more };
}

/** The reply that these blocks make, with nothing in doubt unless `more` says so. */
export function replyOf(blocks: ReplyBlock[], more: Partial<ReplyParts> = {}): ReplyParts {
  return { blocks, kept: wordsOf(blocks, ["kept", "context"]), method: "test", confidence: 1, ...more };
}
