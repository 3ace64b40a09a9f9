// Yahoo Mail on an Android phone, in US English: the cursor's elements, a link for a signature, and a purple quote in a
// blockquote without any name. Form: replies in the public archives of xen-devel, openbmc and usrp-users, 2020 to 2023.
import { yahooAndroidSignatures } from "../languages/yahoo.ts";
import { htmlAsText, plainTextHabits } from "../html-as-text.ts";
import { localTime, twelveHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { escapeText, withOwnNames } from "../rewrite-html.ts";
import { digitsOf } from "../seeded-ids.ts";
import { typedLine } from "../typed-words.ts";

const usualSignature = "Sent from Yahoo Mail on Android";
const signatureIn = ({ language = "en" }: Draft) => yahooAndroidSignatures[language] ?? usualSignature;
const home =
  "https://go.onelink.me/107872968?pid=InProduct&amp;c=Global_Internal_YGrowth_AndroidEmailSig__AndroidUsers";

export const yahooAndroid: Program = {
  name: "yahoo-android",
  title: "Yahoo Mail for Android",
  group: "phone",
  answersStand: "above",
  signsAs: usualSignature,
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: typedHtml(draft, "") }),
  messageId: (_author, seed) =>
    `<${digitsOf(seed, 10)}.${digitsOf(seed.slice(20), 7)}.${digitsOf(seed.slice(34), 13)}@mail.yahoo.com>`,
  headers: () => ({ "X-Mailer": "WebService/1.1.21096 YahooMailAndroidMobile" }),
  boundary: (seed, part) =>
    `----=_Part_${digitsOf(seed.slice(20), 6)}${part}_${digitsOf(seed, 10)}.${digitsOf(seed.slice(34), 13)}`,
};

/** … <br> <blockquote style="margin: 0 0 20px 0;"> <div style="…"> <div>On Fri, Sep 4, 2020 at 8:31 PM, …</div><div>&lt;…&gt; wrote:</div> </div> … */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const { name, address } = received.from;
  const time = localTime(new Date(received.date), author.timeZone);
  const date = `${time.weekday.slice(0, 3)}, ${time.month.slice(0, 3)} ${time.day}, ${time.year}`;
  const when = `On ${date} at ${twelveHours(time)}, `;
  const quoted = withOwnNames(received.html, `yiv${String(received.outboundEmailId).padStart(10, "4")}`);
  const quote =
    ' <br> <blockquote style="margin: 0 0 20px 0;"> <div style="font-family:Roboto, sans-serif; color:#6D00F6;"> ' +
    `<div>${when}${escapeText(name)}</div><div>&lt;${escapeText(address)}&gt; wrote:</div> </div> ` +
    '<div style="padding: 10px 0 0 20px; margin: 10px 0 0 0; border-left: 1px solid #6D00F6;"> ' +
    `${quoted} </div> </blockquote>`;
  const shown = htmlAsText(received.html, plainTextHabits);
  return {
    text: `${typedText(answer)} \n \n  ${when}${name}<${address}> wrote:   ${shown}  \n`,
    html: typedHtml(answer, quote),
  };
}

/** The first line stands bare; the last line's element holds signature and quote. */
function typedHtml(draft: Draft, quote: string): string {
  const [first = "", ...rest] = draft.words.split("\n");
  const lines = rest.map((line, index) => `<div id="yMail_cursorElementTracker_${index}">${typedLine(line)}`);
  const own = `<br><br><div id="ymail_android_signature"><a id="ymail_android_signature_link" href="${home}">${signatureIn(draft)}</a></div>`;
  return `${[typedLine(first), ...lines].join("</div>").replace("</div>", "")}${own}${quote}${lines.length === 0 ? "" : "</div>"}`;
}

/** Only an empty line breaks; the lines of a paragraph stand with nothing between them. */
function typedText(draft: Draft): string {
  const lines = draft.words.split("\n").map((line) => (line === "" ? "\n" : line));
  return `${lines.join("")}\n\n${signatureIn(draft)}`;
}
