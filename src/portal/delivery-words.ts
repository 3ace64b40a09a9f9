// What became of the emails about a message, in words for staff and in fewer words for clients.
import type { PauseCause } from "../domain/delivery.ts";
import { namesInWords } from "../domain/in-words.ts";
import type { DeliveryRow } from "../store/deliveries.ts";
import { groupBy } from "./group.ts";
import type { Reading, SayToThem } from "./reading.ts";

export interface DeliveryWords {
  words: string;
  isFailure: boolean;
  /** Not known to have arrived, and not given up either. */
  isWaiting: boolean;
  /** Where staff can do something about it. */
  path: string | null;
}

/** The reader, with how a moment is said to them. */
export type DeliveryReading = Pick<Reading, "locale" | "say"> & { inWords: (at: string) => string };

/** Every recipient's state, with the reason for what went wrong; those with the same state in one sentence. */
export function deliveriesForStaff(
  rows: readonly DeliveryRow[],
  { locale, say, inWords }: DeliveryReading,
): DeliveryWords[] {
  const states = rows.map((row) => ({ state: stateOf(row, say, inWords), name: row.toName }));
  const alike = groupBy(states, ({ state }) => JSON.stringify(state));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { key, values, ...rest } = first.state;
    const names = namesInWords(
      group.map(({ name }) => name),
      locale,
    );
    return { words: say(`way.${key}`, { ...values, names }), ...rest };
  });
}

/** Only that it did not arrive, and at whom; the mail server's own words are of no use to a client. */
export function failureForClient(row: DeliveryRow, say: SayToThem): DeliveryWords | undefined {
  const failed = { isFailure: true, isWaiting: false, path: null };
  if (row.status === "paused") return { ...failed, words: say("way.client-paused", { name: row.toName }) };
  const isLost = isRefused(row) || row.delivery === "bounced" || row.delivery === "dropped";
  return isLost ? { ...failed, words: say("way.client-lost", { name: row.toName }) } : undefined;
}

/** Why an address is paused: “an email to it came back”. */
export function pauseCauseInWords(cause: PauseCause, say: SayToThem): string {
  return say(`pause-cause.${cause}`);
}

/** A message of the catalogue, `way.` and this key, with what it takes beside the recipients' names. */
interface State extends Omit<DeliveryWords, "words"> {
  key: string;
  values: Record<string, string>;
}

/** Refused, and nobody said since that it arrived after all. */
function isRefused(row: DeliveryRow): boolean {
  return row.status === "refused" && row.delivery !== "delivered" && row.delivery !== "complained";
}

function stateOf(row: DeliveryRow, say: SayToThem, inWords: (at: string) => string): State {
  if (row.status === "paused") return pausedState(row, say, inWords);
  if (isRefused(row)) return failure("refused", row, row.reason);
  switch (row.delivery) {
    case "bounced":
    case "dropped":
      return failure("bounced", row, row.reason);
    case "complained":
      return failure("complained", row, null);
    case "delivered":
      return progress("delivered");
    case "deferred":
      return waiting("deferred", row.reason);
    case "processed":
    case null:
      return untold(row);
  }
}

function pausedState(row: DeliveryRow, say: SayToThem, inWords: (at: string) => string): State {
  if (row.pausedAt === null) return waiting("freed", null);
  const values = {
    cause: pauseCauseInWords(row.pauseCause, say),
    when: inWords(row.pausedAt),
    reason: ended(row.pauseReason),
  };
  return { key: "paused", values, isFailure: true, isWaiting: false, path: pausedPath };
}

function untold(row: DeliveryRow): State {
  switch (row.status) {
    case "sent":
      return progress("sent");
    case "unknown":
      return waiting("unknown", row.reason);
    case "queued":
    case "sending":
    case "refused":
    case "paused":
      return row.reason === null || row.reason === ""
        ? waiting("queued", null)
        : waiting("queued-again", row.reason);
  }
}

const pausedPath = "/paused-addresses";

/** A failure says so when its address is paused now, by whatever it was. */
function failure(key: string, row: DeliveryRow, reason: string | null): State {
  const isPaused = row.pausedAt !== null;
  const hasReason = reason !== null && reason !== "";
  const form = hasReason ? (isPaused ? "reasonPaused" : "reason") : isPaused ? "paused" : "none";
  const told = hasReason && isPaused ? ended(reason) : (reason ?? "");
  const path = isPaused ? pausedPath : null;
  return { key, values: { form, reason: told }, isFailure: true, isWaiting: false, path };
}

function ended(words: string): string {
  return words.endsWith(".") ? words : `${words}.`;
}

function progress(key: string): State {
  return { key, values: {}, isFailure: false, isWaiting: false, path: null };
}

function waiting(key: string, reason: string | null): State {
  const form = reason === null || reason === "" ? "none" : "reason";
  return { key, values: { form, reason: reason ?? "" }, isFailure: false, isWaiting: true, path: null };
}
