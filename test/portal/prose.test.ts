import { describe, expect, it } from "vitest";
import { momentInWords } from "../../src/domain/clock.ts";
import { toProse } from "../../src/portal/prose.ts";
import { namesInWords, sizeInWords } from "../../src/domain/in-words.ts";
import { ageInWords, momentWords } from "../../src/portal/words.ts";
import { cpuMsOf } from "../support/cpu-time.ts";

describe("plain text on a page", () => {
  it("loses no word, whatever it holds", () => {
    const text = "One\ntwo  https://a.example/x, three\n\n \n\nFour http:// five\n\n";
    const prose = toProse(text);
    expect(prose.map((pieces) => pieces.map((piece) => piece.text).join(""))).toEqual([
      "One\ntwo  https://a.example/x, three",
      "Four http:// five",
    ]);
    expect(prose[0]![1]).toEqual({ text: "https://a.example/x", href: "https://a.example/x" });
  });

  it("stays quick on text made to be slow", () => {
    const hostile = [
      "\n".repeat(400_000),
      `${"\n \t".repeat(150_000)}x`,
      "https://".repeat(60_000),
      `https://a.example/${")".repeat(400_000)}`,
      `https://${".".repeat(400_000)}`,
    ];
    for (const text of hostile) {
      expect(cpuMsOf(() => toProse(text))).toBeLessThan(1_000);
    }
  });
});

describe("moments, sizes and names in words", () => {
  const now = new Date("2026-03-29T10:00:00.000Z");

  it("says a moment in the reader's zone, also across a change to summer time", () => {
    expect(
      momentWords("2026-03-29T00:30:00.000Z", { locale: "en", timeZone: "Europe/Berlin", now }).short,
    ).toBe("Today, 01:30");
    expect(
      momentWords("2026-03-29T01:30:00.000Z", { locale: "en", timeZone: "Europe/Berlin", now }).short,
    ).toBe("Today, 03:30");
    expect(
      momentWords("2026-03-28T22:59:00.000Z", { locale: "en", timeZone: "Europe/Berlin", now }).short,
    ).toBe("Yesterday, 23:59");
    expect(
      momentWords("2026-03-28T23:01:00.000Z", { locale: "en", timeZone: "Europe/Berlin", now }).short,
    ).toBe("Today, 00:01");
    expect(
      momentWords("2025-12-31T22:00:00.000Z", { locale: "en", timeZone: "America/New_York", now }).short,
    ).toBe("Wed, 31 Dec 2025, 17:00");
  });

  it("says ages, sizes and lists of names", () => {
    expect(ageInWords("2026-03-29T09:59:30.000Z", now)).toBe("just now");
    expect(ageInWords("2026-03-29T10:00:05.000Z", now)).toBe("just now");
    expect(ageInWords("2026-03-26T09:00:00.000Z", now)).toBe("3 days ago");
    expect([480, 12_300, 3_600_000, 25 * 1024 * 1024].map((bytes) => sizeInWords(bytes))).toEqual([
      "480 bytes",
      "12 KB",
      "3.4 MB",
      "25 MB",
    ]);
    expect(namesInWords(["Ann", "Lee", "Priya"])).toBe("Ann, Lee and Priya");
  });

  it("says them in German, too", () => {
    expect(ageInWords("2026-03-29T09:59:30.000Z", now, "de")).toBe("gerade eben");
    expect(ageInWords("2026-03-26T09:00:00.000Z", now, "de")).toBe("vor 3 Tagen");
    expect([480, 3_600_000].map((bytes) => sizeInWords(bytes, "de"))).toEqual(["480 Byte", "3,4 MB"]);
    expect(namesInWords(["Ann", "Lee", "Priya"], "de")).toBe("Ann, Lee und Priya");
    expect(momentInWords("2026-03-29T01:30:00.000Z", "Europe/Berlin", "de")).toBe(
      "So., 29. März 2026, 03:30 Uhr Mitteleuropäische Sommerzeit",
    );
  });
});
