// Gmail's replies and forwards, in a language that nobody speaks.
import { describe, expect, test } from "vitest";
import { gnorf, readForm } from "../../../support/html-forms.ts";

const quote =
  '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">';

describe("folded by structure alone", () => {
  test.each([
    [
      "web",
      `<div dir="ltr">Yes.</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${gnorf.attribution}<br></div>${quote}Old</blockquote></div>`,
    ],
    [
      "web, before 2018",
      `<div dir="ltr">Yes.</div><div class="gmail_extra"><br><div class="gmail_quote">${gnorf.attribution}<br>${quote}Old</blockquote></div><br></div>`,
    ],
    [
      "Android",
      `<div dir="auto">Yes.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${gnorf.attribution}<br></div>${quote}<div dir="auto">Old</div></blockquote></div>`,
    ],
    [
      "Android, for an account of others",
      'Yes.<div class="elided-text">Zub gnorf<br type="attribution"><blockquote class="quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">Old</blockquote></div>',
    ],
    [
      "Mailspring",
      `Yes.<div class="gmail_quote nylas-quote nylas-quote-id-92my6"><br><div class="gmail_quote_attribution">Zub gnorf</div><br>${quote}Old</blockquote></div>`,
    ],
    [
      "Superhuman",
      `<div><div>Yes.</div></div><br/><div class="sh-quoted-content"><div class=""><div class="gmail_quote">Zub gnorf<br/>${quote}Old</blockquote></div></div></div>`,
    ],
    [
      "its class behind the prefixes that Gmail gives to what it shows",
      `Yes.<div class="gmail-m_-6259061499944170341gmail_quote">Zub gnorf${quote}Old</blockquote></div>`,
    ],
  ])("%s", (_, html) => {
    expect(readForm(html)).toMatchObject({ kept: "Yes." });
    expect(readForm(html).quoted).toMatch(/Old$/);
  });
});

test("a forward is quote to its end, also below a quote that it holds", () => {
  const html = `<div dir="ltr">Yes.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Gnorf zub ---------<br>Zub: <strong class="gmail_sendername">Bob</strong><br>Mok: 5 qarp<br>Trin: Red<br>Blee: Ann<br>Kwa: Eve<br></div><br>Old<div class="gmail_quote"><div class="gmail_attr">Zub gnorf</div>${quote}Older</blockquote></div><div>Old foot</div></div>`;
  expect(readForm(html)).toMatchObject({ kept: "Yes." });
  expect(readForm(html).quoted).toMatch(/Old foot$/);
});

test("answers inside the container, between its quotes and below them, are kept with what they answer", () => {
  const html = `<div class="gmail_quote"><div class="gmail_attr">${gnorf.attribution}</div>${quote}Red?</blockquote><div>Yes.</div>${quote}When?</blockquote><div>Now.</div></div>`;
  expect(readForm(html).kept).toBe("> Red? Yes. > When? Now.");
});

test("a letter typed below the quote, inside its container, is kept", () => {
  const html = `<div class="gmail_quote"><div class="gmail_attr">${gnorf.attribution}</div>${quote}Old</blockquote></div><div>Yes.</div>`;
  expect(readForm(html)).toMatchObject({ kept: "Yes." });
});

test("what the composer's quote and indent buttons write is the author's", () => {
  expect(readForm(`<div>Message</div>${quote}My name is William.</blockquote>`).kept).toContain("William");
  expect(
    readForm(
      '<div>So:</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px">Indented.</blockquote>',
    ).kept,
  ).toContain("Indented");
});

test("words of the author in many lines above a quote in the container stay", () => {
  const lines = ["One.", "Two.", "Three.", "Four.", "Five."].map((line) => `<div>${line}</div>`).join("");
  expect(readForm(`<div class="gmail_quote">${lines}${quote}Old</blockquote></div>`).kept).toContain("Five.");
});

test("words typed in the container above the attribution's element are kept", () => {
  const html = `<div class="gmail_quote"><div>Yes.</div><div class="gmail_attr">Zub gnorf</div>${quote}Old</blockquote></div>`;
  expect(readForm(html)).toMatchObject({ kept: "Yes.", quoted: "Zub gnorf > Old" });
});
