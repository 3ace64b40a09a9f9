// Names as somebody typed them.
import { expect, it } from "vitest";
import { requireName } from "../../src/domain/name.ts";

it("keeps names of every script, and nothing that turns around what stands behind it", () => {
  const hebrew = "שרה כהן־לוי\u200f";
  const family = "Zoë 👩🏽‍💻👨‍👩‍👧‍👦";
  expect([requireName(hebrew), requireName(family)]).toEqual([hebrew, family]);
  expect(requireName("\u202egro.live\u202c \u2066Eve\u2069\r\nBcc: x")).toBe("gro.live Eve Bcc: x");
  expect(() => requireName("\u202e \u2069")).toThrow("A name is needed.");
});
