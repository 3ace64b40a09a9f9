// Whom a "… wrote:" line names: a mail program gives a name or an address, people speak of "they", "the client", "my colleague".
// Reads one line, all its wrapped lines joined.
import {
  addressed,
  determiners,
  opener,
  pronouns,
  verbAtEnd,
  verbBeforeName,
} from "../words/attribution-words.ts";

// Ann <ann@example.com>     (ann@example.com)     [mailto:ann@example.com]     <<ann@example.com>>     < ann@example.com >
/** An address in brackets. */
export const bracketed =
  /[<([«]\s?[^\s<>()[\]@]{1,80}@[^\s<>()[\]@]{1,120}\s?(?:<mailto:[^\s<>]{1,200}>)?[>)\]»]/;
/** The same right before the colon, with at most a verb of a few words between. */
export const bracketedAtEnd =
  /[<([«]\s?[^\s<>()[\]@]{1,80}@[^\s<>()[\]@]{1,120}\s?(?:<mailto:[^\s<>]{1,200}>)?[>)\]»]{1,3}[^<>[\]@]{0,40}[:：][\s*_-]{0,12}$/;

/** Whether a "… wrote:" line says of whom a person speaks, "they", "the client", where a mail program names one. */
export function isSpoken(text: string): boolean {
  if (isSpokenOf(text)) {
    return true;
  }
  const verb = hasEmail(text) ? null : verbAtEnd.exec(text);
  const [name = ""] = /\S{0,60}$/.exec(text.slice(0, verb?.index).trimEnd()) ?? [];
  return verb === null
    ? !hasEmail(text) && verbBeforeName.test(text) && !isNameBehindVerb(text)
    : /^\p{Ll}/u.test(name) && !addressed.has(name);
}

/**
 * El jueves, 21 de noviembre de 2013, Ann Lee escribió:     Without an address, a name must stand before the verb: "On 3 May 2024 my
 * sister wrote:", "… at 10:00 they wrote:" and "Le 3 mai 2024, la banque a écrit :" are the author's own, and so is what stands below.
 */
export function isNameBeforeVerb(text: string, timed: boolean): boolean {
  const verb = verbAtEnd.exec(text);
  const [name = ""] = /[^,\d]{0,100}$/.exec(text.slice(0, verb?.index)) ?? [];
  const words = name.trim().split(/\s+/);
  const last = words.at(-1)?.toLowerCase() ?? "";
  if (pronouns.has(last) && !addressed.has(last)) {
    return false;
  }
  // heeft Ann het volgende geschreven:     użytkownik Ann napisał:
  const named = timed ? words : words.slice(0, 1);
  return (
    words.length === 1 || words[1] === "via" || named.some((word) => /^["“«„(]?[\p{Lu}\p{Lo}]/u.test(word))
  );
}

/** Op 2 feb. 2015 om 05:28 schreef Ann Lee:     and not "Op 3 mei 2024 om 10:00 schreef de klant:" */
export function isNameBehindVerb(text: string): boolean {
  const verb = verbBeforeName.exec(text);
  return (
    verb !== null &&
    /^["“«„(<\s]{0,4}(?:[\p{Lu}\p{Lo}]|[^\s]{1,40}[:：])/u.test(text.slice(verb.index + verb[0].length))
  );
}

/** "My colleague Bob <bob@example.com> wrote:", "Le directeur, M. Dupont <…> a écrit :", and not "My Nguyen <…> wrote:". */
export function isSpokenOf(text: string): boolean {
  const [first = "", second = ""] = text.split(" ", 2);
  return (
    /^(?:meine?|unsere?)$/i.test(first) || (determiners.has(first.toLowerCase()) && /^\p{Ll}/u.test(second))
  );
}

/** Whether an email address stands in the text. */
export function hasEmail(text: string): boolean {
  const at = text.indexOf("@");
  return at > 0 && /[^\s<>@]@[^\s<>@]/.test(text.slice(at - 1, at + 2));
}

/**
 * "Am 03.03.2026 um 14:02 stand im Log:" and "Am 3.05.2026 um 10:00 an <list@b.c> schicken:" open in a language whose verbs we know,
 * and have none, nor a name behind the time as "Le 3 mars 2026 à 14h02, Ann tapait :" has.
 */
export function namesSomebody(text: string): boolean {
  return (
    !opener.test(text) ||
    verbAtEnd.test(text) ||
    verbBeforeName.test(text) ||
    /\d[:.h]\d{2}(?::\d{2})?(?:\s?[AP]M)?[^\p{L}\d]{1,12}[\p{Lu}\p{Lo}]/u.test(text)
  );
}
