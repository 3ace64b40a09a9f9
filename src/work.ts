// What an installation works on in the background: reads mail, announces what happened, hands emails over, forgets raw mail.
import type { Config } from "./config.ts";
import { checkAgain } from "./inbox/check-again.ts";
import { forgetRaw } from "./inbox/forget-raw.ts";
import type { Inbox } from "./inbox/inbox.ts";
import { claimWaiting, emailsMax, processOne, renewProcessing } from "./inbox/process.ts";
import { announce } from "./outbox/announce.ts";
import { claimDue, deliverOne, deliveriesMax, renewSending } from "./outbox/deliver.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { makeDigestsDue } from "./outbox/make-digests-due.ts";
import { remind } from "./outbox/remind.ts";
import { remindApprovals } from "./outbox/remind-approvals.ts";
import type { ClaimedEmail } from "./store/inbound-claims.ts";
import { renewEveryMs } from "./store/leases.ts";
import {
  claimDueWebhooks,
  deliverWebhook,
  forgetWebhooks,
  renewWebhooks,
} from "./programs/deliver-webhooks.ts";
import { webhooksAtOnceMax, type Programs } from "./programs/programs.ts";
import type { OutboundEmailRow } from "./store/outbound-emails.ts";
import type { WebhookDeliveryRow } from "./store/webhook-deliveries.ts";
import { removeDueObjects } from "./store/object-removals.ts";
import { clockTender } from "./tend-clock.ts";
import { tendDrafts } from "./tend-drafts.ts";
import { tendSessions } from "./tend-sessions.ts";
import { inBatches, onceIn, sideBySide, startWorkers, type Workers } from "./workers.ts";

/** How often raw mail is looked through for what is past RAW_MAIL_DAYS. */
const forgetEveryMs = 3_600_000;
/** How often mail that waits for DNS is looked for. */
const checkEveryMs = 15_000;

/** How often it is looked for reminders and digests that are due. */
const remindEveryMs = 60_000;

/** Starts the workers; they run until they are stopped. */
export function startWork(
  { rawMailDays, courier }: Pick<Config, "rawMailDays" | "courier">,
  inbox: Inbox,
  outbox: Outbox,
): Workers {
  const { clock, log } = inbox;
  const { store, keys } = outbox;
  // One process of all does these.
  const timing = { clock, holdsClock: store.holdsClock };
  const programs: Programs = { store, clock, keys, log, isSandbox: courier === "sandbox" };
  return startWorkers(
    [
      inBatches("tend clock", clockTender({ store, clock, log })),
      sideBySide<ClaimedEmail>(
        "process",
        emailsMax,
        (count, running) => claimWaiting(inbox, count, running),
        (email) => processOne(inbox, email),
        { everyMs: renewEveryMs, renew: (running) => renewProcessing(inbox, running) },
      ),
      inBatches("announce", () => announce(outbox)),
      sideBySide<OutboundEmailRow>(
        "deliver",
        deliveriesMax,
        (count, running) => claimDue(outbox, count, running),
        (row) => deliverOne(outbox, row),
        { everyMs: renewEveryMs, renew: (running) => renewSending(outbox, running) },
      ),
      sideBySide<WebhookDeliveryRow>(
        "tell programs",
        webhooksAtOnceMax,
        (count, running) => claimDueWebhooks(programs, count, running),
        (delivery) => deliverWebhook(programs, delivery),
        { everyMs: renewEveryMs, renew: (running) => renewWebhooks(programs, running) },
      ),
      onceIn(checkEveryMs, "check again", timing, () => checkAgain(inbox)),
      onceIn(remindEveryMs, "remind", timing, () => remind(outbox)),
      onceIn(remindEveryMs, "remind of approvals", timing, () => remindApprovals(outbox)),
      onceIn(remindEveryMs, "make digests due", timing, () => makeDigestsDue(outbox)),
      onceIn(remindEveryMs, "tend sessions", timing, () => tendSessions(outbox)),
      onceIn(forgetEveryMs, "tend drafts", timing, () => tendDrafts(outbox)),
      onceIn(forgetEveryMs, "forget raw mail", timing, () => forgetRaw(inbox, rawMailDays)),
      onceIn(remindEveryMs, "remove objects", timing, () => removeDueObjects(store)),
      onceIn(forgetEveryMs, "forget what was told", timing, () => forgetWebhooks(programs)),
    ],
    log,
  );
}
