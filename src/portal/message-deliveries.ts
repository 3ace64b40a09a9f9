// What one reader of a task is told of the way of a message's emails. Reads and writes no rows.
import type { DeliveryRow } from "../store/deliveries.ts";
import type { WholeMessageRow } from "../store/messages.ts";
import { deliveriesForStaff, failureForClient, type DeliveryWords } from "./delivery-words.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import type { TaskAccess } from "./task-access.ts";
import { momentWords } from "./words.ts";

/** Staff see every recipient; clients see what did not arrive of their own company's messages. */
export function deliveryWords(
  portal: Portal,
  access: TaskAccess,
  message: WholeMessageRow,
  deliveries: readonly DeliveryRow[],
): DeliveryWords[] {
  const reading = readingOf(portal, access);
  if (access.isStaff) {
    const told = deliveries.map((row) => withoutSecrets(portal, row));
    return deliveriesForStaff(told, { ...reading, inWords: (at) => momentWords(at, reading).short });
  }
  if (message.authorContactId === null) return [];
  return deliveries.flatMap((row) => failureForClient(row, reading.say) ?? []);
}

/** Mail servers quote what they were given, and that may hold an address of ours that is a secret. */
function withoutSecrets(portal: Portal, row: DeliveryRow): DeliveryRow {
  const reason = row.reason === null ? null : portal.maskSecrets(row.reason);
  if (row.pausedAt === null) return { ...row, reason };
  return { ...row, reason, pauseReason: portal.maskSecrets(row.pauseReason) };
}
