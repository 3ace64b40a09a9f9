// What is said of an email in which nobody wrote a word, so that it is never an empty message. Pure.
import { renderText } from "../reply/html/render.ts";
import { calendarWords } from "./calendar-words.ts";
import type { MimePart } from "./mime-parts.ts";
import { emptyButSubject, noticeWords } from "./notice-words.ts";
import type { ParsedBody } from "./parsed-body.ts";
import type { ParsedAttachment } from "./parsed-email.ts";
import { cutText, decodeBytes } from "./text-decoding.ts";

type Body = Pick<ParsedBody, "text" | "html">;

const subjectLengthMax = 300;

/** The first calendar part in plain words, where the email holds no words beside it. */
export function wordsOfCalendar(
  body: Body,
  parts: readonly MimePart[],
  lengthMax: number,
): string | undefined {
  const calendars = parts.filter(isCalendar);
  // Reading html takes longest.
  if (calendars.length === 0 || hasWords(body)) return undefined;
  for (const { content, parameters } of calendars) {
    const words = calendarWords(decodeBytes(content, parameters.get("charset")).text);
    if (words !== undefined) return cutText(words, lengthMax);
  }
  return undefined;
}

function isCalendar({ contentType, filename }: MimePart): boolean {
  return contentType === "text/calendar" || contentType === "application/ics" || /\.ics$/iu.test(filename);
}

/** One sentence for an email without words, unless `notices` say what it is, or its files speak for themselves. */
export function wordlessNotice(
  body: Body,
  attachments: readonly ParsedAttachment[],
  notices: readonly string[],
  subject: string,
): string | undefined {
  if (notices.length > 0 || hasWords(body)) return undefined;
  if (body.html !== undefined && /<(?:img|image|picture|video)\b/iu.test(body.html)) {
    const areHere = attachments.some(({ contentType }) => contentType.startsWith("image/"));
    if (areHere) return undefined;
    return noticeWords.picturesElsewhere;
  }
  if (attachments.length > 0) return undefined;
  const words = subject.replaceAll(/\s+/gu, " ").trim();
  return words === "" ? noticeWords.empty : emptyButSubject(cutText(words, subjectLengthMax));
}

/** By the same reading of html that extraction shows. */
function hasWords({ text = "", html = "" }: Body): boolean {
  return visible(text) || (html !== "" && visible(renderText(html)));
}

function visible(text: string): boolean {
  return /[^\s\p{C}\u2800\u3164]/u.test(text);
}
