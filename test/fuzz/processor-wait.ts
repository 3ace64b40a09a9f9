// How long the threads of a process stood ready while the machine had no processor free for them. Reads /proc.
import { readdirSync, readFileSync } from "node:fs";

/**
 * Milliseconds since each thread began, over the threads that still run; of the main thread alone when asked. Linux counts
 * them (Documentation/scheduler/sched-stats); elsewhere it is 0. On a machine that others use too, time on the clock says
 * nothing without it.
 */
export function processorWaitMs(pid: number, isMainOnly = false): number {
  try {
    const tasks = isMainOnly ? [String(pid)] : readdirSync(`/proc/${pid}/task`);
    return tasks.reduce((sum, task) => sum + waitOf(`/proc/${pid}/task/${task}/schedstat`), 0);
  } catch {
    return 0;
  }
}

function waitOf(file: string): number {
  try {
    return Number(readFileSync(file, "utf8").split(" ")[1] ?? 0) / 1e6;
  } catch {
    return 0; // The thread ended meanwhile.
  }
}
