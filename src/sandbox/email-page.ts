// GET /sandbox/emails/:emailId: one email as its reader has it, in four views, with an answer box. GET …/html: its html
// in a frame of its own. POST …/answer: its reader answers from a mail program, through the real webhook.
import type { Request, Response } from "express";
import { personFromColumns } from "../domain/person.ts";
import { momentInWords } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import type { OutgoingEmail } from "../outbox/courier.ts";
import { readForm } from "../portal/form.ts";
import { sizeInWords } from "../portal/words.ts";
import { findOutboundEmail, type OutboundEmailRow } from "../store/outbound-emails.ts";
import { getPerson, type PersonRow } from "../store/people.ts";
import { mailboxPath, programChoices, requireProgram, toCorrespondent } from "./correspondents.ts";
import { filesBytesMax } from "./mailbox-page.ts";
import type { SandboxParts } from "./sandbox.ts";
import { sendAndShow } from "./send-inbound.ts";
import { idInPath, showPage } from "./show-page.ts";
import { writeAnswer } from "./simulator.ts";

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
  });
}

/** The email's own html under a policy of its own: no script, nothing loaded, links into new windows. */
export async function showEmailHtml(
  parts: SandboxParts,
  request: Request,
  response: Response,
): Promise<void> {
  const { email } = await loadEmail(parts, request);
  response.set({
    "content-security-policy":
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; " +
      "img-src data:; frame-ancestors 'self'",
    "x-frame-options": "SAMEORIGIN",
    "cache-control": "no-store",
  });
  response.type("html").send(withLinksOutside(withPictures(email)));
}

export async function postAnswer(parts: SandboxParts, request: Request, response: Response): Promise<void> {
  const { reader, email } = await loadEmail(parts, request);
  const form = await readForm(request, filesBytesMax);
  if (form.refusal !== undefined) throw new Problem("limit_reached", form.refusal);
  const answer = await writeAnswer(email, {
    author: toCorrespondent(reader),
    program: requireProgram(form.text("program")),
    words: form.text("words"),
    files: form.uploads,
    at: parts.clock(),
  });
  await sendAndShow(parts, response, answer);
}

async function loadEmail(
  parts: SandboxParts,
  request: Request,
): Promise<{ row: OutboundEmailRow; reader: PersonRow; email: OutgoingEmail }> {
  const { read } = parts.store;
  const row = await findOutboundEmail(read, idInPath(request, "emailId"));
  const person = row && personFromColumns(row.contactId, row.staffId);
  if (row === undefined || person === undefined) throw new Problem("not_found", "There is no such email.");
  return { row, reader: await getPerson(read, person), email: await parts.fillIn(row) };
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

/** Links open beside the sandbox: in the frame they would be held back by its policy. */
function withLinksOutside(html: string): string {
  const base = '<base target="_blank">';
  const head = /<head(?:\s[^<>]*)?>/iu.exec(html);
  if (head === null) return `${base}${html}`;
  const end = head.index + head[0].length;
  return `${html.slice(0, end)}${base}${html.slice(end)}`;
}

/** Pictures that the html refers to by Content-ID (RFC 2392), put into it. */
function withPictures({ html, attachments }: OutgoingEmail): string {
  let shown = html;
  for (const { contentId, contentType, bytes } of attachments) {
    const bare = contentId?.replaceAll(/^<|>$/gu, "") ?? "";
    if (bare === "" || !/^image\/(?:png|jpeg|gif|webp)$/u.test(contentType)) continue;
    const data = `data:${contentType};base64,${Buffer.from(bytes).toString("base64")}`;
    shown = shown.replaceAll(`cid:${bare}`, () => data);
  }
  return shown;
}
