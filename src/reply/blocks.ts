// Puts labelled lines together as ordered blocks. Their texts, one after the other, are the original again, to the character.
import type { BlockKind, ReplyBlock } from "../domain/message.ts";
import type { Decision } from "./decide.ts";
import { keptHtml } from "./kept-html.ts";
import { type Line, isBlank } from "./line.ts";

/** Neighbouring lines of one kind, cut for one reason, make one block. A blank line belongs to the lines above it. Linear. */
export function blocksOf(lines: readonly Line[], { labels, evidence }: Decision): ReplyBlock[] {
  const end = wordsEnd(lines);
  const blocks: ReplyBlock[] = [];
  let parts: string[] = [];
  let held: Line[] = [];
  let open: { kind: BlockKind; evidence: string } | undefined;
  const close = () => {
    if (open) {
      blocks.push({ ...open, text: parts.join(""), html: keptHtml(held, open.kind) });
    }
    held = [];
    parts = [];
  };
  for (let i = wordsStart(lines); i < end; i++) {
    const line = lines[i];
    if (!line) {
      break;
    }
    const kind = labels[i] ?? "kept";
    const why = kind === "kept" ? "" : (evidence[i] ?? "");
    if (!open || (line.raw.trim() !== "" && (kind !== open.kind || why !== open.evidence))) {
      close();
      open = { kind, evidence: why };
    }
    held.push(line);
    parts.push(i === end - 1 ? line.raw.trimEnd() : line.raw + line.end);
  }
  close();
  return blocks;
}

function wordsStart(lines: readonly Line[]): number {
  const first = lines.findIndex((line) => !isBlank(line));
  return first < 0 ? lines.length : first;
}

function wordsEnd(lines: readonly Line[]): number {
  let end = lines.length;
  while (end > 0 && isBlank(lines[end - 1])) {
    end--;
  }
  return end;
}
