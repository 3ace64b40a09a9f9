// Moments in the words of their reader.
import { expect, it } from "vitest";
import { momentInWords } from "../../src/domain/clock.ts";

it("a moment is said in its reader’s zone and language, English where none is named", () => {
  const at = "2026-11-12T09:04:00.000Z";
  const english = momentInWords(at, "Europe/Berlin");
  expect(english).toMatch(/^Thu,? 12 Nov 2026,? 10:04 Central European Standard Time$/u);
  expect(momentInWords(at, "Europe/Berlin", "de")).toMatch(
    /^Do\.?, 12\. Nov\.? 2026,? 10:04 Uhr Mitteleuropäische Normalzeit$/u,
  );
  expect(momentInWords(at, "Europe/Berlin", "en")).toBe(english);
  expect(momentInWords(at, "Asia/Kolkata", "de")).toContain("14:34");
});
