// The truth table of who may speak: every row of "Identity" in the design.
import { describe, expect, it } from "vitest";
import type { Person } from "../../src/domain/person.ts";
import { admit } from "../../src/inbox/admit.ts";
import type { AdmitInput } from "../../src/inbox/admit.ts";
import type { Verdict } from "../../src/inbox/verdict.ts";

const contact: Person = { kind: "contact", id: 1 };
const staff: Person = { kind: "staff", id: 2 };
const dkim: Verdict = { kind: "dkim", domain: "client.example", why: "Signed." };
const spf: Verdict = { kind: "spf", domain: "client.example", why: "Sent from there." };
const none: Verdict = { kind: "none", why: "Nothing vouches." };
const ann = { name: "Ann", address: "ann@client.example" };
const eve = { name: "Eve", address: "eve@evil.example" };

const base: AdmitInput = {
  from: [ann],
  verdict: dkim,
  author: contact,
  taskId: 7,
  isParticipant: true,
  isSameClient: true,
};

describe("an email", () => {
  it.each<[string, Partial<AdmitInput>, string]>([
    ["signed, of a participant", {}, "admitted"],
    ["with aligned SPF, of a participant", { verdict: spf }, "admitted"],
    ["unvouched, of a participant", { verdict: none }, "unvouched"],
    ["signed, of a colleague at the client", { isParticipant: false }, "joins"],
    ["with aligned SPF, of a colleague at the client", { isParticipant: false, verdict: spf }, "joins"],
    ["unvouched, of a colleague at the client", { isParticipant: false, verdict: none }, "unvouched"],
    [
      "signed, of another client's contact",
      { isParticipant: false, isSameClient: false },
      "not_on_this_task",
    ],
    [
      "unvouched, of another client's contact",
      { isParticipant: false, isSameClient: false, verdict: none },
      "unvouched",
    ],
    ["signed, of a participant from another client", { isSameClient: false }, "admitted"],
    [
      "signed, of a known contact, on no task",
      { taskId: undefined, isParticipant: false, isSameClient: false },
      "admitted",
    ],
    [
      "with aligned SPF, of a known contact, on no task",
      { taskId: undefined, isParticipant: false, verdict: spf },
      "admitted",
    ],
    [
      "unvouched, of a known contact, on no task",
      { taskId: undefined, isParticipant: false, verdict: none },
      "unvouched",
    ],
    ["signed, of staff", { author: staff }, "admitted"],
    ["signed, of staff who do not follow the task", { author: staff, isParticipant: false }, "admitted"],
    ["with aligned SPF only, of staff", { author: staff, verdict: spf }, "staff_needs_dkim"],
    ["unvouched, of staff", { author: staff, verdict: none }, "unvouched"],
    ["signed, of a stranger", { author: undefined, isParticipant: false, isSameClient: false }, "stranger"],
    ["unvouched, of a stranger", { author: undefined, isParticipant: false, verdict: none }, "stranger"],
    ["without a sender", { from: [] }, "no_sender"],
    ["with two senders, one of them known", { from: [ann, eve] }, "several_senders"],
    ["with the same sender twice", { from: [ann, ann] }, "several_senders"],
    ["signed, from a connected mailbox", { isConnectedMailbox: true }, "connected_mailbox"],
    ["unvouched, from a connected mailbox", { isConnectedMailbox: true, verdict: none }, "connected_mailbox"],
  ])("%s", (_, change, outcome) => {
    const admission = admit({ ...base, ...change });
    const found = admission.kind === "held" ? admission.reason : admission.joins ? "joins" : "admitted";
    expect(found).toBe(outcome);
    expect(admission.why).toMatch(/^[A-Z].*\.$/u);
  });

  it("that is held proposes the person it names, but nobody when it names several", () => {
    expect(admit({ ...base, verdict: none })).toMatchObject({ kind: "held", author: contact });
    expect(admit({ ...base, from: [ann, eve] })).not.toHaveProperty("author");
  });

  it("speaks for the person whose address From is", () => {
    expect(admit(base)).toMatchObject({ kind: "admitted", author: contact, joins: false });
  });
});
