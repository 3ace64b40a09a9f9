// A forward as the first message of a task: its author's words, then the email they forwarded, shown under who wrote it and
// when. Nothing of the forward is left out. Pure.
import type { ForwardedOriginal } from "../domain/inbound-email.ts";
import { forwardedHeadEvidence, forwardedTextEvidence, wordsOf, type ReplyBlock } from "../domain/message.ts";
import type { Reply } from "../reply/extract.ts";
import type { ForwardedPart } from "../reply/read-forward.ts";

/**
 * The blocks above the outermost forward stay as they are, what stands between it and `part` is folded, `part` is shown.
 * Their texts, one after the other, are the original still.
 */
export function belowReply(
  reply: Reply,
  outermost: ForwardedPart,
  part: ForwardedPart,
  original: ForwardedOriginal,
): Reply {
  const { blocks, original: whole } = reply;
  const between = cutBlocks(blocks, outermost.from, part.from);
  const head = headOf(original, whole.slice(part.from, part.bodyFrom));
  const body: ReplyBlock = {
    kind: "context",
    text: whole.slice(part.bodyFrom, part.to),
    html: "",
    evidence: forwardedTextEvidence,
  };
  return composed(reply, whole, [
    ...cutBlocks(blocks, 0, outermost.from),
    ...between.map((block): ReplyBlock => ({
      ...block,
      kind: "quoted",
      html: "",
      evidence: block.evidence === "" ? forwardedTextEvidence : block.evidence,
    })),
    head,
    body,
    ...cutBlocks(blocks, part.to, whole.length),
  ]);
}

/** The attached email stands below all that its forwarder wrote. */
export function attachedReply(reply: Reply, text: string, original: ForwardedOriginal): Reply {
  const heading = `${headingOf(original)}\n\n`;
  const above = reply.blocks.map((block, index) =>
    index === reply.blocks.length - 1 ? { ...block, text: `${block.text}\n\n` } : block,
  );
  const blocks: ReplyBlock[] = [
    ...above,
    headOf(original, heading),
    { kind: "context", text, html: "", evidence: forwardedTextEvidence },
  ];
  return composed(reply, blocks.map((block) => block.text).join(""), blocks);
}

function composed(reply: Reply, whole: string, blocks: readonly ReplyBlock[]): Reply {
  const filled = blocks.filter(({ text, html }) => text !== "" || html !== "");
  const kept = wordsOf(filled, ["kept", "context"]);
  return { ...reply, original: whole, blocks: filled, kept, visible: kept, method: "forwarded email" };
}

/** “From an email of Ann Weber <ann@x.example>, 3 March 2026 10:00: Website relaunch”. */
function headingOf({ fromName, fromAddress, date, subject }: ForwardedOriginal): string {
  const address = fromAddress === "" ? "" : fromName === "" ? fromAddress : `<${fromAddress}>`;
  const who = [fromName, address].filter((word) => word !== "").join(" ");
  const about = subject === "" ? "" : `: ${subject}`;
  return `From an email of ${who === "" ? "somebody unnamed" : who}${date === "" ? "" : `, ${date}`}${about}`;
}

function headOf(original: ForwardedOriginal, text: string): ReplyBlock {
  const html = `<p><strong>${escaped(headingOf(original))}</strong></p>`;
  return { kind: "context", text, html, evidence: forwardedHeadEvidence };
}

function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The part of the blocks that stands between two places of the original; a block that is cut is shown as text. */
function cutBlocks(blocks: readonly ReplyBlock[], from: number, to: number): ReplyBlock[] {
  const found: ReplyBlock[] = [];
  let start = 0;
  for (const block of blocks) {
    const end = start + block.text.length;
    const [first, last] = [Math.max(start, from), Math.min(end, to)];
    if (first < last) {
      const isWhole = first === start && last === end;
      const text = block.text.slice(first - start, last - start);
      found.push(isWhole ? block : { ...block, text, html: "" });
    }
    start = end;
  }
  return found;
}
