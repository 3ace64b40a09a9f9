// The people of the sandbox as somebody who sits at their mail program. Reads rows, writes nothing.
import type { Request } from "express";
import { contacts } from "../../fixtures/world.ts";
import { habits, type Habit } from "../../fixtures/story.ts";
import type { Person } from "../domain/person.ts";
import { inEnglish, Problem } from "../domain/problem.ts";
import { getPerson, type PersonRow } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import type { Correspondent, Program, ProgramName } from "./program.ts";
import { programs } from "./programs.ts";
import { findProgram } from "./simulator.ts";
import { idInPath } from "./show-page.ts";

/** The person in a path `/sandbox/people/:kind/:id`. Throws `not_found`. */
export async function personInPath(
  rows: Rows,
  request: Request,
): Promise<{ person: Person; row: PersonRow }> {
  const kind = request.params["kind"];
  if (kind !== "staff" && kind !== "contact")
    throw new Problem("not_found", inEnglish("There is no such person."));
  const person: Person = { kind, id: idInPath(request, "id") };
  return { person, row: await getPerson(rows, person) };
}

/** Where a person's mailbox is. */
export function mailboxPath(person: Pick<PersonRow, "contactId" | "staffId">): string {
  return person.staffId === null
    ? `/sandbox/people/contact/${person.contactId}`
    : `/sandbox/people/staff/${person.staffId}`;
}

/** Who writes, with the signature that the story gives them. */
export function toCorrespondent({ name, address, timeZone }: PersonRow): Correspondent {
  const signature = habitOf(address)?.signature;
  return { name, address, timeZone, ...(signature === undefined ? {} : { signature }) };
}

/** Mail programs that people use at one place, for the chooser. */
export interface ProgramGroup {
  title: string;
  programs: { name: ProgramName; title: string; note: string; isUsual: boolean }[];
}

const groups: [group: Program["group"], title: string][] = [
  ["browser", "In a browser"],
  ["computer", "On a computer"],
  ["phone", "On a phone"],
  ["text", "Plain text"],
];

/** Where answers stand, if that is not above the quote. */
const notes: Record<Program["answersStand"], string> = {
  above: "",
  below: "answers below the quote",
  between: "answers between the lines",
};

/** The programs to choose from by where they are used, the person's own one marked. */
export function programChoices(address: string): ProgramGroup[] {
  const usual = usualProgram(address);
  return groups.map(([group, title]) => ({
    title,
    programs: programs
      .filter((program) => program.group === group)
      .map(({ name, title: called, answersStand }) => ({
        name,
        title: called,
        note: notes[answersStand],
        isUsual: name === usual,
      })),
  }));
}

/** The program somebody writes with as a rule; Gmail's, where the story does not say. */
export function usualProgram(address: string): ProgramName {
  return habitOf(address)?.program ?? "gmail-web";
}

/** The program that a form names. Throws `invalid`. */
export function requireProgram(name: string): ProgramName {
  const program = findProgram(name);
  if (program === undefined) throw new Problem("invalid", inEnglish("Choose a mail program."));
  return program.name;
}

function habitOf(address: string): Habit | undefined {
  const contact = contacts.find((candidate) => candidate.address === address);
  return contact && habits[contact.key];
}
