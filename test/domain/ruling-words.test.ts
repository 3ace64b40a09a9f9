// Decisions about emails, as sentences say them of others and of their reader.
import { expect, it } from "vitest";
import { rulingInWords } from "../../src/domain/ruling-words.ts";

const post = { kind: "post", taskId: 12, personName: "Ann Weber" } as const;

it("stands behind a name, and behind “You”", () => {
  expect(`Priya ${rulingInWords(post, "en")}.`).toBe("Priya put it on task #12 as Ann Weber’s message.");
  expect(`You ${rulingInWords(post, "en", true)}.`).toBe("You put it on task #12 as Ann Weber’s message.");
  expect(`Priya ${rulingInWords(post, "de")}.`).toBe(
    "Priya hat die E-Mail als Nachricht von Ann Weber der Aufgabe #12 zugeordnet.",
  );
  expect(`Sie ${rulingInWords(post, "de", true)}.`).toBe(
    "Sie haben die E-Mail als Nachricht von Ann Weber der Aufgabe #12 zugeordnet.",
  );
});

it("says somebody where no name is known any more", () => {
  const said = { taskId: null, personName: null };
  const kinds = ["open", "open_forwarded", "discard", "address", "again"] as const;
  expect(kinds.map((kind) => rulingInWords({ ...said, kind }, "de"))).toEqual([
    "hat mit der E-Mail eine Aufgabe für jemanden angelegt",
    "hat mit der weitergeleiteten E-Mail eine Aufgabe für jemanden angelegt",
    "hat die E-Mail beiseitegelegt",
    "hat gesagt, dass ihre Adresse auch jemandem gehört",
    "hat die E-Mail noch einmal lesen lassen",
  ]);
  expect(rulingInWords({ ...said, kind: "address" }, "en")).toBe("said that its address is also somebody’s");
});
