// What became of the emails about a message, in words for staff and in fewer words for clients.
import type { DeliveryRow } from "../store/outbound-emails.ts";
import { groupBy } from "./group.ts";
import { namesInWords } from "./words.ts";

export interface DeliveryWords {
  words: string;
  isFailure: boolean;
}

/** Every recipient's state, with the reason for what went wrong; those with the same state in one sentence. */
export function deliveriesForStaff(rows: readonly DeliveryRow[]): DeliveryWords[] {
  const states = rows.map((row) => ({ ...stateOf(row), name: row.toName }));
  const alike = groupBy(states, ({ before, after, isFailure }) => JSON.stringify([before, after, isFailure]));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const names = namesInWords(group.map(({ name }) => name));
    return { words: `${first.before} ${names}${first.after}`, isFailure: first.isFailure };
  });
}

/** Only that it did not arrive, and at whom; the mail server's own words are of no use to a client. */
export function failureForClient(row: DeliveryRow): DeliveryWords | undefined {
  const isLost = row.status === "refused" || row.delivery === "bounced" || row.delivery === "dropped";
  if (!isLost) return undefined;
  return {
    words: `The email to ${row.toName} could not be delivered. They can read it here.`,
    isFailure: true,
  };
}

/** The words before and after the recipient's name. */
interface State {
  before: string;
  after: string;
  isFailure: boolean;
}

function stateOf(row: DeliveryRow): State {
  const because = row.reason === null || row.reason === "" ? "" : `: ${row.reason}`;
  if (row.status === "refused") return failure("Could not be sent to", because);
  switch (row.delivery) {
    case "bounced":
    case "dropped":
      return failure("Could not be delivered to", because);
    case "complained":
      return failure("Reported as spam by the mailbox of", "");
    case "delivered":
      return progress("Delivered to", "");
    case "deferred":
      return progress("Put off by the mail server of", `; it is tried again${because}`);
    case "processed":
    case null:
      return untold(row, because);
  }
}

function untold(row: DeliveryRow, because: string): State {
  switch (row.status) {
    case "sent":
      return progress("Sent to", "");
    case "unknown":
      return progress("Probably sent to", "; being checked");
    case "queued":
    case "sending":
    case "refused":
      return because === ""
        ? progress("On its way to", "")
        : progress("Not yet sent to", `; it is tried again${because}`);
  }
}

function failure(before: string, after: string): State {
  return { before, after, isFailure: true };
}

function progress(before: string, after: string): State {
  return { before, after, isFailure: false };
}
