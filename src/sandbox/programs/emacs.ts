// Emacs: Gnus, which marks quoted lines, and Gnus with Supercite, which puts the author's first name before each.
// Form: replies from Gnus v5.13 in the archives of git and qemu-devel; the Supercite manual (gnu.org/software/emacs/manual/
// html_node/sc: Citation Elements, The Built-in Header Rewrite Functions).
import { quoteLines } from "../html-as-text.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { idAt, lettersOf } from "../seeded-ids.ts";

export const gnus: Program = {
  name: "gnus",
  title: "Emacs with Gnus",
  group: "text",
  isTextOnly: true,
  answersStand: "below",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody: gnusAnswer,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: "" }),
  messageId: ({ address }, seed) => idAt(`87${lettersOf(seed, 8).toLowerCase()}.fsf`, address),
  headers: () => ({ "User-Agent": "Gnus/5.13 (Gnus v5.13)" }),
  boundary: (_seed, part) => "=".repeat(part) + "-=-=",
};

export const supercite: Program = {
  ...gnus,
  name: "supercite",
  title: "Emacs with Supercite",
  answerBody: superciteAnswer,
};

/** `… <…> writes:`, an empty line, the quote. */
function gnusAnswer(answer: Answer): Body {
  const { from, text } = answer.received;
  const quote = quoteLines(text.trimEnd());
  return { text: `${from.name} <${from.address}> writes:\n\n${quote}\n\n${typedText(answer)}\n`, html: "" };
}

/** `>>>>> "Priya" == Priya Nair <…> writes:`, then every line behind four spaces, the name and a mark. */
function superciteAnswer(answer: Answer): Body {
  const { from, text } = answer.received;
  const attribution = /^\p{L}+/u.exec(from.name)?.[0] ?? "Someone";
  const quote = text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? "" : `    ${attribution}> ${line}`))
    .join("\n");
  const header = `>>>>> "${attribution}" == ${from.name} <${from.address}> writes:`;
  return { text: `${header}\n\n${quote}\n\n${typedText(answer)}\n`, html: "" };
}

function typedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n-- \n${author.signature}`;
}
