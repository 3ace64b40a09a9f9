// What hands outgoing emails over, from the settings; the sandbox's also brings in what is for us or for a connected mailbox.
import type { Config } from "./config.ts";
import type { Installation } from "./domain/installation.ts";
import type { Courier } from "./outbox/courier.ts";
import { sandboxCourier } from "./outbox/sandbox.ts";
import { sendgridCourier } from "./outbox/sendgrid.ts";
import { smtpCourier } from "./outbox/smtp.ts";
import { bringHome } from "./sandbox/bring-home.ts";
import type { Store } from "./store/database.ts";
import { findConnectedMailbox } from "./store/mailboxes.ts";
import { mailboxAddress } from "./threading/mailbox-address.ts";
import type { KeyRing } from "./threading/token.ts";

/** The courier that the settings name. */
export function openCourier(config: Config, localUrl: string, store: Store, keys: KeyRing): Courier {
  switch (config.courier) {
    case "sandbox":
      return sandboxCourier({
        replyDomain: config.installation.replyDomain,
        forwardOf: forwardingOf(store, keys, config.installation),
        bringIn: bringHome(localUrl, config.inboundToken),
      });
    case "sendgrid":
      return sendgridCourier({ apiKey: config.sendgridApiKey ?? "" });
    case "smtp":
      return smtpCourier({ url: config.smtpUrl!, isTlsOptional: config.isSmtpTlsOptional });
  }
}

/** In the sandbox every connected mailbox has its forwarding rule. */
function forwardingOf(store: Store, keys: KeyRing, { replyDomain }: Installation) {
  return async (address: string) => {
    const mailbox = await findConnectedMailbox(store.read, address);
    return mailbox && mailboxAddress(keys, replyDomain, { mailboxId: mailbox.id, version: mailbox.version });
  };
}
