// Reminds clients of finished work that waits for their approval, 2 and 5 working days after it was handed over. Writes when
// the next reminder is due and one event each; announcing composes the emails.
import { timestamp } from "../domain/clock.ts";
import { isAmong } from "../domain/person.ts";
import { reminderWorkdays } from "../domain/step.ts";
import { workdaysAfter } from "../domain/working-calendar.ts";
import { recordEvent } from "../store/events.ts";
import { listApprovers } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { findDueReminder, listDueReminders, markReminder } from "../store/task-stages.ts";
import { listParticipants } from "../store/participants.ts";
import { lockTask } from "../store/tasks.ts";
import type { Outbox } from "./outbox.ts";

/** Tasks looked at in one round. */
const batchMax = 100;

/**
 * Answers how many reminders became due. After a standstill a task is reminded of once, not once for each that was missed. Of
 * several processes one alone sends a reminder.
 */
export async function remindApprovals({
  store,
  clock,
  installation,
}: Pick<Outbox, "store" | "clock" | "installation">): Promise<number> {
  const now = clock();
  const at = timestamp(now);
  let count = 0;
  for (const taskId of await listDueReminders(store.read, at, batchMax)) {
    const isTold = await store.write(async (rows) => {
      const { stage, stageAt, clientId } = await lockTask(rows, taskId);
      const sentCount = await findDueReminder(rows, taskId, at);
      if (sentCount === undefined || stage !== "Pending Approval") return false;
      if (!(await hasApprover(rows, taskId, clientId))) {
        // A reminder that reaches nobody is none; it is looked at again when somebody may have been named.
        const remindAt = timestamp(workdaysAfter(installation.calendar, now, 1));
        await markReminder(rows, taskId, { remindAt, count: sentCount });
        return false;
      }
      const dates = reminderWorkdays.map((days) =>
        workdaysAfter(installation.calendar, new Date(stageAt), days),
      );
      const passed = dates.filter((date) => date <= now).length;
      const next = dates[passed];
      await markReminder(rows, taskId, {
        remindAt: next === undefined ? null : timestamp(next),
        count: Math.max(passed, sentCount),
      });
      // A holiday that was added since puts the days off: what is not yet due, or was sent by the days as they were, is not told.
      if (passed <= sentCount) return false;
      await recordEvent(rows, { type: "approval.reminder_due", taskId, at, payload: { count: passed } });
      return true;
    });
    if (isTold) count++;
  }
  return count;
}

async function hasApprover(rows: Rows, taskId: number, clientId: number): Promise<boolean> {
  const approvers = await listApprovers(rows, clientId);
  return (await listParticipants(rows, taskId)).some((participant) => isAmong(approvers, participant));
}
