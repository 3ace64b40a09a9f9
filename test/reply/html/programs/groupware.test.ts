// Replies of Notes, GroupWise, IncrediMail and Odoo, in a language that nobody speaks.
import { expect, test } from "vitest";
import { gnorf, readForm } from "../../../support/html-forms.ts";

test.each([
  [
    "Notes on the web",
    '<font size="2">Yes.<br><br><div><font color="#990099">-----"Bob" &lt;bob@harbor.example&gt; gnorf: -----</font></div><div class="iNotesHistory" style="padding-left:5px;"><div style="border-left:solid black 2px;">Zub: Bob<br>Old</div></div></font>',
  ],
  [
    "Verse",
    '<p>Yes.</p><div class="domino-section" dir="ltr"><div class="domino-section-head"><span class="domino-section-title">Bob --- Red ---</span></div><div class="domino-section-body">Old</div></div>',
  ],
  [
    "Notes",
    '<font size=2>Yes.</font><br><br><font size=1 color=#5f5f5f face="sans-serif">Zub: &nbsp; </font><font size=1>Bob/Harbor</font><br><font size=1 color=#5f5f5f face="sans-serif">Mok: </font><font size=1>Ann</font><br><hr noshade><font size=2>Old</font>',
  ],
  [
    "Notes with a twistie",
    '<font size="2">Yes.</font><br><br><img width="16" height="16" alt="Gnorf for Bob ---05/05/2024 02:02 PM---Old"><font size="2" color="#424282">Bob ---05/05/2024 02:02 PM---Old</font><br><br><font size="1" color="#5F5F5F">Zub: </font><font size="1">Bob</font><br><br>Old',
  ],
  [
    "GroupWise",
    '<div>Yes.</div><br><div class="GroupWiseMessageBody"><span class="GroupwiseReplyHeader">&gt;&gt;&gt; &lt;bob@harbor.example&gt; 21.04.2020, 17:20 &gt;&gt;&gt;<br></span><div>Old</div></div>',
  ],
  [
    "IncrediMail",
    `<div>Yes.</div><div id="IncrediOriginalMessage"><i>-------Gnorf-------</i></div><div>&nbsp;</div><div id="receivestrings">${gnorf.header}</div><div>Old</div>`,
  ],
  [
    "Odoo",
    '<p>Yes.</p><blockquote data-o-mail-quote-node="1" data-o-mail-quote="1"><p data-o-mail-quote="1">Old</p></blockquote>',
  ],
])("%s", (_, html) => {
  expect(readForm(html)).toMatchObject({ kept: "Yes." });
  expect(readForm(html).quoted).toMatch(/Old$/);
});

test("grey words of the author's are no header of Notes, at the end of a line or without a colon", () => {
  expect(readForm('<p>Red. <font color="#5f5f5f">And: blue.</font></p><p>Yes.</p>').kept).toContain("Yes.");
  expect(readForm('<p>Red.</p><p><font color="#5f5f5f">And blue.</font></p><p>Yes.</p>').kept).toContain(
    "Yes.",
  );
});
