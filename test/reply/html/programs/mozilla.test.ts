// Replies of Thunderbird and those that quote as it does, in a language that nobody speaks.
import { expect, test } from "vitest";
import { readForm } from "../../../support/html-forms.ts";

test.each([
  [
    "Thunderbird",
    '<p>Yes.</p><div class="moz-cite-prefix">Zub Bob\n gnorf<br></div><blockquote type="cite" cite="mid:x">Old</blockquote>',
  ],
  [
    "Thunderbird, its cite lost",
    '<p>Yes.</p><div class="moz-cite-prefix">Zub Bob gnorf<br></div><blockquote>Old</blockquote>',
  ],
  [
    "Thunderbird, a forward",
    '<p>Yes.</p><div class="moz-forward-container"><br>-------- Gnorf --------<table class="moz-email-headers-table"><tr><th>Zub: </th><td>Bob</td></tr></table><br>Old</div>',
  ],
  [
    "Postbox",
    '<body>Yes.<br><blockquote type="cite" style="border: 0px none;"><div class="__pbConvHr">Bob gnorf</div><div class="__pbConvBody">Old</div></blockquote></body>',
  ],
  [
    "Postbox without a blockquote",
    '<body>Yes.<br><div class="__pbConvHr">Bob gnorf</div><div __pbrmquotes="true" class="__pbConvBody">Old</div></body>',
  ],
  ["Roundcube", '<p>Yes.</p><p id="v1reply-intro">Zub gnorf</p><blockquote type="cite">Old</blockquote>'],
  ["Roundcube, its cite lost", '<p>Yes.</p><p id="reply-intro">Zub gnorf</p><blockquote>Old</blockquote>'],
  [
    "eM Client",
    '<div>Yes.</div><div><blockquote cite="mid:x" type="cite" class="cite2"><div>Zub gnorf</div><div>Old</div></blockquote></div>',
  ],
  [
    "Mailbird",
    '<div>Yes.</div><blockquote class="history_container" type="cite" style="border-left-style:solid"><p>Zub gnorf</p><div>Old</div></blockquote>',
  ],
])("%s", (_, html) => {
  expect(readForm(html)).toMatchObject({ kept: "Yes." });
  expect(readForm(html).quoted).toMatch(/Old$/);
});

test("an answer below Thunderbird's quote is kept, and its signature set apart", () => {
  const html =
    '<div class="moz-cite-prefix">Zub gnorf<br></div><blockquote type="cite" cite="mid:x">Old</blockquote><p>Yes.</p><pre class="moz-signature" cols="72">-- \nAnn</pre>';
  expect(readForm(html)).toMatchObject({ kept: "Yes.", signature: "-- Ann" });
});
