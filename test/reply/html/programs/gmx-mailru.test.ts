// Replies of GMX, Web.de, Mail.ru and Yandex on the web, in a language that nobody speaks.
import { expect, test } from "vitest";
import { gnorf, readForm } from "../../../support/html-forms.ts";

test.each([
  [
    "GMX and Web.de",
    `<div>Yes.</div><div name="quote" style="margin: 10px 5px 5px 10px; padding: 10px 0px 10px 10px; border-left: 2px solid rgb(195, 217, 229);"><div>${gnorf.header}</div><div name="quoted-content">Old</div></div>`,
  ],
  [
    "Mail.ru",
    '<p>Yes.</p><blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;">Zub gnorf<br><div class="js-helper js-readmsg-msg"><div>Old</div></div></blockquote>',
  ],
  ["Mail.ru, read in Mail.ru", '<p>Yes.</p><div class="js-readmsg-msg_mr_css_attr"><div>Old</div></div>'],
  ["Yandex", `<div>Yes.</div><div>${gnorf.attribution}</div><blockquote><p>Old</p></blockquote>`],
  [
    "Yandex, its short attribution",
    '<div>Yes.</div><div>05.03.2024, 14:02, "Bob" &lt;bob@harbor.example&gt;:</div><blockquote><p>Old</p></blockquote>',
  ],
])("%s", (_, html) => {
  expect(readForm(html)).toMatchObject({ kept: "Yes." });
  expect(readForm(html).quoted).toMatch(/Old$/);
});
