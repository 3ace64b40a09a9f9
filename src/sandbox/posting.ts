// Where an answer stands: below the quote, between its paragraphs, or above a quote cut down to one of them, whatever the program.
// Takes what a program writes for an answer above the quote, and moves. Pure.
import { Parser } from "htmlparser2";
import type { OutgoingEmail } from "../outbox/courier.ts";
import type { Body } from "./program.ts";
import { escapeText } from "./rewrite-html.ts";

/** Where the answer stands. */
export type Posting = "above" | "below" | "between" | "partial";

const voidTags = new Set(["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"]);

/** The questions of an email, each on a line of its own: what people write their answers under. */
export function questionsOf({ text }: Pick<OutgoingEmail, "text">): string[] {
  const message = text.split("\n* * *\n", 1)[0] ?? "";
  return message.split("\n").filter((line) => line.length <= 60 && line.endsWith("?"));
}

/**
 * The body with `answers` moved: `below`: all of them under the quote. `between`: each under its question. `partial`: the quote
 * ends with the first question; the answers stay above. Without a question, all of them stand below.
 */
export function repost(
  body: Body,
  posting: Posting,
  { answers, questions }: { answers: readonly string[]; questions: readonly string[] },
): Body {
  switch (posting) {
    case "above":
      return body;
    case "below":
      return {
        text: body.text === "" ? "" : `${body.text.trimEnd()}\n\n${answers.join("\n\n")}\n`,
        html:
          body.html === ""
            ? ""
            : atEnd(body.html, answers.map((answer) => typedHtml(body.html, answer)).join("")),
      };
    case "between":
      return questions.length === 0
        ? repost(body, "below", { answers, questions })
        : answersFor(questions, answers).reduce<Body>(
            ({ text, html }, answer, index) => ({
              text: underLine(text, questions[index] ?? "", answer),
              html: html === "" ? "" : underParagraph(html, questions[index] ?? "", typedHtml(html, answer)),
            }),
            body,
          );
    case "partial":
      return {
        text: cutBelow(body.text, questions[0] ?? ""),
        html: body.html === "" ? "" : cutBelowParagraph(body.html, questions[0] ?? ""),
      };
  }
}

/** One for each question at most; what is over stands under the last. */
function answersFor(questions: readonly string[], answers: readonly string[]): string[] {
  const last = questions.length - 1;
  const over = answers.slice(last).join("\n\n");
  return over === "" ? [...answers] : [...answers.slice(0, last), over];
}

/** Lines as the program's editor makes them: Word's paragraphs, else elements. */
function typedHtml(html: string, answer: string): string {
  const lines = answer.split("\n").map((line) => (line === "" ? "<br>" : escapeText(line)));
  return html.includes("MsoNormal")
    ? lines.map((line) => `<p class="MsoNormal"><span style="color:#1F497D">${line}</span></p>`).join("")
    : lines.map((line) => `<div>${line}</div>`).join("");
}

function atEnd(html: string, words: string): string {
  const end = /<\/body>\s*(?:<\/html>\s*)?$/iu.exec(html)?.index ?? html.length;
  return `${html.slice(0, end)}${words}${html.slice(end)}`;
}

/** With an empty line above and below, inside the marks of no quote. */
function underLine(text: string, question: string, answer: string): string {
  const end = endOfLine(text, question);
  return end === undefined ? text : `${text.slice(0, end)}\n\n${answer}\n${text.slice(end)}`;
}

function cutBelow(text: string, question: string): string {
  const end = endOfLine(text, question);
  return end === undefined ? text : `${text.slice(0, end)}\n`;
}

function endOfLine(text: string, question: string): number | undefined {
  const at = text.lastIndexOf(question);
  if (at < 0 || question === "") return undefined;
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** Editors split the quote: they close what is open in it, and open it again below the answer. Without an element it just goes on. */
function underParagraph(html: string, question: string, words: string): string {
  const place = placeUnder(html, question);
  if (place === undefined) return html;
  const { at, open } = place;
  const closing = open.map(({ tag }) => `</${tag}>`).toReversed();
  const opening = open.map(({ start }) => start);
  return `${html.slice(0, at)}${closing.join("")}${words}${opening.join("")}${html.slice(at)}`;
}

function cutBelowParagraph(html: string, question: string): string {
  const place = placeUnder(html, question);
  if (place === undefined) return html;
  const closing = place.all.map(({ tag }) => `</${tag}>`).toReversed();
  return `${html.slice(0, place.at)}${closing.join("")}`;
}

interface Open {
  tag: string;
  /** The start tag as it was written. */
  start: string;
}

/** Behind the block that holds the question: the elements open there, and those of them from the outermost quote on. */
function placeUnder(html: string, question: string): { at: number; all: Open[]; open: Open[] } | undefined {
  const wanted = escapeText(question);
  const found = html.lastIndexOf(wanted);
  if (found < 0 || question === "") return undefined;
  const stack: Open[] = [];
  let place: { at: number; all: Open[]; open: Open[] } | undefined;
  const parser = new Parser({
    onopentag(tag) {
      const start = html.slice(parser.startIndex, parser.endIndex + 1);
      if (place === undefined && tag === "br" && parser.startIndex > found) take(parser.endIndex + 1);
      if (!voidTags.has(tag)) stack.push({ tag, start });
    },
    onclosetag(tag, isImplied) {
      if (voidTags.has(tag)) return;
      while (stack.length > 0 && stack.pop()?.tag !== tag);
      const isBlock = tag === "p" || tag === "div" || tag === "td";
      if (place === undefined && isBlock && !isImplied && parser.startIndex > found)
        take(parser.endIndex + 1);
    },
  });
  const take = (at: number) => {
    const quote = stack.findIndex(({ tag }) => tag === "blockquote");
    place = { at, all: [...stack], open: quote < 0 ? [] : stack.slice(quote) };
  };
  parser.write(html);
  parser.end();
  return place;
}
