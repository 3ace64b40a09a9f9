// Outlook: classic for Windows and what Word writes for it, new, on the web, for Mac, on phones; Exchange's older web pages.
import type { Program } from "../structure.ts";

/** Forms: talon tests/fixtures/html_replies/ms_outlook_*.html; planer test/fixtures/office-365.html; lists.freedesktop.org 2020. */
export const outlook: Program = {
  marks: {
    // Web, new, and forwarded ones with ids prefixed by x_: what stands between appendonsend and the header is the author's.
    // <div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">
    divrplyfwdmsg: "cut",
    // New for Mac and Windows: <div id="mail-editor-reference-message-container"><div class="ms-outlook-mobile-reference-message">
    "mail-editor-reference-message-container": "container",
    // Phones: <div id="ms-outlook-mobile-body-separator-line"></div><div id="ms-outlook-mobile-signature">
    "ms-outlook-mobile-reference-message": "container",
    "ms-outlook-mobile-signature": "signature",
    // Phones before 2015: <div class="acompli_signature">
    acompli_signature: "signature",
    // Mac 2011: <span id="OLK_SRC_BODY_SECTION"><div style="…BORDER-TOP: #b5c4df 1pt solid…"><span style="font-weight:bold">From: </span>
    olk_src_body_section: "container",
    // Exchange 2007 and 2010 on the web: <div style="direction: ltr;" id="divRpF123456"><hr tabindex="-1"><font><b>From:</b>
    "divrpf#": "cut",
    "idsignature#": "signature",
    // Windows, 2000 to 2003: <DIV class=OutlookMessageHeader lang=en-us dir=ltr align=left><HR tabIndex=-1><FONT><B>From:</B>
    outlookmessageheader: "cut",
    // Windows, 2021 on: <p class="MsoNormal"><a name="_____replyseparator"></a><b><span lang="EN-US">From:</span></b>
    _____replyseparator: "cut",
    // On the web: <div id="Signature">
    signature: "signature",
  },
  shapes: [
    // <div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>From:</b>
    // <div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in'>; its colour is Outlook's alone.
    // <div style="border-style: solid none none; border-color: rgb(225, 225, 225) currentcolor currentcolor; …">, by a browser
    {
      tag: "div",
      kind: "border",
      name: "outlook header",
      fits: (_, style) =>
        topBorder.test(style) && (outlookColour.test(style) || /padding:3(?:\.0)?pt0/.test(style)),
    },
    // <div style="border:none;border-left:solid blue 1.5pt;padding:0in 0in 0in 4.0pt">: "prefix each line"
    {
      tag: "div",
      kind: "container",
      name: "outlook bar",
      fits: (_, style) => /border-left:(?:solidblue1\.5pt|1\.5ptsolidblue)/.test(style),
    },
    // <hr style="display:inline-block;width:98%" tabindex="-1"><b>From:</b>, where the ids were lost on the way
    // <div class="MsoNormal" align="center"><hr size="2" width="100%" align="center" tabindex="-1"></div><p><b>From:</b>
    {
      tag: "hr",
      kind: "border",
      name: "outlook rule",
      fits: ({ tabindex }, style) =>
        tabindex === "-1" || /display:inline-block;width:98%|width:98%;display:inline-block/.test(style),
    },
  ],
};

const topBorder = /border-top:[^;]{0,40}solid|border-top-style:solid|border-style:solidnonenone/;
const outlookColour = /#(?:e1e1e1|b5c4df)|rgb\((?:225,225,225|181,196,223)\)/;
