// What a program answers to an email names that email, so that mail programs show the two together (RFC 3834 section 3.1.5).
import { afterAll, beforeAll, expect, it } from "vitest";
import { addressOf } from "../support/world.ts";
import { openOffice, type Office } from "../flow/partnership/office.ts";
import { publish } from "../support/sessions.ts";

let office: Office;
beforeAll(async () => {
  office = await openOffice();
  await publish(office.started.store, office.world, "priya", {}, office.now());
}, 30_000);
afterAll(() => office.stop());

let asked = 0;

/** What Ann and Priya are sent when Ann writes this, or answers an email with it. */
async function annWrites(words: string, to?: string) {
  const id = `<asks-${++asked}@harbordental.example>`;
  const before = office.sent.length;
  const email = await office.bring({
    from: `Ann Weber <${addressOf("ann")}>`,
    ...(to === undefined ? {} : { to }),
    subject: words,
    body: words,
    headers: [`Message-ID: ${id}`],
  });
  const sent = office.sent.slice(before);
  const newestTo = (address: string) => sent.findLast((each) => each.to.address === address);
  return { id, email, toAnn: newestTo(addressOf("ann"))!, toPriya: newestTo(addressOf("priya")) };
}

const answers = (id: string) => ({
  "Auto-Submitted": "auto-replied",
  "In-Reply-To": id,
  References: expect.stringMatching(new RegExp(`^${id.replaceAll(".", "\\.")} <`, "u")) as string,
});

it("the backlog and the order that was put in it", async () => {
  for (const title of ["A form", "A logo"]) await office.request("ann", title, "Please.");
  const list = await annWrites("backlog");
  expect([list.email.reason, list.toAnn.headers]).toEqual([
    "backlog_asked",
    expect.objectContaining(answers(list.id)),
  ]);
  const ordered = await annWrites("2, 1", list.toAnn.replyTo);
  expect(ordered.email.reason).toBe("backlog_ordered");
  expect(ordered.toAnn.headers).toMatchObject(answers(ordered.id));
});

it("free times, and what is booked, moved and cancelled by an answer; its other reader is told of it by no answer", async () => {
  const times = await annWrites("free times for training 30");
  expect([times.email.reason, times.toAnn.headers]).toEqual([
    "session_times_sent",
    expect.objectContaining(answers(times.id)),
  ]);
  const booked = await annWrites("4", times.toAnn.replyTo);
  expect(booked.email.reason).toBe("session_booked");
  expect(booked.toAnn.headers).toMatchObject(answers(booked.id));
  expect(booked.toPriya!.headers).toMatchObject({ "Auto-Submitted": "auto-generated" });
  expect(booked.toPriya!.headers).not.toHaveProperty("In-Reply-To");
  const cancelled = await annWrites("cancel", booked.toAnn.replyTo);
  expect(cancelled.email.reason).toBe("session_cancelled");
  expect(cancelled.toAnn.headers).toMatchObject(answers(cancelled.id));
});
