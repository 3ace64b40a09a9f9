// Whether an email is one too many of its sender's, whatever its headers say. Asked within the transaction that would post it,
// under the task's lock, so that several workers count alike. Trips and ends the sender's breaker.
import { resetBreaker } from "../actions/reset-breaker.ts";
import { tripBreaker } from "../actions/trip-breaker.ts";
import { timestamp } from "../domain/clock.ts";
import type { Person } from "../domain/person.ts";
import {
  comparedLengthMax,
  earlierMax,
  isSameSubject,
  judgeStorm,
  openingPointsMax,
  promptAnswerMs,
  sameWordsWindowMs,
  stormQuietMs,
  type Said,
} from "../domain/storm.ts";
import {
  findSenderBreaker,
  isWrittenToBetween,
  listSaidByEmail,
  lockSender,
  markBreakerKept,
} from "../store/breakers.ts";
import type { Rows } from "../store/rows.ts";
import { lockTask } from "../store/tasks.ts";

const lookedAt = { countMax: earlierMax, lengthMax: comparedLengthMax };

/** What becomes of an email: told of as usual, kept quiet (and for which breaker), with a sentence for its evidence. */
export type Calmed = { kind: "calm" } | { kind: "quiet"; breakerId: number | null; why: string };

/** Decides about an email that is to be posted on a task. `at` is now; what was said counts by when it came in. */
export async function calmPost(
  rows: Rows,
  at: string,
  { taskId, sender, said }: { taskId: number; sender: Person; said: Said },
): Promise<Calmed> {
  await lockTask(rows, taskId);
  const last = await findSenderBreaker(rows, taskId, sender);
  if (last !== undefined && last.resetAt === null) {
    if (Date.parse(said.at) - Date.parse(last.lastAt) < stormQuietMs) {
      await markBreakerKept(rows, last.id, said.at);
      return {
        kind: "quiet",
        breakerId: last.id,
        why: "Its sender’s storm of emails on this task still goes on, so nobody is told.",
      };
    }
    await resetBreaker(rows, at, { breakerId: last.id, byStaffId: null, isToldOf: false });
  }
  // What came before a storm ended says nothing of what comes after it.
  const since = latest(
    before(said.at, sameWordsWindowMs),
    last === undefined ? undefined : (last.resetAt ?? at),
  );
  const earlier = await listSaidByEmail(rows, sender, { taskId, since, ...lookedAt });
  switch (judgeStorm(earlier, said)) {
    case "calm":
      return { kind: "calm" };
    case "same_words":
      return {
        kind: "quiet",
        breakerId: null,
        why: "It says once more what its sender wrote here a short while ago, so nobody is told again.",
      };
    case "same_but_numbers": {
      // What we wrote before its sender's last email was answered by that, or is not answered by this.
      const after = latest(before(said.at, promptAnswerMs), earlier[0]?.at);
      if (!(await isWrittenToBetween(rows, taskId, sender, after, said.at))) return { kind: "calm" };
      return {
        kind: "quiet",
        breakerId: null,
        why: "Within seconds of an email of ours it says what its sender wrote here before, but for its numbers, as programs do; so nobody is told again.",
      };
    }
    case "storm": {
      const breakerId = await tripBreaker(rows, at, { kind: "sender", taskId, sender });
      if (breakerId === undefined) throw new Error("A breaker of a sender did not trip.");
      return {
        kind: "quiet",
        breakerId,
        why: "Its sender wrote too many emails on this task in a short time, so nobody is told from here on; staff are.",
      };
    }
  }
}

/** Decides about an email that is to open a task: as such, as a repeat on the task that it repeats, or by somebody of us. */
export async function calmOpening(
  rows: Rows,
  { sender, said, subject }: { sender: Person; said: Said; subject: string },
): Promise<{ kind: "calm" } | { kind: "repeat"; taskId: number } | { kind: "hold" }> {
  await lockSender(rows, sender);
  const since = before(said.at, sameWordsWindowMs);
  const earlier = await listSaidByEmail(rows, sender, { taskId: undefined, since, ...lookedAt });
  switch (judgeStorm(earlier, said, openingPointsMax)) {
    case "calm":
    case "same_but_numbers":
      return { kind: "calm" };
    case "storm":
      return { kind: "hold" };
    case "same_words": {
      // “Please change the page that the subject names” is another wish each time.
      const repeated = earlier.find(
        (one) =>
          isSameSubject(one.subject ?? "", subject) &&
          judgeStorm([one], said, openingPointsMax) === "same_words",
      );
      return repeated === undefined ? { kind: "calm" } : { kind: "repeat", taskId: repeated.taskId };
    }
  }
}

function before(at: string, ms: number): string {
  return timestamp(new Date(Date.parse(at) - ms));
}

function latest(one: string, other: string | undefined): string {
  return other !== undefined && other > one ? other : one;
}
