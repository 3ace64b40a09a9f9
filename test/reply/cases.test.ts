// Every reply of fixtures/replies is shown as its author wrote it: no word lost, none of the quote's shown.
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseEmail } from "../../src/inbox/parse.ts";
import { replyBodies } from "../../src/inbox/reply-bodies.ts";
import { extractReply } from "../../src/reply/extract.ts";
import { loadCases, type ReplyCase } from "../support/replies/case.ts";
import { scoreReply, type Score } from "../support/replies/score.ts";

const cases = loadCases(fileURLToPath(new URL("../../fixtures/replies", import.meta.url)));

/** Read wrong as yet, each with what is missing. One that is read right leaves this list. */
const stillWrong: Record<string, string> = {
  "help-desks/basecamp": "a marker of other words and dashes",
  "help-desks/zendesk-de": "the marker in German",
  "old-headers/ccmail": "“Reply Separator” between its rules is shown",
  "old-headers/groupwise": "“>>> name date >>>” above an unmarked quote",
  "old-headers/notes-on-date": "a line that ends in a date, above “To:” and “Subject:”",
  "old-headers/notes-table": "labels and their values on lines of their own",
  "old-headers/quoting": "“Quoting …:” with an empty line below it",
  "stays/dashes-in-code": "“-- ” opens a comment of SQL, not a signature",
};

async function read({ kind, text, html, eml, parent }: ReplyCase): Promise<string> {
  const bodies =
    eml !== undefined ? replyBodies(await parseEmail(eml)) : kind === "text" ? { text } : { html };
  return extractReply({ ...bodies, parent }).kept;
}

const right: Pick<Score, "lostWords" | "leakedWords"> = { lostWords: [], leakedWords: [] };
const nameOf = (one: ReplyCase) => [one.id, one] as const;

describe("a reply is shown as its author wrote it", () => {
  test.each(cases.filter(({ id }) => !(id in stillWrong)).map(nameOf))("%s", async (_, one) => {
    expect(scoreReply(one, await read(one))).toMatchObject(right);
  });

  test("but for those known to be read wrong", async () => {
    const listed = cases.filter(({ id }) => id in stillWrong);
    const scores = await Promise.all(listed.map(async (one) => scoreReply(one, await read(one))));
    expect(
      listed
        .filter((_, index) => !scores[index]!.isOk)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(Object.keys(stillWrong).toSorted());
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
