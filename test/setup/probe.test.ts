// What is said of a probe, by how far it got and by what its return told.
import { describe, expect, it } from "vitest";
import { isUnderWay, probeFindings as checkProbes } from "../../src/setup/probe.ts";
import type { ProbeRow } from "../../src/store/probes.ts";
import { said } from "../support/said.ts";

const now = new Date("2026-03-02T09:10:00.000Z");
const secondsAgo = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();

const sent = (secondsSince: number, change: Partial<ProbeRow> = {}): ProbeRow => ({
  id: 1,
  requestedAt: secondsAgo(secondsSince),
  staffId: null,
  mailboxId: null,
  targetAddress: null,
  returnedAt: null,
  inboundEmailId: null,
  verdict: null,
  verdictWhy: null,
  signingKeys: [],
  outboundEmailId: 3,
  sendStatus: "sent",
  delivery: null,
  sendReason: null,
  ...change,
});

const probeFindings = (...given: Parameters<typeof checkProbes>) => said(checkProbes(...given));

describe("a probe", () => {
  it.each<[string, ProbeRow[], string, string, boolean]>([
    ["was never sent", [], "skipped", "No probe mail was sent yet.", false],
    [
      "was just asked for",
      [sent(2, { outboundEmailId: null, sendStatus: null })],
      "skipped",
      "being written",
      true,
    ],
    [
      "is taken up by nobody",
      [sent(30, { outboundEmailId: null, sendStatus: null })],
      "fault",
      "no server has taken it up",
      true,
    ],
    ["waits to be sent", [sent(5, { sendStatus: "queued" })], "skipped", "about to be sent", true],
    [
      "cannot be sent",
      [sent(5, { sendStatus: "queued", sendReason: "The door is shut." })],
      "fault",
      "The door is shut.",
      true,
    ],
    [
      "is refused",
      [sent(5, { sendStatus: "refused", sendReason: "No." })],
      "fault",
      "was refused. No.",
      true,
    ],
    ["is on its way", [sent(20)], "skipped", "for 20 seconds", true],
    [
      "bounced",
      [sent(20, { delivery: "bounced", sendReason: "550 No such user" })],
      "fault",
      "did not arrive: 550 No such user",
      true,
    ],
    ["takes long", [sent(180)], "warning", "has not come back for 3 minutes", false],
    ["is lost", [sent(86_400)], "fault", "has not come back for 24 hours", false],
  ])("that %s is told so", (_, probes, status, words, isWorthLooking) => {
    const [found] = probeFindings(probes, now, "smtp");
    expect(found).toMatchObject({ status, found: expect.stringContaining(words) as string });
    expect(isUnderWay(probes, now)).toBe(isWorthLooking);
    expect(found?.todo === undefined).toBe(status === "skipped" && probes.length > 0);
  });

  it("that is back is right, and what vouches for our mail by then is told beside it", () => {
    const back = sent(60, {
      returnedAt: secondsAgo(48),
      inboundEmailId: 3,
      verdict: "dkim",
      verdictWhy: "It is signed.",
    });
    expect(probeFindings([back, sent(3_600)], now, "sendgrid")).toEqual([
      {
        check: "probe",
        status: "good",
        found: "Mail goes out and comes back in: the last probe took 12 seconds.",
      },
      { check: "probe.verdict", status: "good", found: "When it came back: It is signed." },
    ]);
    const unvouched = { ...back, verdict: "none", verdictWhy: "Nothing vouches for it." } as const;
    expect(probeFindings([unvouched], now, "sendgrid")[1]).toMatchObject({
      status: "warning",
      todo: expect.anything() as string,
    });
    expect(probeFindings([back], now, "sandbox")).toHaveLength(1);
    expect(isUnderWay([back], now)).toBe(false);
  });
});
