// Rule 7: the client approves finished work or asks for changes, by page, by emailed link or by reply; it is confirmed, can be
// undone for a while, is on record, and silence never completes a task.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OutgoingEmail } from "../../../src/outbox/courier.ts";
import { openBrowser } from "../../portal/app.ts";
import { openOffice, taskAt, type Office } from "./office.ts";

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 30_000);
afterAll(() => office.stop());

/** Nothing of Harbor Dental's is left that takes a place. */
async function finish(id: number): Promise<void> {
  const { stage } = await office.task(id);
  if (stage === "Working") await office.step("priya", id, "hand-over", { text: "Again." });
  await office.step("ann", id, "approve", {});
  expect((await office.task(id)).stage).toBe("Complete");
}

const handedOver = /hands it over for approval/u;

const linkIn = (email: OutgoingEmail) => /https?:\/\/[^\s/]+(\/t\/[a-z2-7]+)/u.exec(email.text)![1]!;

describe("Rule 7: handing over", () => {
  it("says what approving starts, to those who may approve and to the others", async () => {
    const next = await taskAt(office, "Accepted", "Fix lead routing");
    const id = await taskAt(office, "Working", "Booking form");
    expect((await office.step("priya", id, "hand-over", { text: "" })).status).toBe(422);
    await office.step("priya", id, "hand-over", { text: "It is on the test page." });
    const email = office.newestTo("ann");
    expect(email.text).toContain("It is on the test page.");
    expect(email.text).toContain("we start “Fix lead routing” (2 to 3 working days)");
    expect(email.text).toContain("reply to this email with the word “Approved”");
    expect(await office.pageOf("ann", `/tasks/${id}`)).toContain(
      "we start <strong><bdi>Fix lead routing</bdi></strong>",
    );
    await finish(id);
    await office.step("ann", next, "withdraw", {});
  });

  it("brings those who may approve to a task that only others take part in", async () => {
    const id = await taskAt(office, "Pending Approval", "Asked by Lee", "lee");
    expect(office.newestTo("ann").text).toContain("hands it over for approval");
    expect(office.newestTo("lee").text).toContain("Ann Weber can approve it for Harbor Dental.");
    expect(await office.pageOf("lee", `/tasks/${id}`)).not.toContain(`/tasks/${id}/approve"`);
    const refused = await office.step("lee", id, "approve", {});
    expect(refused.status).toBe(403);
    expect(refused.text).toContain("Ann Weber");
    await finish(id);
  });
});

describe("Rule 7: approving by reply", () => {
  it.each([
    "Approved.",
    "Looks good, please close it",
    "Freigegeben, vielen Dank!",
    "C’est validé",
    "Aprobado",
  ])("“%s” completes the task, confirms it and says what is next", async (words) => {
    const id = await taskAt(office, "Pending Approval", `Work for ${words.slice(0, 8)}`);
    const before = office.sent.length;
    expect(await office.answer("ann", words, office.newestTo("ann", handedOver))).toMatchObject({
      status: "handled",
      reason: "approved",
      taskId: id,
    });
    expect(await office.task(id)).toMatchObject({ stage: "Complete" });
    const [confirmation] = office.emailsTo("ann", before);
    expect(confirmation!.text).toContain("is approved and complete.");
    expect(confirmation!.text).toContain("take the approval back");
    expect(office.emailsTo("priya", before).at(-1)!.text).toContain("approved");
    // The very words are on the task, and the desk waits for nobody.
    expect((await office.messagesOn(id)).at(-1)!.kept).toContain(words.split(",")[0]!);
    expect(await office.started.store.read.first("select turn from tasks where id = ?", id)).toEqual({
      turn: "nobody",
    });
  });

  it.each([
    "Not approved, the colour is wrong.",
    "Almost approved",
    "Is this approved?",
    "Looks good so far, one question: who sees it?",
    "👍",
    "Thanks!",
    "> Approved",
    "Once the logo is larger, approved.",
  ])("“%s” is a message and completes nothing", async (words) => {
    const id = await taskAt(office, "Pending Approval", `Not yet ${words.slice(0, 12)}`);
    await office.answer("ann", words, office.newestTo("ann", handedOver));
    expect((await office.task(id)).stage).not.toBe("Complete");
    await finish(id);
  });

  it("counts only with the domain’s signature, from the person’s own address, who may approve, for what was shown", async () => {
    const id = await taskAt(office, "Pending Approval", "Only by the right one");
    const first = office.newestTo("ann", handedOver);
    const say = async (key: "ann" | "lee", to: OutgoingEmail, more = {}) => {
      const outcome = await office.answer(key, "Approved", to, more);
      expect(outcome).toMatchObject({ reason: "posted" });
      expect((await office.task(id)).stage).toBe("Pending Approval");
      return office.newestTo(key, /did not approve/u).text;
    };
    expect(await say("ann", first, { signedBy: [], spf: "pass" })).toContain("without the proof");
    expect(await say("lee", first)).toContain("sent to you yourself");
    const lees = office.newestTo("lee", /Only by the right one/u);
    expect(await say("lee", lees)).toContain("Only those whom your company named");
    await office.step("ann", id, "ask-changes", { text: "Larger." });
    await office.step("priya", id, "hand-over", { text: "Larger now." });
    expect(await say("ann", first)).toContain("before the work was handed over");
    expect(await office.answer("ann", "Approved", office.newestTo("ann", /Larger now/u))).toMatchObject({
      reason: "approved",
    });
  });

  it("an automatic answer that says “Approved” is a quiet note", async () => {
    const id = await taskAt(office, "Pending Approval", "Machine");
    const to = office.newestTo("ann", handedOver);
    const headers = ["Auto-Submitted: auto-replied", `In-Reply-To: ${to.headers["Message-ID"]}`];
    expect(await office.answer("ann", "Approved", to, { headers })).toMatchObject({ reason: "quiet_note" });
    expect((await office.task(id)).stage).toBe("Pending Approval");
    await finish(id);
  });
});

describe("Rule 7: approving by the emailed link", () => {
  it("takes a button: the link itself changes nothing, whoever opens it", async () => {
    const id = await taskAt(office, "Pending Approval", "By link");
    const browser = openBrowser(office.started.localUrl);
    const opened = await browser.get(linkIn(office.newestTo("ann", handedOver)));
    expect(opened.status).toBe(303);
    const page = await browser.get(opened.location!);
    expect(page.text).toContain("Approve it");
    expect((await office.task(id)).stage).toBe("Pending Approval");
    expect((await browser.post(`/tasks/${id}/approve`, { key: "link" })).status).toBe(303);
    await office.settled();
    expect((await office.task(id)).stage).toBe("Complete");
    // A second press changes nothing and says no error.
    expect((await browser.post(`/tasks/${id}/approve`, { key: "again" })).status).toBe(303);
    expect((await office.eventsOf(id)).filter((type) => type === "task.approved")).toHaveLength(1);
  });
});

describe("Rule 7: changes", () => {
  it.each([
    ["page", "Make it larger."],
    ["reply", "Changes: make it larger."],
  ])("asked for by %s bring the work back, which keeps its place", async (way, words) => {
    const id = await taskAt(office, "Pending Approval", `Larger by ${way}`);
    if (way === "page") await office.step("ann", id, "ask-changes", { text: words });
    else {
      const to = office.newestTo("ann", handedOver);
      expect(await office.answer("ann", words, to)).toMatchObject({ reason: "changes_asked" });
    }
    expect((await office.task(id)).stage).toBe("Working");
    expect(office.newestTo("priya").text).toContain("make it larger".slice(1));
    const other = await taskAt(office, "Accepted", `Waits behind ${way}`);
    const blocked = await office.step("priya", other, "start", { delivery: "2027-03-12" });
    expect(blocked.status).toBe(429);
    await office.step("ann", other, "withdraw", {});
    await finish(id);
  });
});

it("Rule 7: staff take finished work back when the client asks for changes in words of their own", async () => {
  const id = await taskAt(office, "Pending Approval", "In other words");
  await office.answer("ann", "It does not feel right yet.", office.newestTo("ann", handedOver));
  expect((await office.task(id)).stage).toBe("Pending Approval");
  expect(
    (await office.step("priya", id, "ask-changes", { text: "We go through it once more." })).status,
  ).toBe(303);
  expect((await office.task(id)).stage).toBe("Working");
  expect(office.newestTo("ann").text).toContain("Priya Nair took “In other words” back into work.");
  await finish(id);
});

describe("Rule 7: undoing", () => {
  it("is possible by page or reply until the freed place is used", async () => {
    const id = await taskAt(office, "Pending Approval", "Too fast");
    await office.step("ann", id, "approve", {});
    expect((await office.step("ann", id, "undo-approval", {})).status).toBe(303);
    expect((await office.task(id)).stage).toBe("Pending Approval");
    expect(office.newestTo("priya").text).toContain("took back the approval");
    await office.answer("ann", "Approved", office.newestTo("ann", /finished “Too fast” and hands/u));
    const confirmed = office.newestTo("ann", /“Too fast” is approved and complete/u);
    expect(await office.answer("ann", "Please undo it", confirmed)).toMatchObject({
      reason: "approval_undone",
    });
    expect((await office.task(id)).stage).toBe("Pending Approval");
    await office.step("ann", id, "approve", {});
    const next = await taskAt(office, "Working", "Next one");
    const late = await office.step("ann", id, "undo-approval", {});
    expect(late.status).toBe(410);
    expect(late.text).toContain("The next task has started since");
    await finish(next);
  });

  it("is over after 24 hours", async () => {
    const id = await taskAt(office, "Pending Approval", "A day ago");
    await office.step("ann", id, "approve", {});
    office.passMinutes(24 * 60 + 1);
    const late = await office.step("ann", id, "undo-approval", {});
    expect(late.status).toBe(410);
    expect(late.text).toContain("24 hours");
    expect((await office.task(id)).stage).toBe("Complete");
  });
});

it("Rule 7: the record says who approved, by which way, what was shown and what proved it", async () => {
  const id = await taskAt(office, "Pending Approval", "For the record");
  const outcome = await office.answer("ann", "Approved", office.newestTo("ann", handedOver));
  const record = JSON.parse(await office.pageOf("lee", `/tasks/${id}/approvals.json`)) as {
    approvals: Record<string, unknown>[];
  };
  expect(record.approvals).toEqual([
    expect.objectContaining({
      approvedBy: "Ann Weber",
      channel: "email",
      shown: expect.stringContaining("handed over by Priya Nair") as string,
      handedOver: expect.objectContaining({ words: "Please look at it." }) as object,
      email: {
        rawSha256: outcome.rawSha256,
        verdict: expect.stringContaining("signed by harbordental.example") as string,
      },
      undone: null,
    }),
  ]);
});

it("Rule 7: reminds after 2 and 5 working days, and silence never completes a task", async () => {
  const id = await taskAt(office, "Pending Approval", "Quiet client");
  const before = office.sent.length;
  const reminders = () =>
    office.sent.slice(before).filter(({ text }) => /waiting for your approval for/u.test(text));
  for (let days = 0; days < 21; days++) {
    office.passDays(1);
    await office.settled();
  }
  expect(reminders().map(({ to, text }) => [to.address, /for (\d) working days/u.exec(text)![1]])).toEqual([
    ["ann@harbordental.example", "2"],
    ["ann@harbordental.example", "5"],
  ]);
  expect((await office.task(id)).stage).toBe("Pending Approval");
  await finish(id);
});

it("Rule 7: “Thanks!” on a complete task is a message and reopens nothing", async () => {
  const id = await taskAt(office, "Pending Approval", "Done and dusted");
  await office.step("ann", id, "approve", {});
  const to = office.newestTo("ann", /“Done and dusted” is approved/u);
  expect(await office.answer("ann", "Thanks!", to)).toMatchObject({ reason: "posted", taskId: id });
  expect((await office.task(id)).stage).toBe("Complete");
});
