// What runs in a parse thread: takes one job at a time from its pool, parses or extracts, and answers. Reads messages of
// parse-pool.ts, writes messages to it.
import { parentPort, workerData } from "node:worker_threads";
import { extractReply, type Reply } from "../reply/extract.ts";
import { maskSecrets, maskSecretsInHtml } from "../threading/mask.ts";
import { parseEmail } from "./parse.ts";
import type { ParseLimits } from "./parse.ts";
import type { ThreadAnswer, ThreadJob } from "./parse-job.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { UnreadableEmail } from "./parsed-email.ts";

const port = parentPort;
if (port === null) throw new Error("parse-thread.ts runs only as a thread of parse-pool.ts.");
const limits = (workerData as { limits: ParseLimits }).limits;

port.on("message", (job: ThreadJob) => {
  void answer(job).then((reply) => {
    port.postMessage(reply, reply.kind === "parsed" ? ownBuffers(reply.email) : []);
  });
});
port.postMessage({ kind: "ready" } satisfies ThreadAnswer);

async function answer(job: ThreadJob): Promise<ThreadAnswer> {
  try {
    if (job.kind === "extract") return { kind: "extracted", reply: withoutSecrets(extractReply(job.input)) };
    if (job.kind === "check") {
      const { checkSignatures } = await import("./dkim.ts");
      return { kind: "checked", checked: await checkSignatures(job.raw, job.keys) };
    }
    return { kind: "parsed", email: await parseEmail(job.raw, limits) };
  } catch (fault) {
    if (fault instanceof UnreadableEmail) {
      return { kind: "unreadable", reason: fault.reason, message: fault.message };
    }
    return {
      kind: "fault",
      message: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault),
    };
  }
}

/** Attachments go back without being copied. */
function ownBuffers(email: ParsedEmail): ArrayBuffer[] {
  return email.attachments.map(({ content }) => content.buffer);
}

/** What a reply quotes of ours holds our links and addresses. They stay in the raw email and reach no other row. */
function withoutSecrets(reply: Reply): Reply {
  const { original, blocks, kept, visible, ...rest } = reply;
  return {
    ...rest,
    original: maskSecrets(original),
    blocks: blocks.map((block) => ({
      ...block,
      text: maskSecrets(block.text),
      html: maskSecretsInHtml(block.html),
    })),
    kept: maskSecrets(kept),
    visible: maskSecrets(visible),
  };
}
