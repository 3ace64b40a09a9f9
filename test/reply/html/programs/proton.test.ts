// Replies of the mail services that encrypt, in a language that nobody speaks.
import { expect, test } from "vitest";
import { readForm } from "../../../support/html-forms.ts";

test.each([
  [
    "Proton",
    'Yes.<div class="protonmail_quote">Zub gnorf<br><br><blockquote class="protonmail_quote" type="cite">Old</blockquote></div>',
  ],
  ["Tuta", 'Yes.<div>Zub gnorf</div><blockquote class="tutanota_quote">Old</blockquote>', "Yes. Zub gnorf"],
  ["Skiff", '<div>Yes.</div><div class="skiff_quote">Zub gnorf<div>Old</div></div>'],
  ["Skiff, later", '<div>Yes.</div><blockquote data-skiff-mail="">Old</blockquote>'],
])("%s", (_, html, kept = "Yes.") => {
  expect(readForm(html)).toMatchObject({ kept });
  expect(readForm(html).quoted).toMatch(/Old$/);
});

test("an answer below Proton's quote, inside its container, is kept", () => {
  const html =
    '<div class="protonmail_quote">Zub gnorf<blockquote class="protonmail_quote" type="cite">Old</blockquote><div>Yes.</div></div>';
  expect(readForm(html)).toMatchObject({ kept: "Yes." });
});
