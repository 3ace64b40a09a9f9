// Reads one reply: the text and html of its body become ordered blocks: what the author wrote, what they quoted and what their
// program signs. Each body goes one way: lines, pieces, decision, blocks. Nothing is ever lost.
import type { ReplyParts } from "../domain/message.ts";
import { blocksOf, stretchesOf } from "./blocks.ts";
import { type Decision, decide } from "./decide.ts";
import { renderLines, renderText } from "./html/render.ts";
import { keptTexts } from "./kept-text.ts";
import { withParent } from "./known/known-parent.ts";
import { type Line, linesOfText } from "./line.ts";
import { type Reading, reconcile } from "./reconcile.ts";
import { quoteStartByParser } from "./text/parser-witness.ts";
import { splitSharedLines } from "./text/shared-lines.ts";
import { markTabQuotes } from "./text/tab-quotes.ts";

/** What is known of one reply. `parent` is the text (and html) of the email it answers, when that is one of ours. */
export interface ReplyInput {
  text?: string | undefined;
  html?: string | undefined;
  parent?: { text: string; html?: string | undefined } | undefined;
}

/**
 * The parts, and the whole: `original` is one text rendering of all visible content of the body that was read; `visible` are the
 * kept words as a reader sees them, without the targets of links.
 */
export interface Reply extends ReplyParts {
  original: string;
  visible: string;
}

/**
 * What the author wrote, quoted and signed. `kept` is never empty while `original` has words: with nothing left, kept is the
 * original and the method says so. Confidence is 0 to 1. Takes time linear in the length of the input and never throws.
 */
export function extractReply(input: ReplyInput): Reply {
  const ofHtml = hasWords(input.html) ? readHtml(input.html, input.parent) : undefined;
  const ofText = hasWords(input.text) ? readText(input.text, input.parent) : undefined;
  const chosen = reconcile(ofText, ofHtml);
  if (chosen === undefined || chosen.original === "") {
    return { original: "", blocks: [], kept: "", visible: "", method: "empty", confidence: 1 };
  }
  return isBare(chosen.kept) ? wholeShown(chosen) : withoutCut(chosen);
}

/** The whole as one kept block. */
export function asWhole(original: string, method: string, confidence: number): Reply {
  const blocks = [{ kind: "kept" as const, text: original, html: "", evidence: "" }];
  return { original, blocks, kept: original, visible: original, method, confidence };
}

/** Nothing but rules, marks and unseen characters: "--", "____", "> >". A lone "?" is an answer. */
function isBare(kept: string): boolean {
  return !/[^\s\p{Pd}\p{C}_=<>|*#~]/u.test(kept);
}

function wholeShown({ original, method }: Reading): Reply {
  return asWhole(original, `${method}; nothing left, whole shown`, 0.2);
}

function withoutCut({ original, blocks, kept, visible, method, confidence }: Reading): Reply {
  return { original, blocks, kept, visible, method, confidence };
}

function hasWords(body: string | undefined): body is string {
  return body !== undefined && body.trim() !== "";
}

function readHtml(html: string, parent: ReplyInput["parent"]): Reading {
  const lines = splitSharedLines(renderLines(html));
  return reading(lines, "html", () => considerParent(lines, decide(lines), parent));
}

function readText(text: string, parent: ReplyInput["parent"]): Reading {
  const lines = splitSharedLines(linesOfText(text));
  return reading(lines, "text", () => considerParent(lines, decideText(lines), parent));
}

function decideText(lines: Line[]): Decision {
  markTabQuotes(lines);
  const decision = decide(lines);
  return decision.labels.includes("quoted") ? decision : askParser(lines, decision);
}

function considerParent(lines: readonly Line[], decision: Decision, parent: ReplyInput["parent"]): Decision {
  if (parent === undefined) {
    return decision;
  }
  const renderings = parent.html === undefined ? [parent.text] : [parent.text, renderText(parent.html)];
  return withParent(lines, decision, renderings);
}

/** Nobody writes a reply of so many lines or parts, and nobody reads one: it is shown whole. */
const linesMax = 100_000;
const stretchesMax = 2_000;

function keptWhole(lines: readonly Line[]): Decision {
  return { labels: lines.map(() => "kept"), evidence: lines.map(() => ""), confidence: 0.2 };
}

/** Our lines show no quote: email-reply-parser may know a form we do not. */
function askParser(lines: readonly Line[], decision: Decision): Decision {
  const from = quoteStartByParser(lines.map((line) => line.raw).join("\n"));
  if (from === undefined || !lines.slice(0, from).some((line) => line.text !== "")) {
    return decision;
  }
  const labels = [...decision.labels].fill("quoted", from);
  const evidence = [...decision.evidence].fill("email-reply-parser", from);
  return { labels, evidence, confidence: 0.6 };
}

function reading(lines: readonly Line[], source: "text" | "html", decideAll: () => Decision): Reading {
  const found = lines.length > linesMax ? undefined : decideAll();
  const cutUp = found === undefined ? [] : stretchesOf(lines, found);
  const isLegible = found !== undefined && cutUp.length <= stretchesMax;
  const decision = isLegible ? found : keptWhole(lines);
  const stretches = isLegible ? cutUp : stretchesOf(lines, decision);
  const blocks = blocksOf(stretches);
  const cuts = new Set(blocks.map(({ evidence }) => evidence).filter((evidence) => evidence !== ""));
  return {
    original: blocks.map(({ text }) => text).join(""),
    blocks,
    ...keptTexts(stretches),
    method: `${source}: ${isLegible ? [...cuts].join(", ") || "no quote" : "too many parts"}`,
    confidence: decision.confidence,
    cut: decision.labels.includes("quoted"),
  };
}
