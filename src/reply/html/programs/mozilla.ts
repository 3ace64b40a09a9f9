// Thunderbird and its kin: Postbox, Betterbird, SeaMonkey; eM Client, Roundcube and Evolution quote alike.
import type { Program } from "../structure.ts";

/** Forms: talon tests/fixtures/html_replies/thunderbird.html; roundcubemail program/actions/mail/compose.php; lists.mozilla.org. */
export const mozilla: Program = {
  marks: {
    // <div class="moz-cite-prefix">On …<br></div><blockquote type="cite" cite="mid:…">
    "moz-cite-prefix": "attribution",
    // <div class="moz-forward-container"><br>-------- Forwarded Message --------<table class="moz-email-headers-table">
    "moz-forward-container": "container",
    "moz-email-headers-table": "cut",
    // <pre class="moz-signature" cols="72">-- …</pre>
    "moz-signature": "signature",
    // Postbox: <div class="__pbConvHr">… 8:28 PM</div><div __pbrmquotes="true" class="__pbConvBody"> (oss-security, May 2017)
    __pbconvhr: "attribution",
    __pbconvbody: "container",
    // Roundcube: <p id="reply-intro">On … wrote:</p><blockquote type="cite">; <div id="_rc_sig">
    "reply-intro": "attribution",
    _rc_sig: "signature",
    // eM Client: <blockquote cite="mid:…" type="cite" class="cite2">; Mailbird: <blockquote class="history_container" type="cite">
    cite2: "container",
    history_container: "container",
  },
};
