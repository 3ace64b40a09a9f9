// What became of the emails about a message, in words for staff and in fewer words for clients.
import type { DeliveryRow } from "../store/outbound-emails.ts";

export interface DeliveryWords {
  words: string;
  isFailure: boolean;
}

/** Every recipient's state, with the reason for what went wrong. */
export function deliveryForStaff(row: DeliveryRow): DeliveryWords {
  const name = row.toName;
  const because = row.reason === null || row.reason === "" ? "" : `: ${row.reason}`;
  if (row.status === "refused") return { words: `Could not be sent to ${name}${because}`, isFailure: true };
  switch (row.delivery) {
    case "bounced":
    case "dropped":
      return { words: `Could not be delivered to ${name}${because}`, isFailure: true };
    case "complained":
      return { words: `${name}’s mailbox reported it as spam`, isFailure: true };
    case "delivered":
      return { words: `Delivered to ${name}`, isFailure: false };
    case "deferred":
      return {
        words: `${name}’s mail server asks us to wait; it is tried again${because}`,
        isFailure: false,
      };
    case "processed":
    case null:
      return { words: untoldWords(row, because), isFailure: false };
  }
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

function untoldWords(row: DeliveryRow, because: string): string {
  switch (row.status) {
    case "sent":
      return `Sent to ${row.toName}`;
    case "unknown":
      return `Probably sent to ${row.toName}; being checked`;
    case "queued":
    case "sending":
    case "refused":
      return because === ""
        ? `On its way to ${row.toName}`
        : `Not yet sent to ${row.toName}; it is tried again${because}`;
  }
}
