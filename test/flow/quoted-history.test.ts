// How much of a task's history stands below a message in its email, by the setting QUOTED_MESSAGES, and that all of it is
// taken off again when somebody answers.
import { afterAll, beforeAll, expect, it } from "vitest";
import { postMessage } from "../../src/actions/post-message.ts";
import { readConfig } from "../../src/config.ts";
import { timestamp } from "../../src/domain/clock.ts";
import { wordsOf } from "../../src/domain/message.ts";
import type { ProgramName } from "../../src/sandbox/program.ts";
import { writeAnswer } from "../../src/sandbox/simulator.ts";
import { openDesk, type Desk } from "./desk.ts";
import { postForm } from "./running-installation.ts";

const ann = { name: "Ann Weber", address: "ann@harbordental.example", timeZone: "Europe/Berlin" };
const from = `${ann.name} <${ann.address}>`;
const programs: readonly ProgramName[] = ["gmail-web", "outlook-desktop", "apple-mail", "plain-bottom"];

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ QUOTED_MESSAGES: "all" });
});
afterAll(() => desk.stop());

/** A task with a question, an answer, a second question and a second answer; then Priya's third. Answers what Ann gets. */
async function historyOn(setting: string) {
  const opened = desk;
  const settings = readConfig({ QUOTED_MESSAGES: setting });
  opened.started.outbox.quotedCountMax = settings.quotedCountMax;
  const { taskId, replyTo, received } = await opened.ask(
    ["ann"],
    "First question: which colour?\n\nIn a new line.",
  );
  const say = async (text: string) => {
    const at = timestamp(opened.started.clock.now());
    const words = {
      taskId,
      author: opened.world.people.priya,
      channel: "portal",
      text,
      postedAt: at,
    } as const;
    await opened.started.store.write((rows) => postMessage(rows, at, words));
    await opened.settled();
  };
  await opened.bring({ from, to: replyTo, body: "First answer: blue." });
  await say("Second question: when?");
  await opened.bring({ from, to: replyTo, body: "Second answer: on Friday." });
  await say("Third question: who?");
  return { taskId, email: received("ann"), say, received, opened };
}

const history = [
  "Second answer: on Friday.",
  "Second question: when?",
  "First answer: blue.",
  "First question: which colour?",
];

it.each([
  ["none", 0],
  ["last", 1],
  ["two", 2],
  ["all", 4],
])(
  "with “%s”, %i earlier messages stand below the newest, and an answer in any program is only what was typed",
  async (setting, count) => {
    const { taskId, email, opened } = await historyOn(setting);
    for (const body of [email.text, email.html]) {
      const places = history.map((words) => body.indexOf(words));
      expect(places.map((place) => place > body.indexOf("Third question: who?"))).toEqual(
        history.map((_, index) => index < count),
      );
      expect(places.slice(0, count)).toEqual(places.slice(0, count).toSorted((one, other) => one - other));
    }
    const typedBy = (program: ProgramName) => `It is Lee, as ever.\n\nBy ${program}.`;
    for (const program of programs) {
      const typed = { author: ann, program, words: typedBy(program), at: opened.started.clock.now() };
      const { raw, envelopeFrom, envelopeTo } = await writeAnswer(email, typed);
      await postForm(opened.started, {
        email: raw,
        envelope: JSON.stringify({ from: envelopeFrom, to: [envelopeTo] }),
        dkim: "{@harbordental.example : pass}",
        SPF: "pass",
      });
    }
    await opened.started.workers.settled();
    const answers = (await opened.messagesOn(taskId)).slice(-programs.length);
    expect(answers.map(({ kept }) => kept)).toEqual(programs.map(typedBy));
    for (const { blocks } of answers) {
      const folded = wordsOf(blocks ?? [], ["quoted"]);
      for (const quoted of history.slice(0, count)) expect(folded).toContain(quoted.slice(0, 15));
    }
  },
  120_000,
);

it("a long history is quoted as far as an email may be large, the newest first", async () => {
  const { say, received } = await historyOn("all");
  for (let number = 1; number <= 15; number++)
    await say(`Long message ${number}: ${"<&> word ".repeat(210)}`);
  const { html, text } = received("ann");
  expect(Buffer.byteLength(html)).toBeLessThan(90_000);
  expect(text).toContain("Long message 15:");
  expect(text).toContain("Long message 14:");
  expect(text).not.toContain("First question");
}, 120_000);
