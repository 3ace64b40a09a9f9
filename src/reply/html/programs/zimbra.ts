// Zimbra, and the mail of the providers that run it.
import type { Program } from "../structure.ts";

/** Forms: Zimbra/zm-web-client ZmComposeView.js (data-marker); discourse/email_reply_trimmer; talon …/html_replies/comcast.html. */
export const zimbra: Program = {
  marks: {
    // <hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>From: </b>…</div><div data-marker="__QUOTED_TEXT__">
    zwchr: "cut",
    __divider__: "cut",
    __headers__: "cut",
    __quoted_text__: "container",
    // <div data-marker="__SIG_PRE__">, __SIG_POST__ below the quote
    __sig_pre__: "signature",
    __sig_post__: "signature",
  },
};
