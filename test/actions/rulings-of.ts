// The events of rulings, for tests of the actions that make them.
import type { Store } from "../../src/store/database.ts";
import { listUnannouncedEvents } from "../../src/store/events.ts";

/** The payloads of every ruling on record, oldest first. */
export function rulingsOf(store: Store): Promise<unknown[]> {
  return store.write(async (rows) =>
    (await listUnannouncedEvents(rows, 100)).flatMap((event) =>
      event.type === "inbound_email.ruled" ? [event.payload] : [],
    ),
  );
}
