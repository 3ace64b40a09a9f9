// The answer to everything that is not there, or not for this visitor: the same words, so that nobody learns which.
import { Problem } from "../domain/problem.ts";

export function pageMissing(): Problem {
  return new Problem("not_found", {
    en: "There is no page at this address.",
    de: "Unter dieser Adresse gibt es keine Seite.",
  });
}

/** The largest id that both engines keep in an `integer` column. */
const idMax = 2_147_483_647;

/** The id in a URL. Throws `not_found` for anything that cannot be one. */
export function requireId(text: string | string[] | undefined): number {
  const id = typeof text === "string" && /^[1-9][0-9]{0,9}$/u.test(text) ? Number(text) : 0;
  if (id < 1 || id > idMax) throw pageMissing();
  return id;
}

/** The page of a list, counted from 1; anything unreadable is the first. */
export function pageNumber(text: unknown): number {
  return typeof text === "string" && /^[1-9][0-9]{0,5}$/u.test(text) ? Number(text) : 1;
}
