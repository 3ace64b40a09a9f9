// What a parse pool and its threads say to each other: jobs on the way there, answers on the way back. No I/O.
import type { Reply, ReplyInput } from "../reply/extract.ts";
import type { CheckedSignatures } from "./dkim.ts";
import type { DkimKeys } from "./signature-keys.ts";
import type { ParsedEmail, UnreadableReason } from "./parsed-email.ts";
import { UnreadableEmail } from "./parsed-email.ts";

export type JobAnswer = ParsedEmail | Reply | CheckedSignatures;

/** A job as its caller gave it, and whom to tell. */
export interface Job {
  work:
    | { kind: "parse"; raw: Uint8Array }
    | { kind: "extract"; input: ReplyInput }
    | { kind: "check"; raw: Uint8Array; keys: DkimKeys };
  resolve: (answer: JobAnswer) => void;
  reject: (fault: Error) => void;
}

/** A job as it travels to the thread; the bytes are the thread's own. */
export type ThreadJob =
  | { kind: "parse"; raw: Uint8Array<ArrayBuffer> }
  | { kind: "extract"; input: ReplyInput }
  | { kind: "check"; raw: Uint8Array<ArrayBuffer>; keys: DkimKeys };

/** The thread's answers; the first says that it has loaded. */
export type ThreadAnswer =
  | { kind: "ready" }
  | { kind: "parsed"; email: ParsedEmail }
  | { kind: "extracted"; reply: Reply }
  | { kind: "checked"; checked: CheckedSignatures }
  | { kind: "unreadable"; reason: UnreadableReason; message: string }
  | { kind: "fault"; message: string };

/** The bytes are copied and handed over: the caller's Buffer may share its memory with others. */
export function toThreadJob({ work }: Job): ThreadJob {
  return work.kind === "extract" ? work : { ...work, raw: new Uint8Array(work.raw) };
}

/** Tells the caller what came of the job. A fault is a bug and keeps its stack in the message. */
export function settle(job: Job, answer: Exclude<ThreadAnswer, { kind: "ready" }>): void {
  switch (answer.kind) {
    case "parsed":
      return job.resolve(answer.email);
    case "extracted":
      return job.resolve(answer.reply);
    case "checked":
      return job.resolve(answer.checked);
    case "unreadable":
      return job.reject(new UnreadableEmail(answer.reason, answer.message));
    case "fault":
      return job.reject(new Error(answer.message));
  }
}
