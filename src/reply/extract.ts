// Reads one reply: the text and html of its body become what the author wrote, what they quoted and what their program signs.
// Evidence in order: structure in html, lines in text, the email it answers when that is ours. Nothing is ever lost.
import type { ReplyParts } from "../domain/message.ts";
import { type Decision, decide } from "./decide.ts";
import { renderLines } from "./html-text.ts";
import { type Line, linesOfText } from "./line.ts";
import { withParent } from "./known-parent.ts";
import { quoteStartByParser } from "./parser-witness.ts";
import { splitSharedLines } from "./shared-lines.ts";
import { markTabQuotes } from "./tab-quotes.ts";

/** What is known of one reply. `parent` is the text (and html) of the email it answers, when that is one of ours. */
export interface ReplyInput {
  text?: string | undefined;
  html?: string | undefined;
  parent?: { text: string; html?: string | undefined } | undefined;
}

/** The parts, and the whole: one text rendering of all visible content. */
export interface Reply extends ReplyParts {
  original: string;
}

/**
 * What the author wrote, quoted and signed. `kept` is never empty while `original` has words: with nothing left, kept is the
 * original and the method says so. Confidence is 0 to 1. Takes time linear in the length of the input and never throws.
 */
export function extractReply(input: ReplyInput): Reply {
  const text = input.text !== undefined && input.text.trim() !== "" ? input.text : undefined;
  const html = input.html !== undefined && input.html.trim() !== "" ? input.html : undefined;
  const ofHtml = html === undefined ? undefined : readHtml(html, input.parent);
  const ofText = text === undefined ? undefined : readText(text, input.parent);
  const original = ofText?.original || ofHtml?.original || "";
  const chosen = reconcile(ofText, ofHtml);
  if (chosen === undefined || original === "") {
    return { original, kept: original, quoted: "", signature: "", method: "empty", confidence: 1 };
  }
  if (chosen.kept === "") {
    const method = `${chosen.method}; nothing left, whole shown`;
    return { original, kept: original, quoted: "", signature: "", method, confidence: 0.2 };
  }
  const { kept, quoted, signature, method, confidence } = chosen;
  return { original, kept, quoted, signature, method, confidence };
}

/** One reading of one body part. */
interface Reading extends Reply {
  /** Whether it found anything to cut that is not the signature. */
  cut: boolean;
}

function readHtml(html: string, parent: ReplyInput["parent"]): Reading {
  const lines = splitSharedLines(renderLines(html));
  return reading(lines, considerParent(lines, decide(lines, "html"), parent), "html");
}

function readText(text: string, parent: ReplyInput["parent"]): Reading {
  const lines = splitSharedLines(linesOfText(text));
  markTabQuotes(lines);
  let decision = decide(lines, "text");
  if (!decision.labels.includes("quoted")) {
    decision = askParser(lines, decision);
  }
  const read = reading(lines, considerParent(lines, decision, parent), "text");
  return { ...read, original: text.replace(/\r\n?/g, "\n").trim() };
}

function considerParent(lines: readonly Line[], decision: Decision, parent: ReplyInput["parent"]): Decision {
  return parent === undefined ? decision : withParent(lines, decision, parent.text);
}

/** Our lines show no quote: email-reply-parser may know a form we do not. */
function askParser(lines: readonly Line[], decision: Decision): Decision {
  const from = quoteStartByParser(lines.map((line) => line.raw).join("\n"));
  if (from === undefined || !lines.slice(0, from).some((line) => line.text !== "")) {
    return decision;
  }
  const labels = decision.labels.map((label, index) => (index >= from ? "quoted" : label));
  return { labels, evidence: ["email-reply-parser"], confidence: 0.6 };
}

function reading(lines: readonly Line[], decision: Decision, source: "text" | "html"): Reading {
  const part = (label: Decision["labels"][number]) =>
    joined(lines.filter((_, index) => decision.labels[index] === label));
  const cut = decision.labels.includes("quoted");
  const evidence = decision.evidence.length === 0 ? "no quote" : decision.evidence.join(", ");
  return {
    original: joined(lines),
    kept: part("kept"),
    quoted: part("quoted"),
    signature: part("signature"),
    method: `${source}: ${evidence}`,
    confidence: decision.confidence,
    cut,
  };
}

function joined(lines: readonly Line[]): string {
  const first = lines.findIndex((line) => line.text !== "");
  return first < 0
    ? ""
    : lines
        .slice(first)
        .map((line) => line.raw)
        .join("\n")
        .trimEnd();
}

/** The better-evidenced reading: html, unless only the text shows what is quote. Where the two keep different words, less sure. */
function reconcile(text: Reading | undefined, html: Reading | undefined): Reading | undefined {
  if (!text || !html || html.original === "") {
    return text ?? html;
  }
  const better = text.cut && text.kept !== "" && (!html.cut || html.kept === "") ? text : html;
  // Most programs mark the signature in html only: then the two still agree on what is quote.
  if (sameWords(text.kept, html.kept) || sameWords(signed(text), signed(html))) {
    return better;
  }
  return {
    ...better,
    method: `${better.method}; text and html differ`,
    confidence: Math.min(better.confidence, 0.6),
  };
}

function signed({ kept, signature }: Reading): string {
  return `${kept}\n${signature}`;
}

function sameWords(one: string, other: string): boolean {
  return one === other || wordsOnly(one) === wordsOnly(other);
}

function wordsOnly(text: string): string {
  return text
    .replace(/<?(?:https?:\/\/|mailto:)[^\s<>]{1,2000}>?/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .toLowerCase();
}
