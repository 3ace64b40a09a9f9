// Apple Mail on an iPhone, in US English: "Sent from my iPhone" above a quote whose attribution is a quote of its own.
// Form: replies from iPhone Mail 18 to 22 in the public archives of usrp-users, qemu-devel and linuxppc-dev, 2021 to 2025.
import { appleForms, iphoneSignatures } from "../languages/apple.ts";
import { attributionIn } from "../languages/attribution.ts";
import { htmlAsText, quoteLines, type TextHabits } from "../html-as-text.ts";
import { localTime, twelveHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { escapeText, rewriteHtml } from "../rewrite-html.ts";
import { idAt, uuidOf } from "../seeded-ids.ts";
import { typedLine } from "../typed-words.ts";

/** The phone's own; the signature that people keep on their computer is not on it. */
const usualSignature = "Sent from my iPhone";
const signatureIn = ({ language = "en" }: Draft) => iphoneSignatures[language] ?? usualSignature;

export const appleIos: Program = {
  name: "apple-ios",
  title: "Mail on an iPhone",
  group: "phone",
  answersStand: "above",
  signsAs: usualSignature,
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({
    text: `${draft.words}\n\n${signatureIn(draft)}\n`,
    html: inDocument(`${typedHtml(draft.words)}<div><br><div dir="ltr">${signatureIn(draft)}</div></div>`),
  }),
  messageId: ({ address }, seed) => idAt(uuidOf(seed).toUpperCase(), address),
  headers: () => ({ "MIME-Version": "1.0 (1.0)", "X-Mailer": "iPhone Mail (22G100)" }),
  boundary: (seed, part) => `Apple-Mail-${uuidOf(seed.slice(part)).toUpperCase()}`,
};

/** …<div dir="ltr"><br><blockquote type="cite">On Mar 3, 2026, at 3:14 PM, … wrote:<br><br></blockquote></div><blockquote …> */
function answerBody(answer: Answer): Body {
  const { received, author, words } = answer;
  const signature = signatureIn(answer);
  const { name, address } = received.from;
  const time = localTime(new Date(received.date), author.timeZone);
  const date = `${time.month.slice(0, 3)} ${time.day}, ${time.year}`;
  const attribution =
    attributionIn(appleForms, answer) ??
    `On ${date}, at ${twelveHours(time, "\u202f")}, ${name} <${address}> wrote:`;
  const quoted = rewriteHtml(received.html, {
    keepsOfHead: ["meta"],
    attributes: (_tag, { xmlns: _xmlns, ...attributes }) => attributes,
  });
  // The mark at the start of the quote is a byte order mark, which iOS has written there since 2019.
  const html = inDocument(
    `${typedHtml(words)}<div><br id="lineBreakAtBeginningOfSignature"><div dir="ltr">${signature}</div>` +
      `<div dir="ltr"><br><blockquote type="cite">${escapeText(attribution)}<br><br></blockquote></div>` +
      `<blockquote type="cite"><div dir="ltr">\ufeff${quoted}</div></blockquote></div>`,
  );
  const quote = `${attribution}\n\n\ufeff${htmlAsText(received.html, habits)}`;
  return { text: `${words}\n\n${signature}\n\n${quoteLines(quote, "> ")}\n`, html };
}

/** The first line stands bare in the body, each further one in its own element. */
function typedHtml(words: string): string {
  const [first = "", ...rest] = words.split("\n");
  return `${typedLine(first)}${rest.map((line) => `<div>${typedLine(line)}</div>`).join("")}`;
}

function inDocument(content: string): string {
  return (
    '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head>' +
    `<body dir="auto">${content}</body></html>`
  );
}

const habits: TextHabits = {
  link: (words, href) => (words === href || href === `mailto:${words}` ? words : `${words} <${href}>`),
  bold: (words) => words,
  quotePrefix: "> ",
};
