// Alpine, a mail program for terminals: text only, format=flowed, the email's text part quoted line by line and the answer
// below it. Form: replies from Alpine 2.2x in the public archives of xen-devel, linux-kernel and git, 2016 to 2023.
import { flow, flowQuoted } from "../flowed.ts";
import { localTime } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { digitsOf } from "../seeded-ids.ts";

export const plainBottom: Program = {
  name: "plain-bottom",
  title: "Alpine",
  group: "text",
  isTextOnly: true,
  answersStand: "below",
  isFlowed: true,
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: "" }),
  messageId: (_author, seed) =>
    `<alpine.DEB.2.26.${digitsOf(seed, 10)}.${digitsOf(seed.slice(20), 5)}@workstation>`,
  headers: () => ({ "User-Agent": "Alpine 2.26 (DEB 649 2022-06-02)" }),
  boundary: (seed, part) =>
    `832332${part}-${digitsOf(seed, 9)}-${digitsOf(seed.slice(18), 10)}=:${digitsOf(seed, 5)}`,
};

/** `On Tue, 3 Mar 2026, … wrote:`, an empty line, the quote, an empty line, the answer. */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const date = `${time.weekday.slice(0, 3)}, ${time.day} ${time.month.slice(0, 3)} ${time.year}`;
  const quote = flowQuoted(received.text.trimEnd());
  return { text: `On ${date}, ${received.from.name} wrote:\n\n${quote}\n\n${typedText(answer)}\n`, html: "" };
}

function typedText({ words, author }: Draft): string {
  return flow(author.signature === undefined ? words : `${words}\n\n-- \n${author.signature}`);
}
