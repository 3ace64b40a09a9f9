// GET /sandbox/emails/:emailId: one email as its reader has it, in four views, with an answer box. GET …/html: its html
// in a frame of its own. POST …/answer: its reader answers from a mail program, through the real webhook.
import type { Request, Response } from "express";
import { momentInWords } from "../domain/clock.ts";
import { sizeInWords } from "../domain/in-words.ts";
import { inEnglish, Problem } from "../domain/problem.ts";
import { deliveriesForStaff, type DeliveryReading, type DeliveryWords } from "../portal/delivery-words.ts";
import { formOf } from "../portal/form.ts";
import type { OutboundEmailRow } from "../store/outbound-emails.ts";
import { languageChoices, postingChoices, requireHow } from "./answer-choices.ts";
import { mailboxPath, programChoices, requireProgram, toCorrespondent } from "./correspondents.ts";
import { loadEmail } from "./load-email.ts";
import { sendOwnHtml } from "./own-html.ts";
import type { SandboxParts } from "./sandbox.ts";
import { sendAndShow } from "./send-inbound.ts";
import { showPage } from "./show-page.ts";
import { writeAnswer } from "./simulator.ts";
import { situationViews } from "./situation-page.ts";

const views = [
  { name: "html", title: "HTML" },
  { name: "text", title: "Text" },
  { name: "headers", title: "Headers" },
  { name: "source", title: "Source" },
] as const;

/** Characters of an email's source that are shown; attachments make up what is beyond. */
const sourceLengthMax = 200_000;

export async function showEmail(parts: SandboxParts, request: Request, response: Response): Promise<void> {
  const { row, reader, email } = await loadEmail(parts, request);
  const view = views.find(({ name }) => name === request.query["view"])?.name ?? "html";
  const raw = view === "headers" || view === "source" ? await parts.buildMime(email) : Buffer.alloc(0);
  const path = `/sandbox/emails/${row.id}`;
  showPage(parts, response, "email", {
    title: email.subject,
    path,
    from: email.from,
    to: email.to,
    subject: email.subject,
    when: momentInWords(email.date, reader.timeZone),
    readerName: reader.name,
    firstName: reader.name.split(" ")[0] ?? reader.name,
    mailboxPath: mailboxPath(reader),
    attachments: email.attachments.map(({ filename, bytes }) => ({
      filename,
      size: sizeInWords(bytes.byteLength),
    })),
    views: views.map(({ name, title }) => ({ title, path: `${path}?view=${name}`, isShown: name === view })),
    isHtml: view === "html",
    shown: view === "text" ? email.text : view === "headers" ? headersOf(raw) : sourceOf(raw),
    canAnswer: email.replyTo !== undefined,
    programs: programChoices(reader.address),
    postings: postingChoices,
    languages: languageChoices,
    delivery: deliveryOf(parts, row, reader.timeZone),
    situations: situationViews(path, email),
  });
}

/** What a provider or a mail server said of it, as staff read it; whether its address is paused stands on their own pages. */
function deliveryOf({ render }: SandboxParts, row: OutboundEmailRow, timeZone: string): DeliveryWords | null {
  if (row.delivery === null) return null;
  const unpaused = { ...row, pausedAt: null, pauseCause: null, pauseReason: null };
  const reading: DeliveryReading = {
    locale: "en",
    say: (key, values) => render.say("en", key, values),
    inWords: (at) => momentInWords(at, timeZone),
  };
  return deliveriesForStaff([unpaused], reading)[0] ?? null;
}

/** The email's own html, for the frame. */
export async function showEmailHtml(
  parts: SandboxParts,
  request: Request,
  response: Response,
): Promise<void> {
  sendOwnHtml(response, (await loadEmail(parts, request)).email);
}

export async function postAnswer(parts: SandboxParts, request: Request, response: Response): Promise<void> {
  const { reader, email } = await loadEmail(parts, request);
  const form = formOf(request);
  if (form.refusal !== undefined) throw new Problem("too_large", form.refusal);
  if (form.text("words").trim() === "" && form.uploads.length === 0) {
    throw new Problem("invalid", inEnglish("Write an answer or attach a file first."));
  }
  const answer = await writeAnswer(email, {
    author: toCorrespondent(reader),
    program: requireProgram(form.text("program")),
    words: form.text("words"),
    files: form.uploads,
    at: parts.clock(),
    ...requireHow(form.text("posting"), form.text("language")),
  });
  await sendAndShow(parts, response, answer);
}

function headersOf(raw: Buffer): string {
  const end = raw.indexOf("\r\n\r\n");
  return raw.toString("utf8", 0, end < 0 ? raw.length : end).replaceAll("\r\n", "\n");
}

function sourceOf(raw: Buffer): string {
  const source = raw.toString("utf8").replaceAll("\r\n", "\n");
  if (source.length <= sourceLengthMax) return source;
  return `${source.slice(0, sourceLengthMax)}\n…\n(the first ${sizeInWords(sourceLengthMax)} of ${sizeInWords(raw.length)})`;
}
