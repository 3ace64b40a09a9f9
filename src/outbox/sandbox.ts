// The embedded courier: nothing leaves this machine.
import { domainOf } from "../domain/address.ts";
import type { Courier, OutgoingEmail } from "./courier.ts";

/** What is sent to the installation itself, such as a probe, and how it is brought in again. */
export interface WayHome {
  replyDomain: string;
  /** Where the rule of a connected mailbox sends its mail; undefined for every other address. */
  forwardOf?: (address: string) => Promise<string | undefined>;
  /** Brings an email to this address of ours, by the rule of `forwardedBy` if one is named. Rejects when it is not taken. */
  bringIn: (email: OutgoingEmail, to: string, forwardedBy?: string) => Promise<void>;
}

/**
 * Everything counts as sent. The sandbox shows each mailbox from the rows themselves, so there is nowhere to put it; only
 * what is for our own domain is brought in, as the mail server of that domain would, and what is for a connected mailbox, as
 * its forwarding rule would.
 */
export function sandboxCourier(home?: WayHome): Courier {
  return {
    name: "sandbox",
    send: async (email) => {
      const { address } = email.to;
      if (home === undefined) return { kind: "sent" };
      try {
        if (domainOf(address) === home.replyDomain) {
          await home.bringIn(email, address);
          return { kind: "sent" };
        }
        const intake = await home.forwardOf?.(address);
        if (intake !== undefined) await home.bringIn(email, intake, address);
        return { kind: "sent" };
      } catch {
        return { kind: "retry", reason: "The sandbox could not bring this email in by its own webhook." };
      }
    },
  };
}
