// Rows of events of a generated world: all of them were announced when they happened.
import type { EventPayloads, EventType } from "../../domain/event.ts";
import type { Person } from "./people.ts";
import type { RowsToWrite } from "./rows-to-write.ts";

export interface Happened<Type extends EventType> {
  type: Type;
  at: string;
  payload: EventPayloads[Type];
  taskId?: number;
  by?: Person | undefined;
  clientId?: number;
  /** Whom it is about. */
  contactId?: number;
}

/** Answers the event's id. */
export function recordHappened<Type extends EventType>(to: RowsToWrite, event: Happened<Type>): number {
  const id = to.nextId("events");
  to.add("events", {
    id,
    type: event.type,
    task_id: event.taskId ?? null,
    at: event.at,
    announced_at: event.at,
    actor_contact_id: event.by?.kind === "contact" ? event.by.id : null,
    actor_staff_id: event.by?.kind === "staff" ? event.by.id : null,
    payload: JSON.stringify(event.payload),
    contact_id: event.contactId ?? null,
    client_id: event.clientId ?? null,
  });
  return id;
}
