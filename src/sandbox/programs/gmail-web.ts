// Gmail in a browser, in US English, as it has written since 2024: `gmail_quote_container` around the quote.
// Form: replies from Gmail in the public archives of qemu-devel, amd-gfx and usrp-users, 2025.
import { quoteLines, htmlAsText, wrap, type TextHabits } from "../html-as-text.ts";
import { localTime, twelveHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { escapeText, rewriteHtml } from "../rewrite-html.ts";

/** Gmail breaks the lines of its text part here. */
const textWidth = 78;
const quoteStyle = "margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex";

export const gmailWeb: Program = {
  name: "gmail-web",
  title: "Gmail",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: `${typedHtml(draft)}\n` }),
  messageId: (_author, seed) =>
    `<CA${Buffer.from(seed, "hex").toString("base64url")}${seed.slice(0, 4)}@mail.gmail.com>`,
  headers: () => ({}),
  boundaryPrefix: "0000000000",
};

/** <div dir="ltr">…</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On …<br></div><blockquote …> */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const { name, address } = received.from;
  const time = localTime(new Date(received.date), author.timeZone);
  const date = `${time.weekday.slice(0, 3)}, ${time.month.slice(0, 3)} ${time.day}, ${time.year}`;
  const when = `On ${date} at ${twelveHours(time, "\u202f")}`;
  const link = `<a href="mailto:${escapeText(address)}">${escapeText(address)}</a>`;
  const attribution = `${when} ${escapeText(name)} &lt;${link}&gt; wrote:<br>`;
  const quoted = asGmailShows(received.html, received.outboundEmailId);
  const html =
    `${typedHtml(answer)}<br><div class="gmail_quote gmail_quote_container">` +
    `<div dir="ltr" class="gmail_attr">${attribution}</div>` +
    `<blockquote class="gmail_quote" style="${quoteStyle}">${quoted}</blockquote></div>\n`;
  const quotedText = quoteLines(wrap(htmlAsText(received.html, habits), textWidth - 2));
  const text = `${typedText(answer)}\n\n${wrap(`${when} ${name} <${address}> wrote:`, textWidth)}\n\n${quotedText}\n`;
  return { text, html };
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

function prefixed(prefix: string, names: string): string {
  return names
    .split(/\s+/u)
    .filter((name) => name !== "")
    .map((name) => prefix + name)
    .join(" ");
}

/** The first line stands bare in the outer element, each further one in its own; an empty one holds a <br>. */
function typedHtml({ words, author }: Draft): string {
  const [first = "", ...rest] = words.split("\n");
  const lines = rest.map((line) => `<div>${line === "" ? "<br>" : escapeText(line)}</div>`);
  return `<div dir="ltr">${escapeText(first)}${lines.join("")}${signatureHtml(author.signature)}</div>`;
}

function signatureHtml(signature: string | undefined): string {
  if (signature === undefined) return "";
  const [first = "", ...rest] = signature.split("\n");
  const lines = rest.map((line) => `<div>${escapeText(line)}</div>`).join("");
  return (
    '<div><br clear="all"></div><div><br></div><span class="gmail_signature_prefix">-- </span><br>' +
    '<div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">' +
    `<div dir="ltr">${escapeText(first)}${lines}</div></div>`
  );
}

function typedText({ words, author }: Draft): string {
  const signature = author.signature === undefined ? "" : `\n\n-- \n${author.signature}`;
  return `${wrap(words, textWidth)}${signature}`;
}

const habits: TextHabits = {
  link: (words, href) => (words === href || href === `mailto:${words}` ? words : `${words}\n<${href}>`),
  bold: (words) => `*${words}*`,
  quotePrefix: "> ",
};
