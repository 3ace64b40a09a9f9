// What became of the emails about a message, in words for staff and in fewer words for clients.
import type { PauseCause } from "../domain/delivery.ts";
import { namesInWords } from "../domain/in-words.ts";
import type { DeliveryRow } from "../store/deliveries.ts";
import { groupBy } from "./group.ts";

export interface DeliveryWords {
  words: string;
  isFailure: boolean;
  /** Not known to have arrived, and not given up either. */
  isWaiting: boolean;
  /** Where staff can do something about it. */
  path: string | null;
}

/** Every recipient's state, with the reason for what went wrong; those with the same state in one sentence. */
export function deliveriesForStaff(
  rows: readonly DeliveryRow[],
  inWords: (at: string) => string,
): DeliveryWords[] {
  const states = rows.map((row) => ({ state: stateOf(row, inWords), name: row.toName }));
  const alike = groupBy(states, ({ state }) => JSON.stringify(state));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { before, after, ...rest } = first.state;
    return { words: `${before} ${namesInWords(group.map(({ name }) => name))}${after}`, ...rest };
  });
}

/** Only that it did not arrive, and at whom; the mail server's own words are of no use to a client. */
export function failureForClient(row: DeliveryRow): DeliveryWords | undefined {
  const failed = { isFailure: true, isWaiting: false, path: null };
  if (row.status === "paused") {
    return {
      ...failed,
      words: `The email to ${row.toName} was not sent, since earlier ones did not arrive. They can read it here.`,
    };
  }
  const isLost = isRefused(row) || row.delivery === "bounced" || row.delivery === "dropped";
  if (!isLost) return undefined;
  return {
    ...failed,
    words: `The email to ${row.toName} could not be delivered. They can read it here.`,
  };
}

/** Why an address is paused: “an email to it came back”. */
export function pauseCauseInWords(cause: PauseCause): string {
  switch (cause) {
    case "bounced":
      return "an email to it came back";
    case "dropped":
      return "our email provider sends nothing to it";
    case "refused":
      return "its mail server refused an email";
    case "complained":
      return "an email to it was reported as spam";
  }
}

/** The words before and after the recipient's name. */
interface State extends Omit<DeliveryWords, "words"> {
  before: string;
  after: string;
}

/** Refused, and nobody said since that it arrived after all. */
function isRefused(row: DeliveryRow): boolean {
  return row.status === "refused" && row.delivery !== "delivered" && row.delivery !== "complained";
}

function stateOf(row: DeliveryRow, inWords: (at: string) => string): State {
  const because = row.reason === null || row.reason === "" ? "" : `: ${row.reason}`;
  if (row.status === "paused") return pausedState(row, inWords);
  if (isRefused(row)) return failure("Could not be sent to", because, row);
  switch (row.delivery) {
    case "bounced":
    case "dropped":
      return failure("Could not be delivered to", because, row);
    case "complained":
      return failure("Reported as spam by the mailbox of", "", row);
    case "delivered":
      return progress("Delivered to", "");
    case "deferred":
      return waiting("Put off by the mail server of", `; it is tried again${because}`);
    case "processed":
    case null:
      return untold(row, because);
  }
}

function pausedState(row: DeliveryRow, inWords: (at: string) => string): State {
  if (row.pausedAt === null) return waiting("Waits to be sent to", "");
  const since = `${pauseCauseInWords(row.pauseCause)} (${inWords(row.pausedAt)})`;
  return {
    before: "Not sent to",
    after: ended(`: their address is paused, since ${since}: ${row.pauseReason}`),
    isFailure: true,
    isWaiting: false,
    path: pausedPath,
  };
}

function untold(row: DeliveryRow, because: string): State {
  switch (row.status) {
    case "sent":
      return progress("Sent to", "");
    case "unknown":
      return waiting("Perhaps sent to", `; it is sent once more unless we hear that it was${because}`);
    case "queued":
    case "sending":
    case "refused":
    case "paused":
      return because === ""
        ? waiting("On its way to", "")
        : waiting("Not yet sent to", `; it is tried again${because}`);
  }
}

const pausedPath = "/paused-addresses";

/** A failure says so when its address is paused now, by whatever it was. */
function failure(before: string, after: string, row: DeliveryRow): State {
  const isPaused = row.pausedAt !== null;
  return {
    before,
    after: isPaused ? `${ended(after)} The address is paused.` : after,
    isFailure: true,
    isWaiting: false,
    path: isPaused ? pausedPath : null,
  };
}

function ended(words: string): string {
  return words.endsWith(".") ? words : `${words}.`;
}

function progress(before: string, after: string): State {
  return { before, after, isFailure: false, isWaiting: false, path: null };
}

function waiting(before: string, after: string): State {
  return { before, after, isFailure: false, isWaiting: true, path: null };
}
