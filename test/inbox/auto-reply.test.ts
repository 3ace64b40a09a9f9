// Automatic answers are told from people's mails by header, by subject in many languages, and by words that say nothing else.
import { describe, expect, it } from "vitest";
import { findAutoWords } from "../../src/inbox/auto-words.ts";
import * as sentences from "../../src/inbox/auto-sentences.ts";
import { classify } from "../../src/inbox/classify.ts";
import { parseEmail } from "../../src/inbox/parse.ts";
import { attack } from "../support/expressions/attack.ts";
import { automatic, human, type Example } from "./auto-mails.ts";

const own = {
  isOwnMessageId: () => false,
  isOwnLoopMarker: () => false,
  isOwnAddress: (address: string) => address === "support@agency.example",
  isOurGroup: () => false,
  probeOf: () => undefined,
};

/** As processing sees it: the kind of email, and where that is a person's, its words. */
async function isAutomatic([, subject, body = "Yes, please.", headers = []]: Example): Promise<boolean> {
  const encoded = `=?utf-8?B?${Buffer.from(subject).toString("base64")}?=`;
  const lines = ["From: Ann <ann@client.example>", `Subject: ${encoded}`, ...headers];
  if (!headers.some((line) => line.startsWith("Content-Type")))
    lines.push("Content-Type: text/plain; charset=utf-8");
  const email = await parseEmail(Buffer.from([...lines, "", body].join("\r\n")));
  const isNull = headers.includes("Return-Path: <>");
  const envelope = { from: isNull ? "" : "ann@client.example", to: "r-x@reply.example" };
  const { kind } = classify(email, envelope, own);
  if (kind === "auto_reply") return true;
  expect(kind).toBe("human");
  return findAutoWords(email.subject, email.text ?? "") !== undefined;
}

describe("an automatic answer", () => {
  it.each(automatic)("is known: %s: %s", async (...example) => {
    expect(await isAutomatic(example as unknown as Example)).toBe(true);
  });
});

describe("a person", () => {
  it.each(human)("stays one: %s: %s", async (...example) => {
    expect(await isAutomatic(example as unknown as Example)).toBe(false);
  });
});

it("takes no time over any text, since each expression is given short ones only", () => {
  const { bySentence, ...others } = sentences;
  const expressions = [
    ...Object.values(bySentence).flatMap(({ absence, beside }) => [absence, beside]),
    ...Object.values(others),
  ];
  for (const expression of expressions) {
    expect(attack(expression, 1_500, 20).slowestMs, String(expression)).toBeLessThan(20);
  }
  const hostile = ["a ", "i am ", "x,i ", "your request ", "é, ", "1. ", "thank you for contacting "];
  for (const piece of hostile) {
    const text = piece.repeat(1_500).slice(0, 1_500);
    const began = performance.now();
    findAutoWords(text, text);
    expect(performance.now() - began, piece).toBeLessThan(200);
  }
});

it("has at least 120 examples of either, each once", () => {
  for (const examples of [automatic, human]) {
    expect(examples.length).toBeGreaterThanOrEqual(120);
    expect(new Set(examples.map(([about]) => about)).size).toBe(examples.length);
  }
});
