// Plain text as a page shows it: paragraphs, with web addresses as links. Nothing of it is ever html.

/** A stretch of text; a link when `href` is set. */
export interface Piece {
  text: string;
  href: string | null;
  /** It names somebody of the staff: “@Priya”. */
  isMention?: true;
}

const linkLengthMax = 2000;
const webAddress = /\bhttps?:\/\/[^\s<>"`\u00a0]+/giu;

/** Paragraphs of pieces; blank lines part paragraphs, single line ends stay in the text. */
export function toProse(text: string): Piece[][] {
  return text
    .split(/\n(?:[ \t]*\n)+/u)
    .map((paragraph) => paragraph.replace(/^\n+/u, "").trimEnd())
    .filter((paragraph) => paragraph !== "")
    .map(toPieces);
}

function toPieces(paragraph: string): Piece[] {
  // Looking for links takes longer than all the rest, and most paragraphs, above all quoted ones, have none.
  if (!paragraph.includes("://")) return [{ text: paragraph, href: null }];
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of paragraph.matchAll(webAddress)) {
    const address = withoutTrailingMarks(match[0]);
    if (address.length > linkLengthMax || !URL.canParse(address)) continue;
    if (match.index > end) pieces.push({ text: paragraph.slice(end, match.index), href: null });
    pieces.push({ text: address, href: address });
    end = match.index + address.length;
  }
  if (end < paragraph.length) pieces.push({ text: paragraph.slice(end), href: null });
  return pieces;
}

/** A full stop after an address ends the sentence, and a bracket belongs to the address only when it opened there. */
function withoutTrailingMarks(address: string): string {
  let closing = address.split(")").length - address.split("(").length;
  let end = address.length;
  while (end > 0 && /[.,;:!?'’”*_\]}>)]/u.test(address[end - 1]!)) {
    if (address[end - 1] === ")") {
      if (closing <= 0) break;
      closing -= 1;
    }
    end -= 1;
  }
  return address.slice(0, end);
}
