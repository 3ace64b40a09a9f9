// The mail programs of phones that no other family has: Samsung, GMX and Web.de, Aqua Mail, Spark, Canary, Newton, BlackBerry.
import type { Program } from "../structure.ts";

/** Forms: public mail to kernel and graphics lists 2019 to 2026; kamax matrix-appservice-email (GMX). */
export const phones: Program = {
  marks: {
    // Samsung: <div id="composer_signature"></div><div><br></div><div style="…"><!-- originalMessage --><div>-------- …
    originalmessage: "cut",
    composer_signature: "signature",
    // GMX, Web.de, mail.com: <div class="mail_android_message">…</div><div class="mail_android_quote"><html><body>On …:
    mail_android_quote: "container",
    // Aqua Mail: <div id="aqm-original" style="color: black;"><div class="aqm-original-body"><p>On … wrote:</p><blockquote type="cite">
    "aqm-original": "wrapper",
    "aqm-signature": "signature",
    // Spark: <div name="messageBodySection">…</div><div name="messageReplySection">On … wrote:<br><blockquote type="cite" class="spark_quote">
    messagereplysection: "wrapper",
    messagesignaturesection: "signature",
    spark_quote: "container",
    // Canary: <div id="CanarySig">…</div><div id="CanaryDropbox"></div><blockquote id="CanaryBlockquote"><div>On …
    canaryblockquote: "container",
    canarysig: "signature",
    // Newton, once CloudMagic: <div class="cm_quote">; <div id="cm_replymail_content_wrap">
    cm_replymail_content_wrap: "container",
    cm_quote: "container",
    cm_signature: "signature",
    // Airmail: <p class="airmail_on">On … wrote:</p> <blockquote type="cite" class="clean_bq"> (fulldisclosure, September 2017)
    airmail_on: "attribution",
    airmail_ext_on: "attribution",
    clean_bq: "container",
    "bloop_sign_#": "signature",
    bloop_sign: "signature",
    // BlackBerry 10: <table id="_pHCWrapper"><tr><td id="_persistentHeaderContainer"><div id="_persistentHeader"><b>From: </b>…
    _phcwrapper: "container",
    _originalcontent: "container",
    // K-9: <div class="k9mail-signature">
    "k9mail-signature": "signature",
  },
};
