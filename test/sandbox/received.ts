// An email as somebody received it, in a world of its own.
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import type { Outbox } from "../../src/outbox/outbox.ts";
import type { World } from "../../src/sandbox/seed-world.ts";
import type { Store } from "../../src/store/database.ts";
import { openOutbox, receiveFrom } from "../support/outgoing.ts";
import { openWorld } from "../support/world.ts";

/** A store in which Priya wrote these words to Ann and Lee, and the email that Ann got. */
export async function openReceived(
  words = "Hello Ann,\n\nthe form is mended.\n\n- Altona reaches Altona\n- <b>Hafencity</b> & co. stay as they are",
): Promise<{ store: Store; world: World; outbox: Outbox; received: OutgoingEmail; taskId: number }> {
  const { store, world } = await openWorld();
  const outbox = openOutbox(store);
  return { store, world, outbox, ...(await receiveFrom(outbox, world, words)) };
}
