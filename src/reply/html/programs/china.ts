// QQ and Tencent's company mail, Foxmail, NetEase (163, 126), Sina, 139, Aliyun, Lark.
import type { Program } from "../structure.ts";

/** Forms: felixfw/email-origin test/html (QQ, NetEase, Sina); ProtonMail/WebClients messageBlockquote.ts; USRP list 2019. */
export const china: Program = {
  marks: {
    // 163: At 2019-07-04 11:20:38, "Ann" <a@b.c> wrote:<br><blockquote id="isReplyContent" style="PADDING-LEFT: 1ex; …">
    isreplycontent: "container",
    isforwardcontent: "container",
    // NetEase's program for Windows: <div>On <span>11/5/2019 04:13</span>，<a>Ann<a@b.c></a> wrote：</div><blockquote id="ntes-pcmail-quote">
    "ntes-pcmail-quote": "container",
    // and for telephones: <div id="imail_signature" class="ntes-signature"></div><div class="ntes-mailmaster-quote" style="padding-top: 1px">
    "ntes-mailmaster-quote": "container",
    "ntes-signature": "signature",
    // Lark: <div class="history-quote-wrapper" id="lark-mail-quote-174850268"><div style="list-style-position:inside">
    "history-quote-wrapper": "container",
    // Sina: <div id="origbody"><div style="background: #f2f2f2;">----- 原始邮件 -----<br>
    origbody: "container",
    // 139: <div id="reply139content">
    reply139content: "container",
    // <blockquote id="oriMsgHtmlSeperator">; <hr id="replySplit">
    orimsghtmlseperator: "container",
    replysplit: "cut",
    // Aliyun: <blockquote><div class="alimail-quote">------------------------------------------------------------------
    "alimail-quote": "container",
    // QQ's program: <div style="position:relative;"><includetail><blockquote class="ReferenceQuote" style="padding-left:5px; …">
    referencequote: "container",
    // Tencent for companies: <div class="xm_mail_oringinal_describe">
    xm_mail_oringinal_describe: "cut",
  },
  shapes: [
    // QQ: <div style="font-size: 12px;font-family: Arial Narrow;padding:2px 0 2px 0;">------------------ 原始邮件 ------------------</div>
    {
      tag: "div",
      kind: "cut",
      name: "qq separator",
      fits: (_, style) => style.includes("font-family:arialnarrow;padding:2px02px0"),
    },
    // <div style="font-size: 12px;background:#efefef;padding:8px;"><div><b>发件人:</b> …; Foxmail's is upper case
    {
      tag: "div",
      kind: "border",
      name: "qq header",
      fits: (_, style) => /background(?:-color)?:#efefef/.test(style) && style.includes("padding"),
    },
  ],
};
