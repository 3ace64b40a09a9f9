// Every reply of fixtures/replies is shown as its author wrote it: no word lost, none of the quote's shown.
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseEmail } from "../../src/inbox/parse.ts";
import { replyBodies } from "../../src/inbox/reply-bodies.ts";
import { extractReply } from "../../src/reply/extract.ts";
import { loadCases, type ReplyCase } from "../support/replies/case.ts";
import { scoreReply, type Score } from "../support/replies/score.ts";

const cases = loadCases(fileURLToPath(new URL("../../fixtures/replies", import.meta.url)));

async function read({ kind, text, html, eml, parent }: ReplyCase): Promise<string> {
  const bodies =
    eml !== undefined ? replyBodies(await parseEmail(eml)) : kind === "text" ? { text } : { html };
  return extractReply({ ...bodies, parent }).visible;
}

const right: Pick<Score, "lostWords" | "leakedWords"> = { lostWords: [], leakedWords: [] };
const nameOf = (one: ReplyCase) => [one.id, one] as const;

describe("a reply is shown as its author wrote it", () => {
  test.each(cases.map(nameOf))("%s", async (_, one) => {
    expect(scoreReply(one, await read(one))).toMatchObject(right);
  });
});

describe("a case", () => {
  test("has its own id, which is that of its files", () => {
    const ids = cases.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(cases.filter(({ id, source }) => !id.startsWith(`${source}/`)).map(({ id }) => id)).toEqual([]);
  });

  test("asks for something, or it could not fail", () => {
    const empty = cases.filter((one) => scoreReply(one, "").isOk);
    expect(empty.map(({ id }) => id)).toEqual([]);
  });
});
