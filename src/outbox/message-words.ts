// The words of a message as an email shows them: cut to what an email may hold, with its files by name. Reads the message and
// its attachments.
import { downloadFilename } from "../domain/download-filename.ts";
import { sizeInWords } from "../domain/in-words.ts";
import type { Locale } from "../domain/locale.ts";
import type { AttachmentRow, MessageRow } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";
import { readToldWords } from "../store/told-words.ts";
import { maskSecrets } from "../threading/mask.ts";
import { composedLengthMax, enclosedBytesMax, htmlBytesMax, shownLengthMin, type Outbox } from "./outbox.ts";
import { noticesToTell } from "./words-to-tell.ts";

/** What templates show of a message. `notices`: what everybody should know of the email that it was. */
export interface ShownWords {
  text: string;
  isShortened: boolean;
  paragraphs: string[][];
  notices: string[];
  attachments: { filename: string; size: string; isEnclosed: boolean }[];
}

/** Up to `lengthMax` characters of a message, in its reader's language where it has no words. */
export async function showWords(
  { render: { say } }: Outbox,
  rows: Rows,
  message: MessageRow,
  attachments: readonly AttachmentRow[],
  { locale, lengthMax }: { locale: Locale; lengthMax: number },
): Promise<ShownWords> {
  const kept = maskSecrets(await readToldWords(rows, message));
  const notices = (await noticesToTell(rows, message)).map(({ found, code, subject = "" }) =>
    maskSecrets(code === undefined ? found : say(locale, `notice.${code}`, { subject })),
  );
  const text = kept.trim() === "" ? wordlessWords((key) => say(locale, key), attachments, notices) : kept;
  const shown = cut(text, lengthMax);
  const enclosedBytes = attachments.reduce((sum, attachment) => sum + attachment.sizeBytes, 0);
  return {
    text: shown,
    isShortened: shown !== text,
    paragraphs: paragraphsOf(shown),
    // Where they are all there is to say, the text says them.
    notices: text === notices.join("\n\n") ? [] : notices,
    attachments: attachments.map((attachment) => ({
      filename:
        attachment.filename === ""
          ? say(locale, "email.unnamed-file")
          : downloadFilename(attachment.filename, attachment.contentType),
      size: sizeInWords(attachment.sizeBytes, locale),
      isEnclosed: enclosedBytes <= enclosedBytesMax,
    })),
  };
}

/** Each with its lines. */
export function paragraphsOf(words: string): string[][] {
  return words.split(/\n\s*\n/u).map((paragraph) => paragraph.split("\n"));
}

/** Stands where words would, so that nobody takes the email for a broken one. */
function wordlessWords(
  say: (key: string) => string,
  attachments: readonly AttachmentRow[],
  notices: readonly string[],
): string {
  if (attachments.length > 0) return say("email.no-words-but-files");
  return notices.length > 0 ? notices.join("\n\n") : say("email.no-words");
}

/**
 * Renders with fewer and fewer characters of the words until the html is small enough: markup and escaping can multiply a
 * message's length. Answers the values that fitted, and the html.
 */
export async function fitHtml<Values extends object>(
  outbox: Outbox,
  template: string,
  valuesFor: (lengthMax: number) => Promise<Values>,
): Promise<Values & { html: string }> {
  for (let lengthMax = composedLengthMax; ; lengthMax = Math.floor(lengthMax / 2)) {
    const values = await valuesFor(lengthMax);
    const html = outbox.render(template, values);
    if (isSmall(outbox, html) || lengthMax < shownLengthMin) return { ...values, html };
  }
}

/** Whether html is small enough as it is sent: with secrets in their places, which are longer than these. */
export function isSmall({ installation: { baseUrl, replyDomain } }: Outbox, html: string): boolean {
  const placeCount = html.match(/place-[0-9a-f]{18}-/gu)?.length ?? 0;
  const secretBytes = Math.max(Buffer.byteLength(baseUrl), Buffer.byteLength(replyDomain)) + secretLengthMax;
  return Buffer.byteLength(html) + placeCount * secretBytes <= htmlBytesMax;
}

/** Characters of a link or an address without its host, less those of the shortest place. */
const secretLengthMax = 40;

/** Cuts on a whole line where that loses little, and never inside a character. */
export function cut(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text;
  const head = text
    .slice(0, lengthMax)
    .toWellFormed()
    .replace(/\ufffd$/u, "");
  const lastLine = head.lastIndexOf("\n");
  return `${(lastLine > lengthMax / 2 ? head.slice(0, lastLine) : head).trimEnd()}…`;
}
