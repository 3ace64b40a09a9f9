// The languages that people read us in.
import { expect, it } from "vitest";
import { intlLocale, requireLocale } from "../../src/domain/locale.ts";

it("knows English and German, and says what it knows for any other", () => {
  expect(["en", "de"].map(requireLocale).map(intlLocale)).toEqual(["en-GB", "de-DE"]);
  for (const typed of ["fr", "", "EN", "constructor"]) {
    expect(() => requireLocale(typed)).toThrow(`“${typed}” is not one of en, de.`);
  }
});
