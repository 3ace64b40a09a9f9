// Replies to an email of ours as every simulated mail program writes them, in each of its languages and wherever the answer stands,
// with what their author typed.
import { parseEmail } from "../../../src/inbox/parse.ts";
import { replyBodies } from "../../../src/inbox/reply-bodies.ts";
import type { OutgoingEmail } from "../../../src/outbox/courier.ts";
import { extractReply, type ReplyInput } from "../../../src/reply/extract.ts";
import { languages, type Language } from "../../../src/sandbox/languages/languages.ts";
import type { Posting } from "../../../src/sandbox/posting.ts";
import type { Program } from "../../../src/sandbox/program.ts";
import { programs } from "../../../src/sandbox/programs.ts";
import { writeAnswer } from "../../../src/sandbox/simulator.ts";
import { seedWorld } from "../../../src/sandbox/seed-world.ts";
import { openStore } from "../../../src/store/database.ts";
import { at, openOutbox, receiveFrom } from "../outgoing.ts";
import { inventHeaders } from "./invented-language.ts";

/** What extraction is told of the email that is answered; `invented`: known, below headers in a language that nobody speaks. */
export const parentModes = ["known", "withheld", "wrong", "invented"] as const;
export type ParentMode = (typeof parentModes)[number];
export const postings: readonly Posting[] = ["above", "below", "between", "partial"];

/** One way to answer. */
export interface Combination {
  id: string;
  program: Program;
  language: Language;
  posting: Posting;
  isSigned: boolean;
}

/** The emails that the simulated replies answer. */
export interface Answered {
  received: OutgoingEmail;
  /** Another email of the same frame. */
  other: OutgoingEmail;
}

const asked =
  "Hello Ann,\n\nthe form is mended, and the old one is gone since this morning. Two questions:\n\nWhich colour should the button have?\n\nMay Altona see it before Friday?\n\nSee https://northbeam.example/form for how it looks now.\n\nBest wishes\nPriya";
const askedBefore =
  "Good morning Ann,\n\nwe began with the form yesterday and are nearly through. Is Dr Weber in on Thursday?";
const signature = "Ann Weber\nHarbor Dental Altona, Tel. 040 123 45";

/** Every program × language × posting; a program that always writes below or between has that posting alone. */
export function listCombinations(): Combination[] {
  return programs.flatMap((program) =>
    languages.flatMap((language) =>
      (program.answersStand === "above" ? postings : (["above"] as const)).map((posting) => {
        const isMoved = posting === "below" || posting === "between";
        const isSigned = !isMoved && (program.name.length + language.code.charCodeAt(0)) % 2 === 0;
        return { id: `${program.name}/${language.code}/${posting}`, program, language, posting, isSigned };
      }),
    ),
  );
}

/** Needs a folder for its database. */
export async function composeAnswered(folder: string): Promise<Answered> {
  const store = await openStore(`sqlite:${folder}/answered.db`);
  try {
    const [outbox, world] = [openOutbox(store), await seedWorld(store, at)];
    const { received } = await receiveFrom(outbox, world, asked);
    const { received: other } = await receiveFrom(outbox, world, askedBefore);
    return { received, other };
  } finally {
    await store.close();
  }
}

/** What one reply came out as in each mode: undefined where it is exactly what was typed, else what was kept. */
export async function readSimulated(
  { received, other }: Answered,
  { program, language, posting, isSigned }: Combination,
): Promise<Record<ParentMode, string | undefined>> {
  const words = language.answer;
  const { raw } = await writeAnswer(received, {
    author: {
      name: "Ann Weber",
      address: "ann@harbordental.example",
      timeZone: "Europe/Berlin",
      ...(isSigned ? { signature } : {}),
    },
    program: program.name,
    language: language.code,
    posting,
    words,
    at: new Date("2026-03-03T15:30:05.000Z"),
  });
  const isMoved = posting === "below" || posting === "between";
  const above = `${isMoved ? "" : words}\n${isSigned ? signature : ""}`;
  const bodies = replyBodies(await parseEmail(raw));
  const parent = { text: received.text, html: received.html };
  const right = (input: ReplyInput) => {
    const blocks = extractReply(input).blocks.filter(({ kind }) => kind === "kept");
    const kept = flat(blocks.map(({ text }) => text).join("\n"));
    const isRight =
      kept === flat(words) || (program.hidesSignature === true && kept === flat(`${words} ${signature}`));
    return isRight ? undefined : kept;
  };
  return {
    known: right({ ...bodies, parent }),
    withheld: right(bodies),
    wrong: right({ ...bodies, parent: { text: other.text, html: other.html } }),
    invented: right({ ...inventHeaders(bodies, { above, received }), parent }),
  };
}

function flat(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/[\u200e\u200f\u202a-\u202e]/gu, "")
    .replaceAll(/\s+/gu, " ")
    .trim();
}
