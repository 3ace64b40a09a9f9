// What each mail program writes, held against the mails and documents that its file names: the lines below are theirs, with
// the names and times of an email of ours.
import { beforeEach, describe, expect, test } from "vitest";
import { parseEmail } from "../../src/inbox/parse.ts";
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import { extractReply } from "../../src/reply/extract.ts";
import type { ProgramName } from "../../src/sandbox/program.ts";
import { writeAnswer } from "../../src/sandbox/simulator.ts";
import { openReceived } from "./received.ts";

const author = {
  name: "Ann Weber",
  address: "ann@harbordental.example",
  timeZone: "Europe/Berlin",
  signature: "Ann Weber\nHarbor Dental",
};

// One email for all tests; its store is closed after the first.
let received: OutgoingEmail | undefined;
beforeEach(async () => {
  if (received !== undefined) return;
  const { received: email } = await openReceived();
  const from = { name: "Priya Nair", address: "priya@northbeam.example" };
  received = { ...email, from, to: { name: "Ann Weber", address: author.address }, subject: "The form" };
});

async function written(program: ProgramName, language?: string) {
  const at = new Date("2026-03-03T15:30:05.000Z");
  const { raw } = await writeAnswer(received!, {
    author,
    program,
    words: "Yes.\n\nAnn",
    at,
    ...(language === undefined ? {} : { language }),
  });
  const { text, html } = await parseEmail(raw);
  return { raw: raw.toString(), text: text ?? "", html: html ?? "" };
}

const inHtml: [program: ProgramName, ...pieces: (string | RegExp)[]][] = [
  [
    "gmail-ios",
    '<div dir="auto">Yes.</div><div dir="auto"><br></div><div dir="auto">Ann</div>',
    '-- <br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">',
    '<div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Tue, Mar 3, 2026 at 3:14\u202fPM Priya Nair &lt;',
    "border-left-width:1px;border-left-style:solid;padding-left:1ex;border-left-color:rgb(204,204,204)",
  ],
  [
    "outlook-mac",
    '<div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in">\n<p class="MsoNormal"',
    '<b><span style="font-size:12.0pt;color:black">From: </span></b>',
    "<b>Date: </b>Tuesday, March 3, 2026 at 3:14 PM<br>",
  ],
  [
    "outlook-mac-new",
    '<div id="mail-editor-reference-message-container">\n<div>\n<div style="border:none;border-top:solid #B5C4DF 1.0pt;',
    "<b>Date: </b>Tuesday, March 3, 2026 at 3:14 PM<br>",
  ],
  [
    "outlook-ios",
    'Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div>\n<div id="mail-editor-reference-message-container"',
    'class="ms-outlook-mobile-reference-message skipProofing" style="padding: 3pt 0in 0in;',
    "<b>Date: </b>Tuesday, March 3, 2026 3:14:00 PM<br>",
  ],
  [
    "outlook-android",
    'Get <a href="https://aka.ms/AAb9ysg">Outlook for Android</a></div>\n<hr style="display:inline-block;width:98%" tabindex="-1">\n<div id="divRplyFwdMsg" dir="ltr">',
    "<b>Sent:</b> Tuesday, March 3, 2026 3:14:00 PM<br>",
  ],
  [
    "outlook-2010",
    "<div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm'>",
    "Priya Nair [mailto:priya@northbeam.example] <br>\n<b>Sent:</b> 3 March 2026 15:14<br>\n<b>To:</b> Ann Weber<br>",
  ],
  [
    "yahoo-android",
    '>Ann<br><br><div id="ymail_android_signature"><a id="ymail_android_signature_link" href="https://go.onelink.me/',
    '> <br> <blockquote style="margin: 0 0 20px 0;"> <div style="font-family:Roboto, sans-serif; color:#6D00F6;"> <div>On Tue, Mar 3, 2026 at 3:14 PM, Priya Nair</div><div>&lt;priya@northbeam.example&gt; wrote:</div> </div> ',
    / class="yiv\d{10}page"/u,
  ],
  [
    "fastmail",
    '<div id="sig44785538"><div class="signature">Ann Weber</div>',
    '<div>On Tue, Mar 3, 2026, at 3:14 PM, Priya Nair wrote:</div><blockquote type="cite" id="qt" style="">',
  ],
  [
    "zoho",
    "<div>Yes.<br></div><div><br></div><div>Ann<br></div>",
    '<div class="zmail_extra_hr" style="border-top: 1px solid rgb(204, 204, 204);',
    '<div id="Zm-_Id_-Sgn1">---- On Tue, 3 Mar 2026 15:14:00 +0100 <b>Priya Nair &lt;priya@northbeam.example&gt;</b> wrote ---<br></div>',
    '<blockquote id="blockquote_zmail" style="margin: 0px;">',
    / class="x_\d{10}page"/u,
  ],
  [
    "zimbra",
    '<div data-marker="__SIG_PRE__"><div>Ann Weber</div>',
    '<hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>From: </b>"Priya Nair" &lt;priya@northbeam.example&gt;<br>',
    '<b>Sent: </b>Tuesday, March 3, 2026 3:14:00 PM<br><b>Subject: </b>The form<br></div><div><br></div><div data-marker="__QUOTED_TEXT__">',
  ],
  [
    "samsung",
    '<div id="composer_signature" dir="auto"><div style="font-size:85%;color:#575757" dir="auto">Sent from my Galaxy</div></div>',
    "<div>-------- Original message --------</div><div>From: Priya Nair &lt;priya@northbeam.example&gt; </div><div>Date: 3/3/26  3:14 PM  (GMT+01:00) </div>",
  ],
  [
    "spark",
    '<div name="messageBodySection">\n<div dir="auto">Yes.<br />\n<br />\nAnn</div>\n</div>\n<div name="messageSignatureSection"><br />',
    '<div name="messageReplySection">On Mar 3, 2026 at 3:14 PM +0100, Priya Nair &lt;priya@northbeam.example&gt;, wrote:<br />\n<blockquote type="cite"',
  ],
  [
    "superhuman",
    '<div style="clear:both">Sent via <a href="https://sprh.mn/?vip=ann" target="_blank">Superhuman</a></div>',
    '<div class="gmail_quote">On Tue, Mar 03, 2026 at 3:14 PM, Priya Nair <span dir="ltr">&lt;<a href="mailto:priya@northbeam.example"',
    '<div class="gmail_extra"><div class="gmail_quote sh-color-black sh-color">',
  ],
  [
    "front",
    '<blockquote type="cite" class="front-blockquote">On March 3, 2026 at 3:14 PM GMT+1 <a href="mailto:priya@northbeam.example">',
    'wrote:<br><br><div class="front-email-body">',
  ],
  [
    "missive",
    '<div>On March 3, 2026 at 3:14 PM, Priya Nair (<a href="mailto:priya@northbeam.example">priya@northbeam.example</a>) wrote:</div><div class="missive_quote"><blockquote style="margin-top:0;margin-bottom:0" type="cite">',
  ],
  [
    "notes",
    'alt="Inactive hide details for Priya Nair ---03/03/2026 3:14:00 PM---',
    '<font size="2" color="#424282">Priya Nair ---03/03/2026 3:14:00 PM---',
    '<font size="2" color="#5F5F5F">From:        </font><font size="2">Priya Nair &lt;priya@northbeam.example&gt;</font><br>',
    '<hr width="100%" size="2" align="left" noshade style="color:#8091A5; ">',
  ],
  [
    "qq",
    '<div style="font-size: 12px;font-family: Arial Narrow;padding:2px 0 2px 0;">------------------&nbsp;原始邮件&nbsp;------------------</div>',
    '<div><b>发件人:</b>&nbsp;"Priya Nair"&lt;priya@northbeam.example&gt;;</div><div><b>发送时间:</b>&nbsp;2026年3月3日(星期二) 下午3:14</div>',
  ],
  [
    "netease",
    '在 2026-03-03 15:14:00，"Priya Nair" &lt;priya@northbeam.example&gt; 写道：<br> <blockquote id="isReplyContent"',
  ],
  [
    "mail-ru",
    "<HTML><BODY><p>Yes.</p><p>Ann</p>",
    'Tue, 3 Mar 2026 15:14:00 +0100 от Priya Nair &lt;priya@northbeam.example&gt;:<br>\n<blockquote style="border-left:1px solid #0857A6; margin:10px;',
    '<div class="js-helper js-readmsg-msg">',
  ],
  ["yandex", '<div>03.03.2026, 15:14, "Priya Nair" &lt;priya@northbeam.example&gt;:</div><blockquote>'],
  [
    "gmx",
    '<div name="quote" style="margin:10px 5px 5px 10px;',
    "<b>Sent:</b>&nbsp;Tuesday, March 03, 2026 at 3:14 PM<br/>\n<b>From:</b>&nbsp;&quot;Priya Nair&quot; &lt;priya@northbeam.example&gt;<br/>",
    '<div name="quoted-content">',
  ],
  [
    "web-de",
    "<b>Gesendet:</b>&nbsp;Dienstag, 03. März 2026 um 15:14 Uhr<br/>\n<b>Von:</b>&nbsp;&quot;Priya Nair",
  ],
  [
    "thunderbird-android",
    'Yes.<br><br>Ann</div><br><br><div class="gmail_quote"><div dir="auto">On March 3, 2026 3:14:00 PM GMT+01:00, Priya Nair &lt;priya@northbeam.example&gt; wrote:</div><blockquote class="gmail_quote" style="margin: 0pt 0pt 0pt 0.8ex;',
    "<div class='k9mail-signature'>-- <br>Ann Weber<br>Harbor Dental</div>",
  ],
  [
    "tuta",
    '<div dir="auto">-- <br></div><div dir="auto">Ann Weber<br></div>',
    '<div dir="auto">Mar 3, 2026, 15:14 by priya@northbeam.example:<br></div><blockquote class="tutanota_quote" style="border-left: 1px solid #93A3B8;',
  ],
  [
    "newton",
    '<div id="cm_footer" class="cm_footer"><div id="cm_signature">',
    '<div id="cm_replymail_content_wrap"><div class="">On Tue, Mar 3, 2026 at 3:14 PM, Priya Nair &lt;priya@northbeam.example&gt; wrote:<br><div id="cm_replymail_content_',
  ],
];

const inText: [program: ProgramName, ...pieces: (string | RegExp)[]][] = [
  [
    "outlook-mac",
    "\n\nFrom: Priya Nair <priya@northbeam.example>\nDate: Tuesday, March 3, 2026 at 3:14 PM\nTo: Ann Weber <",
  ],
  [
    "outlook-ios",
    `\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n${"_".repeat(32)}\nFrom: Priya Nair <priya@northbeam.example>\nSent: Tuesday, March 3, 2026 3:14:00 PM\n`,
  ],
  [
    "outlook-plain",
    "\n\n-----Original Message-----\nFrom: Priya Nair <priya@northbeam.example> \nSent: Tuesday, March 3, 2026 3:14 PM\nTo: Ann Weber <ann@harbordental.example>\nSubject: The form\n\n",
  ],
  [
    "yahoo-android",
    "Sent from Yahoo Mail on Android \n \n  On Tue, Mar 3, 2026 at 3:14 PM, Priya Nair<priya@northbeam.example> wrote:   ",
  ],
  ["fastmail", "\n\nOn Tue, Mar 3, 2026, at 3:14 PM, Priya Nair wrote:\n> "],
  [
    "zoho",
    "\n\n---- On Tue, 3 Mar 2026 15:14:00 +0100 Priya Nair <mailto:priya@northbeam.example> wrote ---\n",
  ],
  [
    "zimbra",
    'Yes. \n\nAnn \n\nAnn Weber \nHarbor Dental \n\n\nFrom: "Priya Nair" <priya@northbeam.example> \nTo: "Ann Weber" <ann@harbordental.example> \nSent: Tuesday, March 3, 2026 3:14:00 PM \nSubject: The form \n',
  ],
  [
    "spark",
    "Harbor Dental\nOn Mar 3, 2026 at 3:14 PM +0100, Priya Nair <priya@northbeam.example>, wrote:\n> ",
  ],
  [
    "notes",
    "\nFrom:\tPriya Nair <priya@northbeam.example>\nTo:\tAnn Weber <ann@harbordental.example>\nDate:\t03/03/2026 3:14 PM\nSubject:\tThe form\n",
  ],
  [
    "notes-text",
    "\n\nPriya Nair <priya@northbeam.example> on 03/03/2026 03:14:00 PM\n\nTo:    Ann Weber <ann@harbordental.example>\ncc:\nSubject:    The form\n",
  ],
  [
    "groupwise",
    /^>>> Priya Nair <priya@northbeam\.example> 03\.03\.26 15:14:00 >>>\n>[^]*\n>\n>[^]*\n\nYes\./u,
  ],
  [
    "qq",
    '\n&nbsp;\n&nbsp;\n------------------&nbsp;原始邮件&nbsp;------------------\n发件人:&nbsp;"Priya Nair"<priya@northbeam.example&gt;;\n发送时间:&nbsp;2026年',
  ],
  ["netease", '\n在 2026-03-03 15:14:00，"Priya Nair" <priya@northbeam.example> 写道：\n>'],
  [
    "mailo",
    "\n---- Message d'origine ----\n> De : Priya Nair <priya@northbeam.example>\n> À : Ann Weber <ann@harbordental.example>\n> Sujet : The form\n> Date : 03/03/2026 15:14:00 Europe/Berlin\n> \n> ",
  ],
  [
    "thunderbird-android",
    /Ann\n\nOn March 3, 2026 3:14:00 PM GMT\+01:00, Priya Nair <[^>]*> wrote:\n>[^]*\n-- \nAnn Weber\nHarbor Dental\n$/u,
  ],
  ["tuta", "\n-- \nAnn Weber\nHarbor Dental\n\n\nMar 3, 2026, 15:14 by priya@northbeam.example:\n\n> "],
  ["gnus", /^Priya Nair <priya@northbeam\.example> writes:\n\n> [^]*\n\nYes\.\n\nAnn\n\n-- \nAnn Weber\n/u],
  ["supercite", /^>>>>> "Priya" == Priya Nair <priya@northbeam\.example> writes:\n\n {4}Priya> /u],
];

describe.each(inHtml)("the html of %s", (program, ...pieces) => {
  test.each(pieces)("has %s", async (piece) => {
    const { html } = await written(program);
    if (typeof piece === "string") expect(html).toContain(piece);
    else expect(html).toMatch(piece);
  });
});

describe.each(inText)("the text of %s", (program, ...pieces) => {
  test.each(pieces)("has %s", async (piece) => {
    const { text } = await written(program);
    if (typeof piece === "string") expect(text).toContain(piece);
    else expect(text).toMatch(piece);
  });
});

test.each<[ProgramName, string | RegExp]>([
  ["fastmail", /^Message-ID: <[\da-f-]{36}@app\.fastmail\.com>\r\n/imu],
  ["zoho", "X-Mailer: Zoho Mail\r\n"],
  ["zimbra", /^Message-ID:\s+<\d{10}\.\d{5}\.\d{13}\.JavaMail\.zimbra@harbordental\.example>\r\n/imu],
  ["spark", /^Message-ID: <[\da-f-]{36}@Spark>\r\n/imu],
  ["qq", /^Message-ID: <tencent_[\dA-F]{24}@qq\.com>\r\n/imu],
  [
    "netease",
    /^Message-ID: <[\da-f]{8}\.[\da-f]{4}\.[\da-f]{11}\.Coremail\.ann@harbordental\.example>\r\n/imu,
  ],
  ["netease", "Subject: Re:The form\r\n"],
  ["mail-ru", /boundary="?--ALT--\w{30}\d{10}"?\r\n/u],
  ["notes", /^Message-ID: <OF[\dA-F]{8}\.[\dA-F]{8}-ON[\dA-F]{8}\.[\dA-F]{8}@/imu],
  ["web-de", "Subject: Aw: The form\r\n"],
  ["gnus", /^Message-ID: <87\w{8}\.fsf@harbordental\.example>\r\n/imu],
  ["samsung", /boundary="?--_com\.samsung\.android\.email_\d{16}"?\r\n/u],
  ["outlook-mac", "User-Agent: Microsoft-MacOutlook/16.96.25042021\r\n"],
])("the headers of %s have %s", async (program, piece) => {
  const { raw } = await written(program);
  if (typeof piece === "string") expect(raw).toContain(piece);
  else expect(raw).toMatch(piece);
});

test.each<ProgramName>(["outlook-android", "yahoo-android", "samsung", "outlook-ios"])(
  "%s signs for itself, not with what its author uses elsewhere",
  async (program) => {
    const { html, text } = await written(program);
    expect(`${html}${text}`).not.toContain("Harbor Dental");
  },
);

test.each<ProgramName>(["yandex", "gmx", "web-de"])("%s sends no text part", async (program) => {
  const { raw } = await written(program);
  expect(raw).toContain("Content-Type: text/html; charset=utf-8\r\n");
  expect(raw).not.toContain("text/plain");
});

const inLanguages: [program: ProgramName, language: string, piece: string][] = [
  ["zimbra", "fr", '<b>De: </b>"Priya Nair" &lt;priya@northbeam.example&gt;<br><b>À: </b>"Ann Weber"'],
  ["zimbra", "fr", "<b>Envoyé: </b>Mardi 3 Mars 2026 15:14:00<br><b>Objet: </b>The form<br>"],
  ["zimbra", "tr", "<b>Gönderilenler: </b>3 Mart Salı 2026 15:14:00<br><b>Konu: </b>The form<br>"],
  ["zimbra", "de", "\nGesendet: Dienstag, 3. März 2026 15:14:00 \nBetreff: The form \n"],
  ["zimbra", "xx", "<b>Sent: </b>Tuesday, March 3, 2026 3:14:00 PM<br>"],
  ["qq", "en", "------------------&nbsp;Original&nbsp;------------------</div>"],
  [
    "qq",
    "en",
    '\nFrom:&nbsp;"Priya Nair"<priya@northbeam.example&gt;;\nDate:&nbsp;Tue, Mar 3, 2026 03:14 PM\n',
  ],
  ["netease", "en", '\nAt 2026-03-03 15:14:00, "Priya Nair" <priya@northbeam.example> wrote:\n>'],
  [
    "groupwise",
    "de",
    ">>> Priya Nair <priya@northbeam.example> schrieb am 03.03.2026 um 15:14 in\nNachricht <",
  ],
  [
    "thunderbird-android",
    "de",
    "\nAm 3. März 2026 15:14:00 MEZ schrieb Priya Nair <priya@northbeam.example>:\n>",
  ],
  [
    "zoho",
    "zh",
    "---- 在 星期二, 03 三月 2026 15:14:00 +0100 <b>Priya Nair &lt;priya@northbeam.example&gt;</b> 撰写 ----<br>",
  ],
  [
    "samsung",
    "de",
    "<div>-------- Ursprüngliche Nachricht --------</div><div>Von: Priya Nair &lt;priya@northbeam.example&gt; </div><div>Datum: 03.03.26  15:14  (GMT+01:00) </div>",
  ],
  ["outlook-android", "zh", "<b>发送时间:</b> 2026年3月3日星期二 15:14<br>\n<b>收件人:</b> Ann Weber"],
  ["outlook-ios", "de", "<b>Datum: </b>Dienstag, 3. März 2026 15:14<br>\n<b>An: </b>Ann Weber"],
  ["outlook-ios", "de", "\nGesendet: Dienstag, 3. März 2026 15:14\nAn: Ann Weber"],
  ["gmail-web", "de", "Am Di., 3. März 2026 um 15:14 Uhr schrieb Priya Nair &lt;"],
  ["gmail-web", "fr", "Le&nbsp;mar. 3 mars 2026 à&nbsp;15:14, Priya Nair &lt;<a "],
  ["gmail-web", "hu", "(időpont: 2026. márc. 3., K, 15:14):"],
  ["gmail-web", "fi", "\nti 3. maalisk. 2026 klo 15.14 Priya Nair <priya@northbeam.example>"],
  ["gmail-android", "ja", "\n2026年3月3日(火) 15:14 Priya Nair <priya@northbeam.example>:\n"],
  ["gmail-ios", "ko", "\n2026년 3월 3일 (화) 오후 3:14, Priya Nair <priya@northbeam.example>님이 작성:\n"],
  ["gmail-web", "he", '&lt;\u202a<a href="mailto:priya@northbeam.example">'],
  ["apple-mail", "fr", "> Le 3 mars 2026 à 15:14, Priya Nair <priya@northbeam.example> a écrit :\n"],
  [
    "apple-mail",
    "pl",
    "> Wiadomość napisana przez Priya Nair <priya@northbeam.example> w dniu 3 mar 2026, o godz. 15:14:",
  ],
  ["apple-ios", "ar", "كتب/كتبت Priya Nair <priya@northbeam.example>:"],
  ["apple-ios", "sv", "\n\nSkickat från min iPhone\n\n> 3 mars 2026 kl. 15:14 skrev Priya Nair <"],
  ["thunderbird", "de", "Am 03.03.26 um 15:14 schrieb Priya Nair:\n>"],
  ["thunderbird", "he", "נכתב על ידי Priya Nair, ב־3.3.2026 בשעה 15:14:\n>"],
  ["thunderbird", "ro", "La 03.03.2026 15:14, Priya Nair a scris:\n>"],
  ["thunderbird", "vi", "Vào lúc 15:14 3/3/26, Priya Nair đã viết:\n>"],
  ["outlook-desktop", "es", "<b>Enviado el:</b> martes, 3 de marzo de 2026 15:14<br>"],
  ["outlook-2010", "ru", "<b>Отправлено:</b> вторник, 3 марта 2026 г. 15:14<br>"],
  ["outlook-mac", "it", "<b>Data: </b>martedì 3 marzo 2026 15:14<br>"],
  ["outlook-new", "tr", "<b>Gönderildi:</b>&nbsp;3 Mart 2026 Salı 15:14<br>"],
  ["outlook-web", "fi", "<b>Lähetetty:</b> tiistai 3. maaliskuuta 2026 15.14<br>"],
  ["outlook-plain", "nl", "\n-----Oorspronkelijk bericht-----\nVan: Priya Nair <priya@northbeam.example>"],
  [
    "outlook-android",
    "fr",
    '>Envoyé à partir de <a href="https://aka.ms/AAb9ysg">Outlook pour Android</a></div>',
  ],
  ["outlook-ios", "nl", "\n\nOutlook voor iOS<https://aka.ms/o0ukef> downloaden\n"],
  [
    "yahoo-web",
    "de",
    "Am Dienstag, 3. März 2026, 15:14:00 MEZ hat Priya Nair <priya@northbeam.example> Folgendes geschrieben:",
  ],
  ["yahoo-web", "tr", " 3 Mart 2026 Salı 15:14:00 GMT+1 tarihinde Priya Nair <"],
  [
    "yahoo-web",
    "zh",
    "Priya Nair (<priya@northbeam.example>) 在 2026年3月3日星期二 下午03:14:00 [GMT+1] 寫道：",
  ],
  ["yahoo-android", "it", ">Inviato da Yahoo Mail su Android</a></div>"],
  ["proton", "de", "On Tuesday, March 3rd, 2026 at 3:14 PM, "],
];

test.each(inLanguages)("%s in %s has %s", async (program, language, piece) => {
  const { html, text } = await written(program, language);
  expect(`${html}\n${text}`).toContain(piece);
});

test.each([...new Set(inLanguages.map(([program, language]) => `${program} ${language}`))])(
  "an answer by %s is cut to what was typed, whether the email it answers is known or not",
  async (named) => {
    const [program, language] = named.split(" ") as [ProgramName, string];
    const words = "Yes, on Friday.\n\nFrom: me, to: you.\n\n- one\n- two\n\nAnn";
    const { signature: _signature, ...unsigned } = author;
    const at = new Date("2026-03-03T15:30:05.000Z");
    const { raw } = await writeAnswer(received!, { author: unsigned, program, words, at, language });
    const { text, html } = await parseEmail(raw);
    for (const parent of [received, undefined]) expect(extractReply({ text, html, parent }).kept).toBe(words);
  },
);

test.each<[ProgramName, string, string]>([
  ["outlook-desktop", "de", "AW: The form"],
  ["outlook-plain", "pl", "Odp: The form"],
  ["outlook-web", "sv", "SV: The form"],
  ["outlook-web", "fr", "Re: The form"],
  ["gmail-web", "de", "Re: The form"],
])("%s in %s answers under %s", async (program, language, subject) => {
  const { raw } = await written(program, language);
  expect((await parseEmail(Buffer.from(raw))).subject).toBe(subject);
});
