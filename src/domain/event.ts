// The list of things that can have happened, one type an event. Events are past-tense facts and never change.
import type { Person } from "./person.ts";

export type EventPayloads = {
  /** A task began, by a person or from their email. */
  "task.opened": { title: string };
  /** Words were put on a task. A quiet message (an out-of-office) is announced to nobody. */
  "message.posted": { messageId: number; isNote: boolean; isQuiet: boolean };
  /** Somebody asked for a link that signs their browser in. */
  "sign_in.requested": { signInId: number };
  /** An address was added to a person by staff, from the held desk or the command line. */
  "address.added": { contactId: number; address: string };
  /** A provider or a delivery report said that an email did not arrive. */
  "email.bounced": { outboundEmailId: number; reason: string };
  /** We gave up sending an email, or its courier refused it for good. */
  "email.refused": { outboundEmailId: number; reason: string };
  /** Staff decided what becomes of an inbound email. */
  "inbound_email.ruled": { inboundEmailId: number; ruling: string };
};

export type EventType = keyof EventPayloads;

export interface NewEvent<Type extends EventType = EventType> {
  type: Type;
  taskId?: number;
  actor?: Person;
  at: string;
  payload: EventPayloads[Type];
}
