// Rule 8: all communication is kept on its task, whichever way it came; what clients and staff say to one another and what staff
// note among themselves can never be confused.
import { afterAll, beforeAll, expect, it } from "vitest";
import { openOffice, taskAt, type Office } from "./office.ts";

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 30_000);
afterAll(() => office.stop());

it("Rule 8: words by email, by page and by link stand on one task, in their order, as both sides see it", async () => {
  const id = await taskAt(office, "Triage", "One conversation");
  const receipt = office.newestTo("ann");
  await office.answer("ann", "By email.", receipt);
  await (
    await office.signedIn("priya")
  ).post(`/tasks/${id}/messages`, { key: "p", text: "By page, from us." });
  await (await office.signedIn("ann")).post(`/tasks/${id}/messages`, { key: "a", text: "By page, from me." });
  await office.settled();
  await office.step("priya", id, "accept", { estimate: "1 day", text: "With a step." });
  const words = [
    "Please: One conversation.",
    "By email.",
    "By page, from us.",
    "By page, from me.",
    "With a step.",
  ];
  expect((await office.messagesOn(id)).map(({ kept }) => kept.trim())).toEqual(words);
  for (const who of ["ann", "priya"] as const) {
    const page = await office.pageOf(who, `/tasks/${id}`);
    const places = words.map((text) => page.indexOf(text));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(Math.min(...places)).toBeGreaterThan(0);
  }
});

it("Rule 8: a note has a composer, readers and a reply address of its own, and reaches no client", async () => {
  const id = await taskAt(office, "Triage", "Between us");
  const page = await office.pageOf("priya", `/tasks/${id}`);
  expect(page).toMatch(
    new RegExp(`action="/tasks/${id}/messages"[\\s\\S]*Goes by email to [^.]*Ann Weber`, "u"),
  );
  expect(page).toMatch(
    new RegExp(`action="/tasks/${id}/notes"[\\s\\S]*Goes by email to staff only: Tom Becker\\.`, "u"),
  );
  expect(await office.pageOf("ann", `/tasks/${id}`)).not.toContain(`/tasks/${id}/notes`);
  const before = office.sent.length;
  await (await office.signedIn("priya")).post(`/tasks/${id}/notes`, { key: "n", text: "They pay late." });
  await office.settled();
  const told = office.sent.slice(before);
  expect(told.map(({ to }) => to.address)).toEqual(["tom@northbeam.example"]);
  const note = told[0]!;
  const message = office.emailsTo("tom").find(({ text }) => text.includes("Please: Between us"))!;
  expect(note.replyTo).not.toBe(message.replyTo);
  expect(await office.pageOf("ann", `/tasks/${id}`)).not.toContain("They pay late.");
  // What staff answer to a note is a note; a client who got hold of its address is held.
  const from = "Tom Becker <tom@northbeam.example>";
  const answer = await office.bring({ from, to: note.replyTo!, subject: "Re: x", body: "I know." });
  expect(answer).toMatchObject({ status: "handled", taskId: id });
  expect((await office.messagesOn(id)).at(-1)).toMatchObject({ kept: "I know.", isNote: 1 });
  const leaked = await office.bring({
    from: "Ann Weber <ann@harbordental.example>",
    to: note.replyTo!,
    subject: "Re: x",
    body: "What do you write there?",
  });
  expect(leaked).toMatchObject({ status: "held", reason: "note_address" });
  expect(office.emailsTo("ann", before)).toEqual([]);
});

it("Rule 8: no step of a client can be taken in a note, nor a step of staff by a client", async () => {
  const id = await taskAt(office, "Pending Approval", "Who may what");
  const asClient = await office.signedIn("ann");
  for (const name of ["accept", "start", "hand-over", "decline", "merge", "split", "estimate", "delivery"]) {
    expect((await asClient.post(`/tasks/${id}/${name}`, { key: name, text: "x" })).status, name).toBe(404);
  }
  const asStaff = await office.signedIn("priya");
  for (const name of ["approve", "withdraw", "edit"]) {
    expect((await asStaff.post(`/tasks/${id}/${name}`, { key: name, text: "x" })).status, name).toBe(404);
  }
  await asStaff.post(`/tasks/${id}/notes`, { key: "approved", text: "Approved" });
  expect((await office.task(id)).stage).toBe("Pending Approval");
});
