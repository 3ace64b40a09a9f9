// Our Message-IDs: "<m.TOKEN@domain>" an email, "<w.TOKEN@domain>" its twin, the last entry of its References, and
// "<t.TOKEN@domain>" the root that all emails of a task refer to. Written, read, and found in free text.
import { readToken, tokenLength, writeToken } from "./token.ts";
import type { KeyRing } from "./token.ts";

export type OwnMessageId =
  | { kind: "email" | "twin"; outboundEmailId: number }
  | { kind: "task"; taskId: number };

/** RFC 5322 section 2.1.1: no line is longer, so no Message-ID is. */
const messageIdLengthMax = 998;

/** Ids proved in one text; what a hostile text holds beyond them is not looked at. */
const candidateCountMax = 2_000;

const idSyntax = `([mwtMWT])\\.([A-Za-z2-7]{${tokenLength}})`;
const wholeId = new RegExp(`^${idSyntax}@[^\\s<>@]+$`, "u");
const idInText = new RegExp(`${idSyntax}(?![A-Za-z2-7])`, "gu");

/** The Message-ID of an outbound email, with angle brackets; always the same, also on a retry. */
export function emailMessageId(keys: KeyRing, domain: string, outboundEmailId: number): string {
  return `<m.${writeToken(keys, "email", { reference: outboundEmailId, version: 0 })}@${domain}>`;
}

/** A second id of the same email, for the end of its References: some senders' services replace the Message-ID. */
export function twinMessageId(keys: KeyRing, domain: string, outboundEmailId: number): string {
  return `<w.${writeToken(keys, "twin", { reference: outboundEmailId, version: 0 })}@${domain}>`;
}

/** The root of a task's thread, first in the References of all its emails; no email has it as its own. */
export function taskMessageId(keys: KeyRing, domain: string, taskId: number): string {
  return `<t.${writeToken(keys, "task", { reference: taskId, version: 0 })}@${domain}>`;
}

/**
 * What one of our Message-IDs names, with or without angle brackets and in any case; undefined for everybody else's.
 * The domain may be any, since relays rewrite it: the token is the proof.
 */
export function readMessageId(keys: KeyRing, messageId: string): OwnMessageId | undefined {
  if (messageId.length > messageIdLengthMax) return undefined;
  const trimmed = messageId.trim();
  const isBracketed = trimmed.startsWith("<") && trimmed.endsWith(">");
  const match = wholeId.exec(isBracketed ? trimmed.slice(1, -1) : trimmed);
  return match ? readParts(keys, match[1] ?? "", match[2] ?? "") : undefined;
}

/**
 * Our ids in free text, such as the headers that a delivery report quotes: each once, in the order they first appear,
 * at most `countMax`. The References of an email hold the ids of earlier ones too; its own is the twin at their end.
 */
export function findMessageIds(keys: KeyRing, text: string, countMax = 100): OwnMessageId[] {
  const found = new Map<string, OwnMessageId>();
  let candidateCount = 0;
  for (const match of text.matchAll(idInText)) {
    candidateCount += 1;
    if (found.size >= countMax || candidateCount > candidateCountMax) break;
    const id = readParts(keys, match[1] ?? "", match[2] ?? "");
    // The key stays the same when two keys of the ring wrote ids of the same email.
    if (id) found.set(`${id.kind} ${id.kind === "task" ? id.taskId : id.outboundEmailId}`, id);
  }
  return [...found.values()];
}

function readParts(keys: KeyRing, letter: string, token: string): OwnMessageId | undefined {
  const kind =
    letter === "m" || letter === "M" ? "email" : letter === "w" || letter === "W" ? "twin" : "task";
  const content = readToken(keys, kind, token);
  if (content === undefined) return undefined;
  return kind === "task" ? { kind, taskId: content.reference } : { kind, outboundEmailId: content.reference };
}
