// A thread of its own that asks /health again and again and tells how long each answer took, whatever its parent does, less
// what the server's thread and this one waited for a processor.
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";

const everyMs = 50;
const { localUrl, pid } = workerData;

/** See processor-wait.ts. */
function waitedMs() {
  return [`/proc/${pid}/task/${pid}/schedstat`, "/proc/thread-self/schedstat"].reduce((sum, file) => {
    try {
      return sum + Number(readFileSync(file, "utf8").split(" ")[1]) / 1e6;
    } catch {
      return sum;
    }
  }, 0);
}

for (;;) {
  const [startedAt, waited] = [performance.now(), waitedMs()];
  let isAnswered = true;
  try {
    await (await fetch(`${localUrl}/health`)).text();
  } catch {
    isAnswered = false;
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort.postMessage({ ms: performance.now() - startedAt - (waitedMs() - waited), isAnswered });
  await new Promise((resolve) => setTimeout(resolve, everyMs));
}
