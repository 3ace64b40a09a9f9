// Mail services of companies: Zoho, Fastmail, Infomaniak.
import type { Program } from "../structure.ts";

/** Forms: felixfw/email-origin test/html (Zoho); Infomaniak/android-kMail MessageBodyUtils.kt and ios-kMail; public lists (Fastmail). */
export const zoho: Program = {
  marks: {
    // <div id="answerContentMessage" class="ik_mail_quote"><div>On … wrote:</div><blockquote class="ws-ng-quote">
    ik_mail_quote: "wrapper",
    forwardcontentmessage: "container",
    editorusersignature: "signature",
    // Fastmail: <div>On …, Ann wrote:<br></div><blockquote type="cite" id="qt" style="">; <div id="sig54732"><div class="signature">
    "sig#": "signature",
    // Zoho: <div class="zmail_extra_hr"></div><div class="zmail_extra"><div id="Zm-_Id_-Sgn1">---- On … wrote ----</div><blockquote>
    zmail_extra: "wrapper",
    blockquote_zmail: "container",
    // Zoho in other languages and versions: <div title="beforequote:::">
    "beforequote:::": "cut",
    "zm-_id_-sgn": "signature",
  },
};
