// Header lines that no mail program wrote above a quote: the author typed them for us, filled in a form, or pasted them out of a
// mail's source or Git. Reads lines, answers whether; looks at a bounded number of lines.
import type { Line } from "../line.ts";
import { labelOf } from "./header-label.ts";
import { isRule, isSeparator } from "./separator.ts";

/** Lines of a paragraph that are looked at on either side. */
const linesMax = 24;

/** "Please use these from now on:", above "From: …" and "To: …": the author writes them down for us. */
export function isAnnounced(lines: readonly Line[], at: number): boolean {
  let first = at;
  while (first > 0 && at - first < linesMax && labelOf(lines[first - 1]?.text ?? "") !== undefined) {
    first--;
  }
  const above = lines[first - 1]?.text === "" ? lines[first - 2] : lines[first - 1];
  return above !== undefined && /[^:：][:：]$/.test(above.text) && !isRule(above);
}

/** "Company: Harbor Ltd" above or among "To: be decided", "Date: 12 May" and "Subject: import": a form, filled in. */
export function isFormLine(line: Line | undefined, first: Line): boolean {
  return (
    line !== undefined &&
    line.cut === "" &&
    line.depth === first.depth &&
    /^\p{L}[^:：@]{0,30}[:：]\s{0,3}[^\s@]{1,80}(?: [^\s@]{1,80}){0,12}$/u.test(line.text.slice(0, 300))
  );
}

/**
 * Whether the header at `at` is one of Git's, or stands in one paragraph with headers that programs show to nobody. Below a
 * separator it is a mail that was forwarded with all it had.
 */
export function isPasted(lines: readonly Line[], at: number): boolean {
  // commit 1a2b3c4d5e     Merge: 1a2b3c4 5d6e7f8     From 1a2b3c4d5e Mon Sep 17 00:00:00 2001
  if (/^(?:commit|Merge:|From) [\da-f]{7,40}(?: |$)/.test(lines[at - 1]?.text ?? "")) {
    return true;
  }
  let first = at;
  while (first > 0 && at - first < linesMax && lines[first - 1]?.text !== "") {
    first--;
    const line = lines[first];
    if (line && (line.cut !== "" || isRule(line) || isSeparator(line.text))) {
      return false;
    }
  }
  for (let i = first; i < at + linesMax && (lines[i]?.text ?? "") !== ""; i++) {
    if (bareHeader.test(lines[i]?.text ?? "")) {
      return true;
    }
  }
  return false;
}

// MAIL FROM:<ann@example.com>
// Received: from mx.example.com (192.0.2.1) by mx2.example.com; Mon, 1 Feb 2016 18:32:00 +0100     Message-ID: <1@example.com>
const bareHeader =
  /^(?:(?:MAIL FROM|RCPT TO): ?<|Received: from |(?:Return-Path|Delivered-To|Message-ID|In-Reply-To|MIME-Version|Content-Type|DKIM-Signature|Authentication-Results|ARC-\w{4,30}|X-[\w-]{2,40}): )/i;
