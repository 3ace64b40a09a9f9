// The programs that are compared: each turns one reply into the text it shows. Reads and writes nothing.
import { createRequire } from "node:module";
import EmailReplyParser from "email-reply-parser";
import { JSDOM } from "jsdom";
import { simpleParser } from "mailparser";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { parseEmail } from "../../../src/inbox/parse.ts";
import { replyBodies } from "../../../src/inbox/reply-bodies.ts";
import { extractReply } from "../../../src/reply/extract.ts";
import type { ReplyCase } from "../../support/replies/case.ts";

export const libraryNames = ["inreply", "email-reply-parser", "planer"] as const;
export type LibraryName = (typeof libraryNames)[number];

/** A reply as it is handed to a program: its bodies, or the raw mail. */
export type Given = Pick<ReplyCase, "kind" | "text" | "html" | "eml" | "parent">;

/** What each shows of a reply. The parent is known to ours only: the others have no place for it. */
export const libraries: Record<LibraryName, (given: Given) => Promise<string>> = {
  inreply: async ({ kind, text, html, eml, parent }) => {
    if (eml !== undefined) return extractReply({ ...replyBodies(await parseEmail(eml)), parent }).visible;
    // The text beside an html reply is what a parser made of that html, for programs that read no html.
    return extractReply({ ...(kind === "text" ? { text } : { html }), parent }).visible;
  },
  "email-reply-parser": async (given) => new EmailReplyParser().read(await plainText(given)).getVisibleText(),
  planer: async (given) => {
    const html = given.html ?? (given.eml === undefined ? "" : (await simpleParser(given.eml)).html || "");
    if (html === "") return planer.extractFrom(await plainText(given), "text/plain");
    return visibleText(planer.extractFrom(html, "text/html", document));
  },
};

/** The raw mail of a reply that is known by its html only. */
export async function rawMailOf(html: string): Promise<Buffer> {
  return new MailComposer({
    from: "ann@harbor.example",
    to: "requests@reply.northbeam.example",
    subject: "Re: The booking form",
    html,
  })
    .compile()
    .build();
}

/** The text that is beside the html, or what mailparser makes of it: to programs that read text only, a mail is that. */
async function plainText({ text, html, eml }: Given): Promise<string> {
  if (text !== undefined) return text;
  const { text: parsed } = await simpleParser(eml ?? (await rawMailOf(html ?? "")));
  return parsed ?? "";
}

/** It answers html; what a person sees of it counts. */
function visibleText(html: string): string {
  const { body } = new JSDOM(html).window.document;
  for (const unseen of body.querySelectorAll("style, script, title")) unseen.remove();
  for (const element of body.querySelectorAll("*")) element.before(blocks.has(element.localName) ? "\n" : "");
  return body.textContent ?? "";
}

/** Words on both sides of these are two words. */
const blocks = new Set(
  "p div br hr tr td th li ul ol table blockquote pre h1 h2 h3 h4 h5 h6 center".split(" "),
);

interface Planer {
  extractFrom: (body: string, contentType: string, document?: Document) => string;
}
// It has no types.
const planer = createRequire(import.meta.url)("planer") as Planer;
const { document } = new JSDOM().window;
