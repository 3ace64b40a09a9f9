// Thanks, wishes and "got it" in answer to an email that takes commands: there is nothing to do about them.
import { describe, expect, it } from "vitest";
import { isCourtesyOnly as readPlain } from "../../../src/inbox/commands/read-courtesy.ts";
import { reading } from "./names.ts";
import { taken } from "./approval-phrases.ts";
import { cancelled, chosen, moved } from "./choice-phrases.ts";

const isCourtesyOnly = reading(readPlain);

describe("a courtesy", () => {
  it.each([
    "Great, thank you!",
    "Thanks!",
    "Ok, thanks Priya",
    "Perfect.",
    "Hi Priya,\n\nthank you so much, see you then!\n\nBest,\nAnn Miller",
    "Got it. Looking forward to it!",
    "👍 Thanks",
    "Super, vielen Dank!\nAnn",
    "Alles klar, danke",
    "Freue mich darauf. Viele Grüße, Ann",
    "Merci beaucoup, bonne journée",
    "Entendu, merci !",
    "¡Muchas gracias! Un saludo, Ann",
  ])("is all of %j", (kept) => {
    expect(isCourtesyOnly(kept)).toBe(true);
  });

  it.each([
    "",
    "Yes",
    "OK",
    "Thanks?",
    "Thanks, but could we meet later?",
    "Thank you. Tom joins us.",
    "Great, thanks Sidebar",
    "No thanks",
    "Thanks for the update. The page is down.",
    "See you at five",
    "Danke, aber es passt nicht",
    "And",
    "and thanks and",
    "Not great",
  ])("is not all of %j", (kept) => {
    expect(isCourtesyOnly(kept)).toBe(false);
  });

  it("is no command, and no command is one", () => {
    for (const kept of [...taken, ...chosen, ...cancelled, ...moved])
      expect(isCourtesyOnly(kept), kept).toBe(false);
  });
});
