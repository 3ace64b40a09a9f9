// A thread of its own that asks /health again and again and tells how long each answer took, whatever its parent does.
import { parentPort, workerData } from "node:worker_threads";

const everyMs = 50;

for (;;) {
  const startedAt = performance.now();
  let isAnswered = true;
  try {
    await (await fetch(`${workerData.localUrl}/health`)).text();
  } catch {
    isAnswered = false;
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort.postMessage({ ms: performance.now() - startedAt, isAnswered });
  await new Promise((resolve) => setTimeout(resolve, everyMs));
}
