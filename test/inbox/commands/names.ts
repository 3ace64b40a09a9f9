// Whose names are known in the texts of these tests: as each reply reaches the readers.
import { knownNames, withoutNames } from "../../../src/inbox/commands/known-names.ts";

export const names = knownNames(
  ["Ann Miller", "Ann de Vries", "Ann Müller", "Dana Reed", "Karla Vogt", "Priya Shah", "Tom Becker"],
  ["Acme Ltd"],
);

/** Reads with a reader what is left of a text without the names in it. */
export function reading<Rest extends unknown[], Read>(
  read: (kept: string, ...rest: Rest) => Read,
): (kept: string, ...rest: Rest) => Read {
  return (kept, ...rest) => read(withoutNames(kept, names), ...rest);
}
