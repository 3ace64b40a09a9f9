// Puts labelled lines together as ordered blocks. Their texts, one after the other, are the original again, to the character.
import type { BlockKind, ReplyBlock } from "../domain/message.ts";
import type { Decision } from "./decide.ts";
import { keptHtml } from "./kept-html.ts";
import { type Line, isEmpty } from "./line.ts";

/** Characters of a block that has html as well: what is longer is read as text. */
const htmlWordsMax = 100_000;
/** Pictures of a folded block that are noted, as many as a mail has files. */
const picturesMax = 500;

/** Neighbouring lines of one kind, cut for one reason. */
export interface Stretch {
  kind: BlockKind;
  evidence: string;
  lines: Line[];
}

/** Each stretch as a block. Linear. */
export function blocksOf(stretches: readonly Stretch[]): ReplyBlock[] {
  const shown = new Set(
    stretches.filter(({ kind }) => isShown(kind)).flatMap(({ lines }) => picturesIn(lines)),
  );
  return stretches.map(({ kind, evidence, lines }, index) => {
    const text = lines.map(({ raw, end }) => raw + end).join("");
    const isLast = index === stretches.length - 1;
    const html = text.length <= htmlWordsMax ? keptHtml(lines, kind) : "";
    const block = { kind, evidence, text: isLast ? text.trimEnd() : text, html };
    const pictures = isShown(kind) ? [] : picturesIn(lines).filter((id) => !shown.has(id));
    return pictures.length === 0
      ? block
      : { ...block, pictures: [...new Set(pictures)].slice(0, picturesMax) };
  });
}

function isShown(kind: BlockKind): boolean {
  return kind === "kept" || kind === "context";
}

/** Content-IDs; those of pictures from elsewhere are no files of the mail. */
function picturesIn(lines: readonly Line[]): string[] {
  return lines.flatMap(({ spans = [] }) =>
    spans.flatMap(({ image = "" }) => (image === "" ? [] : [image.slice("cid:".length)])),
  );
}

/** The lines from the first to the last that is not empty. A blank line belongs to the lines above it. Linear. */
export function stretchesOf(lines: readonly Line[], { labels, evidence }: Decision): Stretch[] {
  const stretches: Stretch[] = [];
  const end = shownEnd(lines);
  for (let i = shownStart(lines); i < end; i++) {
    const line = lines[i] as Line;
    const kind = labels[i] ?? "kept";
    const why = kind === "kept" ? "" : (evidence[i] ?? "");
    const last = stretches.at(-1);
    if (last && (isEmpty(line) || (kind === last.kind && why === last.evidence))) {
      last.lines.push(line);
    } else {
      stretches.push({ kind, evidence: why, lines: [line] });
    }
  }
  return stretches;
}

function shownStart(lines: readonly Line[]): number {
  const first = lines.findIndex((line) => !isEmpty(line));
  return first < 0 ? lines.length : first;
}

function shownEnd(lines: readonly Line[]): number {
  let end = lines.length;
  while (end > 0 && isEmpty(lines[end - 1])) {
    end--;
  }
  return end;
}
