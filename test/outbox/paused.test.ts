// What the courier is handed while an address is paused: nothing but links to sign in, whenever it was paused.
import { describe, expect, it } from "vitest";
import { pauseAddress } from "../../src/actions/pause-address.ts";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import { resumeAddress } from "../../src/actions/resume-address.ts";
import { announce } from "../../src/outbox/announce.ts";
import { claimDue, deliverOne } from "../../src/outbox/deliver.ts";
import { ann, deskWithOneEmail, openDesk, type Desk } from "./desk.ts";

const dayMs = 24 * 60 * 60_000;

async function pauseAnn(desk: Desk): Promise<void> {
  const row = await desk.store.read.first<{ id: number }>(
    "select min(id) as id from outbound_emails where to_address = ?",
    ann,
  );
  const email = { id: row!.id, taskId: null, toAddress: ann };
  await desk.store.write((rows) =>
    pauseAddress(rows, desk.now(), { email, cause: "bounced", reason: "No.", happenedAt: desk.now() }),
  );
}

const toAnn = (desk: Desk) => desk.sent.filter(({ to }) => to.address === ann);
const statusesOfAnn = async (desk: Desk) =>
  (await desk.rows()).filter(({ toAddress }) => toAddress === ann).map(({ status }) => status);

describe("while an address is paused", () => {
  it("what is written to it is written down and waits, and everybody else's goes out", async () => {
    const desk = await openDesk();
    const taskId = await desk.open();
    await announce(desk.outbox);
    await pauseAnn(desk);
    await desk.post(taskId, { author: desk.world.people.priya });
    await announce(desk.outbox);
    await desk.deliver();
    expect(toAnn(desk)).toEqual([]);
    expect(await statusesOfAnn(desk)).toEqual(["paused", "paused"]);
    // To Lee and Tom each message, and to Tom and Priya that Ann gets none.
    expect(desk.sent).toHaveLength(6);
    desk.pass(30 * dayMs);
    expect(await desk.deliver()).toBe(0);
    expect(await desk.rows()).toSatisfy((rows: { status: string; attempts: number }[]) =>
      rows.every(({ status, attempts }) => (status === "paused" ? attempts === 0 : attempts === 1)),
    );
  });

  it("a link to sign in goes out all the same", async () => {
    const desk = await deskWithOneEmail();
    await pauseAnn(desk);
    await desk.store.write((rows) => requestSignIn(rows, new Date(desk.now()), ann, () => "hash"));
    await announce(desk.outbox);
    // And to Tom and Priya that Ann gets nothing else.
    expect(await desk.deliver()).toBe(3);
    expect(toAnn(desk)[0]?.text).toContain("/sign-in/");
    expect(await statusesOfAnn(desk)).toEqual(["paused", "sent"]);
  });

  it("what was being sent, or was to be tried again, is sent no more", async () => {
    const desk = await deskWithOneEmail();
    desk.answers.push({ kind: "retry", reason: "Busy." });
    const [row] = await claimDue(desk.outbox, 1, []);
    await pauseAnn(desk);
    await deliverOne(desk.outbox, row!);
    desk.pass(dayMs);
    expect(await desk.deliver()).toBe(0);
    expect(await statusesOfAnn(desk)).toEqual(["paused"]);
    expect(desk.sent).toHaveLength(1);
  });

  it("more emails than one claim takes are set aside, and none behind them waits for it", async () => {
    const desk = await openDesk();
    const taskId = await desk.open();
    for (let number = 0; number < 5; number++) await desk.post(taskId, { author: desk.world.people.priya });
    await announce(desk.outbox);
    // As when the address was paused by another process a moment ago: everything is still queued.
    await pauseAnn(desk);
    await desk.store.write((rows) => rows.run("update outbound_emails set status = 'queued'"));
    const claimed = await claimDue(desk.outbox, 2, []);
    expect(claimed.map(({ toAddress }) => toAddress)).not.toContain(ann);
    expect(claimed.length).toBeGreaterThan(0);
    await desk.deliver();
    expect(new Set(await statusesOfAnn(desk))).toEqual(new Set(["paused"]));
  });

  it("what waited is taken oldest first once it is resumed, before what is written then", async () => {
    const desk = await openDesk();
    const taskId = await desk.open("one");
    await announce(desk.outbox);
    await pauseAnn(desk);
    for (const text of ["two", "three"]) await desk.post(taskId, { author: desk.world.people.priya, text });
    await announce(desk.outbox);
    await desk.deliver();
    await desk.store.write((rows) =>
      resumeAddress(rows, desk.now(), { pauseId: 1, byStaffId: desk.world.people.tom.id }),
    );
    await desk.post(taskId, { author: desk.world.people.priya, text: "four" });
    await announce(desk.outbox);
    await desk.deliver();
    const words = toAnn(desk).map(({ text }) => /^(?:one|two|three|four)$/mu.exec(text)?.[0]);
    expect(words).toEqual(["one", "two", "three", "four"]);
  });

  it("a claim and a resumption at the same moment leave nothing behind", async () => {
    for (let round = 0; round < 5; round++) {
      const desk = await deskWithOneEmail();
      await pauseAnn(desk);
      await desk.store.write((rows) => rows.run("update outbound_emails set status = 'queued'"));
      const [claimed] = await Promise.all([
        claimDue(desk.outbox, 10, []),
        desk.store.write((rows) =>
          resumeAddress(rows, desk.now(), { pauseId: 1, byStaffId: desk.world.people.tom.id }),
        ),
      ]);
      for (const row of claimed) await deliverOne(desk.outbox, row);
      await desk.deliver();
      expect(await statusesOfAnn(desk)).toEqual(["sent"]);
    }
  });
});

describe("a refusal by the mail server", () => {
  const refused = (reason: string) => ({ kind: "refused", reason }) as const;
  const pauses = (desk: Desk) =>
    desk.store.read.all("select address, cause, reason from paused_addresses order by id");

  it("for an address that is not there pauses it", async () => {
    const desk = await deskWithOneEmail();
    const reason = `The mail server refused this email. 550 5.1.1 <${ann}>: Recipient address rejected: User unknown`;
    desk.answers.push(refused(reason));
    await desk.deliver();
    expect(await pauses(desk)).toEqual([{ address: ann, cause: "refused", reason }]);
    expect(await statusesOfAnn(desk)).toEqual(["refused"]);
  });

  it.each([
    "The mail server refused this email. 552 5.3.4 Message size exceeds fixed limit",
    "The mail server refused this email. 554 5.7.1 Spam message rejected",
    "The mail server takes no email this large. Message size is larger than allowed",
    "SendGrid refused this email (400). The from email is not a valid address.",
  ])("for another reason does not: %s", async (reason) => {
    const desk = await deskWithOneEmail();
    desk.answers.push(refused(reason));
    await desk.deliver();
    expect(await pauses(desk)).toEqual([]);
  });
});
