// Replies of QQ, NetEase, Sina, 139, Aliyun and Foxmail, in a language that nobody speaks.
import { expect, test } from "vitest";
import { gnorf, readForm } from "../../../support/html-forms.ts";

test.each([
  [
    "QQ",
    `<div>Yes.</div><div style="font-size: 12px;font-family: Arial Narrow;padding:2px 0 2px 0;">------------------&nbsp;gnorf&nbsp;------------------</div><div style="font-size: 12px;background:#efefef;padding:8px;"><div>${gnorf.header}</div></div><div>Old</div>`,
  ],
  [
    "Foxmail",
    `<div>Yes.</div><div style="PADDING-RIGHT: 8px; PADDING-LEFT: 8px; FONT-SIZE: 12px; BACKGROUND: #efefef; PADDING-BOTTOM: 8px">${gnorf.header}</div><div>Old</div>`,
  ],
  [
    "163",
    `Yes.<br>${gnorf.attribution}<br><blockquote id="isReplyContent" style="PADDING-LEFT: 1ex; MARGIN: 0px 0px 0px 0.8ex; BORDER-LEFT: #ccc 1px solid">Old</blockquote>`,
  ],
  [
    "NetEase's program",
    `<div>Yes.</div><div><div>${gnorf.attribution}</div></div><blockquote id="ntes-pcmail-quote" style="margin:0px;padding:0px">Old</blockquote>`,
  ],
  [
    "NetEase's telephones",
    '<div>Yes.</div><div class="ntes-mailmaster-quote" style="padding-top: 1px"><div>---- gnorf ----</div><table><tr><td>Bob</td></tr></table><div>Old</div></div>',
  ],
  [
    "Lark",
    '<div>Yes.</div><div class="history-quote-wrapper" id="lark-mail-quote-174850268"><div class="adit-html-block"><div>Bob gnorf</div><div>Old</div></div></div>',
  ],
  [
    "Sina",
    'Yes.<br /><div id="origbody"><div style="background: #f2f2f2;">----- gnorf -----<br />Bob</div><div>Old</div></div>',
  ],
  ["139", '<div>Yes.</div><div id="reply139content">Bob gnorf<div>Old</div></div>'],
  [
    "Aliyun",
    '<div>Yes.</div><blockquote style="margin-right:0"><div class="alimail-quote">------------------------------------------------------------------<br>Bob gnorf<div>Old</div></div></blockquote>',
  ],
])("%s", (_, html) => {
  expect(readForm(html)).toMatchObject({ kept: "Yes." });
  expect(readForm(html).quoted).toMatch(/Old$/);
});
