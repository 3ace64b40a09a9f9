// Replies that come out of a help desk or a shared inbox, in a language that nobody speaks.
import { expect, test } from "vitest";
import { readForm } from "../../../support/html-forms.ts";

test.each([
  [
    "Freshdesk",
    '<div>Yes.</div><div class="freshdesk_quote"><blockquote class="freshdesk_quote">Zub gnorf<br>Old</blockquote></div>',
  ],
  ["Zendesk", '<div>Yes.</div><div class="quotedReply"><blockquote>Zub gnorf<br>Old</blockquote></div>'],
  [
    "Front",
    '<div>Yes.</div><blockquote type="cite" class="front-blockquote">Zub gnorf<br><br><div class="front-email-body">Old</div></blockquote>',
  ],
  [
    "Front, a div",
    '<div>Yes.</div><div class="front-blockquote"><div>Zub gnorf</div><blockquote>Old</blockquote></div>',
  ],
  [
    "Missive",
    '<div>Yes.</div><div>Zub 5.3.2024 14:02 gnorf Bob (bob@harbor.example):</div><div class="missive_quote"><blockquote style="margin-top:0;margin-bottom:0" type="cite">Old</blockquote></div>',
  ],
  ["Intercom", '<p>Yes.</p><div class="history"><p>Zub gnorf</p><p>Old</p></div>'],
  ["HubSpot", '<p>Yes.</p><div class="hs_reply">Zub gnorf<blockquote>Old</blockquote></div>'],
  [
    "FreeScout",
    '<p>Yes.</p><div class="x_fsReplyAbove">-- Gnorf zub --</div><table><tr><td>Old</td></tr></table>',
  ],
  ["Notion", '<p>Yes.</p><blockquote class="notion-mail-quote">Old</blockquote>'],
])("%s", (_, html) => {
  expect(readForm(html)).toMatchObject({ kept: "Yes." });
  expect(readForm(html).quoted).toMatch(/Old$/);
});
