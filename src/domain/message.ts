// Words on a task, from whichever channel. A note is a message that only staff may see.

/** How the words came in. */
export type Channel = "portal" | "email";

/** Characters of one message written on a page; an email is bounded by its bytes instead. */
export const messageLengthMax = 100_000;

/** The parts of a reply, and how sure we are of the cut (0 to 1). */
export interface ReplyParts {
  kept: string;
  quoted: string;
  signature: string;
  method: string;
  confidence: number;
}
