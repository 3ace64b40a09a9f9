// Outlook's replies, of all its makes, in a language that nobody speaks.
import { describe, expect, test } from "vitest";
import { gnorf, readForm } from "../../../support/html-forms.ts";

const { header } = gnorf;
const word = (open: string) =>
  `<div class="WordSection1"><p class="MsoNormal">Yes.</p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>${open}<p class="MsoNormal">${header}</p></div></div><p class="MsoNormal">Old</p></div>`;

describe("folded by structure alone", () => {
  test.each([
    [
      "web",
      `<div>Yes.</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">${header}<div>&nbsp;</div></div><div>Old</div>`,
    ],
    [
      "web, without labels and with its ids prefixed twice",
      `<div>Yes.</div><hr tabindex="-1" style="display:inline-block; width:98%"><div id="x_x_divRplyFwdMsg">Bob gnorf</div><div>Old</div>`,
    ],
    [
      "web, its ids lost",
      `<div>Yes.</div><hr tabindex="-1" style="display:inline-block; width:98%"><div dir="ltr">${header}</div><div>Old</div>`,
    ],
    [
      "web, its quotes escaped once too often",
      `<div>Yes.</div><div id="3D&quot;divRplyFwdMsg&quot;">${header}</div><div>Old</div>`,
    ],
    [
      "classic",
      word('<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in">'),
    ],
    [
      "classic, in centimetres",
      word("<div><div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"),
    ],
    [
      "classic, as Word writes a paragraph's border",
      word(
        "<div><div style='mso-element:para-border-div;border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>",
      ),
    ],
    [
      "classic, the border another way round",
      word('<div><div style="border: none; border-top: 1.0pt solid #E1E1E1; padding: 3.0pt 0cm 0cm">'),
    ],
    [
      "classic, edited in a browser",
      word(
        '<div><div style="border-width: 1pt medium medium; border-style: solid none none; border-color: rgb(225, 225, 225) currentcolor currentcolor; padding: 3pt 0in 0in;">',
      ),
    ],
    [
      "classic, in another colour",
      word('<div><div style="border:none;border-top:solid windowtext 1.0pt;padding:3.0pt 0cm 0cm 0cm">'),
    ],
    [
      "classic, each line prefixed",
      `<p class="MsoNormal">Yes.</p><div style="border:none;border-left:solid blue 1.5pt;padding:0in 0in 0in 4.0pt"><p class="MsoNormal">${header}</p><p class="MsoNormal">Old</p></div>`,
    ],
    [
      "classic since 2021",
      `<p class="MsoNormal">Yes.</p><p class="MsoNormal"><a name="_____replyseparator"></a>Bob gnorf</p><p class="MsoNormal">Old</p>`,
    ],
    [
      "2003",
      `<DIV>Yes.</DIV><BR><DIV class=OutlookMessageHeader lang=en-us dir=ltr align=left><HR tabIndex=-1><FONT face=Tahoma size=2>Bob gnorf</FONT></DIV><DIV>Old</DIV>`,
    ],
    [
      "Exchange 2010 on the web",
      `<div>Yes.</div><div style="direction: ltr;" id="divRpF123456"><hr tabindex="-1"><font>Bob gnorf</font></div><div>Old</div>`,
    ],
    [
      "Mac 2011",
      `<div>Yes.</div><span id="OLK_SRC_BODY_SECTION"><div style="BORDER-TOP: #b5c4df 1pt solid">${header}</div><div>Old</div></span>`,
    ],
    [
      "new, for Mac and Windows",
      `<div class="elementToProof">Yes.</div><div id="mail-editor-reference-message-container"><div class="ms-outlook-mobile-reference-message skipProofing">Bob gnorf</div><div>Old</div></div>`,
    ],
    [
      "phones",
      `<div dir="ltr">Yes.</div><div id="ms-outlook-mobile-body-separator-line"><br></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">${header}</div><div>Old</div>`,
    ],
  ])("%s", (_, html) => {
    expect(readForm(html)).toMatchObject({ kept: "Yes." });
    expect(readForm(html).quoted).toMatch(/Old$/);
  });
});

test("answers below a prefixed quote are kept", () => {
  const html = `<div style="border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt"><p>${header}</p><p>Old</p></div><p>Yes.</p>`;
  expect(readForm(html)).toMatchObject({ kept: "Yes." });
});

test("where a phone marks the header alone, what it heads stands below", () => {
  const block =
    "<b>Von: </b>max@example.com<br><b>Gesendet: </b>Freitag, 4. September 2026 11:30<br><b>Betreff: </b>Treppe";
  const html = `<div>Yes.</div><div style="padding: 3pt 0in 0in; border-width: 1pt medium medium; border-style: solid none none;"><div class="ms-outlook-mobile-reference-message">${block}</div></div><div>Old</div>`;
  expect(readForm(html)).toMatchObject({ kept: "Yes.", quoted: expect.stringMatching(/Old$/) });
});

test("what stands between its two marks is the author's", () => {
  const html = `<div>Yes.</div><div id="appendonsend"></div><div>Now.</div><hr tabindex="-1"><div id="divRplyFwdMsg">${header}</div><div>Old</div>`;
  expect(readForm(html)).toMatchObject({ kept: "Yes. Now." });
});

test("a ruled box of the author's is no header, nor a rule of theirs above a line with a colon", () => {
  const box = '<div style="border-top:1px solid #ddd"><p>Note: all of it, please.</p></div>';
  expect(readForm(`<p>One.</p>${box}<p>Two.</p>`).kept).toBe("One. Note: all of it, please. Two.");
  expect(readForm("<p>One.</p><hr><p>Note: all of it, please.</p><p>Two.</p>").kept).toContain("Two.");
});

test("the signatures of the web and of phones are set apart", () => {
  const html = `<div>Yes.</div><div id="ms-outlook-mobile-signature">Gnorf Outlook</div><div id="divRplyFwdMsg">${header}</div>Old`;
  expect(readForm(html)).toMatchObject({ kept: "Yes.", signature: "Gnorf Outlook" });
});

test("what its quote button makes on the web is the author's", () => {
  const html =
    '<div>Message.</div><blockquote style="margin-left: 0.8ex; padding-left: 1ex; border-left: 3px solid rgb(200, 200, 200);">Mine.</blockquote>';
  expect(readForm(html).kept).toContain("Mine.");
});
