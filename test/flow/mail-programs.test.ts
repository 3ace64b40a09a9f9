// Every mail program of the sandbox against a running installation: a staff message goes out, the answer comes in through
// the webhook, and the message on the task is exactly what was typed.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addContact } from "../../src/actions/add-contact.ts";
import { openTask } from "../../src/actions/open-task.ts";
import { postMessage } from "../../src/actions/post-message.ts";
import { timestamp } from "../../src/domain/clock.ts";
import { wordsOf } from "../../src/domain/message.ts";
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import { fillIn } from "../../src/outbox/fill-in.ts";
import { findPosted } from "../../src/sandbox/find-inbound.ts";
import { postInbound } from "../../src/sandbox/post-inbound.ts";
import type { ProgramName } from "../../src/sandbox/program.ts";
import { seedWorld, type World } from "../../src/sandbox/seed-world.ts";
import { programs } from "../../src/sandbox/programs.ts";
import { writeAnswer, writeNewEmail, type SimulatedEmail, type Typed } from "../../src/sandbox/simulator.ts";
import { typedTexts } from "../support/typed-texts.ts";
import type { Started } from "../../src/start.ts";
import type { InboundEmailRow } from "../../src/store/inbound-emails.ts";
import {
  findWholeMessage,
  findMessageIdOfEmail,
  listAttachmentsOfMessage,
  type WholeMessageRow,
} from "../../src/store/messages.ts";
import { listOutboundEmailsTo } from "../../src/store/outbound-emails.ts";
import { getTask } from "../../src/store/tasks.ts";
import { addressOf } from "../support/world.ts";
import { passADay, startInstallation } from "./running-installation.ts";

const ann = { name: "Ann Weber", address: addressOf("ann"), timeZone: "Europe/Berlin" };
/** Reads our emails in German, in a program that speaks it. */
const karla = { name: "Karla Vogt", address: "karla@harbordental.example", timeZone: "Europe/Berlin" };
const signature = "Ann Weber\nHarbor Dental Altona, Tel. 040 123 45";
const asked =
  "Hello Ann,\n\nthe form is mended, and the old one is gone.\n\nTwo questions:\n\n- Which colour should the button have?\n- May Altona see it before Friday?\n\nSee https://northbeam.example/form for how it looks now.";

/** The programs that most people have send all texts; what the others make of each is tried without an installation. */
const usual: readonly ProgramName[] = [
  "gmail-web",
  "outlook-web",
  "outlook-desktop",
  "apple-mail",
  "apple-ios",
  "plain-interleaved",
];

let started: Started;
let world: World;
let karlaId: number;
let minutes = 0;
beforeAll(async () => {
  started = await startInstallation();
  const at = "2026-03-02T09:00:00.000Z";
  world = await seedWorld(started.store, at);
  const { harbor } = world.clients;
  const input = { ...karla, clientId: harbor, locale: "de", own: undefined };
  ({ contactId: karlaId } = await started.store.write((rows) => addContact(rows, at, input)));
}, 30_000);
afterAll(() => started.stop());

describe.each(programs.map(({ name }) => name))("%s", (program) => {
  const { answersStand, isTextOnly, signsAs, hidesSignature } = programs.find(
    ({ name }) => name === program,
  )!;
  /** Answers between quoted lines are kept with the lines they answer. */
  const own = (kept: string) => (answersStand === "between" ? unquoted(kept) : kept);
  const sent = usual.includes(program)
    ? Object.values(typedTexts)
    : [typedTexts["a list and links"], typedTexts["words that a quote could begin with"]];
  let received: OutgoingEmail;
  let taskId: number;

  beforeAll(async () => {
    taskId = await openTaskFor(program);
    const [first] = await answers([[await newestTo(ann), typed(program, "Which form?")]]);
    expect(own(first!.message!.kept)).toBe("Which form?");
    // From now on the email quotes that answer of hers below what staff wrote.
    await started.store.write((rows) =>
      postMessage(rows, timestamp(new Date()), {
        taskId,
        author: world.people.priya,
        channel: "portal",
        text: asked,
        postedAt: timestamp(new Date()),
      }),
    );
    received = await newestTo(ann);
  });

  it("answers are messages of exactly the typed words, the quote folded", async () => {
    const found = await answers(sent.map((words) => [received, typed(program, words)]));
    expect(found.map(({ message }) => own(message?.kept ?? ""))).toEqual(sent);
    for (const { email, message } of found) {
      expect([email.status, message?.taskId]).toEqual(["handled", taskId]);
      expect(message?.kept).not.toContain("Open the task");
      expect(message?.confidence).toBeGreaterThan(answersStand === "between" ? 0.6 : 0.8);
      const quoted =
        answersStand === "between" ? `${message?.kept}\n${quotedOf(message)}` : quotedOf(message);
      expect(quoted).toContain("Which colour should the button have?");
    }
  });

  it("answers to a German email are messages of exactly the typed words, too", async () => {
    const german = await newestTo(karla);
    expect(german.text).toContain("Ann Weber schrieb zuvor, am ");
    const words = sent.slice(0, 2);
    const byKarla = words.map((text) => ({
      ...typed(program, text),
      author: karla,
      language: "de" as const,
    }));
    const found = await answers(byKarla.map((answer) => [german, answer]));
    expect(found.map(({ message }) => own(message?.kept ?? ""))).toEqual(words);
    for (const { message } of found) {
      expect(message?.taskId).toBe(taskId);
      expect(message?.kept).not.toContain("Zur Aufgabe");
    }
  });

  // Elsewhere nothing marks it.
  if (hidesSignature !== true) {
    it("the signature that it puts there is known for one", async () => {
      const author = { ...ann, signature };
      const words = sent.slice(0, 3).map((text) => `${text} (signed)`);
      const found = await answers(words.map((text) => [received, { ...typed(program, text), author }]));
      expect(found.map(({ message }) => own(message?.kept ?? ""))).toEqual(words);
      for (const { message } of found) {
        expect(signatureOf(message)).toContain(signsAs ?? signature);
      }
    });
  }

  // In text alone nothing tells it from the program's own mark.
  if (isTextOnly !== true) {
    it("a quote mark that was typed by hand is one of the typed words", async () => {
      const words = "> see you there\n\nThat line is from the song.\n\n> and back again";
      const [found] = await answers([[received, typed(program, words)]]);
      expect(found?.message?.kept).toBe(words);
    });
  }

  it("brings its files, and the pictures of the quote as inline ones", async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 0, 128, 10]);
    const picture = { filename: "a.png", contentType: "image/png", contentId: "p1@x.example", bytes };
    const withPicture = {
      ...received,
      attachments: [picture],
      html: received.html.replace("</body>", '<img src="cid:p1@x.example"></body>'),
    };
    const files = [{ filename: "Übersicht “neu”.bin", contentType: "application/x-test", bytes }];
    const [found] = await answers([[withPicture, { ...typed(program, "Here it is."), files }]]);
    expect(own(found?.message?.kept ?? "")).toBe("Here it is.");
    const attachments = await listAttachmentsOfMessage(started.store.read, found!.message!.id);
    const shown = attachments.map(({ filename, isInline, sizeBytes }) => [filename, isInline, sizeBytes]);
    expect(shown).toHaveLength(isTextOnly === true ? 1 : 2);
    expect(shown).toContainEqual(["Übersicht “neu”.bin", 0, 7]);
    if (isTextOnly !== true) expect(shown).toContainEqual(["a.png", 1, 7]);
  });

  it("a new email opens a task with all of its words", async () => {
    const subject = `A new request from ${program}`;
    passADay(started);
    const words = typedTexts["a list and links"];
    const to = started.installation.mailFrom;
    const [found] = await send([await writeNewEmail({ to, subject }, typed(program, words))]);
    expect([found?.message?.kept, quotedOf(found?.message)]).toEqual([words, ""]);
    expect((await getTask(started.store.read, found!.email.taskId!)).title).toBe(subject);
  });
});

function typed(program: ProgramName, words: string): Typed {
  return { author: ann, program, words, at: new Date(Date.UTC(2026, 2, 3, 9, minutes++)) };
}

async function openTaskFor(program: ProgramName): Promise<number> {
  const at = timestamp(new Date());
  const { taskId } = await started.store.write((rows) =>
    openTask(rows, at, {
      clientId: world.clients.harbor,
      title: `The form, read with ${program}`,
      author: world.people.priya,
      contactIds: [world.people.ann.id, karlaId],
      channel: "portal",
      text: "Hello Ann,\n\nhave you seen the new form?",
      postedAt: at,
    }),
  );
  return taskId;
}

async function newestTo({ address }: { address: string }): Promise<OutgoingEmail> {
  started.workers.nudge();
  await started.workers.settled();
  const [row] = await listOutboundEmailsTo(started.store.read, address, 1);
  return fillIn(started.outbox, row!);
}

interface Found {
  email: InboundEmailRow;
  message: WholeMessageRow | undefined;
}

async function answers(typedTo: [received: OutgoingEmail, typed: Typed][]): Promise<Found[]> {
  return send(await Promise.all(typedTo.map(([received, words]) => writeAnswer(received, words))));
}

/** Posts them as the provider does and reads what became of each. */
async function send(emails: SimulatedEmail[]): Promise<Found[]> {
  for (const email of emails) {
    expect(await postInbound(started.localUrl, email)).toMatchObject({ status: 200 });
  }
  await started.workers.settled();
  const { read } = started.store;
  return Promise.all(
    emails.map(async (posted) => {
      const email = await findPosted(read, posted);
      if (email === undefined) throw new Error("An email that was taken is not stored.");
      const messageId = await findMessageIdOfEmail(read, email.id);
      return {
        email,
        message: messageId === undefined ? undefined : await findWholeMessage(read, messageId),
      };
    }),
  );
}

function quotedOf(message: WholeMessageRow | undefined): string {
  return wordsOf(message?.blocks ?? [], ["quoted"]);
}

function signatureOf(message: WholeMessageRow | undefined): string {
  return wordsOf(message?.blocks ?? [], ["signature", "disclaimer"]);
}

function unquoted(kept: string): string {
  return kept
    .split("\n")
    .filter((line) => !line.startsWith(">"))
    .join("\n")
    .replaceAll(/\n{3,}/gu, "\n\n")
    .trim();
}
