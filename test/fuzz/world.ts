// What the mails of a fuzzed installation can be about: its people with their reply addresses, and what it sent. Writes them
// before it starts, and reads its database.
import { setTimeout as wait } from "node:timers/promises";
import { openStore } from "../../src/store/database.ts";
import { openTasks } from "../support/load/open-tasks.ts";
import { bounceAddress } from "../../src/threading/bounce-address.ts";
import { loopMarker } from "../../src/threading/loop-marker.ts";
import { emailMessageId, taskMessageId, twinMessageId } from "../../src/threading/message-id.ts";
import { replyAddress } from "../../src/threading/reply-address.ts";
import type { KeyRing } from "../../src/threading/token.ts";

export interface FuzzedWorld {
  mailFrom: string;
  people: { address: string; replyTo: string; noteTo: string }[];
  sent: {
    id: number;
    address: string;
    bounce: string;
    loop: string;
    messageId: string;
    twin: string;
    root: string;
  }[];
}

const sentMax = 200;
const taskCount = 24;
/** The sandbox sends what the tasks began with as soon as it runs. */
const sentMsMax = 60_000;

/** A client with many contacts, each with a task on which staff asked something. The same at every start. */
export async function writeWorld(databaseUrl: string, keys: KeyRing, replyDomain: string): Promise<void> {
  const store = await openStore(databaseUrl);
  try {
    const others = Array.from(
      { length: taskCount - 1 },
      (_, index) => `contact${index}@client${index}.example`,
    );
    const addresses = ["ann@harbordental.example", ...others];
    await openTasks({ store, keys, replyDomain }, addresses, { hasColleague: true });
  } finally {
    await store.close();
  }
}

/** Waits until the emails of its tasks are sent. */
export async function readWorld(
  databaseUrl: string,
  keys: KeyRing,
  replyDomain: string,
): Promise<FuzzedWorld> {
  const store = await openStore(databaseUrl);
  try {
    const isUnsent =
      "select 1 as found where (select count(*) from outbound_emails where status = 'sent') < ?";
    for (let ms = 0; ms < sentMsMax && (await store.read.first(isUnsent, taskCount)) !== undefined; ms += 100)
      await wait(100);
    const participants = await store.read.all<{ id: number; version: number; address: string }>(
      `select p.id, p.version, coalesce(a.address, s.address) as address from participants p
       left join contact_addresses a on a.contact_id = p.contact_id left join staff s on s.id = p.staff_id
       order by p.id, address`,
    );
    const outbound = await store.read.all<{ id: number; taskId: number | null; address: string }>(
      `select id, task_id as "taskId", to_address as address from outbound_emails
       where probe_id is null and status = 'sent' order by id desc limit ${sentMax}`,
    );
    return {
      mailFrom: `requests@${replyDomain}`,
      people: participants.map(({ id, version, address }) => ({
        address,
        replyTo: replyAddress(keys, replyDomain, { participantId: id, version, isNote: false }),
        noteTo: replyAddress(keys, replyDomain, { participantId: id, version, isNote: true }),
      })),
      sent: outbound.map(({ id, taskId, address }) => ({
        id,
        address,
        bounce: bounceAddress(keys, replyDomain, id),
        loop: loopMarker(keys, id),
        messageId: emailMessageId(keys, replyDomain, id),
        twin: twinMessageId(keys, replyDomain, id),
        root: taskMessageId(keys, replyDomain, taskId ?? 1),
      })),
    };
  } finally {
    await store.close();
  }
}
