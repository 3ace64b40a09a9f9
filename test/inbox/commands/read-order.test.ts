// Ordering the backlog by reply: a list of numbers and nothing else.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readOrder as readPlain } from "../../../src/inbox/commands/read-order.ts";
import { reading } from "./names.ts";

const readOrder = reading(readPlain);

const countMax = 5;

const ordered: readonly (readonly [kept: string, order: number[]])[] = [
  ["2, 1, 4", [2, 1, 4]],
  ["2-1-4", [2, 1, 4]],
  ["2 - 1 - 4", [2, 1, 4]],
  ["2 – 1 – 4, please", [2, 1, 4]],
  ["2. 1. 4", [2, 1, 4]],
  ["2. 1. 4.", [2, 1, 4]],
  ["2. 1. 4. Thanks!", [2, 1, 4]],
  ["2 1 4", [2, 1, 4]],
  ["2,1,4.", [2, 1, 4]],
  ["2,1,4", [2, 1, 4]],
  ["2 , 1 , 4", [2, 1, 4]],
  ["#2, #1", [2, 1]],
  ["#2 #1 #4", [2, 1, 4]],
  ["2; 1; 4", [2, 1, 4]],
  ["2;1;4", [2, 1, 4]],
  ["2 > 1 > 4", [2, 1, 4]],
  ["2>1>4", [2, 1, 4]],
  ["2 -> 1 -> 4", [2, 1, 4]],
  ["2 → 1 → 4", [2, 1, 4]],
  ["2 then 1 then 4", [2, 1, 4]],
  ["2, then 1, then 4", [2, 1, 4]],
  ["2, 1 and 4", [2, 1, 4]],
  ["2, 1, and then 4", [2, 1, 4]],
  ["First 2, then 1", [2, 1]],
  ["order: 2, 1, 4", [2, 1, 4]],
  ["New order: 2, 1, 4", [2, 1, 4]],
  ["The order is 2, 1, 4", [2, 1, 4]],
  ["Priority: 3, 1", [3, 1]],
  ["Please do 2, 1, 4", [2, 1, 4]],
  ["Please start with 3", [3]],
  ["3, 1 please", [3, 1]],
  ["2, 1, 4 in this order please", [2, 1, 4]],
  ["In this order: 2, 1, 4", [2, 1, 4]],
  ["2, 1, 4 thanks", [2, 1, 4]],
  ["2, 1, 4. Thanks a lot!", [2, 1, 4]],
  ["2, 1, 4\n\nBest,\nAnn", [2, 1, 4]],
  ["2, 1, 4\nAnn", [2, 1, 4]],
  ["Hi Priya,\n\n2, 1, 4\n\nKind regards\nAnn Miller", [2, 1, 4]],
  ["Hi Priya, 2, 1, 4", [2, 1, 4]],
  ["Thanks! 2, 1, 4", [2, 1, 4]],
  ["Yes, 2, 1, 4", [2, 1, 4]],
  ["3", [3]],
  ["3.", [3]],
  ["3!", [3]],
  ["#3", [3]],
  ["No. 3", [3]],
  ["number 3", [3]],
  ["Task 3", [3]],
  ["Task 3, task 1", [3, 1]],
  ["3 first", [3]],
  ["Number 3 first please", [3]],
  ["2\n1\n4", [2, 1, 4]],
  ["2\n\n1\n\n4", [2, 1, 4]],
  ["2.\n1.\n4.", [2, 1, 4]],
  ["2,\n1,\n4", [2, 1, 4]],
  ["#2\n#1", [2, 1]],
  ["2\r\n1\r\n4\r\n", [2, 1, 4]],
  ["\u200E2, 1, 4\u200E", [2, 1, 4]],
  ["２，１，４", [2, 1, 4]],
  ["5 4 3 2 1", [5, 4, 3, 2, 1]],
  ["Bitte: 2, 1, 4", [2, 1, 4]],
  ["Bitte 2, 1, 4", [2, 1, 4]],
  ["2, 1, 4 bitte", [2, 1, 4]],
  ["Reihenfolge: 2, 1, 4", [2, 1, 4]],
  ["Neue Reihenfolge bitte: 2, 1, 4", [2, 1, 4]],
  ["zuerst 2, dann 1", [2, 1]],
  ["2, dann 1, danach 4", [2, 1, 4]],
  ["Nr. 3 zuerst", [3]],
  ["Nummer 3 bitte zuerst", [3]],
  ["Hallo Priya,\n\n2, 1, 4\n\nViele Grüße\nAnn", [2, 1, 4]],
  ["Bonjour,\nordre : 2, 1, 4\nMerci", [2, 1, 4]],
  ["d'abord 2, puis 1", [2, 1]],
  ["2, puis 1, ensuite 4", [2, 1, 4]],
  ["2, 1, 4 s'il vous plaît", [2, 1, 4]],
  ["n° 3 en premier", [3]],
  ["Nº 3", [3]],
  ["orden: 2, 1, 4", [2, 1, 4]],
  ["Primero 2, luego 1", [2, 1]],
  ["2, 1 y 4, por favor", [2, 1, 4]],
  ["Hola Priya, 2, 1, 4. Gracias, Ann", [2, 1, 4]],
];

const problems = [
  ["2, 9", { problem: "unknown_number", number: 9 }],
  ["9", { problem: "unknown_number", number: 9 }],
  ["0", { problem: "unknown_number", number: 0 }],
  ["1, 0, 2", { problem: "unknown_number", number: 0 }],
  ["6, 1, 6", { problem: "unknown_number", number: 6 }],
  ["2, 2", { problem: "repeated_number", number: 2 }],
  ["1\n3\n2\n3", { problem: "repeated_number", number: 3 }],
  ["Hi Priya,\n4, 1, 4, 1\nBest, Ann", { problem: "repeated_number", number: 4 }],
] as const;

const messages: readonly string[] = [
  "2 or 1?",
  "2 or 1",
  "2?",
  "2, 1, 4?",
  "2, 1 please look at 5pm",
  "2, 1, 4 but only after the launch",
  "2, 1, not 4",
  "not 2",
  "not 2, 1",
  "2-3 days",
  "2 - 3",
  "2–3",
  "2-1",
  "2 - 1",
  "2. 1.",
  "2/1/4",
  "2.1.4",
  "12.10.",
  "12.10.2026",
  "2026",
  "2, 1, 2026",
  "1, 2, 2026",
  "2026-10-12",
  "10:30",
  "2:30",
  "5pm",
  "5 pm",
  "2pm, 1pm",
  "2nd",
  "2nd, 1st",
  "2 May",
  "May 2",
  "2. Mai",
  "Monday 2",
  "2 people will join",
  "2 hours",
  "3 days",
  "1) 3\n2) 1",
  "1. 3\n2. 1",
  "1: 3\n2: 1",
  "1 = 3",
  "- 2\n- 1",
  "* 2\n* 1",
  "(2, 1)",
  "2, 1, ...",
  "2, 1...",
  "2, 1, etc.",
  "2, 1, the rest later",
  "2, 1, 4 and a new one",
  "2, 1 can wait",
  "2 is urgent",
  "2 before 1",
  "2 is done, 1 next",
  "Ann 2",
  "2 Ann",
  "move 2 up",
  "swap 2 and 1",
  "2, 1 first, 4 last",
  "2, 1 first",
  "3 first, then the others",
  "+49 30 1234567",
  "030 123",
  "01",
  "1,000",
  "1.5",
  "-2",
  "2%",
  "$2",
  "½",
  "two, one, four",
  "2, 1, 4\n\nAlso, when do you start?",
  "2, 1, 4\n\nPlease call me",
  "Please call me: 2, 1",
  "The order is fine",
  "order",
  "Thanks!",
  "2, 1, 4\nNope",
  "Thanks, Ann",
  "> 2, 1, 4",
  "“2, 1, 4”",
  "2, 1, 4\n2, 1, 5\nor so",
  "2, then maybe 1",
  "vielleicht 2, 1",
  "2 oder 1",
  "nicht 2",
  "2 ou 1",
  "pas 2",
  "2 o 1",
  "no 2",
  "à 2 heures",
  "a las 2",
  "2 Tage",
  "um 2 Uhr",
  "constructor",
  "2 constructor",
  "",
  " \n ",
];

describe("an order", () => {
  it.each(ordered)("is read from %j", (kept, order) => {
    expect(readOrder(kept, countMax)).toEqual({ order });
  });

  it.each(problems)("that cannot be meant is told from %j", (kept, problem) => {
    expect(readOrder(kept, countMax)).toEqual(problem);
  });

  it("is whatever numbers are listed, however they are parted", () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 50 });
    const separator = fc.constantFrom(
      ", ",
      " ",
      ",",
      "; ",
      " > ",
      "\n",
      " then ",
      ", dann ",
      " puis ",
      ", luego ",
    );
    fc.assert(
      fc.property(numbers, separator, (order, between) => {
        expect(readOrder(order.join(between), 50)).toEqual({ order });
      }),
    );
  });
});

describe("no order", () => {
  it.each(messages)("is read from %j", (kept) => {
    expect(readOrder(kept, countMax)).toBeUndefined();
  });

  it("is read from one with other words around it", () => {
    const word = fc.stringMatching(/^[b-z]{6,12}$/u);
    fc.assert(
      fc.property(
        fc.constantFrom(...ordered),
        word,
        fc.constantFrom(" ", ". ", ", ", "\n"),
        ([kept], one, mark) => {
          expect(readOrder(kept + mark + one, countMax)).toBeUndefined();
          expect(readOrder(one + mark + kept, countMax)).toBeUndefined();
        },
      ),
    );
  });

  it("is read from one that asks or doubts", () => {
    const doubt = fc.constantFrom(
      "?",
      " ?",
      " maybe",
      " or",
      " not",
      ", but",
      " if",
      " aber",
      " mais",
      " pero",
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...ordered),
        doubt,
        ([kept], one) => readOrder(kept + one, countMax) === undefined,
      ),
    );
  });
});

it("takes no time over long and hostile texts", () => {
  for (const piece of ["2, ", "2 ", "2\n", "#", "\n", "2 then ", "order: "]) {
    for (const length of [1_000, 100_000]) {
      const began = performance.now();
      readOrder(piece.repeat(Math.ceil(length / piece.length)).slice(0, length), countMax);
      expect(performance.now() - began, piece).toBeLessThan(200);
    }
  }
});
