// “@Priya” in a note as its page shows it: marked, in plain text and in html alike.
import { findMentions, namesToMention, type Mentionable } from "../domain/mention.ts";
import { listStaff } from "../store/people.ts";
import type { Portal } from "./portal.ts";
import type { Piece } from "./prose.ts";
import type { TaskAccess } from "./task-access.ts";

/** Who of the staff can be mentioned. */
export async function readMentionable({ store }: Portal): Promise<Mentionable[]> {
  return (await listStaff(store.read)).flatMap(({ staffId, name }) =>
    staffId === null ? [] : [{ staffId, name }],
  );
}

/** What can be typed to mention somebody else, for the form of a note: in a sentence, and for the script. Null where nobody can. */
export async function readMentionHint(
  portal: Portal,
  { isStaff, reader }: TaskAccess,
): Promise<{ examples: string; names: string } | null> {
  if (!isStaff) return null;
  const staff = await readMentionable(portal);
  const names = namesToMention(staff, ({ staffId }) => staffId !== reader.id);
  if (names.length === 0) return null;
  const shown = names.slice(0, namesShownMax).map((name) => `@${name}`);
  return { examples: shown.join(", "), names: JSON.stringify(names) };
}

const namesShownMax = 8;

/** Pieces of text with each mention as a piece of its own. */
export function markMentions(pieces: readonly Piece[], staff: readonly Mentionable[]): Piece[] {
  return pieces.flatMap((piece) => {
    if (piece.href !== null) return [piece];
    return split(piece.text, staff).map(({ text, isMention }) =>
      isMention ? { text, href: null, isMention: true } : { text, href: null },
    );
  });
}

/** The same within words of html: `escaped` is text whose markup was escaped already, and what comes out is put on the page. */
export function markMentionsInHtml(escaped: string, staff: readonly Mentionable[]): string {
  const escapedStaff = staff.map(({ staffId, name }) => ({
    staffId,
    name: name.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  }));
  return split(escaped, escapedStaff)
    .map(({ text, isMention }) => (isMention ? `<mark>${text}</mark>` : text))
    .join("");
}

function split(text: string, staff: readonly Mentionable[]): { text: string; isMention: boolean }[] {
  const parts: { text: string; isMention: boolean }[] = [];
  let end = 0;
  for (const mention of findMentions(text, staff)) {
    parts.push({ text: text.slice(end, mention.start), isMention: false });
    parts.push({ text: text.slice(mention.start, mention.end), isMention: true });
    end = mention.end;
  }
  parts.push({ text: text.slice(end), isMention: false });
  return parts.filter((part) => part.text !== "");
}
