// A real installation in a process of its own, so that its CPU and memory are its own. Told what to do by measure.ts.
import { addClient } from "../../src/actions/add-client.ts";
import { addContact } from "../../src/actions/add-contact.ts";
import { addStaff } from "../../src/actions/add-staff.ts";
import { openTask } from "../../src/actions/open-task.ts";
import { readConfig } from "../../src/config.ts";
import { timestamp } from "../../src/domain/clock.ts";
import { start, type Started } from "../../src/start.ts";
import { listParticipants } from "../../src/store/tasks.ts";
import { replyAddress } from "../../src/threading/reply-address.ts";

/** What measure.ts asks for; the last is not answered. */
export type Order = { kind: "open"; addresses: string[] } | { kind: "settle" } | { kind: "stop" };

/** `replyAddresses` is by the contact's own address; `cpuMs` since the answer before, user and system. */
export type Answer =
  | { kind: "open"; localUrl: string; replyAddresses: Record<string, string> }
  | { kind: "settle"; cpuMs: number; rssPeakBytes: number };

const started = await start(readConfig(process.env));
let cpuBefore = process.cpuUsage();

process.on("message", (order: Order) => {
  carryOut(order).catch((fault: unknown) => {
    console.error(fault);
    process.exit(1);
  });
});

async function carryOut(order: Order): Promise<void> {
  switch (order.kind) {
    case "open": {
      const replyAddresses = await openTasks(started, order.addresses);
      await started.workers.settled();
      answer({ kind: "open", localUrl: started.localUrl, replyAddresses });
      cpuBefore = process.cpuUsage();
      return;
    }
    case "settle": {
      await started.workers.settled();
      const { user, system } = process.cpuUsage(cpuBefore);
      const rssPeakBytes = process.resourceUsage().maxRSS * 1024;
      answer({ kind: "settle", cpuMs: (user + system) / 1_000, rssPeakBytes });
      cpuBefore = process.cpuUsage();
      return;
    }
    case "stop":
      await started.stop();
      process.disconnect();
  }
}

/** One client, one member of staff, and for each address a contact with a task that the two of them share. */
async function openTasks(
  { store, keys, installation }: Started,
  addresses: readonly string[],
): Promise<Record<string, string>> {
  const at = timestamp(new Date());
  const replyAddresses: Record<string, string> = {};
  const { staffId } = await store.write((rows) =>
    addStaff(rows, at, { name: "Priya Nair", address: "priya@northbeam.example" }),
  );
  const { clientId } = await store.write(async (rows) => {
    const plan = await rows.first<{ name: string }>("select name from plans order by id limit 1");
    return addClient(rows, at, { name: "Harbor Dental", plan: plan?.name ?? "" });
  });
  for (const [index, address] of addresses.entries()) {
    const taskId = await store.write(async (rows) => {
      const { contactId } = await addContact(rows, at, { clientId, name: `Contact ${index}`, address });
      const opened = await openTask(rows, at, {
        clientId,
        title: `Task ${index}`,
        contactIds: [contactId],
        author: { kind: "staff", id: staffId },
        channel: "portal",
        text: "Please tell us what you think.",
        postedAt: at,
      });
      return opened.taskId;
    });
    const participant = (await listParticipants(store.read, taskId)).find((row) => row.contactId !== null);
    if (participant === undefined) throw new Error(`Task ${taskId} has no contact.`);
    const reference = { participantId: participant.id, version: participant.version, isNote: false };
    replyAddresses[address] = replyAddress(keys, installation.replyDomain, reference);
  }
  return replyAddresses;
}

function answer(words: Answer): void {
  process.send?.(words);
}
