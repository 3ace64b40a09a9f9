// Replies of Hotmail, Outlook Express, Windows Live Mail and the Mail of Windows, in a language that nobody speaks.
import { expect, test } from "vitest";
import { gnorf, readForm } from "../../../support/html-forms.ts";

const { header } = gnorf;

test.each([
  [
    "Hotmail",
    '<div dir=\'ltr\'>Yes.<br><br><div><div id="SkyDrivePlaceholder"></div><hr id="stopSpelling">Bob gnorf<br>Old</div></div>',
  ],
  ["Hotmail, read in Hotmail", '<div>Yes.<hr id="ecxstopSpelling">Bob gnorf<br>Old</div>'],
  [
    "Outlook Express",
    `<DIV>Yes.</DIV><BLOCKQUOTE style="PADDING-RIGHT: 0px; PADDING-LEFT: 5px; MARGIN-LEFT: 5px; BORDER-LEFT: #000000 2px solid; MARGIN-RIGHT: 0px"><DIV style="FONT: 10pt arial">----- Gnorf ----- </DIV><DIV style="BACKGROUND: #e4e4e4; FONT: 10pt arial; font-color: black">${header}</DIV><DIV>Old</DIV></BLOCKQUOTE>`,
  ],
  [
    "Windows Live Mail",
    `<DIV>Yes.</DIV><DIV style="FONT: 10pt Tahoma"><DIV>&nbsp;</DIV><DIV style="BACKGROUND: #f5f5f5"><DIV style="font-color: black">${header}</DIV></DIV></DIV><DIV>Old</DIV>`,
  ],
  [
    "Windows 8",
    `<div>Yes.</div><div style="padding-top: 5px; border-top-color: rgb(229, 229, 229); border-top-width: 1px; border-top-style: solid;"><div><font>${header}</font></div></div><div><br></div><div>Old</div>`,
  ],
  [
    "Windows 10",
    `<p class=MsoNormal>Yes.</p><div style='mso-element:para-border-div;border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal style='border:none;padding:0cm'>${header}</p></div><p class=MsoNormal>Old</p>`,
  ],
])("%s", (_, html) => {
  expect(readForm(html)).toMatchObject({ kept: "Yes." });
  expect(readForm(html).quoted).toMatch(/Old$/);
});

test("a signature of Windows 8 is set apart", () => {
  const html = '<div>Yes.</div><div data-signatureblock="true">Gnorf Windows</div><hr id="stopSpelling">Old';
  expect(readForm(html)).toMatchObject({ kept: "Yes.", signature: "Gnorf Windows" });
});
