// Replies of Zimbra, in a language that nobody speaks.
import { expect, test } from "vitest";
import { gnorf, readForm } from "../../../support/html-forms.ts";

test.each([
  [
    "its web client",
    `<div>Yes.</div><div><br></div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__">${gnorf.header}</div><div data-marker="__QUOTED_TEXT__">Old</div>`,
  ],
  [
    "before 2014",
    `<div>Yes.</div><hr id="zwchr"><blockquote style="border-left:2px solid #1010FF;margin-left:5px;">${gnorf.header}<br>Old</blockquote>`,
  ],
  [
    "its data left, its id lost",
    '<div>Yes.</div><hr data-marker="__DIVIDER__"><div>Bob gnorf</div><div>Old</div>',
  ],
])("%s", (_, html) => {
  expect(readForm(html)).toMatchObject({ kept: "Yes." });
  expect(readForm(html).quoted).toMatch(/Old$/);
});

test("the signature above the quote is set apart", () => {
  const html = '<div>Yes.</div><div data-marker="__SIG_PRE__">Ann</div><hr id="zwchr">Old';
  expect(readForm(html)).toMatchObject({ kept: "Yes.", signature: "Ann" });
});
