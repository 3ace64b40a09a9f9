// The embedded courier: nothing leaves this machine.
import { domainOf } from "../domain/address.ts";
import type { Courier, OutgoingEmail } from "./courier.ts";

/** What is sent to the installation itself, such as a probe, and how it is brought in again. */
export interface WayHome {
  replyDomain: string;
  /** Rejects when the webhook does not take the email. */
  bringIn: (email: OutgoingEmail) => Promise<void>;
}

/**
 * Everything counts as sent. The sandbox shows each mailbox from the rows themselves, so there is nowhere to put it; only
 * what is for our own domain is brought in, as the mail server of that domain would.
 */
export function sandboxCourier(home?: WayHome): Courier {
  return {
    name: "sandbox",
    send: async (email) => {
      if (home === undefined || domainOf(email.to.address) !== home.replyDomain) return { kind: "sent" };
      try {
        await home.bringIn(email);
        return { kind: "sent" };
      } catch {
        return { kind: "retry", reason: "The sandbox could not bring this email in by its own webhook." };
      }
    },
  };
}
