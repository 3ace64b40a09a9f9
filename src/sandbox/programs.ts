// The mail programs that people of the sandbox can choose from. Reads and writes nothing.
import type { Program } from "./program.ts";
import { appleIos } from "./programs/apple-ios.ts";
import { appleMail } from "./programs/apple-mail.ts";
import { gnus, supercite } from "./programs/emacs.ts";
import { fastmail } from "./programs/fastmail.ts";
import { front } from "./programs/front.ts";
import { gmailAndroid } from "./programs/gmail-android.ts";
import { gmailIos } from "./programs/gmail-ios.ts";
import { gmailWeb } from "./programs/gmail-web.ts";
import { gmx, webDe } from "./programs/gmx.ts";
import { groupwise } from "./programs/groupwise.ts";
import { mailRu } from "./programs/mail-ru.ts";
import { mailo } from "./programs/mailo.ts";
import { missive } from "./programs/missive.ts";
import { netease } from "./programs/netease.ts";
import { newton } from "./programs/newton.ts";
import { notes, notesText } from "./programs/notes.ts";
import { outlook2010 } from "./programs/outlook-2010.ts";
import { outlookDesktop } from "./programs/outlook-desktop.ts";
import { outlookMac, outlookMacNew } from "./programs/outlook-mac.ts";
import { outlookAndroid, outlookIos } from "./programs/outlook-mobile.ts";
import { outlookNew } from "./programs/outlook-new.ts";
import { outlookPlain } from "./programs/outlook-plain.ts";
import { outlookWeb } from "./programs/outlook-web.ts";
import { plainBottom } from "./programs/plain-bottom.ts";
import { plainInterleaved } from "./programs/plain-interleaved.ts";
import { proton } from "./programs/proton.ts";
import { qq } from "./programs/qq.ts";
import { samsung } from "./programs/samsung.ts";
import { spark } from "./programs/spark.ts";
import { superhuman } from "./programs/superhuman.ts";
import { thunderbird } from "./programs/thunderbird.ts";
import { thunderbirdAndroid } from "./programs/thunderbird-android.ts";
import { tuta } from "./programs/tuta.ts";
import { yahooAndroid } from "./programs/yahoo-android.ts";
import { yahooWeb } from "./programs/yahoo-web.ts";
import { yandex } from "./programs/yandex.ts";
import { zimbra } from "./programs/zimbra.ts";
import { zoho } from "./programs/zoho.ts";

/** Every program that can be chosen, the most usual one of each group first. */
export const programs: readonly Program[] = [
  gmailWeb,
  outlookWeb,
  yahooWeb,
  proton,
  fastmail,
  gmx,
  webDe,
  mailRu,
  yandex,
  qq,
  netease,
  zoho,
  zimbra,
  tuta,
  superhuman,
  front,
  missive,
  outlookDesktop,
  outlookNew,
  appleMail,
  thunderbird,
  outlookMacNew,
  outlookMac,
  outlook2010,
  spark,
  newton,
  notes,
  gmailAndroid,
  appleIos,
  gmailIos,
  outlookIos,
  outlookAndroid,
  samsung,
  yahooAndroid,
  thunderbirdAndroid,
  plainBottom,
  plainInterleaved,
  outlookPlain,
  gnus,
  supercite,
  groupwise,
  mailo,
  notesText,
];
