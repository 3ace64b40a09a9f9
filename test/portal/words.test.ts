// Moments as pages say them for reading along.
import { expect, it } from "vitest";
import { momentWords } from "../../src/portal/words.ts";

it.each([
  ["today", "2026-03-12T09:04:00Z", "2026-03-12T20:00:00Z", "Today, 10:04"],
  ["yesterday", "2026-03-11T09:04:00Z", "2026-03-12T20:00:00Z", "Yesterday, 10:04"],
  [
    "soon after the night that was an hour short",
    "2026-03-29T09:04:00Z",
    "2026-03-29T22:30:00Z",
    "Yesterday, 11:04",
  ],
  [
    "soon after the night that was an hour long",
    "2026-10-25T10:04:00Z",
    "2026-10-25T23:30:00Z",
    "Yesterday, 11:04",
  ],
])("a moment is said by the reader’s day: %s", (_, at, now, words) => {
  expect(momentWords(at, { locale: "en", timeZone: "Europe/Berlin", now: new Date(now) }).short).toBe(words);
});

it("a moment longer ago has its date, and its year when that is another", () => {
  const now = new Date("2026-03-12T20:00:00Z");
  expect(momentWords("2026-03-10T09:04:00Z", { locale: "en", timeZone: "Europe/Berlin", now }).short).toMatch(
    /^Tue,? 10 Mar, 10:04$/u,
  );
  expect(momentWords("2025-12-31T23:30:00Z", { locale: "en", timeZone: "Europe/Berlin", now }).short).toMatch(
    /^Thu,? 1 Jan, 00:30$/u,
  );
  expect(momentWords("2025-12-31T22:30:00Z", { locale: "en", timeZone: "Europe/Berlin", now }).short).toMatch(
    /^Wed,? 31 Dec 2025, 23:30$/u,
  );
});
