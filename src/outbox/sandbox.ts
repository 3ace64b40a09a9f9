// The embedded courier: nothing leaves this machine. An email counts as sent once it proved to be a sound message.
import type { Courier } from "./courier.ts";
import { buildMime } from "./mime.ts";

/** The sandbox shows everybody's mailbox from the rows themselves, so there is nowhere to put the message. */
export function sandboxCourier(): Courier {
  return {
    name: "sandbox",
    send: async (email) => {
      await buildMime(email);
      return { kind: "sent" };
    },
  };
}
