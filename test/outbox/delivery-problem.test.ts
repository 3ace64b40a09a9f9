// Staff are told when an email to a client does not arrive: who did not get what and why, once a day for an address, and never
// of what did not reach staff.
import { describe, expect, it } from "vitest";
import { eraseContact } from "../../src/actions/erase-contact.ts";
import { muteTask } from "../../src/actions/mute-task.ts";
import { pauseAddress } from "../../src/actions/pause-address.ts";
import { recordDelivery, type DeliveryReportInput } from "../../src/actions/record-delivery.ts";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import { announce } from "../../src/outbox/announce.ts";
import { attemptsMax } from "../../src/outbox/deliver.ts";
import { openStore } from "../../src/store/database.ts";
import { listOutboundEmailsTo } from "../../src/store/outbound-emails.ts";
import { seedWorld } from "../../src/sandbox/seed-world.ts";
import { askHarbor } from "../flow/running-installation.ts";
import { openOutbox, sendAll } from "../support/outgoing.ts";
import { openTestDatabase } from "../support/store.ts";
import { lee, openDesk, priya, tom, type Desk } from "./desk.ts";

const hourMs = 3_600_000;

/** Refusals are news themselves, so that it looks again after each round. */
async function deliverAll(desk: Desk): Promise<void> {
  do {
    while ((await announce(desk.outbox)) > 0);
  } while ((await desk.deliver()) > 0);
}

/** A task of Harbor Dental's, whose first email everybody got. */
async function openTold(): Promise<Desk & { taskId: number }> {
  const desk = await openDesk();
  const taskId = await desk.open();
  await deliverAll(desk);
  return { ...desk, taskId };
}

/** The newest email to this address comes back; answers to whom that was told. */
async function comesBack(
  desk: Desk,
  address = lee,
  report: Partial<DeliveryReportInput> = { pause: { cause: "bounced" } },
) {
  const [email] = await listOutboundEmailsTo(desk.store.read, address, 1);
  const before = desk.sent.length;
  await desk.store.write((rows) =>
    recordDelivery(rows, desk.now(), {
      outboundEmailId: email!.id,
      delivery: "bounced",
      reason: "550 5.1.1 <b>No such user</b>",
      at: desk.now(),
      ...report,
    }),
  );
  await deliverAll(desk);
  return desk.sent.slice(before);
}

const addresses = (emails: readonly { to: { address: string } }[]) =>
  emails.map(({ to }) => to.address).toSorted();

describe("an email to a client that comes back", () => {
  it("is told to staff who follow its task, with who, what and why in words, and where to see to it", async () => {
    const desk = await openTold();
    const told = await comesBack(desk);
    // The bounce and the pause are told of together.
    expect(addresses(told)).toEqual([priya, tom]);
    const [email] = told;
    expect(email!.subject).toBe("Email to Lee Okafor does not arrive");
    expect(email!.text).toContain(
      "Lee Okafor (lee@harbordental.example) did not get our email “Booking form [#1]”.",
    );
    expect(email!.text).toContain("Their mail server sent it back: 550 5.1.1 <b>No such user</b>");
    expect(email!.text).toContain("Emails to this address wait from now on");
    expect(email!.text).toContain("https://portal.northbeam.example/paused-addresses");
    expect(email!.text).toContain(`https://portal.northbeam.example/tasks/${desk.taskId}`);
    expect(email!.html).toContain("&lt;b&gt;No such user");
    expect(email!.headers["Auto-Submitted"]).toBe("auto-generated");
    // What is answered to it must not reach the client.
    expect(email!.replyTo).toBeUndefined();
    const row = await desk.store.read.first(
      "select is_note as note from outbound_emails where kind = 'delivery-problem'",
    );
    expect(row).toEqual({ note: 1 });
  });

  it("says when other emails still go out, and each cause in its own words", async () => {
    const full = await comesBack(await openTold(), lee, { reason: "552 5.2.2 Mailbox full" });
    expect(full[0]!.text).toContain("Other emails to this address still go out.");
    const dropped = await comesBack(await openTold(), lee, {
      delivery: "dropped",
      pause: { cause: "dropped" },
    });
    expect(dropped[0]!.text).toContain("Our email provider sends nothing to this address");
    const spam = await comesBack(await openTold(), lee, {
      delivery: "complained",
      pause: { cause: "complained" },
    });
    expect(spam[0]!.text).toContain("reported our email “Booking form [#1]” as spam");
    expect(spam[0]!.text).not.toContain("did not get");
  });

  it("is told of once a day for an address, and again on the next", async () => {
    const desk = await openTold();
    expect(await comesBack(desk, lee, { reason: "552 5.2.2 Mailbox full" })).toHaveLength(2);
    await desk.post(desk.taskId, { author: desk.world.people.priya });
    await deliverAll(desk);
    expect(await comesBack(desk)).toEqual([]);
    expect(addresses(await comesBack(desk, "ann@harbordental.example"))).toEqual([priya, tom]);
    desk.pass(24 * hourMs);
    await desk.store.write((rows) => rows.run("update paused_addresses set resumed_at = ?", desk.now()));
    await desk.store.write((rows) =>
      rows.run("update outbound_emails set status = 'queued' where status = 'paused'"),
    );
    await desk.post(desk.taskId, { author: desk.world.people.priya });
    desk.pass(hourMs);
    await deliverAll(desk);
    expect(await comesBack(desk)).toHaveLength(2);
  });

  it("is told of when its courier refuses it for good", async () => {
    const desk = await openDesk();
    await desk.open();
    await announce(desk.outbox);
    const { id } = (await desk.store.read.first<{ id: number }>(
      "select id from outbound_emails where to_address = ?",
      lee,
    ))!;
    const toLee = (await desk.rows()).findIndex((row) => row.id === id);
    desk.answers.push(...Array.from({ length: toLee }, () => ({ kind: "sent" }) as const), {
      kind: "refused",
      reason: "554 We do not want this",
    });
    await deliverAll(desk);
    const told = desk.sent.filter(({ subject }) => subject.includes("does not arrive"));
    expect(addresses(told)).toEqual([priya, tom]);
    expect(told[0]!.text).toContain("It was refused: 554 We do not want this");
  });

  it("of what is about no task is told to staff who follow new ones", async () => {
    const desk = await openDesk();
    await desk.store.write((rows) => requestSignIn(rows, new Date(desk.now()), lee, (id) => `hash ${id}`));
    await deliverAll(desk);
    await desk.store.write((rows) =>
      rows.run("update staff set follows_new_tasks = 0 where address = ?", tom),
    );
    const told = await comesBack(desk);
    expect(addresses(told)).toEqual([priya]);
    expect(told[0]!.text).toContain("“Your sign-in link for Northbeam”");
    expect(told[0]!.text).not.toContain("/tasks/");
  });
});

describe("nobody is told", () => {
  it("of an email that did not reach staff, which would be lost again", async () => {
    const desk = await openTold();
    expect(await comesBack(desk, tom)).toEqual([]);
    expect(await comesBack(desk, lee)).toMatchObject([{ to: { address: priya } }]);
    // Priya's news of it comes back as well.
    expect(await comesBack(desk, priya)).toEqual([]);
  });

  it("who muted the task, or when the contact was erased before", async () => {
    const desk = await openTold();
    const { taskId } = desk;
    await desk.store.write((rows) =>
      muteTask(rows, desk.now(), { taskId, by: desk.world.people.tom, isByLink: false }),
    );
    expect(addresses(await comesBack(desk))).toEqual([priya]);
    const [email] = await listOutboundEmailsTo(desk.store.read, "ann@harbordental.example", 1);
    await desk.store.write(async (rows) => {
      const lost = { email: email!, cause: "refused", reason: "550", happenedAt: desk.now() } as const;
      await pauseAddress(rows, desk.now(), lost);
      await eraseContact(rows, desk.now(), { address: "ann@harbordental.example", withWords: false });
    });
    const before = desk.sent.length;
    await deliverAll(desk);
    expect(desk.sent.slice(before)).toEqual([]);
    await desk.store.write((rows) => eraseContact(rows, desk.now(), { address: lee, withWords: false }));
    expect(await desk.store.read.first("select count(*) as count from delivery_problems")).toEqual({
      count: 0,
    });
  });
});

it("however many processes announce it at once, each member of staff is told once", async () => {
  const { store, url } = await openTestDatabase();
  const world = await seedWorld(store, "2026-03-02T09:00:00.000Z");
  await askHarbor({ store }, world, "2026-03-02T09:00:00.000Z");
  await sendAll(openOutbox(store));
  const other = await openStore(url);
  try {
    for (const address of [lee, "ann@harbordental.example"]) {
      const [email] = await listOutboundEmailsTo(store.read, address, 1);
      await store.write((rows) =>
        recordDelivery(rows, "2026-03-03T10:00:00.000Z", {
          outboundEmailId: email!.id,
          delivery: "bounced",
          reason: "550 5.1.1",
          at: "2026-03-03T10:00:00.000Z",
          pause: { cause: "bounced" },
        }),
      );
    }
    await Promise.all([store, other].map((each) => announce(openOutbox(each))));
    const told = await store.read.all<{ address: string }>(
      "select to_address as address from outbound_emails where kind = 'delivery-problem' order by to_address",
    );
    expect(told.map(({ address }) => address)).toEqual([priya, priya, tom, tom]);
  } finally {
    await other.close();
  }
});

it("what we gave up is told as that, in the reader's language, and not as refused", async () => {
  const desk = await openDesk();
  await desk.store.write((rows) => rows.run("update staff set locale = 'de' where name = 'Tom Becker'"));
  await desk.open();
  await announce(desk.outbox);
  await desk.store.write((rows) =>
    rows.run(
      "update outbound_emails set attempts = ?, reason = ? where to_address = ?",
      attemptsMax,
      "451 Try later",
      lee,
    ),
  );
  await deliverAll(desk);
  const about = (address: string) =>
    desk.sent.find(({ to, text }) => to.address === address && text.includes(lee))!.text;
  expect(about(priya)).toContain(
    "We tried for more than a day and gave up. The last answer was: 451 Try later",
  );
  expect(about(tom)).toContain(
    "Wir haben es länger als einen Tag versucht und dann aufgegeben. Die letzte Antwort war: 451 Try later",
  );
  expect(about(tom)).not.toMatch(/Given up|abgewiesen/u);
});
