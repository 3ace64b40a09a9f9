// What staff and clients read about the emails of one message, in every state that there is.
import { describe, expect, it, test } from "vitest";
import type { Locale } from "../../src/domain/locale.ts";
import {
  deliveriesForStaff,
  failureForClient,
  type DeliveryReading,
} from "../../src/portal/delivery-words.ts";
import { loadTemplates } from "../../src/render.ts";
import type { DeliveryRow } from "../../src/store/deliveries.ts";

const { say } = loadTemplates();
const toReader = (locale: Locale): DeliveryReading => ({
  locale,
  say: (key, values) => say(locale, key, values),
  inWords: () => (locale === "en" ? "Today, 10:04" : "Heute, 10:04"),
});
const english = toReader("en");
const german = toReader("de");
const paused = {
  pausedAt: "2026-03-02T09:04:00.000Z",
  pauseCause: "bounced",
  pauseReason: "550 5.1.1 no such user",
} as const;

test("recipients whose emails are in the same state share a sentence, and a failure stands alone with its reason", () => {
  const told = deliveriesForStaff(
    [
      row("Ann Weber", { status: "sent" }),
      row("Lee Okafor", { status: "sent", delivery: "bounced", reason: "550 no such mailbox" }),
      row("Tom Becker", { status: "sent" }),
      row("Priya Nair", { status: "sent", delivery: "delivered" }),
    ],
    english,
  );
  expect(told.map(({ words, isFailure }) => [words, isFailure])).toEqual([
    ["Sent to Ann Weber and Tom Becker", false],
    ["Could not be delivered to Lee Okafor: 550 no such mailbox", true],
    ["Delivered to Priya Nair", false],
  ]);
});

describe("a state in words", () => {
  const reason = "421 busy (try 3)";
  it.each<[string, Partial<DeliveryRow>, string, "waits" | "failed" | "done"]>([
    ["queued", {}, "On its way to Ann", "waits"],
    ["queued again", { reason }, `Not yet sent to Ann; it is tried again: ${reason}`, "waits"],
    ["being sent", { status: "sending" }, "On its way to Ann", "waits"],
    [
      "unknown",
      { status: "unknown", reason: "The connection broke off." },
      "Perhaps sent to Ann; it is sent once more unless we hear that it was: The connection broke off.",
      "waits",
    ],
    ["sent", { status: "sent" }, "Sent to Ann", "done"],
    ["processed", { status: "sent", delivery: "processed" }, "Sent to Ann", "done"],
    [
      "deferred",
      { status: "sent", delivery: "deferred", reason },
      `Put off by the mail server of Ann; it is tried again: ${reason}`,
      "waits",
    ],
    ["delivered", { status: "sent", delivery: "delivered", reason }, "Delivered to Ann", "done"],
    [
      "delivered after we had given up",
      { status: "refused", delivery: "delivered" },
      "Delivered to Ann",
      "done",
    ],
    [
      "blocked, which pauses nothing",
      { status: "sent", delivery: "bounced", reason: "550 5.7.1 blocked" },
      "Could not be delivered to Ann: 550 5.7.1 blocked",
      "failed",
    ],
    [
      "bounced, with its address paused",
      { status: "sent", delivery: "bounced", reason: "550 5.1.1 no such user", ...paused },
      "Could not be delivered to Ann: 550 5.1.1 no such user. The address is paused.",
      "failed",
    ],
    [
      "dropped",
      { status: "sent", delivery: "dropped", reason: "SendGrid kept it back: Spam Content" },
      "Could not be delivered to Ann: SendGrid kept it back: Spam Content",
      "failed",
    ],
    [
      "complained",
      { status: "sent", delivery: "complained", ...paused },
      "Reported as spam by the mailbox of Ann. The address is paused.",
      "failed",
    ],
    [
      "refused",
      { status: "refused", reason: "Too large." },
      "Could not be sent to Ann: Too large.",
      "failed",
    ],
    [
      "paused",
      { status: "paused", ...paused },
      "Not sent to Ann: their address is paused, since an email to it came back (Today, 10:04): 550 5.1.1 no such user.",
      "failed",
    ],
    ["paused until a moment ago", { status: "paused" }, "Waits to be sent to Ann", "waits"],
  ])("%s", (_, state, words, kind) => {
    const [told] = deliveriesForStaff([row("Ann", state)], english);
    expect(told).toEqual({
      words,
      isFailure: kind === "failed",
      isWaiting: kind === "waits",
      path: kind === "failed" && state.pausedAt != null ? "/paused-addresses" : null,
    });
  });

  it("is told to clients only when their own words did not arrive, without a server's words", () => {
    expect(failureForClient(row("Lee", { status: "paused", ...paused }), english.say)?.words).toBe(
      "The email to Lee was not sent, since earlier ones did not arrive. They can read it here.",
    );
    expect(failureForClient(row("Lee", { status: "refused", reason: "550" }), english.say)?.words).toBe(
      "The email to Lee could not be delivered. They can read it here.",
    );
    expect(
      failureForClient(row("Lee", { status: "refused", delivery: "delivered" }), english.say),
    ).toBeUndefined();
    expect(failureForClient(row("Lee", { status: "unknown" }), english.say)).toBeUndefined();
  });
});

test("it is said in German", () => {
  const told = deliveriesForStaff(
    [
      row("Ann", { status: "sent" }),
      row("Lee", { status: "sent" }),
      row("Tom", { status: "sent", delivery: "bounced", reason: "550 no such user", ...paused }),
      row("Priya", { status: "sent", delivery: "complained" }),
      row("Dana", { status: "paused", ...paused }),
      row("Sam", { status: "unknown" }),
    ],
    german,
  );
  expect(told.map(({ words }) => words)).toEqual([
    "Verschickt an Ann und Lee",
    "Ließ sich nicht zustellen an Tom: 550 no such user. Die Adresse ist angehalten.",
    "Als Spam gemeldet im Postfach von Priya",
    "Nicht verschickt an Dana: Die Adresse ist angehalten, denn eine E-Mail dorthin kam zurück (Heute, 10:04): 550 5.1.1 no such user.",
    "Vielleicht verschickt an Sam; falls wir nichts anderes hören, wird es noch einmal verschickt",
  ]);
  expect(failureForClient(row("Lee", { status: "refused", reason: "550" }), german.say)?.words).toBe(
    "Die E-Mail an Lee ließ sich nicht zustellen. Hier lässt sie sich lesen.",
  );
});

function row(toName: string, state: Partial<DeliveryRow>): DeliveryRow {
  const queued = { id: 1, messageId: 1, toAddress: "a@x.example", status: "queued", sentAt: null } as const;
  const unpaused = { pausedAt: null, pauseCause: null, pauseReason: null };
  return { ...queued, toName, delivery: null, reason: null, ...unpaused, ...state } as DeliveryRow;
}
