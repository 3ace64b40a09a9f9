// What email-reply-parser is asked for a plain text, where it helps, and where our decision stands against it.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import EmailReplyParser from "email-reply-parser";
import { describe, expect, test, vi } from "vitest";
import { extractReply } from "../../../src/reply/extract.ts";
import { quoteStartByParser } from "../../../src/reply/text/parser-witness.ts";
import { cpuMsOf } from "../../support/cpu-time.ts";
import { loadCases } from "../../support/replies/case.ts";

// One test waits for the package not to end.
vi.setConfig({ testTimeout: 30_000 });

const words = (text: string) => text.replace(/\s+/gu, " ").trim();
const byPackage = (text: string) => words(new EmailReplyParser().read(text).getVisibleText());
const byUs = (text: string) => words(extractReply({ text }).kept);

describe("the package cuts the author's words, we keep them", () => {
  test.each([
    [
      "“From:” in a sentence",
      "Hi Ann,\n\nFrom: head office we heard that the <Premium> plan is ours.\n\nStart with the shop.",
    ],
    ["“Von:” in a sentence", "Hallo,\n\nVon: Montag bis [Freitag]\n\nist niemand da."],
    ["one address behind “From:”", "Hello,\n\nFrom: Carl <carl@moss.example>\n\nanswer him, please."],
    ["marks typed by hand at the end", "Our prices:\n\n> 100 pieces: 5 % off\n> 1000 pieces: 10 % off"],
    ["marks typed by hand between words", "The sign shall say:\n> Back in ten minutes.\n\nIn capitals."],
    [
      "somebody “wrote:”",
      "Hello,\n\nas our lawyer on Monday at noon wrote:\n\nevery page needs the imprint.",
    ],
    ["“On …” and “wrote:”", "Hello,\n\nOn the phone Ann wrote:\n\nevery page needs the imprint."],
    ["“On …”, “wrote:” a line below", "Thanks!\n\nOn page one it says what Ann\nwrote:\n\nThe old words."],
    ["a rule between two parts", "Part one: fine.\n\n---\n\nPart two: too dark."],
    [
      "a greeting with words below it",
      "Here are the texts.\n\nBest regards,\nBo\n\nP.S. The shop opens at nine.",
    ],
  ])("%s", (_, text) => {
    expect(byPackage(text).length).toBeLessThan(words(text).length);
    expect(byUs(text)).toBe(words(text));
  });
});

describe("the package shows the quote, our evidence folds it and does not ask", () => {
  test.each([
    [
      "Hungarian",
      "Jó lesz.\n\nAnn Lee <ann@harbor.example> ezt írta (időpont: 2024. márc. 5., K, 14:02):\n\nMelyik?",
    ],
    [
      "a header block in Czech",
      "Jó lesz.\n\nOd: Ann Lee <ann@harbor.example>\nOdesláno: úterý 5. března 2024 14:02\nKomu: Bo\nPředmět: Text\n\nJe?",
    ],
  ])("%s", (_, text) => {
    expect(byPackage(text)).not.toBe("Jó lesz.");
    const { kept, method } = extractReply({ text });
    expect([kept, method.includes("email-reply-parser")]).toEqual(["Jó lesz.", false]);
  });
});

describe("the package is asked where our evidence finds no quote", () => {
  test.each([
    ["no time", "Am Dienstag schrieb Ann Lee <ann@harbor.example>:"],
    ["no year, time or address", "pe 5. maaliskuuta Ann Lee kirjoitti:"],
    ["day and month only", "man. 5 mars skrev Ann Lee:"],
  ])("and its word is taken for an attribution that we do not know: %s", (_, attribution) => {
    const { kept, method, confidence } = extractReply({
      text: `Yes, fine.\n\n${attribution}\n\nThe old words.\n`,
    });
    expect([kept, method, confidence]).toEqual(["Yes, fine.", "text: email-reply-parser", 0.6]);
  });

  // Nor does any of the public collections' that the bench reads. Whoever finds one names it here.
  test("and no case of fixtures/replies needs its word", () => {
    const cases = loadCases(fileURLToPath(new URL("../../../fixtures/replies", import.meta.url)));
    const decided = cases.filter(({ text }) => extractReply({ text }).method.includes("email-reply-parser"));
    expect(decided.map(({ id }) => id)).toEqual([]);
  });
});

describe("the package is not asked for what it may not end on", () => {
  const newlines = `Yes.\n${"\n".repeat(40_000)}Ann wrote:`;

  test("such as 40,000 empty lines", () => {
    const program = `import E from "email-reply-parser"; new E().read(${JSON.stringify(newlines)});`;
    const { signal } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
      timeout: 2_000,
      cwd: import.meta.dirname,
    });
    expect(signal).toBe("SIGTERM");
    expect(cpuMsOf(() => expect(byUs(newlines)).toBe("Yes. Ann wrote:"))).toBeLessThan(500);
  });

  const attribution = "On 5 March Ann Lee wrote:";
  test.each([
    [
      "a long text",
      (times: number) => `${"The shop opens at nine.\n".repeat(times)}\n${attribution}\n\nold\n`,
      300,
    ],
    ["many lines", (times: number) => `${"a\n".repeat(times)}\n${attribution}\n\nold\n`, 250],
    ["a long line", (times: number) => `${"every ".repeat(times)}\n\n${attribution}\n\nold\n`, 150],
    ["deep quotes", (times: number) => `Yes.\n\n${attribution}\n\n${">".repeat(times)} old\n`, 12],
  ])("or %s", (_, textOf, tooMany) => {
    expect(quoteStartByParser(textOf(3))).toBeGreaterThan(0);
    expect(quoteStartByParser(textOf(tooMany))).toBeUndefined();
  });
});
