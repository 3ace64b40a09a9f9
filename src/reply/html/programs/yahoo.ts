// Yahoo on the web, on Android and on iOS, old and new; AOL's header block is read as text.
import type { Program } from "../structure.ts";

/** Forms: talon tests/fixtures/html_replies/yahoo.html; FreeScout app/Misc/Mail.php. */
export const yahoo: Program = {
  marks: {
    // <div id="ydp6h4f5c59yahoo_quoted_2937493705" class="ydp6h4f5c59yahoo_quoted"><div>On …</div>
    // <div class="qtdSeparateBR" id="yui_3_16_0_1_14"><br></div><div class="yahoo_quoted" id="yui_3_16_0_ym19_1">
    yahoo_quoted: "container",
    "yahoo_quoted_#": "container",
    // Before 2013: <div dir="ltr"><hr size="1"><b><span style="font-weight:bold;">From:</span></b>…</div><div class="y_msg_container">
    y_msg_container: "container",
    // iOS: <blockquote class="iosymail"> (ProtonMail/WebClients messageBlockquote.ts)
    iosymail: "container",
    // <div id="ymail_android_signature"><a id="ymail_android_signature_link">
    ymail_android_signature: "signature",
  },
  shapes: [
    // Android: <blockquote style="margin: 0 0 20px 0;"><div style="font-family:Roboto, sans-serif; color:#6D00F6;"><div>On …</div></div>
    {
      tag: "blockquote",
      kind: "container",
      name: "yahoo android",
      fits: (_, style) => /^margin:0020px0;?$/.test(style),
    },
    // <blockquote style="border-left: 2px solid rgb(16, 16, 255); margin-left: 5px; …">, also Zimbra's and old Roundcube's
    {
      tag: "blockquote",
      kind: "container",
      name: "blue bar",
      fits: (_, style) =>
        /border-left:(?:2pxsolid(?:#1010ff|rgb\(16,16,255\))|(?:#1010ff|rgb\(16,16,255\))2pxsolid)/.test(
          style,
        ),
    },
    // <div class="ydp9b9df09esignature">
    {
      tag: "div",
      kind: "signature",
      name: "yahoo signature",
      fits: (attributes) => /^ydp[\da-f]{6,8}signature$/.test(attributes.class),
    },
  ],
};
