// The mail programs that people of the sandbox can choose from. Reads and writes nothing.
import type { Program } from "./program.ts";
import { appleIos } from "./programs/apple-ios.ts";
import { appleMail } from "./programs/apple-mail.ts";
import { gmailAndroid } from "./programs/gmail-android.ts";
import { gmailWeb } from "./programs/gmail-web.ts";
import { outlookDesktop } from "./programs/outlook-desktop.ts";
import { outlookNew } from "./programs/outlook-new.ts";
import { outlookWeb } from "./programs/outlook-web.ts";
import { plainBottom } from "./programs/plain-bottom.ts";
import { plainInterleaved } from "./programs/plain-interleaved.ts";
import { proton } from "./programs/proton.ts";
import { thunderbird } from "./programs/thunderbird.ts";
import { yahooWeb } from "./programs/yahoo-web.ts";

/** Every program that can be chosen, the most usual one of each group first. */
export const programs: readonly Program[] = [
  gmailWeb,
  outlookWeb,
  yahooWeb,
  proton,
  outlookDesktop,
  outlookNew,
  appleMail,
  thunderbird,
  gmailAndroid,
  appleIos,
  plainBottom,
  plainInterleaved,
];
