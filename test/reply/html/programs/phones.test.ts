// Replies of the mail programs of phones, and of Macs where they are of the same house, in a language that nobody speaks.
import { expect, test } from "vitest";
import { gnorf, readForm } from "../../../support/html-forms.ts";

test.each([
  [
    "Samsung",
    `<div>Yes.</div><div id="composer_signature"><div>Gnorf Galaxy</div></div><div><br></div><div style="font-size:100%;color:#000000"><!-- originalMessage --><div>-------- Gnorf --------</div><div>${gnorf.header}</div></div>Old`,
  ],
  [
    "GMX and Web.de on Android",
    '<html><head></head><body><div class="mail_android_message">Yes.</div><div class="mail_android_quote"><html><body>Zub gnorf<blockquote class="gmail_quote">Old</blockquote></body></html></div></body></html>',
  ],
  [
    "Aqua Mail",
    '<div dir="auto">Yes.</div><div id="aqm-original" style="color: black;"><div class="aqm-original-body"><p>Zub gnorf</p><blockquote type="cite" class="gmail_quote">Old</blockquote></div></div>',
  ],
  [
    "Spark",
    '<div name="messageBodySection">Yes.</div><div name="messageSignatureSection">Ann</div><div name="messageReplySection">Zub gnorf<br/><blockquote type="cite" class="spark_quote">Old</blockquote></div>',
  ],
  [
    "Canary",
    '<div id="CanaryBody">Yes.</div><div id="CanaryDropbox"></div><blockquote id="CanaryBlockquote"><div>Zub gnorf</div><div>Old</div></blockquote>',
  ],
  ["Newton", '<div>Yes.</div><div class="cm_quote">Zub gnorf<blockquote>Old</blockquote></div>'],
  [
    "Airmail",
    '<div>Yes.</div><p class="airmail_on">Zub gnorf</p> <blockquote type="cite" class="clean_bq"><div>Old</div></blockquote>',
  ],
  [
    "BlackBerry 10",
    `<div>Yes.</div><table id="_pHCWrapper"><tr><td id="_persistentHeaderContainer"><div id="_persistentHeader">${gnorf.header}</div></td></tr></table><div id="_originalContent">Old</div>`,
  ],
])("%s", (_, html) => {
  expect(readForm(html)).toMatchObject({ kept: "Yes." });
  expect(readForm(html).quoted).toMatch(/Old$/);
});
