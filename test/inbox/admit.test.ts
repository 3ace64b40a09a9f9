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
const arc: Verdict = { kind: "arc", domain: "client.example", why: "Sealed by a forwarder." };
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
    ["sealed by a trusted forwarder, of a participant", { verdict: arc }, "admitted"],
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
    ["sealed by a trusted forwarder, of staff", { author: staff, verdict: arc }, "staff_needs_dkim"],
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

  it("is admitted in no other case, whatever comes together", () => {
    const cases = (
      [
        [dkim, spf, arc, none],
        [contact, staff, undefined],
        [7, undefined],
        [true, false],
        [true, false],
        [[ann], [], [ann, eve], [ann, ann]],
        [true, false],
      ] as const
    ).reduce<unknown[][]>(
      (rows, values) => rows.flatMap((row) => values.map((value) => [...row, value])),
      [[]],
    );
    const admitted = cases.flatMap((values) => {
      const [verdict, author, taskId, isParticipant, isSameClient, from, isConnectedMailbox] = values;
      const input = { verdict, author, taskId, isParticipant, isSameClient, from, isConnectedMailbox };
      return admit(input as AdmitInput).kind === "admitted" ? [input as AdmitInput] : [];
    });
    expect(cases).toHaveLength(4 * 3 * 2 * 2 * 2 * 4 * 2);
    for (const input of admitted) {
      expect(input.from).toEqual([ann]);
      expect(input.isConnectedMailbox).toBe(false);
      expect(input.author).toBeDefined();
      const vouching = input.author?.kind === "staff" ? ["dkim"] : ["dkim", "spf", "arc"];
      expect(vouching).toContain(input.verdict.kind);
      const belongs = input.taskId === undefined || input.isParticipant || input.isSameClient;
      expect(belongs || input.author?.kind === "staff").toBe(true);
    }
    // Contacts: three verdicts, on no task 4, on one 3 of 4. Staff: one verdict, always.
    expect(admitted).toHaveLength(3 * (4 + 3) + 8);
  });

  it("that is held proposes the person it names, but nobody when it names several", () => {
    expect(admit({ ...base, verdict: none })).toMatchObject({ kind: "held", author: contact });
    expect(admit({ ...base, from: [ann, eve] })).not.toHaveProperty("author");
  });

  it("speaks for the person whose address From is", () => {
    expect(admit(base)).toMatchObject({ kind: "admitted", author: contact, joins: false });
  });
});
