// Rule 3: Accepted always carries a rough duration, which counts from when work starts; no date is shown, and what was estimated
// before stays to be seen.
import { afterAll, beforeAll, expect, it } from "vitest";
import { openOffice, taskAt, type Office } from "./office.ts";

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 30_000);
afterAll(() => office.stop());

const dates = /\d{4}-\d\d-\d\d|\b\d{1,2} (?:March|April|May) 2027/u;

it("Rule 3: nothing is accepted without an estimate, and page and email say that it counts from when work starts", async () => {
  const id = await taskAt(office, "Triage", "Deduplicate companies");
  const refused = await office.step("priya", id, "accept", { estimate: "soon", text: "We can do that." });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("We can do that.");
  expect((await office.task(id)).stage).toBe("Triage");
  await office.step("priya", id, "accept", { estimate: "2-3 days", text: "We can do that." });
  expect(await office.task(id)).toMatchObject({
    stage: "Accepted",
    estimateMinMinutes: 960,
    estimateMaxMinutes: 1440,
  });
  const email = office.newestTo("ann");
  expect(email.text).toContain("2 to 3 working days");
  expect(email.text).toContain("It counts from when work starts, not from today");
  expect(email.text).toContain("We can do that.");
  const page = await office.pageOf("ann", `/tasks/${id}`);
  expect(page).toContain("counted from when work starts");
  // No date is shown.
  for (const text of [email.text, email.html]) expect(text).not.toMatch(dates);
  expect(page.replaceAll(/<time[^>]*>[^<]*<\/time>/gu, "").replaceAll(/title="[^"]*"/gu, "")).not.toMatch(
    dates,
  );
});

it("Rule 3: the estimate changes with a reason, and what it was before stays to be seen", async () => {
  const id = await taskAt(office, "Accepted", "Lead scoring");
  expect((await office.step("tom", id, "estimate", { estimate: "1 week" })).status).toBe(422);
  await office.step("tom", id, "estimate", {
    estimate: "1 week",
    text: "There are four pipelines, not one.",
  });
  const email = office.newestTo("ann");
  expect(email.text).toContain("about 1 week");
  expect(email.text).toContain("before: 2 to 3 working days");
  expect(email.text).toContain("four pipelines");
  expect(await office.pageOf("lee", `/tasks/${id}`)).toContain("before: 2 to 3 working days");
  await office.step("ann", id, "withdraw", {});
});
