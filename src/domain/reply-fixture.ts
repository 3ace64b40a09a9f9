// The form in which a case of a reply that was taken apart wrongly leaves the house, and which `inreply extract --jsonl` reads.
import type { ReplyVerdict } from "./message.ts";

/** A case of fixtures/replies in one file: the mail as it came, else its bodies, else the words that we kept of it. */
export interface ReplyFixture {
  id: string;
  kind: "eml" | "html" | "text";
  /** Base64 of the raw email. */
  eml?: string;
  text?: string;
  html?: string;
  parent?: { text: string; html?: string };
  /** What should have been kept; what was kept while nobody wrote it. */
  expected: string;
  /** Lines that may be shown or not: the signature, and quoted lines that answers stand between. */
  optional: string[];
  policy: "sig:either";
  truth: ReplyTruth;
  verdict: ReplyVerdict;
}

export type ReplyTruth = "exact" | "not judged yet";

/** How far the expected words can be believed. */
export function truthOf(expected: string | null): ReplyTruth {
  return expected === null ? "not judged yet" : "exact";
}
