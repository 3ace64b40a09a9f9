// What the outbox works with, and the limits of what it sends.
import type { Clock } from "../domain/clock.ts";
import type { Locale } from "../domain/locale.ts";
import type { Installation } from "../domain/installation.ts";
import type { Logger } from "pino";
import type { Render } from "../render.ts";
import type { Store } from "../store/database.ts";
import type { KeyRing } from "../threading/token.ts";
import type { Courier } from "./courier.ts";

export interface Outbox {
  store: Store;
  clock: Clock;
  render: Render;
  keys: KeyRing;
  installation: Installation;
  courier: Courier;
  /** Emails about inbound mail in an hour; what is above waits for staff. Without it as many as it takes. */
  emailsAboutInboundMax?: number;
  /** Earlier messages that an email quotes below its own; one unless it is set. */
  quotedCountMax?: number;
  log: Logger;
  /** How the pages say it, so that emails say it alike. */
  words: {
    /** A reason code of an inbound email in one sentence, by what `say` gives for keys of the catalogue. */
    reason: (reason: string | null, say: (key: string) => string) => string;
    /** “3 hours ago” */
    age: (at: string, now: Date, locale: Locale) => string;
  };
}

/** Attachments of one email up to this size travel with it; with more, the email names them and links to the task. */
export const enclosedBytesMax = 10 * 1024 * 1024;
/** A picture up to this size that only a signature or a quote shows does not travel; a larger one may be meant to be seen. */
export const foldedPictureBytesMax = 64 * 1024;
/** Characters of a message in its email, if its html stays small enough with them. */
export const composedLengthMax = 30_000;
/** The html of one email in UTF-8. Gmail clips an email near 102 KB. */
export const htmlBytesMax = 90_000;
/** Below this many characters no message is cut further, whatever else fills its email. */
export const shownLengthMin = 1_000;
/** Characters of one earlier message quoted below. */
export const quotedLengthMax = 2_000;
/** Characters of all of them, where more than one is quoted; as much less as the message itself is cut. */
export const quotedTogetherLengthMax = 20_000;
/** Days for which the link in an email opens its task. */
export const taskLinkDays = 30;
