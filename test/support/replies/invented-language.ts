// Headers of quotes in a language that nobody speaks: the words between what was typed and what is quoted are replaced, names,
// addresses, digits and the subject aside. What a mail program marks by elements stays. Pure.
import type { OutgoingEmail } from "../../../src/outbox/courier.ts";

interface Around {
  /** What was typed and signed above the quote. */
  above: string;
  received: OutgoingEmail;
}

const syllables = [
  "zub",
  "gnorf",
  "mok",
  "brax",
  "plim",
  "wex",
  "drosk",
  "fip",
  "quon",
  "yarl",
  "hupt",
  "jil",
];

/** Both bodies with invented headers; a body in which no quote is found stays as it is. */
export function inventHeaders(
  { text, html }: { text?: string | undefined; html?: string | undefined },
  around: Around,
): { text: string | undefined; html: string | undefined } {
  return {
    text: text === undefined ? undefined : inText(text, around),
    html: html === undefined ? undefined : inHtml(html, around),
  };
}

function inText(text: string, around: Around): string {
  const { from, to } = headerIn(text, around);
  return text.slice(0, from) + invented(text.slice(from, to), around) + text.slice(to);
}

function inHtml(html: string, around: Around): string {
  const { from, to } = headerIn(html, around);
  let isHeader = false;
  const header = html.slice(from, to).replaceAll(/<[^>]{0,4000}>|[^<]+/gu, (piece) => {
    if (piece.startsWith("<")) return piece;
    // Before the header stands what the program signs with.
    isHeader ||= /[:：@\d]|--/u.test(piece.replaceAll(/&#?\w+;/gu, ""));
    return isHeader ? invented(piece, around) : piece;
  });
  return html.slice(0, from) + header + html.slice(to);
}

/** From behind what was typed, and the signature, to the first words of the email that is quoted. */
function headerIn(body: string, { above: typed, received }: Around): { from: number; to: number } {
  const opening = (received.text.split("\n", 1)[0] ?? "").split(" ").slice(0, 4).join(" ");
  const to = body.indexOf(opening);
  if (to < 0) return { from: 0, to: 0 };
  const above = body.slice(0, to);
  const ends = typed
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.trim().split(" ").slice(-2).join(" "))
    .map((end) => above.lastIndexOf(end) + (above.includes(end) ? end.length : 1));
  return { from: Math.max(0, ...ends), to };
}

function invented(header: string, { received }: Around): string {
  const names = new Set(
    `${received.from.name} ${received.to.name} ${received.subject}`.toLowerCase().match(/\p{L}+/gu) ?? [],
  );
  return header.replaceAll(/[^\s<>()[\]"“”„]*@[^\s<>()[\]"“”„]*|&#?\w+;|[\p{L}\p{M}]{2,}/gu, (word) => {
    if (word.includes("@") || word.startsWith("&") || names.has(word.toLowerCase())) return word;
    return syllables[word.length % syllables.length] ?? word;
  });
}
