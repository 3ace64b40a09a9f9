// A real installation, or one of its processes, in a process of its own, so that its CPU and memory are its own. Told what to do
// by running.ts. Arguments: its role, and `reads` to store no mail.
import { readConfig } from "../../src/config.ts";
import { start, type Role } from "../../src/start.ts";
import { openTasks } from "../support/load/open-tasks.ts";

/** What running.ts asks for; the last is not answered. */
export type Order = { kind: "open"; addresses: string[] } | { kind: "settle" } | { kind: "stop" };

/** `replyAddresses` is by the contact's own address; `cpuMs` since the answer before, user and system. */
export type Answer =
  | { kind: "open"; localUrl: string; replyAddresses: Record<string, string> }
  | { kind: "settle"; cpuMs: number; rssPeakBytes: number };

const [role = "start", isReading] = process.argv.slice(2);
const started = await start(readConfig(process.env), {}, role as Role);
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
      const { store, keys, installation } = started;
      const parts = { store, keys, replyDomain: installation.replyDomain };
      const replyAddresses = await openTasks(parts, order.addresses, { hasColleague: false });
      if (role === "start") await started.workers.settled();
      // From here on every mail counts as known.
      if (isReading !== undefined) store.write = () => Promise.resolve([] as never);
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

function answer(words: Answer): void {
  process.send?.(words);
}
