// Which news waits for a digest, which never does, and when a digest is due in its reader's zone.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayAndMinute } from "../../src/domain/day.ts";
import { digestDueAt, notifyChoices, requireNotify, wayOfNews } from "../../src/domain/notification.ts";

const others = { isTheirs: false };
const theirs = { isTheirs: true };

describe("news", () => {
  it("goes out at once to whoever wants an email for each message", () => {
    for (const kind of ["message", "started", "question", "reminder"]) {
      expect([kind, wayOfNews("each", { kind, ...others })]).toEqual([kind, "now"]);
    }
  });

  it("waits for a digest when it is a plain message or a step of the work", () => {
    for (const notify of ["hourly", "daily"] as const) {
      for (const kind of [
        "message",
        "accepted",
        "estimate-changed",
        "started",
        "delivery-changed",
        "changes-asked",
        "declined",
        "withdrawn",
        "merged",
        "edited",
      ]) {
        expect([kind, wayOfNews(notify, { kind, ...others })]).toEqual([kind, "digest"]);
      }
    }
  });

  it("never waits when it asks something or confirms what somebody did", () => {
    for (const notify of ["hourly", "daily"] as const) {
      for (const kind of [
        "question",
        "receipt",
        "ready-for-approval",
        "reminder",
        "approved",
        "approval-undone",
        "step-refused",
      ]) {
        expect([kind, wayOfNews(notify, { kind, ...others })]).toEqual([kind, "now"]);
      }
    }
  });

  it("is only what needs them for whoever wants no more than that", () => {
    expect(wayOfNews("none", { kind: "question", ...others })).toBe("now");
    for (const kind of ["ready-for-approval", "reminder", "approved", "receipt"]) {
      expect([kind, wayOfNews("none", { kind, ...theirs })]).toEqual([kind, "now"]);
      expect([kind, wayOfNews("none", { kind, ...others })]).toEqual([kind, "nothing"]);
    }
    expect(wayOfNews("none", { kind: "message", ...theirs })).toBe("nothing");
  });

  it("never waits when it tells somebody what became of their own words", () => {
    for (const notify of notifyChoices)
      expect(wayOfNews(notify, { kind: "changes-asked", isOwn: true, ...theirs })).toBe("now");
  });

  it("is chosen among four ways, and nothing else is one", () => {
    expect(notifyChoices.map(requireNotify)).toEqual([...notifyChoices]);
    for (const typed of ["", "never", "EACH", "constructor"]) {
      expect(() => requireNotify(typed)).toThrow("Choose how often we write to you.");
    }
  });
});

describe("a digest", () => {
  const dueAt = (notify: "hourly" | "daily", since: string, zone: string) =>
    digestDueAt(notify, new Date(since), zone).toISOString();

  it("of every hour is due at the next full hour on its reader's clock", () => {
    expect(dueAt("hourly", "2026-03-02T10:00:00.000Z", "Europe/Berlin")).toBe("2026-03-02T11:00:00.000Z");
    expect(dueAt("hourly", "2026-03-02T10:59:59.999Z", "Europe/Berlin")).toBe("2026-03-02T11:00:00.000Z");
    // India is five hours and a half ahead.
    expect(dueAt("hourly", "2026-03-02T10:10:00.000Z", "Asia/Kolkata")).toBe("2026-03-02T10:30:00.000Z");
    // The clock shows 02:00 to 03:00 twice this night.
    expect(dueAt("hourly", "2026-10-25T00:30:00.000Z", "Europe/Berlin")).toBe("2026-10-25T01:00:00.000Z");
  });

  it("of every day is due at nine there, also where the clocks change", () => {
    expect(dueAt("daily", "2026-03-02T07:59:00.000Z", "Europe/Berlin")).toBe("2026-03-02T08:00:00.000Z");
    expect(dueAt("daily", "2026-03-02T08:00:00.000Z", "Europe/Berlin")).toBe("2026-03-03T08:00:00.000Z");
    expect(dueAt("daily", "2026-03-28T12:00:00.000Z", "Europe/Berlin")).toBe("2026-03-29T07:00:00.000Z");
    expect(dueAt("daily", "2026-10-24T12:00:00.000Z", "Europe/Berlin")).toBe("2026-10-25T08:00:00.000Z");
    expect(dueAt("daily", "2026-03-02T12:00:00.000Z", "Pacific/Kiritimati")).toBe("2026-03-02T19:00:00.000Z");
  });

  it("is due later than its news, within an hour or a day and an hour, in whatever zone", () => {
    const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom("hourly" as const, "daily" as const),
        fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2028, 0) }),
        (zone, notify, sinceMs) => {
          const due = digestDueAt(notify, new Date(sinceMs), zone);
          const waitMs = due.getTime() - sinceMs;
          expect(waitMs).toBeGreaterThan(0);
          expect(waitMs).toBeLessThanOrEqual(notify === "hourly" ? 3_600_000 : 25 * 3_600_000);
          const { minute } = dayAndMinute(due, zone);
          if (notify === "daily") expect(minute).toBe(540);
          // Lord Howe's clock goes on by half an hour only.
          else if (zone !== "Australia/Lord_Howe") expect(minute % 60).toBe(0);
        },
      ),
    );
  });
});
