// What Gmail's programs have in common: where answers stand, the quote with its frame, its text form, ids and boundaries.
// Form: replies from Gmail in the public archives of qemu-devel, amd-gfx and usrp-users, 2020 to 2025.
import { attributionIn } from "../languages/attribution.ts";
import { gmailForms } from "../languages/gmail.ts";
import { htmlAsText, quoteLines, wrap, type TextHabits } from "../html-as-text.ts";
import { localTime, twelveHours } from "../local-time.ts";
import { withPrefix, type Answer, type Draft, type Program } from "../program.ts";
import { escapeText, prefixed, rewriteHtml } from "../rewrite-html.ts";

/** Gmail breaks the lines of its text part here. */
export const gmailTextWidth = 78;

/** What stands around a quote: before it, behind it, and its style. */
export interface GmailFrame {
  before: string;
  behind: string;
  style: string;
}

const usualFrame: GmailFrame = {
  before: "<br>",
  behind: "",
  style: "margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex",
};

/** A Gmail by what sets it apart: its name, what stands between date and time, and how it writes what was typed. */
export function gmailProgram(
  own: Pick<Program, "name" | "title" | "group">,
  beforeTime: string,
  typedText: (draft: Draft) => string,
  typedHtml: (draft: Draft) => string,
  frame = usualFrame,
): Program {
  return {
    ...own,
    answersStand: "above",
    answerSubject: (subject) => withPrefix("Re:", subject),
    answerBody: (answer) => {
      const { received, author } = answer;
      const time = localTime(new Date(received.date), author.timeZone);
      const date = `${time.weekday.slice(0, 3)}, ${time.month.slice(0, 3)} ${time.day}, ${time.year}`;
      const when = `On ${date}${beforeTime}${twelveHours(time, "\u202f")}`;
      const { name, address } = received.from;
      const attribution = attributionIn(gmailForms, answer) ?? `${when} ${name} <${address}> wrote:`;
      return {
        html: `${typedHtml(answer)}${gmailQuoteHtml(received, attribution, frame)}\n`,
        text: `${typedText(answer)}\n\n${gmailQuoteText(received, attribution)}\n`,
      };
    },
    newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: `${typedHtml(draft)}\n` }),
    messageId: gmailMessageId,
    headers: () => ({}),
    boundary: gmailBoundary,
  };
}

/** <br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On …<br></div><blockquote …> */
function gmailQuoteHtml(received: Answer["received"], words: string, frame: GmailFrame): string {
  const address = escapeText(received.from.address);
  const attribution = `${escapeText(words).replace(address, `<a href="mailto:${address}">${address}</a>`)}<br>`;
  const quoted = asGmailShows(received.html, received.outboundEmailId);
  return (
    `${frame.before}<div class="gmail_quote gmail_quote_container">` +
    `<div dir="ltr" class="gmail_attr">${attribution}</div>` +
    `<blockquote class="gmail_quote" style="${frame.style}">${quoted}</blockquote></div>${frame.behind}`
  );
}

/** The attribution and the quoted lines. */
function gmailQuoteText(received: Answer["received"], attribution: string): string {
  const quoted = quoteLines(wrap(htmlAsText(received.html, habits), gmailTextWidth - 2));
  return `${wrap(attribution, gmailTextWidth)}\n\n${quoted}`;
}

/** `<CA…@mail.gmail.com>` */
function gmailMessageId(_author: unknown, seed: string): string {
  return `<CA${Buffer.from(seed, "hex").toString("base64url")}${seed.slice(0, 4)}@mail.gmail.com>`;
}

/** Zeros and sixteen hex digits. */
function gmailBoundary(seed: string, part: number): string {
  return `000000000000${seed.slice(part * 12, part * 12 + 16)}`;
}

/** Gmail drops the frame and data attributes, and puts a number before ids and classes so that they mean nothing. */
function asGmailShows(html: string, outboundEmailId: number): string {
  const prefix = `m_${String(outboundEmailId * 7_919 + 1_000_003).padStart(19, "4")}`;
  const content = rewriteHtml(html, {
    attributes: (tag, attributes) => {
      const kept = Object.entries(attributes)
        .filter(([name]) => !name.startsWith("data-") && !name.startsWith("on") && name !== "xmlns")
        .map(([name, value]) => [name, name === "class" || name === "id" ? prefixed(prefix, value) : value]);
      return { ...Object.fromEntries(kept), ...(tag === "a" ? { target: "_blank" } : {}) };
    },
  });
  return `<u></u>${content}`;
}

const habits: TextHabits = {
  link: (words, href) => (words === href || href === `mailto:${words}` ? words : `${words}\n<${href}>`),
  bold: (words) => `*${words}*`,
  quotePrefix: "> ",
};
