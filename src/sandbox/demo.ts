// Tells the story in a terminal on an empty installation: a staff message goes out, answers come in from three mail
// programs, then a request, the whole life of a task, an out-of-office and a stranger. Checks what became of each.
import { readFileSync } from "node:fs";
import { openTask } from "../actions/open-task.ts";
import { timestamp } from "../domain/clock.ts";
import { getTask } from "../store/tasks.ts";
import { writeAutoReply } from "./auto-reply.ts";
import { playAgreement } from "./demo-agreement.ts";
import { playRequest } from "./demo-request.ts";
import {
  check,
  contact,
  hasWords,
  newestEmail,
  priya,
  requireNewest,
  send,
  title,
  type Demo,
} from "./demo-scene.ts";
import { mailboxOf, type DemoServer } from "./demo-server.ts";
import type { AttachedFile, Correspondent, ProgramName } from "./program.ts";
import { seedWorld } from "./seed-world.ts";
import { findProgram, writeAnswer, writeNewEmail } from "./simulator.ts";
import { shown, type Terminal } from "./terminal.ts";

/** Runs the story on an empty store and answers whether everything became what it should. */
export async function runDemo(server: DemoServer, terminal: Terminal): Promise<boolean> {
  const beganAt = performance.now();
  const world = await seedWorld(server.store, timestamp(server.clock()));
  const demo: Demo = { server, terminal, world, checks: { good: 0, bad: 0 } };
  const taskId = await staffWrites(demo);
  await clientAnswers(
    demo,
    taskId,
    ann,
    "gmail-web",
    "Yes, please hand them over.\n\nAltona has a new line: extension 12.",
  );
  await clientAnswers(demo, taskId, lee, "outlook-desktop", "Here is the list from our front desk.", [
    frontDeskList(),
  ]);
  await clientAnswers(
    demo,
    taskId,
    ann,
    "apple-mail",
    "Thank you both.\n> 20 enquiries was my guess, so 19 is fine.",
  );
  await clientAsks(demo);
  await playAgreement(demo, taskId, await playRequest(demo));
  await clientIsAway(demo, taskId);
  await strangerWrites(demo);
  const seconds = ((performance.now() - beganAt) / 1000).toFixed(1);
  const { good, bad } = demo.checks;
  terminal.line();
  terminal.line(
    bad === 0
      ? terminal.good(`All ${good} checks are right, after ${seconds} s.`)
      : terminal.bad(`${bad} of ${good + bad} checks are wrong, after ${seconds} s.`),
  );
  return bad === 0;
}

const [ann, lee, dana] = [contact("ann"), contact("lee"), contact("dana")];

async function staffWrites(demo: Demo): Promise<number> {
  const { server, world } = demo;
  const words =
    "Hi Ann, hi Lee,\n\nthe form is mended: enquiries for Altona reach Altona now. Shall I hand over the old ones?";
  title(demo, "Priya opens a task on the page, for Ann and Lee of Harbor Dental");
  const at = timestamp(server.clock());
  const { taskId } = await server.store.write((rows) =>
    openTask(rows, at, {
      clientId: world.clients.harbor,
      title: "Route new patient enquiries to the right practice",
      author: world.people.priya,
      channel: "portal",
      text: words,
      postedAt: at,
    }),
  );
  await server.settled();
  for (const person of [ann, lee]) {
    const email = await newestEmail(demo, person.address);
    check(demo, email !== undefined, `${person.name} gets it by email: “${email?.subject ?? ""}”`);
    check(
      demo,
      hasWords(email, words) && email?.replyTo !== undefined,
      "with all of its words and an address for answers",
    );
  }
  return taskId;
}

async function clientAnswers(
  demo: Demo,
  taskId: number,
  author: Correspondent,
  program: ProgramName,
  words: string,
  files: AttachedFile[] = [],
): Promise<void> {
  title(demo, `${author.name} answers from ${findProgram(program)?.title ?? program}`);
  const received = await requireNewest(demo, author.address);
  const at = demo.server.clock();
  const outcome = await send(demo, await writeAnswer(received, { author, program, words, files, at }));
  const { message } = outcome;
  check(
    demo,
    outcome.email.status === "handled" && message?.taskId === taskId,
    "it is a message on the task",
  );
  check(demo, message?.kept === words, "which holds the typed words and nothing else");
  if (message !== undefined) demo.terminal.line(demo.terminal.faint(shown(message.kept, "      │ ")));
  for (const address of [priya.address, author === ann ? lee.address : ann.address]) {
    const told = await newestEmail(demo, address);
    const isTold = hasWords(told, words) && told?.attachments.length === files.length;
    check(demo, isTold, `${address} was told by email${files.length > 0 ? ", with the file" : ""}`);
  }
}

async function clientAsks(demo: Demo): Promise<void> {
  title(demo, "Dana of Lumen Robotics writes a new email to the agency");
  const subject = "Our webinar workflow sends its reminder twice";
  const words =
    "Hello,\n\n61 people got the reminder twice on Tuesday. Can you stop that before the next one?";
  const to = demo.server.installation.mailFrom;
  const typed = { author: dana, program: "gmail-web", words, at: demo.server.clock() } as const;
  const { email } = await send(demo, await writeNewEmail({ to, subject }, typed));
  const task = email.taskId === null ? undefined : await getTask(demo.server.store.read, email.taskId);
  check(
    demo,
    task?.clientName === "Lumen Robotics" && task.title === subject,
    "it opened a task of her company",
  );
  check(demo, task?.stage === "Triage", "in Triage");
  check(demo, hasWords(await newestEmail(demo, priya.address), words), "and Priya was told by email");
}

async function clientIsAway(demo: Demo, taskId: number): Promise<void> {
  title(demo, "Lee’s mail server answers that Lee is away");
  const received = await requireNewest(demo, lee.address);
  const before = (await mailboxOf(demo.server, priya.address)).length;
  const words = "Ich bin bis Montag nicht im Büro.";
  const { email, message } = await send(
    demo,
    await writeAutoReply(received, { author: lee, language: "de", words, at: demo.server.clock() }),
  );
  check(demo, email.status === "handled" && email.taskId === taskId, "it was put to the task it is about");
  check(demo, message === undefined || message.isQuiet === 1, "as a quiet note");
  check(demo, (await mailboxOf(demo.server, priya.address)).length === before, "and nobody was told");
}

async function strangerWrites(demo: Demo): Promise<void> {
  title(demo, "A stranger writes to the agency");
  const author = { name: "Jonas Pfeiffer", address: "jonas@brightpixel.example", timeZone: "Europe/Berlin" };
  const before = (await mailboxOf(demo.server, priya.address)).length;
  const to = demo.server.installation.mailFrom;
  const typed = {
    author,
    program: "gmail-web",
    words: "Do you take on new clients?",
    at: demo.server.clock(),
  } as const;
  const { email, message } = await send(demo, await writeNewEmail({ to, subject: "A question" }, typed));
  check(demo, email.status === "held" && message === undefined, "the email is held for staff");
  check(demo, (await mailboxOf(demo.server, priya.address)).length === before, "nobody was told");
  check(
    demo,
    (await mailboxOf(demo.server, author.address)).length === 0,
    "and the stranger was answered nothing",
  );
}

function frontDeskList(): AttachedFile {
  const file = new URL("../../fixtures/story/old-booking-export.csv", import.meta.url);
  return { filename: "front-desk.csv", contentType: "text/csv", bytes: readFileSync(file) };
}
