// The reader forwards the email to the agency's own address, in the form of their program, with its files.
import type { OutgoingEmail } from "../../outbox/courier.ts";
import { htmlAsText, type TextHabits } from "../html-as-text.ts";
import type { AttachedFile } from "../program.ts";
import { escapeText } from "../rewrite-html.ts";
import { getProgram, seedOf, threadHeaders, write } from "../simulator.ts";
import type { Situation } from "../situation.ts";
import { forwardForm } from "./forward-forms.ts";

export const forward: Situation = {
  name: "forward",
  title: "Forward it to the agency’s address",
  expected:
    "It carries the ids of our email, so it becomes a message on the same task; the forwarded email is folded below the words.",
  button: "Forward it",
  isAnswer: false,
  words: "Please see below, I think this one is for you.",
  hasProgram: true,
  write: async ({ received, reader: author, mailFrom, at }, { words, program: name }) => {
    const program = getProgram(name);
    const form = forwardForm(name);
    const typed = words.replaceAll(/\r\n?/gu, "\n");
    const { "In-Reply-To": parent, ...references } = threadHeaders(received);
    const email = await write({ author, at, words: `Forward\n${typed}` }, program, {
      to: mailFrom,
      subject: `${form.prefix} ${received.subject}`,
      text: `${typed}\n\n${form.text(received, author)}\n\n${htmlAsText(received.html, habits)}\n`,
      html: program.isTextOnly === true ? "" : `${typedHtml(typed)}${form.html(received, author)}\n`,
      files: received.attachments.map(toFile),
      headers: {
        ...program.headers(seedOf({ author, at, words: typed }), received.subject),
        ...references,
        ...(form.namesParent && parent !== undefined ? { "In-Reply-To": parent } : {}),
      },
      envelopeFrom: author.address,
    });
    return [{ about: "The forwarded email", email }];
  },
};

/** The first line stands bare, each further one in its own element. */
function typedHtml(words: string): string {
  const [first = "", ...rest] = words.split("\n");
  const lines = rest.map((line) => `<div>${line === "" ? "<br>" : escapeText(line)}</div>`).join("");
  return `<div dir="ltr">${escapeText(first)}${lines}</div>`;
}

function toFile(file: OutgoingEmail["attachments"][number]): AttachedFile & { contentId?: string } {
  const { contentId, filename, contentType, bytes } = file;
  const bare = contentId?.replaceAll(/^<|>$/gu, "") ?? "";
  return { filename, contentType, bytes, ...(bare === "" ? {} : { contentId: bare }) };
}

const habits: TextHabits = {
  link: (words, href) => (words === href || href === `mailto:${words}` ? words : `${words} <${href}>`),
  bold: (words) => words,
  quotePrefix: "",
};
