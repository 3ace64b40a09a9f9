// What the set-up says of connected mailboxes: the newest probe decides, also against one that came back before.
import { expect, it } from "vitest";
import { ruleWaitMs, type ProbeOfMailbox } from "../../src/domain/mailbox.ts";
import { mailboxGroup } from "../../src/setup/mailboxes.ts";
import { said } from "../support/said.ts";

const now = new Date("2026-03-02T12:00:00.000Z");
const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();
const addedAt = ago(86_400_000);
const probe = (change: Partial<ProbeOfMailbox>): ProbeOfMailbox => ({
  requestedAt: ago(60_000),
  returnedAt: null,
  sendStatus: "sent",
  delivery: null,
  sendReason: null,
  ...change,
});

it.each<[string, string | null, ProbeOfMailbox | undefined, string, string]>([
  ["was never tried", null, undefined, "warning", "No mail was seen"],
  ["is being tried", null, probe({}), "skipped", "on its way"],
  ["is slow", null, probe({ requestedAt: ago(ruleWaitMs) }), "warning", "did not come back"],
  [
    "does not exist",
    null,
    probe({ delivery: "bounced", sendReason: "550 no such user." }),
    "warning",
    "550 no such user.",
  ],
  ["works", ago(60_000), probe({ returnedAt: ago(30_000) }), "good", "comes in here"],
  ["worked before", ago(9_000_000), probe({ requestedAt: ago(ruleWaitMs) }), "warning", "did not come back"],
  [
    "was removed and connected again since its probe",
    null,
    probe({ requestedAt: ago(90_000_000) }),
    "warning",
    "No mail was seen",
  ],
])("a mailbox that %s is told so", (_, verifiedAt, newest, status, words) => {
  const address = "support@northbeam.example";
  const group = mailboxGroup([{ address, addedAt, verifiedAt, probe: newest }], now);
  const findings = said(group?.findings ?? []);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ check: "mailbox", status });
  expect(findings[0]?.found).toContain(words);
  expect(findings[0]?.todo === undefined).toBe(status !== "warning");
});

it("without mailboxes nothing is said", () => {
  expect(mailboxGroup([], now)).toBeUndefined();
});
