// How often a client is written to, told through a running installation: a digest that can be answered, what comes at once all
// the same, a muted task, and the button of a mail program.
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDesk, type Desk } from "../desk.ts";
import { passHours } from "../running-installation.ts";

const ann = "ann@harbordental.example";
const from = "Ann Weber <ann@harbordental.example>";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
}, 30_000);
afterEach(() => desk.stop());

const toAnn = () => desk.sent.filter(({ to, subject }) => to.address === ann && !subject.includes("sign-in"));

async function choose(notify: string): Promise<void> {
  const browser = await desk.signedIn("ann");
  const saved = await browser.post("/preferences", { notify, locale: "en", zone: "Europe/Berlin" });
  expect(saved.location).toBe("/preferences?saved");
}

/** A task that is being worked on, and whose first message Ann has read. */
async function working(): Promise<number> {
  const { taskId } = await desk.ask();
  const browser = await desk.signedIn("priya");
  const delivery = new Date(desk.started.clock.now().getTime() + 5 * 86_400_000).toISOString().slice(0, 10);
  for (const [step, fields] of [
    ["accept", { estimate: "2 days" }],
    ["start", { delivery }],
  ] as const) {
    expect(
      (await browser.post(`/tasks/${taskId}/${step}`, { key: `${step} ${taskId}`, ...fields })).status,
    ).toBe(303);
  }
  await desk.settled();
  return taskId;
}

async function priyaSays(taskId: number, text: string, step = "messages"): Promise<void> {
  const browser = await desk.signedIn("priya");
  expect((await browser.post(`/tasks/${taskId}/${step}`, { key: text, text })).status).toBe(303);
  await desk.settled();
}

it("a client who wants one email a day gets it with everything in it, answers it by email, and is asked to approve at once", async () => {
  const taskId = await working();
  await choose("daily");
  const before = toAnn().length;
  await priyaSays(taskId, "The colours are in.");
  await priyaSays(taskId, "So are the prices.");
  passHours(desk.started, 25);
  await desk.settled();
  const [digest, ...others] = toAnn().slice(before);
  expect(others).toEqual([]);
  expect(digest!.text).toContain("The colours are in.");
  expect(digest!.text).toContain("So are the prices.");
  const answer = await desk.bring({
    from,
    to: digest!.replyTo!,
    subject: `Re: ${digest!.subject}`,
    body: "Lovely.",
  });
  expect(answer).toMatchObject({ status: "handled", taskId });
  expect((await desk.messagesOn(taskId)).at(-1)).toMatchObject({ kept: "Lovely.", isNote: 0 });
  await desk.settled();
  await priyaSays(taskId, "It is done. Please look.", "hand-over");
  expect(toAnn().at(-1)!.text).toContain("hands it over for approval");
  expect(toAnn()).toHaveLength(before + 2);
});

it("each task of a digest of several has an address of its own to answer to", async () => {
  const tom = await desk.signedIn("tom");
  // With one place, the second could not be started.
  await tom.post(`/clients/${desk.world.clients.harbor}/plan`, { plan: "2" });
  const one = await working();
  const two = await working();
  await choose("hourly");
  await priyaSays(one, "About the first.");
  await priyaSays(two, "About the second.");
  passHours(desk.started, 2);
  await desk.settled();
  const digest = toAnn().at(-1)!;
  expect(digest.subject).toBe("News on 2 tasks");
  const [, second] = [...digest.text.matchAll(/mailto:(\S+)/gu)].map(([, address]) => address!);
  expect(await desk.bring({ from, to: second!, body: "To the second." })).toMatchObject({
    status: "handled",
    taskId: two,
  });
});

it("a muted task is silent but for approvals, until it is unmuted", async () => {
  const taskId = await working();
  const [email] = toAnn();
  // A person's message has the link at its foot alone: to a list's headers nobody would be said to be away.
  expect(email!.headers).not.toHaveProperty("List-Unsubscribe");
  const path = new URL(/^Mute this task: (\S+)$/mu.exec(email!.text)![1]!).pathname;
  const pressed = await fetch(desk.started.localUrl + path, {
    method: "POST",
    body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
  });
  expect(pressed.status).toBe(200);
  const before = toAnn().length;
  await priyaSays(taskId, "Nobody at Ann's hears this.");
  expect(toAnn()).toHaveLength(before);
  await priyaSays(taskId, "It is done.", "hand-over");
  expect(toAnn()).toHaveLength(before + 1);
  // That one offers no button, since pressing it would stop nothing of the kind.
  expect(toAnn().at(-1)!.headers).not.toHaveProperty("List-Unsubscribe");
  expect(toAnn().at(-1)!.text).not.toContain("Mute this task");
  const browser = await desk.signedIn("ann");
  await browser.post(`/tasks/${taskId}/unmute`, { from: "preferences" });
  await priyaSays(taskId, "And she hears this.");
  expect(toAnn().at(-1)!.text).toContain("And she hears this.");
});

it("one press on a digest stops digests, and questions still come", async () => {
  const taskId = await working();
  await choose("hourly");
  await priyaSays(taskId, "News.");
  passHours(desk.started, 2);
  await desk.settled();
  const link = toAnn().at(-1)!.headers["List-Unsubscribe"]!.slice(1, -1);
  await fetch(link, { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) });
  const before = toAnn().length;
  await priyaSays(taskId, "More news.");
  passHours(desk.started, 48);
  await desk.settled();
  expect(toAnn()).toHaveLength(before);
  const request = await desk.bring({
    from,
    subject: "A new logo",
    body: "Please.",
    headers: ["Message-ID: <new@x>"],
  });
  await desk.settled();
  expect(toAnn().at(-1)!.text).toContain("We have your request");
  await priyaSays(request.taskId!, "Which colour?");
  expect(toAnn().at(-1)!.text).toContain("Which colour?");
});
