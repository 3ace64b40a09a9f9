// Rule 5: Working always carries a rough delivery date, proposed on the working calendar and changed with a reason; its history
// stays, and clients see how often dates were met.
import { afterAll, beforeAll, expect, it } from "vitest";
import { addDays } from "../../../src/domain/day.ts";
import { openOffice, taskAt, type Office } from "./office.ts";

let office: Office;
beforeAll(async () => {
  office = await openOffice({ HOLIDAYS: "2027-03-03" });
}, 30_000);
afterAll(() => office.stop());

it("Rule 5: the delivery date is proposed on the working calendar, set when work starts, and changed with a reason", async () => {
  const id = await taskAt(office, "Accepted", "Chat on the website");
  // Monday at ten, three working days of eight hours, and Wednesday is a holiday.
  const page = await office.pageOf("priya", `/tasks/${id}`);
  expect(page).toContain('name="delivery" value="2027-03-05"');
  for (const delivery of ["", "tomorrow", "2027-02-26", "2031-01-01", "2027-02-30"]) {
    const refused = await office.step("priya", id, "start", { delivery, text: "Off we go" });
    expect([delivery, refused.status]).toEqual([delivery, 422]);
    expect(refused.text).toContain("Off we go");
  }
  await office.step("priya", id, "start", { delivery: "2027-03-04", text: "Off we go" });
  expect(await office.task(id)).toMatchObject({ stage: "Working", deliveryOn: "2027-03-04" });
  expect(office.newestTo("ann").text).toContain("Thursday 4 March 2027");
  expect((await office.step("priya", id, "delivery", { delivery: "2027-03-08" })).status).toBe(422);
  await office.step("priya", id, "delivery", {
    delivery: "2027-03-08",
    text: "Your website was down on Tuesday.",
  });
  const moved = office.newestTo("ann");
  expect(moved.text).toContain("Monday 8 March 2027");
  expect(moved.text).toContain("before: Thursday 4 March 2027");
  expect(moved.text).toContain("Your website was down");
  const both = await office.pageOf("ann", `/tasks/${id}`);
  expect(both).toContain("Monday 8 March 2027");
  expect(both).toContain("Thursday 4 March 2027");
  await office.step("priya", id, "hand-over", { text: "It is there." });
  await office.step("ann", id, "approve", {});
});

it("Rule 5: clients see how often dates were met, by the first date and by the last", async () => {
  // The one above came on the first date as well; this one does not.
  const id = await taskAt(office, "Working", "Late one");
  office.passDays(3);
  await office.step("priya", id, "delivery", { delivery: "2027-03-09", text: "It needs longer." });
  office.passDays(3);
  await office.step("priya", id, "hand-over", { text: "Done." });
  await office.step("ann", id, "approve", {});
  const page = await office.pageOf("ann", "/backlog");
  expect(page).toContain(
    "Of 2 deliveries, 1 came by the date that was given when work started, 2 by the date as it",
  );
});

it("Rule 5: a date that was missed stays missed, also when work goes on after the hand-over by a new date", async () => {
  const record = async () =>
    /Of (\d+) deliveries, (\d+) came .*?, (\d+) by/su.exec(await office.pageOf("ann", "/backlog"))!.slice(1);
  const [, first, last] = (await record()).map(Number);
  const id = await taskAt(office, "Working", "Missed one");
  office.passDays(14);
  await office.step("priya", id, "hand-over", { text: "Done." });
  await office.step("ann", id, "ask-changes", { text: "Blue, please." });
  office.passMinutes(20);
  const day = addDays(office.now().toISOString().slice(0, 10), 20);
  await office.step("priya", id, "delivery", { delivery: day, text: "Blue takes a week." });
  await office.step("priya", id, "hand-over", { text: "Now it is blue." });
  await office.step("ann", id, "approve", {});
  expect((await record()).slice(1).map(Number)).toEqual([first, last]);
});
