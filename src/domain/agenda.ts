// What a session is to be about, as whoever books it wrote it. Pure.
import { Problem } from "./problem.ts";

/** Characters. */
export const agendaLengthMax = 2_000;

/** Without blanks around it; empty for none. Throws `invalid` for one that is too long. */
export function requireAgenda(typed: string): string {
  const agenda = plainAgenda(typed);
  if (isTooLong(agenda)) {
    throw new Problem("invalid", {
      en: `An agenda can have ${agendaLengthMax} characters at most.`,
      de: `Die Themen können höchstens ${agendaLengthMax} Zeichen haben.`,
    });
  }
  return agenda;
}

export function isTooLong(typed: string): boolean {
  return plainAgenda(typed).length > agendaLengthMax;
}

/** As rows hold it: two that differ by how a browser ends lines are one. */
export function plainAgenda(typed: string): string {
  return typed.replaceAll("\r\n", "\n").trim();
}
