// Hides our own secrets in text that a person is shown, such as a raw email: whoever holds one can speak in its place.
import { tokenLength } from "./token.ts";

// A reply or bounce address, a task link or a sign-in link, also where quoted-printable breaks the line inside.
const secretInText = new RegExp(
  `((?<![A-Za-z2-7])[rnb]|/t/|/sign-in/)((?:[A-Za-z2-7](?:=\\r?\\n)?){${tokenLength},40})(?![A-Za-z2-7])`,
  "giu",
);

/** Keeps the first characters of each secret, so that two can still be told apart, and hides the rest. */
export function maskSecrets(text: string): string {
  return text.replaceAll(
    secretInText,
    (_, before: string, token: string) => `${before}${token.slice(0, 6)}…`,
  );
}
