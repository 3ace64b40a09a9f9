// Emails that a contact asks for by email go out so many times an hour at most, also where nothing was announced meanwhile.
import { expect, it } from "vitest";
import { askBacklog } from "../../src/actions/ask-backlog.ts";
import { askedPerHourMax } from "../../src/actions/asked-too-often.ts";
import { askFreeTimes } from "../../src/actions/ask-free-times.ts";
import { refuseSessionChange } from "../../src/actions/refuse-session-change.ts";
import type { Rows } from "../../src/store/rows.ts";
import { book, openSessions, startedAt } from "../support/sessions.ts";

/** Less than a day before the session of Tuesday. */
const tooLate = new Date("2026-03-02T10:00:00.001Z");

it.each(["the backlog", "free times", "why a session cannot be changed"])(
  "%s is asked for at once, and no more often than the limit",
  async (what) => {
    const { store, ann, priya } = await openSessions();
    const { sessionId } = await book(store, { by: ann, staffId: priya });
    const times = { contactId: ann.id, kind: "training", minutes: 30, cause: "asked" } as const;
    const ask = (rows: Rows): Promise<{ kind: string }> => {
      if (what === "the backlog") return askBacklog(rows, startedAt, { contactId: ann.id, cause: "asked" });
      if (what === "free times")
        return askFreeTimes(rows, startedAt, { ...times, sessionId: null, wantedAt: null });
      return refuseSessionChange(rows, tooLate, { sessionId, by: ann, wanted: "move" });
    };
    const asked = await Promise.all(Array.from({ length: askedPerHourMax + 3 }, () => store.write(ask)));
    expect(asked.filter(({ kind }) => kind === "limited")).toHaveLength(3);
    const told = await store.read.all(
      "select id from events where type in ('backlog.asked', 'session.times_asked', 'session.change_refused')",
    );
    expect(told).toHaveLength(askedPerHourMax);
  },
);
