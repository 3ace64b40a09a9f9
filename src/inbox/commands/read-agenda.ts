// Reads what a reply says a session is to be about: the words behind “Agenda:” or “Themen:” at the beginning of a line. Pure.
import { agendaLengthMax, plainAgenda } from "../../domain/agenda.ts";

export interface SaidAgenda {
  /** What stands above that line; empty where the reply begins with it. */
  above: string;
  agenda: string;
}

const label = /^\s*(?:agenda|themen)\s*:/iu;

/**
 * Of a reply's kept text: all from the first such line to its end. Undefined where no words follow, for more of them than an
 * agenda can have, and where quoted lines stand among them, which nobody meant to repeat.
 */
export function readAgenda(kept: string): SaidAgenda | undefined {
  const lines = kept.split(/\r?\n/u);
  const first = lines.findIndex((line) => label.test(line));
  if (first < 0) return undefined;
  const [begun = "", ...below] = lines.slice(first);
  if (below.some((line) => line.trimStart().startsWith(">"))) return undefined;
  const agenda = plainAgenda([begun.replace(label, ""), ...below].join("\n"));
  if (agenda === "" || agenda.length > agendaLengthMax) return undefined;
  return { above: lines.slice(0, first).join("\n").trim(), agenda };
}
