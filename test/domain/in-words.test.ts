// Lists of names in sentences.
import { expect, it } from "vitest";
import { namesInWords, namesMax } from "../../src/domain/in-words.ts";

const names = (count: number) => Array.from({ length: count }, (_, index) => `N${index + 1}`);

it("name everybody up to the limit, and count the rest of more", () => {
  expect(namesInWords(names(3))).toBe("N1, N2 and N3");
  expect(namesInWords(names(namesMax))).toContain(`and N${namesMax}`);
  expect(namesInWords(names(1_015))).toMatch(/^N1, .*, N15 and 1,000 others$/u);
  expect(namesInWords(names(1_015), "de")).toMatch(/^N1, .*, N15 und 1\.000 weitere$/u);
});
