// Hides our own secrets in text that a person is shown, such as a raw email: whoever holds one can speak in its place.
import { tokenLength } from "./token.ts";

// Quoted-printable breaks a line anywhere. What rewrites links puts ours inside its own, with its slashes encoded once or
// twice (Outlook, Barracuda) or written as underscores (Proofpoint). Others put what nobody sees where a long word may break.
const lineBreak = "(?:=\\r?\\n|[\\u00AD\\u200B])?";
const slash = `(?:/|_|%(?:25)*2F|-2F)${lineBreak}`;
const signIn = ["s", "i", "g", "n", "(?:-|%2D)", "i", "n"].join(lineBreak) + lineBreak;
const unsubscribe = "unsubscribe".split("").join(lineBreak) + lineBreak;
// No letter stands before an address, unless it ends an encoded character such as =3D or %3C.
const addressStart = `(?:(?<![A-Za-z2-7])|(?<=[%=][0-9A-F]{2}))[rnbpma]${lineBreak}`;
const feed = ["f", "e", "e", "d"].join(lineBreak) + lineBreak;
const program = "inreply_".split("").join(lineBreak) + lineBreak;
// A reply, bounce, probe, intake or answer address, a link to a task, to sign in, to unsubscribe or of a calendar feed, or the
// token of a program.
const secretInText = new RegExp(
  `(${addressStart}|${program}|${slash}t${lineBreak}${slash}|${slash}(?:${signIn}|${unsubscribe}|${feed})${slash})` +
    `((?:[A-Za-z2-7]${lineBreak}){${tokenLength},40})(?![A-Za-z2-7])`,
  "giu",
);

// The secret of an endpoint: 32 bytes in base64, behind the prefix of Standard Webhooks.
const signingSecret = new RegExp(`(whsec_)((?:[A-Za-z0-9+/]${lineBreak}){43})=?`, "gu");

/** Keeps the first characters of each secret, so that two can still be told apart, and hides the rest. */
export function maskSecrets(text: string): string {
  const mask = (_: string, before: string, token: string) => `${before}${token.slice(0, 6)}…`;
  const masked = hasLongRun(text) ? text.replaceAll(secretInText, mask) : text;
  return masked.includes("whsec_") ? masked.replaceAll(signingSecret, mask) : masked;
}

/**
 * Whether any stretch is long enough to be a token, whatever is broken into it. Nearly no text of people has one, and the
 * expression costs many times what this look does.
 */
function hasLongRun(text: string): boolean {
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isTokenCode(code)) {
      run += 1;
      if (run >= tokenLength) return true;
    } else if (!isBreakCode(code)) run = 0;
  }
  return false;
}

/** A letter or 2 to 7; without case the expression also takes U+017F for an s and U+212A for a k. */
function isTokenCode(code: number): boolean {
  const lower = code | 0x20;
  return (
    (lower >= 0x61 && lower <= 0x7a && code < 0x80) ||
    (code >= 0x32 && code <= 0x37) ||
    code === 0x17f ||
    code === 0x212a
  );
}

/** What stands within `lineBreak`. */
function isBreakCode(code: number): boolean {
  return code === 0x3d || code === 0x0d || code === 0x0a || code === 0xad || code === 0x200b;
}

/** The same for a block's html; "" when emphasis or a link begins or ends within a secret, and the block's text has to do. */
export function maskSecretsInHtml(html: string): string {
  const masked = maskSecrets(html);
  const words = masked.replaceAll(/<\/?(?:strong|em|u|s|code|a)(?: [^<>]*)?>/gu, "");
  return maskSecrets(words) === words ? masked : "";
}
