// What a session is to be about, said by reply: the words behind “Agenda:” or “Themen:” and nothing that only looks like it.
import { describe, expect, it } from "vitest";
import { agendaLengthMax } from "../../../src/domain/agenda.ts";
import { readAgenda } from "../../../src/inbox/commands/read-agenda.ts";

describe("an agenda", () => {
  it.each([
    ["Agenda: Workflows", "", "Workflows"],
    ["agenda:\nWorkflows\n\n- Reports\n", "", "Workflows\n\n- Reports"],
    ["  AGENDA : Workflows\r\nReports", "", "Workflows\nReports"],
    ["Themen: Preisliste, Empfang", "", "Preisliste, Empfang"],
    ["2\nAgenda: Workflows", "2", "Workflows"],
    ["2 please\n\nAgenda:\nOne\nAgenda: two", "2 please", "One\nAgenda: two"],
  ])("is read from %j", (kept, above, agenda) => {
    expect(readAgenda(kept)).toEqual({ above, agenda });
  });

  it.each([
    ["no word of it", "Could we talk about workflows?"],
    ["the word within a line", "The agenda: workflows"],
    ["the word without a colon", "Agenda\nWorkflows"],
    ["a longer word", "Agendas: one and two"],
    ["nothing behind it", "Agenda:\n\n  "],
    ["quoted lines among it", "Agenda: see below\n> Agenda: none yet"],
    ["more words than one can have", `Agenda: ${"x".repeat(agendaLengthMax + 1)}`],
  ])("is none with %s", (_, kept) => {
    expect(readAgenda(kept)).toBeUndefined();
  });

  it("may be as long as that of the form", () => {
    const agenda = "x".repeat(agendaLengthMax);
    expect(readAgenda(`Agenda: ${agenda}`)).toEqual({ above: "", agenda });
  });
});
