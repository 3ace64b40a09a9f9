// Which names of somebody who is erased may be taken out of what others wrote.
import { describe, expect, it } from "vitest";
import { namesToErase } from "../../src/actions/erase-mentions.ts";

describe("of what senders call themselves", () => {
  it.each(["Sam Hill", "Ann von der Au", "Weber, Ann", "J. R. O’Neil-Smith", "Łukasz Żak", "田中 太郎"])(
    "%s is a name",
    (name) => expect(namesToErase(undefined, [name], [])).toEqual({ names: [name], isAnyLeft: false }),
  );

  it.each([
    "of the",
    "Re: the form",
    "Will",
    "form for Ann Weber",
    "A1 B2",
    "the Form",
    `Ann ${"x".repeat(500)}`,
  ])("%s is none", (name) =>
    expect(namesToErase(undefined, [name], [])).toEqual({ names: [], isAnyLeft: true }),
  );

  it("what has a word of the name we know them by is theirs, however it is built", () => {
    const { names } = namesToErase("Ann Weber", ["Weber, Ann (private)", "of the"], []);
    expect(names).toEqual(["Ann Weber", "Weber, Ann (private)"]);
  });

  it("nothing is that somebody else here is called", () => {
    const taken = ["Priya Nair", "Ann Weber"];
    expect(namesToErase("Ann Weber", ["PRIYA  NAIR", "Sam Hill"], taken)).toEqual({
      names: ["Sam Hill"],
      isAnyLeft: true,
    });
  });
});
