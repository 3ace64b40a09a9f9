// The text of an email as its row keeps it: where delivery puts a secret, a page says which, and never the secret.
import type { SayToThem } from "./reading.ts";

export interface TextPiece {
  words: string;
  /** Stands for a secret. */
  isPlace: boolean;
}

/** What each place is called in the catalogue, by how the places of src/outbox/placeholders.ts end. */
const places: readonly [end: RegExp, name: string][] = [
  [/^-task-link$/u, "task-link"],
  [/^-task-\d+-link$/u, "task-link"],
  [/^-task-\d+-reply$/u, "reply-address"],
  [/^-sign-in-link$/u, "sign-in-link"],
  [/^-unsubscribe-link$/u, "unsubscribe-link"],
  [/^-probe-address$/u, "probe-address"],
];

/** Every place of any email, since one may quote another. `mask` hides what was filled in elsewhere and is quoted here. */
export function storedText(text: string, mask: (text: string) => string, say: SayToThem): TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(
    /place-[0-9a-f]{18}(-(?:task-\d{1,10}-(?:link|reply)|[a-z]+(?:-[a-z]+)*))?/gu,
  )) {
    if (match.index > end) pieces.push({ words: mask(text.slice(end, match.index)), isPlace: false });
    pieces.push({ words: say(`outgoing-place.${nameOf(match[1] ?? "")}`), isPlace: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ words: mask(text.slice(end)), isPlace: false });
  return pieces;
}

function nameOf(end: string): string {
  return places.find(([pattern]) => pattern.test(end))?.[1] ?? "secret";
}
