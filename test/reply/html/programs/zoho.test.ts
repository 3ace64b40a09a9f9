// Replies of Zoho, Fastmail and Infomaniak, in a language that nobody speaks.
import { expect, test } from "vitest";
import { readForm } from "../../../support/html-forms.ts";

test.each([
  [
    "Zoho",
    '<div>Yes.<br><div style="" class="zmail_extra"><br><div id="Zm-_Id_-Sgn1">---- Zub gnorf ----<br></div><br><blockquote style="border-left: 1px solid rgb(204, 204, 204);">Old</blockquote></div></div>',
  ],
  [
    "Zoho, its class prefixed by its own reader",
    '<div>Yes.</div><div class="x_-1234567890zmail_extra">Zub gnorf<blockquote>Old</blockquote></div>',
  ],
  [
    "Zoho, a forward",
    '<div>Yes.</div><div class="zmail_extra"><div>============ Gnorf ============<br>Zub: Bob<br>Blee: Ann<br>Mok: 5<br>Trin: Red<br>============ Gnorf ============</div><blockquote>Old</blockquote></div>',
  ],
  ["Zoho, older", '<div>Yes.</div><div title="beforequote:::">---- Zub gnorf ----</div><div>Old</div>'],
  [
    "Fastmail",
    '<div>Yes.</div><div id="sig54732"><div class="signature">Ann</div></div><div>Zub 5.3.2024 14:02 gnorf Bob:<br></div><blockquote type="cite" id="qt" style="">Old</blockquote>',
  ],
  [
    "Infomaniak",
    '<div>Yes.</div><div id="answerContentMessage" class="ik_mail_quote"><div>Zub gnorf</div><blockquote class="ws-ng-quote"><div>Old</div></blockquote></div>',
  ],
])("%s", (_, html) => {
  expect(readForm(html)).toMatchObject({ kept: "Yes." });
  expect(readForm(html).quoted).toMatch(/Old$/);
});
