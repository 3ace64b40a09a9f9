// Microsoft's other programs: Hotmail and Live on the web, Outlook Express, Windows Live Mail, the Mail of Windows 8 and 10.
import type { Program } from "../structure.ts";

/** Forms: talon tests/fixtures/html_replies/hotmail.html, windows_mail.html; gitlab spec/fixtures/emails/windows_8_metro.eml. */
export const microsoft: Program = {
  marks: {
    // Hotmail: <div><div id="SkyDrivePlaceholder"></div><hr id="stopSpelling">Date: Thu, 26 Jun 2014 …
    stopspelling: "cut",
    // Mail of Windows 8: <div data-signatureblock="true">
    "data-signatureblock": "signature",
  },
  shapes: [
    // Mail of Windows 8: <div style="padding-top: 5px; border-top-color: rgb(229, 229, 229); border-top-width: 1px; border-top-style: solid;">
    {
      tag: "div",
      kind: "border",
      name: "windows mail header",
      fits: (_, style) => /border-top-color:rgb\(229,229,229\)/.test(style),
    },
    // Outlook Express: <DIV style="BACKGROUND: #e4e4e4; FONT: 10pt arial; font-color: black"><B>From:</B>
    // Windows Live Mail: <DIV style="BACKGROUND: #f5f5f5"><DIV style="font-color: black"><B>From:</B>; no css has a font-color
    {
      tag: "div",
      kind: "border",
      name: "outlook express header",
      fits: (_, style) => style.includes("font-color:black"),
    },
    // <BLOCKQUOTE style="PADDING-RIGHT: 0px; PADDING-LEFT: 5px; MARGIN-LEFT: 5px; BORDER-LEFT: #000000 2px solid; MARGIN-RIGHT: 0px">
    {
      tag: "blockquote",
      kind: "container",
      name: "outlook express bar",
      fits: (_, style) => /border-left:(?:#0000002pxsolid|2pxsolid#000000)/.test(style),
    },
  ],
};
