// What servers say in free form: the words are the server's, not those of the email it returns, and hostile ones cost nothing.
import { describe, expect, it } from "vitest";
import { readFreeForm } from "../../src/inbox/free-form-report.ts";
import { cpuMsOf } from "../support/cpu-time.ts";

const read = (text: string, subject = "failure notice") => readFreeForm({ subject, text }, undefined);

describe("a report in free form", () => {
  it("tells of each address with its own words", () => {
    const text = [
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      "",
      "<ann@x.example>:",
      "Sorry, no mailbox here by that name. (#5.1.1)",
      "",
      "<lee@x.example>:",
      "Remote host said: 552 5.2.2 Mailbox full",
    ].join("\n");
    expect(read(text)).toEqual([
      {
        action: "failed",
        recipient: "ann@x.example",
        status: "5.1.1",
        diagnostic: "Sorry, no mailbox here by that name. (#5.1.1)",
      },
      {
        action: "failed",
        recipient: "lee@x.example",
        status: "5.2.2",
        diagnostic: "Remote host said: 552 5.2.2 Mailbox full",
      },
    ]);
  });

  it("ends where the returned email begins, whose codes and addresses are not meant", () => {
    const text = [
      "Your message could not be delivered.",
      "<ann@x.example>: mailbox full",
      "",
      "--- Below this line is a copy of the message.",
      "",
      "We saw 550 5.1.1 no such user at <lee@x.example> today.",
    ].join("\n");
    expect(read(text)).toEqual([
      { action: "failed", recipient: "ann@x.example", diagnostic: "mailbox full" },
    ]);
  });

  it("takes no IP address for a code and no warning for a failure", () => {
    const text =
      "Delivery to the following recipient has been delayed:\n\n  ann@x.example\n    host 192.5.1.1";
    expect(read(text, "Delivery Status Notification (Delay)")).toEqual([
      { action: "delayed", recipient: "ann@x.example", diagnostic: "host 192.5.1.1" },
    ]);
  });

  it("that says nothing is one failure of nobody in particular", () => {
    expect(read("")).toEqual([{ action: "failed" }]);
  });

  it("is read in no time, however hostile", () => {
    const pieces = [
      "\n",
      " ",
      "-",
      "reason:",
      "reason ",
      "a@b.c ",
      "<a@b.c>:\n",
      "550 ",
      "5.1.1\n",
      "because\n\n",
    ];
    for (const piece of pieces) {
      expect([piece, cpuMsOf(() => read(piece.repeat(200_000), piece.repeat(1_000))) < 300]).toEqual([
        piece,
        true,
      ]);
    }
  });
});
