// What staff wrote by email to one client, moved to a task of another: its words go along, what it quotes does not.
import { expect, it } from "vitest";
import { addressOf } from "../support/world.ts";
import { openDeskStory } from "./desk-story.ts";

it("an answer of staff that is moved to another client's task tells that client nothing of what it answered", async () => {
  const story = await openDeskStory();
  try {
    const { ann, dana, tom } = story.world.people;
    const annsTask = await story.ask("Booking form", [ann]);
    const danasTask = await story.ask("Report", [dana]);
    const lines = [
      "> Our budget is nine thousand, tell nobody.",
      "That is fine with us.",
      "> When can you begin?",
      "On Monday.",
    ];
    const answer = await story.mail({
      from: addressOf("tom"),
      to: await story.replyAddressOf(annsTask, tom),
      words: lines.join("\r\n"),
    });
    expect(answer).toMatchObject({ status: "handled", taskId: annsTask });
    const form = { from: String(annsTask), task: String(danasTask) };
    expect((await story.tom.post(`/emails/${answer.id}/move`, form)).status).toBe(303);
    await story.pass(60);
    // The next email quotes it as what was said before.
    await story.say(danasTask, story.world.people.priya, "Is Monday well?");
    const told = await story.started.store.read.all<{ text: string; html: string }>(
      "select text, html from outbound_emails where to_address = ? and task_id = ? order by id",
      addressOf("dana"),
      danasTask,
    );
    expect(told).toHaveLength(3);
    for (const { text, html } of told.slice(1)) {
      for (const whole of [text, html]) {
        expect(whole).toContain("On Monday.");
        expect(whole).not.toMatch(/nine thousand|When can you begin/u);
      }
    }
  } finally {
    await story.started.stop();
  }
}, 60_000);
