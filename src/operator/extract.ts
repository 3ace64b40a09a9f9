// The command `inreply extract`: a mail on standard input is read as a reply, and printed with its cuts folded where they
// stood. Reads a stream, writes nothing.
import type { BlockKind, ReplyBlock } from "../domain/message.ts";
import { parseEmail, parseLimits, type ParseLimits } from "../inbox/parse.ts";
import { UnreadableEmail } from "../inbox/parsed-email.ts";
import { replyBodies } from "../inbox/reply-bodies.ts";
import { extractReply, type Reply } from "../reply/extract.ts";

/**
 * Reads one mail to its end and answers what is to be printed, without the last line's end. `isFull`: the folds stand open.
 * Throws UnreadableEmail for what is over a limit or no mail at all.
 */
export async function showExtracted(
  input: AsyncIterable<Uint8Array>,
  isFull: boolean,
  limits: ParseLimits = parseLimits,
): Promise<string> {
  const raw = await readMail(input, limits.emailBytesMax);
  if (raw.byteLength === 0) throw new UnreadableEmail("malformed", "There is no mail on standard input.");
  return shownReply(extractReply(replyBodies(await parseEmail(raw, limits))), isFull);
}

async function readMail(input: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  for await (const chunk of input) {
    byteCount += chunk.byteLength;
    if (byteCount > bytesMax) {
      throw new UnreadableEmail(
        "too_large",
        `The email is larger than ${bytesMax} bytes, the most that is read.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function shownReply({ blocks, method, confidence }: Reply, isFull: boolean): string {
  const parts = foldsOf(blocks).map((fold) => {
    const lines = safeText(fold.text).trimEnd().split("\n");
    if (fold.cuts.length === 0) return lines.join("\n");
    const count = `${lines.length} ${lines.length === 1 ? "line" : "lines"}`;
    const head = `[${fold.kind}, ${count}: ${fold.cuts.join(", ")}]`;
    return isFull ? [head, ...lines.map((line) => `  | ${line}`.trimEnd())].join("\n") : head;
  });
  return [...parts, `method: ${method}\nconfidence: ${confidence}`].join("\n\n");
}

/** What is shown as it stands has no cuts. */
interface Fold {
  kind: BlockKind;
  text: string;
  cuts: string[];
}

/** A quote and the line that announces it are cut for two reasons; a reader wants one fold. */
function foldsOf(blocks: readonly ReplyBlock[]): Fold[] {
  const folds: Fold[] = [];
  for (const { kind, text, evidence } of blocks) {
    const shown = kind === "kept" || kind === "context";
    const last = folds.at(-1);
    if (last !== undefined && (shown ? last.cuts.length === 0 : last.cuts.length > 0 && last.kind === kind)) {
      last.text += text;
      if (!shown && !last.cuts.includes(evidence)) last.cuts.push(evidence);
    } else {
      folds.push({ kind, text, cuts: shown ? [] : [evidence] });
    }
  }
  return folds;
}

/** Without the characters that could move the cursor, change the terminal or reorder what is read. */
function safeText(text: string): string {
  return text.replaceAll(unsafe, " ");
}

// oxlint-disable-next-line no-control-regex -- control and direction characters are exactly what must not get through
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu;
