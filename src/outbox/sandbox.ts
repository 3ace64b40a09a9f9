// The embedded courier: nothing leaves this machine.
import type { Courier } from "./courier.ts";

/** Everything counts as sent. The sandbox shows each mailbox from the rows themselves, so there is nowhere to put it. */
export function sandboxCourier(): Courier {
  return { name: "sandbox", send: () => Promise.resolve({ kind: "sent" }) };
}
