// The command `inreply extract --jsonl`: replies as JSON, one a line, are read and answered in their order, one at a time.
// Reads a stream and writes a stream; never holds more than one line.
import type { Writable } from "node:stream";
import { codeOf, wordsOf } from "../domain/fault.ts";
import { parseEmail } from "../inbox/parse.ts";
import { UnreadableEmail } from "../inbox/parsed-email.ts";
import { replyBodies } from "../inbox/reply-bodies.ts";
import { extractReply, type ReplyInput } from "../reply/extract.ts";
import { readLines, tooLong } from "./input-lines.ts";

/** An email at the limit in base64, and both its bodies beside it. */
export const lineBytesMax = 64 * 1024 * 1024;

type Answer =
  | { id: string | number; reply: string; confidence: number; method: string }
  | { id: string | number | null; error: string };

/**
 * Answers each line `{"id","kind":"text"|"html"|"eml","text"?,"html"?,"eml"?,"parent"?:{"text","html"}}` with a line
 * `{"id","reply","confidence","method"}`, or `{"id","error"}` where it cannot be read. `eml` is the raw mail in base64; it is
 * believed before the bodies beside it. Waits until an answer is taken. Ends when nobody reads the answers any more.
 */
export async function extractLines(
  input: AsyncIterable<Uint8Array>,
  output: Writable,
  bytesMax = lineBytesMax,
): Promise<void> {
  // The fault reaches the callback of the write too.
  const ignore = () => {};
  output.on("error", ignore);
  try {
    for await (const line of readLines(input, bytesMax)) {
      if (line === tooLong) {
        await print(output, { id: null, error: `The line is longer than ${bytesMax} bytes.` });
      } else if (line.trim() !== "") {
        await print(output, await answerLine(line));
      }
    }
  } catch (fault) {
    if (codeOf(fault) !== "EPIPE") throw fault;
  } finally {
    output.off("error", ignore);
  }
}

function print(output: Writable, answer: Answer): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(`${JSON.stringify(answer)}\n`, (fault) => (fault ? reject(fault) : resolve()));
  });
}

async function answerLine(line: string): Promise<Answer> {
  let id: string | number | null = null;
  try {
    const given = readObject(line);
    id = readId(given);
    const { input, note } = await readInput(given);
    const { visible, confidence, method } = extractReply(input);
    return { id, reply: visible, confidence, method: method + note };
  } catch (fault) {
    return { id, error: wordsOf(fault) };
  }
}

function readObject(line: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (fault) {
    throw new Error(`The line is no JSON: ${wordsOf(fault)}`, { cause: fault });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error("The line is no JSON object.");
  }
  return value as Record<string, unknown>;
}

function readId({ id }: Record<string, unknown>): string | number {
  if (typeof id === "string" || typeof id === "number") return id;
  throw new Error("“id” is missing.");
}

/** What extraction is given; the note says what it could not be given. */
async function readInput(given: Record<string, unknown>): Promise<{ input: ReplyInput; note: string }> {
  const { kind } = given;
  if (kind !== "text" && kind !== "html" && kind !== "eml") {
    throw new Error("“kind” is none of text, html, eml.");
  }
  const bodies = { text: readText(given, "text"), html: readText(given, "html") };
  const parent = readParent(given["parent"]);
  const known = parent === undefined ? {} : { parent };
  const eml = readText(given, "eml");
  const hasBodies = bodies.text !== undefined || bodies.html !== undefined;
  if (kind !== "eml" || eml === undefined) {
    const isThere = kind === "eml" ? hasBodies : bodies[kind] !== undefined;
    if (!isThere) throw new Error(`“${kind}” is missing.`);
    return { input: { ...bodies, ...known }, note: "" };
  }
  try {
    const email = await parseEmail(Buffer.from(eml, "base64"));
    return { input: { ...replyBodies(email), ...known }, note: "" };
  } catch (fault) {
    if (!(fault instanceof UnreadableEmail) || !hasBodies) throw fault;
    return { input: { ...bodies, ...known }, note: "; the raw mail is unreadable" };
  }
}

function readText(given: Record<string, unknown>, name: string): string | undefined {
  const value = given[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw new Error(`“${name}” is no text.`);
  return value;
}

function readParent(value: unknown): ReplyInput["parent"] {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object") throw new Error("“parent” is no object.");
  const given = value as Record<string, unknown>;
  const [text, html] = [readText(given, "text"), readText(given, "html")];
  if (text === undefined && html === undefined) throw new Error("“parent” has neither text nor html.");
  return { text: text ?? "", ...(html === undefined ? {} : { html }) };
}
