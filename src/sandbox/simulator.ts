// Writes emails as real people's mail programs would: answers and new emails. Pure: the same input
// gives the same bytes. Nothing here knows of tasks or rows.
import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import { domainOf } from "../domain/address.ts";
import type { OutgoingEmail } from "../outbox/courier.ts";
import { questionsOf, repost, type Posting } from "./posting.ts";
import type { AttachedFile, Body, Correspondent, Program, ProgramName } from "./program.ts";
import { dateHeader } from "./local-time.ts";
import { finishParts } from "./finish-parts.ts";
import { programs } from "./programs.ts";

/** An email on its way to us, with what its first mail server would say of it. */
export interface SimulatedEmail {
  raw: Buffer;
  /** Empty for an automatic answer (RFC 3834 section 3.3). */
  envelopeFrom: string;
  envelopeTo: string;
  from: string;
  subject: string;
  /** The domain whose DKIM signature passes; empty when nothing vouches for the sender. */
  signingDomain: string;
  /** What its first mail server found of SPF, when that is not what the signing domain suggests. */
  spf?: "fail";
}

/** What somebody types into an answer or a new email. */
export interface Typed {
  author: Correspondent;
  program: ProgramName;
  words: string;
  files?: readonly AttachedFile[];
  /** Whom they write to beside the recipient. */
  cc?: readonly { name: string; address: string }[];
  at: Date;
  /** The language of their program; its usual one unless it is named. */
  language?: string;
  /** Where the answer stands; the program's usual place unless it is named. */
  posting?: Posting;
}

/** The program of this name; undefined for any other word. */
export function findProgram(name: string): Program | undefined {
  return programs.find((program) => program.name === name);
}

/** An answer to an email that `author` received: to its Reply-To, with all of it quoted below. */
export function writeAnswer(received: OutgoingEmail, typed: Typed): Promise<SimulatedEmail> {
  const program = getProgram(typed.program);
  const { html, text } = answerBodies(program, received, { ...typed, words: lines(typed.words) });
  return write(typed, program, {
    to: received.replyTo ?? received.from.address,
    subject: program.answerSubject(received.subject, typed.language),
    html,
    text,
    files: [...(typed.files ?? []), ...quotedPictures(html, received)],
    headers: { ...program.headers(seedOf(typed), received.subject), ...threadHeaders(received) },
    envelopeFrom: typed.author.address,
    ...(typed.cc === undefined ? {} : { cc: typed.cc }),
  });
}

/** The bodies of an answer. Who writes below or between begins with nothing above the quote. */
function answerBodies(program: Program, received: OutgoingEmail, typed: Typed): Body {
  const { posting = "above", words } = typed;
  const isMoved = posting === "below" || posting === "between";
  const body = program.answerBody({ ...typed, words: isMoved ? "" : words, received });
  return repost(body, posting, { answers: words.split("\n\n"), questions: questionsOf(received) });
}

/** A new email to any address. */
export function writeNewEmail(
  { to, subject }: { to: string; subject: string },
  typed: Typed,
): Promise<SimulatedEmail> {
  const program = getProgram(typed.program);
  return write(typed, program, {
    to,
    subject,
    ...program.newBody({ ...typed, words: lines(typed.words) }),
    files: [...(typed.files ?? [])],
    headers: program.headers(seedOf(typed), subject),
    envelopeFrom: typed.author.address,
  });
}

/** What an email is made of, beside who writes it and when. */
export interface Parts {
  to: string;
  cc?: readonly { name: string; address: string }[];
  subject: string;
  text: string;
  html: string;
  files: (AttachedFile & { contentId?: string })[];
  headers: Record<string, string>;
  /** A third form of the body, text/calendar (RFC 6047). */
  calendar?: { method: string; content: string };
  envelopeFrom: string;
}

/** Builds the bytes of an email in the frame of a program: its ids, boundaries and dates. */
export async function write(
  { author, at, words }: Pick<Typed, "author" | "at" | "words">,
  program: Program,
  parts: Parts,
): Promise<SimulatedEmail> {
  const seed = seedOf({ author, at, words });
  const options = {
    from: { name: author.name, address: author.address },
    to: parts.to,
    ...(parts.cc === undefined ? {} : { cc: [...parts.cc] }),
    subject: parts.subject,
    date: dateHeader(at, author.timeZone),
    messageId: program.messageId(author, seed),
    headers: parts.headers,
    text: parts.text,
    html: parts.html,
    ...(parts.calendar === undefined ? {} : { icalEvent: parts.calendar }),
    attachments: parts.files.map(({ filename, contentType, bytes, contentId }) => ({
      filename,
      contentType,
      content: Buffer.from(bytes),
      ...(contentId === undefined ? {} : { cid: contentId }),
    })),
    // What people type is content, never a path or a URL to load.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const email = new MailComposer(options).compile();
  finishParts(email, program, parts, seed);
  return {
    raw: await email.build(),
    envelopeFrom: parts.envelopeFrom,
    envelopeTo: parts.to,
    from: author.address,
    subject: parts.subject,
    signingDomain: domainOf(author.address),
  };
}

/** RFC 5322 section 3.6.4: the parent's References, then its Message-ID. */
export function threadHeaders(received: OutgoingEmail): Record<string, string> {
  const messageId = received.headers["Message-ID"];
  if (messageId === undefined) return {};
  const references = received.headers["References"];
  return {
    "In-Reply-To": messageId,
    References: references === undefined ? messageId : `${references} ${messageId}`,
  };
}

/** Pictures that the quoted html shows come back with it. */
function quotedPictures(html: string, received: OutgoingEmail): Parts["files"] {
  return received.attachments.flatMap(({ contentId, ...file }) => {
    const bare = contentId?.replaceAll(/^<|>$/gu, "") ?? "";
    return bare !== "" && html.includes(`cid:${bare}`) ? [{ ...file, contentId: bare }] : [];
  });
}

/** Throws for a name that is none. */
export function getProgram(name: ProgramName): Program {
  const program = findProgram(name);
  if (program === undefined) throw new Error(`There is no mail program called ${name}.`);
  return program;
}

/** 64 hex digits that differ with the author, the moment and the words. */
export function seedOf({ author, at, words }: Pick<Typed, "author" | "at" | "words">): string {
  return createHash("sha256").update(`${author.address}\n${at.toISOString()}\n${words}`).digest("hex");
}

/** Browsers send CRLF from a text field. */
export function lines(words: string): string {
  return words.replaceAll(/\r\n?/gu, "\n");
}
