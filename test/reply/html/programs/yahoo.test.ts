// Replies of Yahoo, on the web and on phones, in a language that nobody speaks.
import { expect, test } from "vitest";
import { readForm } from "../../../support/html-forms.ts";

test.each([
  [
    "web",
    '<div class="ydp6c8c9ee7yahoo-style-wrap"><div>Yes.</div></div><div id="ydp6h4f5c59yahoo_quoted_2937" class="ydp6b4f5c59yahoo_quoted"><div>Bob gnorf</div><div>Old</div></div>',
  ],
  [
    "web, 2016",
    '<div id="yui_3_16_0_1_14">Yes.</div><div class="qtdSeparateBR" id="yui_3_16_0_1_15"><br></div><div class="yahoo_quoted" id="yui_3_16_0_1_16"><hr>Bob gnorf<div>Old</div></div>',
  ],
  ["web, only its id left", '<div>Yes.</div><div id="yahoo_quoted_123456">Bob gnorf<div>Old</div></div>'],
  [
    "read in Yahoo",
    '<div>Yes.</div><div class="yiv1234567890yahoo_quoted" id="yiv1234567890yahoo_quoted_1">Old</div>',
  ],
  ["before 2013", '<div>Yes.</div><div class="y_msg_container">Old</div>'],
  [
    "Android",
    '<div>Yes.</div><br><blockquote style="margin: 0 0 20px 0;"><div style="font-family:Roboto, sans-serif; color:#6D00F6;"><div>Bob gnorf</div></div><div style="padding: 10px 0 0 20px; border-left: 1px solid #6D00F6;">Old</div></blockquote>',
  ],
  ["iOS", '<div>Yes.</div><blockquote class="iosymail">Bob gnorf<div>Old</div></blockquote>'],
  [
    "before 2013, with a blue bar, as Zimbra's",
    'Yes.<blockquote style="border-left: 2px solid rgb(16, 16, 255); margin-left: 5px; padding-left: 5px;">Old</blockquote>',
  ],
])("%s", (_, html) => {
  expect(readForm(html)).toMatchObject({ kept: "Yes." });
  expect(readForm(html).quoted).toMatch(/Old$/);
});

test("the signature of Android is set apart", () => {
  const html =
    '<div>Yes.</div><div id="ymail_android_signature"><a>Gnorf Yahoo</a></div><blockquote style="margin: 0 0 20px 0;">Old</blockquote>';
  expect(readForm(html)).toMatchObject({ kept: "Yes.", signature: "Gnorf Yahoo" });
});
