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

/** What Gmail sends for a press on 👍. */
const gmailReaction = [
  "--000000000000a1b2c3",
  'Content-Type: text/plain; charset="UTF-8"',
  "Content-Transfer-Encoding: base64",
  "",
  Buffer.from(
    "👍\r\n\r\nAnn Weber reacted via Gmail\r\n<https://www.google.com/gmail/about/?utm_source=gmail-in-product&utm_medium=et&utm_campaign=emojireactionemail#app>\r\n",
  ).toString("base64"),
  "--000000000000a1b2c3",
  'Content-Type: text/vnd.google.email-reaction+json; charset="UTF-8"',
  "Content-Transfer-Encoding: base64",
  "",
  Buffer.from('{"emoji":"👍","version":1}').toString("base64"),
  "--000000000000a1b2c3",
  'Content-Type: text/html; charset="UTF-8"',
  "Content-Transfer-Encoding: base64",
  "",
  Buffer.from(
    '<div><p style="font-size:50px;margin-top:0;margin-bottom:0">👍</p><p style="margin-top:10px;margin-bottom:0">Ann Weber reacted via <a href="https://www.google.com/gmail/about/?utm_source=gmail-in-product&amp;utm_medium=et&amp;utm_campaign=emojireactionemail#app">Gmail</a></p></div>',
  ).toString("base64"),
  "--000000000000a1b2c3--",
  "",
].join("\r\n");

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
    "Approved, Ann\nHarbor Dental",
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
    ["Not approved, the colour is wrong.", "changes_asked", "Working"],
    ["Almost approved", "posted", "Pending Approval"],
    ["Is this approved?", "posted", "Pending Approval"],
    ["Not approved?", "posted", "Pending Approval"],
    ["Looks good so far, one question: who sees it?", "posted", "Pending Approval"],
    ["👍", "posted", "Pending Approval"],
    ["Thanks!", "posted", "Pending Approval"],
    ["> Approved", "posted", "Pending Approval"],
    ["Once the logo is larger, approved.", "posted", "Pending Approval"],
    ["Changes: none, approved!", "posted", "Pending Approval"],
    ["Please change nothing, it is perfect.", "posted", "Pending Approval"],
    ["Please fix a date for the next call.", "posted", "Pending Approval"],
    ["Could you fix it next month? For now it is approved.", "posted", "Pending Approval"],
  ])("“%s” completes nothing", async (words, reason, stage) => {
    const id = await taskAt(office, "Pending Approval", `Not yet ${words.slice(0, 12)}`);
    const outcome = await office.answer("ann", words, office.newestTo("ann", handedOver));
    expect(outcome).toMatchObject({ status: "handled", reason, taskId: id });
    expect((await office.task(id)).stage).toBe(stage);
    await finish(id);
  });

  it("a reaction with a thumb, as Gmail sends it, is a message and completes nothing", async () => {
    const id = await taskAt(office, "Pending Approval", "Thumbs up");
    const to = office.newestTo("ann", handedOver);
    const headers = [
      `In-Reply-To: ${to.headers["Message-ID"]}`,
      `References: ${to.headers["Message-ID"]}`,
      "MIME-Version: 1.0",
      'Content-Type: multipart/alternative; boundary="000000000000a1b2c3"',
    ];
    const outcome = await office.answer("ann", "", to, { headers, body: gmailReaction });
    expect(outcome).toMatchObject({ status: "handled", reason: "posted", taskId: id });
    expect((await office.task(id)).stage).toBe("Pending Approval");
    expect((await office.messagesOn(id)).at(-1)!.kept).toMatch(/^👍\s+Ann Weber reacted via Gmail/u);
    await finish(id);
  });

  it("the same email once more, and another “Approved” on a complete task, change nothing and confirm nothing", async () => {
    const id = await taskAt(office, "Pending Approval", "Twice");
    const to = office.newestTo("ann", handedOver);
    const headers = [
      "Message-ID: <twice@mail.harbordental.example>",
      `In-Reply-To: ${to.headers["Message-ID"]}`,
    ];
    expect(await office.answer("ann", "Approved", to, { headers })).toMatchObject({ reason: "approved" });
    const before = office.sent.length;
    // By another path, so that its bytes differ.
    const again = [...headers, "X-Forwarded-By: mail.harbordental.example"];
    expect(await office.answer("ann", "Approved", to, { headers: again })).toMatchObject({
      status: "ignored",
      reason: "same_message",
    });
    expect(office.sent).toHaveLength(before);
    const confirmed = office.newestTo("ann", /“Twice” is approved/u);
    expect(await office.answer("ann", "Approved", confirmed)).toMatchObject({ reason: "posted" });
    expect((await office.task(id)).stage).toBe("Complete");
    expect(office.emailsTo("ann", before)).toEqual([]);
    expect((await office.eventsOf(id)).filter((type) => type === "task.approved")).toHaveLength(1);
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

  it("is none with an exception on the last line, where a name would stand", async () => {
    const id = await taskAt(office, "Pending Approval", "But for one thing");
    const to = office.newestTo("ann", handedOver);
    expect(await office.answer("ann", "Approved.\nMinus Sidebar", to)).toMatchObject({ reason: "posted" });
    expect((await office.task(id)).stage).toBe("Pending Approval");
    await finish(id);
  });

  it("says the same words again after an undo, or after a refusal", async () => {
    const words = "Looks good to me, thank you very much, please close the task";
    const id = await taskAt(office, "Pending Approval", "Said twice");
    const mail = office.newestTo("ann", handedOver);
    const unsigned = await office.answer("ann", words, mail, { signedBy: [], spf: "pass" });
    expect(unsigned).toMatchObject({ reason: "posted" });
    expect(office.newestTo("ann").text).toContain("did not approve");
    const before = office.sent.length;
    await office.answer("ann", words, mail, { signedBy: [], spf: "pass" });
    expect(office.emailsTo("ann", before).at(-1)?.text).toContain("did not approve");
    expect(await office.answer("ann", words, mail)).toMatchObject({ reason: "approved" });
    const confirmed = office.newestTo("ann", /“Said twice” is approved and complete/u);
    expect(await office.answer("ann", "Please undo it", confirmed)).toMatchObject({
      reason: "approval_undone",
    });
    expect(await office.answer("ann", words, mail)).toMatchObject({ reason: "approved" });
    expect((await office.task(id)).stage).toBe("Complete");
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

/** A browser that opened the link in an email, and where that led. */
async function openedBy(email: OutgoingEmail) {
  const browser = openBrowser(office.started.localUrl);
  const { location } = await browser.get(linkIn(email));
  return { browser, path: location! };
}

describe("Rule 7: changes", () => {
  it.each([
    ["page", "Make it larger."],
    ["link", "Make it larger."],
    ["reply", "Changes: make it larger."],
  ])("asked for by %s bring the work back, which keeps its place", async (way, words) => {
    const id = await taskAt(office, "Pending Approval", `Larger by ${way}`);
    if (way === "page") await office.step("ann", id, "ask-changes", { text: words });
    else if (way === "link") {
      const { browser, path } = await openedBy(office.newestTo("ann", handedOver));
      expect(path).toBe(`/tasks/${id}`);
      expect((await browser.get(path)).text).toContain("Send it back for changes");
      expect((await office.task(id)).stage).toBe("Pending Approval");
      expect((await browser.post(`${path}/ask-changes`, { key: "link", text: words })).status).toBe(303);
      await office.settled();
    } else {
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

describe("Rule 7: a reply that was taken as a request for changes", () => {
  it("is told to its author, however seldom they want emails, and “Approved” takes it back", async () => {
    const id = await taskAt(office, "Pending Approval", "Misunderstood");
    const ann = await office.signedIn("ann");
    const choose = (notify: string) =>
      ann.post("/preferences", { notify, locale: "en", zone: "Europe/Berlin" });
    expect((await choose("daily")).location).toBe("/preferences?saved");
    const before = office.sent.length;
    await office.answer("ann", "Changes: a larger logo some day", office.newestTo("ann", handedOver));
    expect((await office.task(id)).stage).toBe("Working");
    const [told, ...others] = office.emailsTo("ann", before);
    expect(others).toEqual([]);
    expect(told!.text).toContain("took your reply as a request for changes to “Misunderstood”");
    expect(told!.text).toContain("reply to this email with the word “Approved”");
    expect(await office.answer("ann", "Approved", told)).toMatchObject({ reason: "approved" });
    expect((await office.task(id)).stage).toBe("Complete");
    expect((await office.eventsOf(id)).slice(-4)).toEqual([
      "task.changes_asked",
      "task.changes_taken_back",
      "message.posted",
      "task.approved",
    ]);
    await choose("each");
  });

  it("is told to whoever may not approve without a word that would approve", async () => {
    const id = await taskAt(office, "Pending Approval", "Lee’s wish", "lee");
    await office.answer("lee", "Changes: a larger logo", office.newestTo("lee", handedOver));
    const told = office.newestTo("lee", /request for changes to “Lee’s wish”/u);
    expect(told.text).toContain("reply to this email and say so");
    expect(told.text).not.toContain("“Approved”");
    // Nobody approves what is in work for somebody else’s wish.
    const before = office.sent.length;
    const late = office.newestTo("ann", /asked for changes to “Lee’s wish”/u);
    expect(await office.answer("ann", "Approved", late)).toMatchObject({ reason: "posted" });
    expect((await office.task(id)).stage).toBe("Working");
    expect(office.emailsTo("ann", before).at(-1)!.text).toContain(
      "cannot be approved before it is handed over",
    );
    await finish(id);
  });

  it("is not told to whoever pressed the button, and “Approved” about other things stays words", async () => {
    const id = await taskAt(office, "Pending Approval", "Pressed");
    const shown = office.newestTo("ann", handedOver);
    const before = office.sent.length;
    await office.step("ann", id, "ask-changes", { text: "Larger." });
    expect(office.emailsTo("ann", before)).toEqual([]);
    expect(await office.answer("ann", "Approved", shown)).toMatchObject({ reason: "posted" });
    expect(office.newestTo("ann").text).toContain("cannot be approved before it is handed over");
    await office.step("priya", id, "messages", { text: "Shall the background be blue?" });
    const asked = office.newestTo("ann", /background be blue/u);
    const told = office.sent.length;
    expect(await office.answer("ann", "Approved", asked)).toMatchObject({ reason: "posted" });
    expect(office.emailsTo("ann", told)).toEqual([]);
    expect((await office.task(id)).stage).toBe("Working");
    await finish(id);
  });

  it("needs the same proof, and its author is told what it lacks", async () => {
    const id = await taskAt(office, "Pending Approval", "Unsigned wish");
    const to = office.newestTo("ann", handedOver);
    const unsigned = { signedBy: [], spf: "pass" as const };
    expect(await office.answer("ann", "Changes: larger", to, unsigned)).toMatchObject({ reason: "posted" });
    expect((await office.task(id)).stage).toBe("Pending Approval");
    const told = office.newestTo("ann", /did not send “Unsigned wish” back for changes/u);
    expect(told.text).toContain("without the proof");
    expect(told.text).toContain("To ask for changes, open the task");
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

describe("Rule 7: which email a reply answers", () => {
  it("decides what “Approved” is about: a later question of staff is not the finished work", async () => {
    const id = await taskAt(office, "Pending Approval", "Bought with care");
    const handOver = office.newestTo("ann", handedOver);
    await office.step("priya", id, "messages", { text: "The plug-in costs 400 euros. Do you approve that?" });
    const before = office.sent.length;
    const answered = await office.answer("ann", "Yes, approved!", office.newestTo("ann", /400 euros/u));
    expect(answered).toMatchObject({ status: "handled", reason: "posted", taskId: id });
    expect((await office.task(id)).stage).toBe("Pending Approval");
    expect(office.emailsTo("ann", before).map(({ subject, text }) => `${subject} ${text}`)).toEqual([
      expect.stringContaining("It answers an email of ours that asks something else"),
    ]);
    expect(await office.answer("ann", "Approved", handOver)).toMatchObject({ reason: "approved" });
  });

  it("counts as it was told and not by the clock, so that work handed over anew is not approved unseen", async () => {
    const id = await taskAt(office, "Pending Approval", "Twice in one moment");
    const first = office.newestTo("ann", handedOver);
    await office.step("ann", id, "ask-changes", { text: "Larger, please." });
    await office.step("priya", id, "hand-over", { text: "Larger now.", key: "second" });
    expect(await office.answer("ann", "Approved", first)).toMatchObject({ reason: "posted" });
    expect((await office.task(id)).stage).toBe("Pending Approval");
    expect(office.newestTo("ann").text).toContain("from before the work was handed over");
    await finish(id);
  });
});

describe("Rule 7: undoing", () => {
  it("is over once the place was used, also when it is free again", async () => {
    const id = await taskAt(office, "Pending Approval", "First of two");
    await office.step("ann", id, "approve", {});
    const next = await taskAt(office, "Pending Approval", "Second of two");
    await office.step("ann", next, "approve", {});
    expect(await office.pageOf("ann", `/tasks/${id}`)).not.toContain("undo-approval");
    const late = await office.step("ann", id, "undo-approval", {});
    expect([late.status, late.text.includes("The next task has started since")]).toEqual([410, true]);
    expect((await office.task(id)).stage).toBe("Complete");
  });

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
    expect(await office.answer("ann", "Please undo it", confirmed)).toMatchObject({ reason: "posted" });
    const told = office.newestTo("ann", /did not take back the approval of “Too fast”/u);
    expect(told.text).toContain("The next task has started since, so the approval stands.");
    expect((await office.task(id)).stage).toBe("Complete");
    await finish(next);
  });

  it("is possible by the link in the email that confirms the approval, with a button", async () => {
    const id = await taskAt(office, "Pending Approval", "Too fast again");
    await office.answer("ann", "Approved", office.newestTo("ann", handedOver));
    const { browser, path } = await openedBy(office.newestTo("ann", /“Too fast again” is approved/u));
    expect(path).toBe(`/tasks/${id}`);
    expect((await browser.get(path)).text).toContain("Take the approval back");
    expect((await office.task(id)).stage).toBe("Complete");
    expect((await browser.post(`${path}/undo-approval`, { key: "link" })).status).toBe(303);
    await office.settled();
    expect((await office.task(id)).stage).toBe("Pending Approval");
    expect(office.newestTo("priya").text).toContain("took back the approval");
    await finish(id);
  });

  it("is for those who may approve, and “That was a mistake” alone undoes nothing", async () => {
    const id = await taskAt(office, "Pending Approval", "No mistake");
    await office.step("ann", id, "approve", {});
    const confirmed = office.newestTo("ann", /“No mistake” is approved and complete/u);
    const before = office.sent.length;
    expect(await office.answer("ann", "That was a mistake", confirmed)).toMatchObject({ reason: "posted" });
    expect((await office.task(id)).stage).toBe("Complete");
    expect(office.emailsTo("ann", before)).toEqual([]);
    await office.step("lee", id, "messages", { text: "May I?" });
    await office.step("priya", id, "messages", { text: "Ask Ann, please." });
    await office.answer("lee", "Please undo the approval", office.newestTo("lee", /Ask Ann, please/u));
    expect((await office.task(id)).stage).toBe("Complete");
    expect(office.newestTo("lee", /did not take back/u).text).toContain(
      "Ann Weber can do that for Harbor Dental.",
    );
  });

  it("is over after 24 hours", async () => {
    const id = await taskAt(office, "Pending Approval", "A day ago");
    await office.step("ann", id, "approve", {});
    office.passMinutes(24 * 60 + 1);
    const late = await office.step("ann", id, "undo-approval", {});
    expect(late.status).toBe(410);
    expect(late.text).toContain("24 hours");
    const confirmed = office.newestTo("ann", /“A day ago” is approved and complete/u);
    expect(await office.answer("ann", "Please undo it", confirmed)).toMatchObject({ reason: "posted" });
    expect(office.newestTo("ann", /did not take back/u).text).toContain("24 hours, and these are over");
    expect((await office.task(id)).stage).toBe("Complete");
  });
});

describe("Rule 7: the record", () => {
  /** Finished work with two tasks behind it, of which the page and the emails so far say that the first one starts. */
  async function handedOverBeforeTwo() {
    const first = await taskAt(office, "Accepted", "Next A");
    const second = await taskAt(office, "Accepted", "Next B");
    const id = await taskAt(office, "Pending Approval", "For the record");
    const reorder = async () => {
      const move = { task: String(second), before: String(first) };
      expect((await (await office.signedIn("lee")).post("/backlog", move)).status).toBe(303);
    };
    const forget = async () => {
      for (const next of [first, second]) await office.step("ann", next, "withdraw");
    };
    return { id, first, second, reorder, forget };
  }

  const recordOf = async (id: number) => {
    const text = await office.pageOf("lee", `/tasks/${id}/approvals.json`);
    const { approvals } = JSON.parse(text) as { approvals: Record<string, unknown>[] };
    expect(approvals).toHaveLength(1);
    return approvals[0] as { channel: string; shown: string; email: { answers: number } | null };
  };

  it("says who approved, by which way, what was shown and what proved it", async () => {
    const id = await taskAt(office, "Pending Approval", "Plainly");
    const email = office.newestTo("ann", handedOver);
    const outcome = await office.answer("ann", "Approved", email);
    const answered = await office.started.store.read.first<{ id: number }>(
      "select id from outbound_emails where internet_message_id = ?",
      email.headers["Message-ID"]!,
    );
    expect(await recordOf(id)).toEqual(
      expect.objectContaining({
        approvedBy: "Ann Weber",
        channel: "email",
        shown: expect.stringContaining("handed over by Priya Nair") as string,
        handedOver: expect.objectContaining({ words: "Please look at it." }) as object,
        email: {
          rawSha256: outcome.rawSha256,
          verdict: expect.stringContaining("signed by harbordental.example") as string,
          answers: answered!.id,
        },
        undone: null,
      }),
    );
  });

  it("keeps the sentence of the email that was answered, also when another task starts by now", async () => {
    const { id, reorder, forget } = await handedOverBeforeTwo();
    const email = office.newestTo("ann", handedOver);
    await reorder();
    expect(await office.answer("ann", "Approved", email)).toMatchObject({ reason: "approved" });
    const { shown } = await recordOf(id);
    const [, sentence] = /said: “(.+)”$/u.exec(shown)!;
    expect(sentence).toBe("When it is approved, we start “Next A” (2 to 3 working days).");
    expect(email.text).toContain(sentence);
    expect(shown).not.toContain("Next B");
    expect(office.newestTo("ann", /“For the record” is approved/u).text).toContain(
      "Next, we start “Next B” (2 to 3 working days).",
    );
    await forget();
  });

  it("keeps the sentence of a reminder, which may say another one than the first email", async () => {
    const { id, reorder, forget } = await handedOverBeforeTwo();
    await reorder();
    office.passDays(3);
    await office.settled();
    const reminder = office.newestTo("ann", /waiting for your approval/u);
    expect(await office.answer("ann", "Approved", reminder)).toMatchObject({ reason: "approved" });
    const { shown } = await recordOf(id);
    const [, sentence] = /said: “(.+)”$/u.exec(shown)!;
    expect(sentence).toBe("When it is approved, we start “Next B” (2 to 3 working days).");
    expect(reminder.text).toContain(sentence);
    await forget();
  });

  it("says when the answered email said nothing of it, or when no email is answered", async () => {
    const id = await taskAt(office, "Pending Approval", "By the way");
    await office.step("ann", id, "approve", {});
    await office.step("priya", id, "undo-approval", {});
    await office.answer("ann", "Approved", office.newestTo("ann", /took back the approval/u));
    const { approvals } = JSON.parse(await office.pageOf("ann", `/tasks/${id}/approvals.json`)) as {
      approvals: { shown: string }[];
    };
    expect(approvals.at(-1)!.shown).toContain("did not say what approving starts");
    const other = await taskAt(office, "Pending Approval", "Out of the blue");
    await office.answer("ann", "Approved", office.newestTo("ann", handedOver), { headers: [] });
    const record = await recordOf(other);
    expect(record.shown).toContain("The reply does not say which email of ours it answers.");
    expect(record.email).toMatchObject({ answers: null });
  });

  it.each(["page", "link"] as const)(
    "keeps what the page showed when it was opened by %s, also when another task starts by now",
    async (channel) => {
      const { id, reorder, forget } = await handedOverBeforeTwo();
      const browser =
        channel === "page" ? await office.signedIn("ann") : openBrowser(office.started.localUrl);
      if (channel === "link") await browser.get(linkIn(office.newestTo("ann", handedOver)));
      const page = await browser.get(`/tasks/${id}`);
      await reorder();
      expect((await browser.post(`/tasks/${id}/approve`, hiddenFields(page.text, id))).status).toBe(303);
      await office.settled();
      const record = await recordOf(id);
      const [, sentence] = /The page said: “(.+)”$/u.exec(record.shown)!;
      expect(sentence).toBe("When you approve it, it is complete and we start Next A, 2 to 3 working days.");
      expect(page.text.replaceAll(/<[^>]*>/gu, "")).toContain(sentence);
      expect(record).toMatchObject({ channel, email: null });
      expect(office.newestTo("ann", /“For the record” is approved/u).text).toContain("we start “Next B”");
      await forget();
    },
  );

  it("keeps the estimate as the page showed it, and believes no page that cannot have been", async () => {
    const { id, first, forget } = await handedOverBeforeTwo();
    const lumens = await taskAt(office, "Accepted", "Lumen’s own", "dana");
    const approvedWith = async (taskId: number, fields: Record<string, string>) => {
      expect((await office.step("ann", taskId, "approve", fields)).status).toBe(303);
      return (await recordOf(taskId)).shown;
    };
    const fields = hiddenFields(await office.pageOf("ann", `/tasks/${id}`), id);
    await office.step("priya", first, "estimate", { estimate: "2 weeks", text: "It grew." });
    expect(await approvedWith(id, fields)).toContain("we start Next A, 2 to 3 working days.”");
    for (const next of [`${first} 5 5`, `${lumens} 960 1440`, "4711 960 1440", "Anything <b>else</b>", ""]) {
      const other = await taskAt(office, "Pending Approval", "Made up");
      const shown = await approvedWith(other, { "seen-next": next });
      expect([next, shown.split(". ").at(-1)]).toEqual([
        next,
        "What the page said that approving starts is not on record.",
      ]);
    }
    await forget();
    const last = await taskAt(office, "Pending Approval", "Nothing behind it");
    const page = await office.pageOf("ann", `/tasks/${last}`);
    expect(page).toContain("When you approve it, it is complete.");
    expect(await approvedWith(last, hiddenFields(page, last))).toContain(
      "The page said: “When you approve it, it is complete.”",
    );
  });

  it("never holds work that the page did not show: what was handed over anew is to be looked at first", async () => {
    const id = await taskAt(office, "Pending Approval", "Handed over twice");
    const stale = hiddenFields(await office.pageOf("ann", `/tasks/${id}`), id);
    await office.step("lee", id, "ask-changes", { text: "Larger." });
    await office.step("priya", id, "hand-over", { text: "Larger now." });
    const refused = await office.step("ann", id, "approve", { ...stale, text: "Lovely!" });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain("handed it over anew since you opened this page");
    expect(refused.text).toContain("Lovely!");
    expect((await office.task(id)).stage).toBe("Pending Approval");
    const fresh = { ...hiddenFields(refused.text, id), text: "Lovely!" };
    expect((await office.step("ann", id, "approve", fresh)).status).toBe(303);
    expect((await office.task(id)).stage).toBe("Complete");
  });
});

/** What the form that approves this task holds unseen. */
function hiddenFields(page: string, id: number): Record<string, string> {
  const form = page.split(`action="/tasks/${id}/approve"`)[1]!.split("</form>")[0]!;
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/gu)];
  return Object.fromEntries(
    fields.map(([, name, value]) => [name!, value!]).filter(([name]) => name !== "form-token"),
  );
}

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
