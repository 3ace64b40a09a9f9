// Blocks of From, Sent, To and Subject lines as mail programs of many languages write them, and lists that only look like one.
import { describe, expect, test } from "vitest";
import { extractReply } from "../../../src/reply/extract.ts";
import { linesOfText } from "../../../src/reply/line.ts";
import { headerBlockEnd, isOneLineHeader } from "../../../src/reply/text/header-block.ts";

const blocks: [string, string][] = [
  [
    "en Outlook",
    "From: Ann Lee <ann@example.com>\nSent: Monday, 1 February 2016 18:32\nTo: Bo\nSubject: Plan",
  ],
  [
    "en Apple Mail forward",
    "From: Ann Lee <ann@example.com>\nSubject: Plan\nDate: 1 February 2016 at 18:32:00 CET\nTo: Bo",
  ],
  ["en day", "From: Ann Lee\nDate: 1 February 2016\nTo: Bo\nSubject: Plan"],
  [
    "en bold",
    "*From:* Ann Lee <ann@example.com>\n*Sent:* Monday, 1 February 2016 18:32\n*To:* Bo\n*Subject:* Plan",
  ],
  ["en Markdown", "**From:** Ann Lee <ann@example.com>\n**Date:** Monday, 1 February 2016\n**To:** Bo"],
  ["en bars", "|From:| Ann Lee <ann@example.com>\n|Date:| 02/01/2016 06:32 PM\n|Subject:| Plan"],
  ["en blank before colon", "From : Ann Lee <ann@example.com>\nDate : 02/01/2016\nTo : Bo"],
  ["en tabs", "From:\tAnn Lee <ann@example.com>\nSent:\tMonday, 1 February 2016 18:32\nTo:\tBo"],
  [
    "en blank line between",
    "From: Ann Lee <ann@example.com>\n\nSent: Monday, 1 February 2016 18:32\n\nTo: Bo",
  ],
  [
    "en many recipients",
    "From: Ann Lee <ann@example.com>\nSent: Monday, 1 February 2016 18:32\nTo: Bo Kern <bo@example.com>;\nCy <cy@example.com>;\nDi <di@example.com>;\nEd <ed@example.com>;\nFay <fay@example.com>\nSubject: Plan",
  ],
  ["en one line", "From: Ann Lee <ann@example.com> Sent: Monday, 1 February 2016 18:32 To: Bo Subject: Plan"],
  ["two languages", "Von / From: Ann Lee <ann@example.com>\nDatum / Date: 01.02.2016 18:32\nAn / To: Bo"],
  ["de", "Von: Ann Lee <ann@example.com>\nGesendet: Montag, 1. Februar 2016 18:32\nAn: Bo\nBetreff: Plan"],
  [
    "de Web.de",
    "Gesendet: Montag, 01. Februar 2016 um 18:32 Uhr\nVon: Ann Lee <ann@example.com>\nAn: Bo\nBetreff: Plan",
  ],
  ["fr", "De : Ann Lee <ann@example.com>\nEnvoyé : lundi 1 février 2016 18:32\nÀ : Bo\nObjet : Plan"],
  [
    "fr Thunderbird",
    "Sujet : Plan\nDate : Mon, 1 Feb 2016 18:32:00 +0100\nDe : Ann Lee <ann@example.com>\nPour : Bo",
  ],
  ["es", "De: Ann Lee <ann@example.com>\nEnviado: lunes, 1 de febrero de 2016 18:32\nPara: Bo\nAsunto: Plan"],
  ["it", "Da: Ann Lee <ann@example.com>\nInviato: lunedì 1 febbraio 2016 18:32\nA: Bo\nOggetto: Plan"],
  [
    "pt",
    "De: Ann Lee <ann@example.com>\nEnviada em: segunda-feira, 1 de fevereiro de 2016 18:32\nPara: Bo\nAssunto: Plan",
  ],
  [
    "nl",
    "Van: Ann Lee <ann@example.com>\nVerzonden: maandag 1 februari 2016 18:32\nAan: Bo\nOnderwerp: Plan",
  ],
  ["pl", "Od: Ann Lee <ann@example.com>\nWysłano: poniedziałek, 1 lutego 2016 18:32\nDo: Bo\nTemat: Plan"],
  ["cs", "Od: Ann Lee <ann@example.com>\nOdesláno: pondělí 1. února 2016 18:32\nKomu: Bo\nPředmět: Plan"],
  ["sk", "Od: Ann Lee <ann@example.com>\nOdoslané: pondelok 1. februára 2016 18:32\nKomu: Bo\nPredmet: Plan"],
  [
    "hu",
    "Feladó: Ann Lee <ann@example.com>\nElküldve: 2016. február 1., hétfő 18:32\nCímzett: Bo\nTárgy: Plan",
  ],
  ["ro", "De la: Ann Lee <ann@example.com>\nTrimis: luni, 1 februarie 2016 18:32\nCătre: Bo\nSubiect: Plan"],
  ["da", "Fra: Ann Lee <ann@example.com>\nSendt: 1. februar 2016 18:32\nTil: Bo\nEmne: Plan"],
  ["sv", "Från: Ann Lee <ann@example.com>\nSkickat: den 1 februari 2016 18:32\nTill: Bo\nÄmne: Plan"],
  [
    "fi",
    "Lähettäjä: Ann Lee <ann@example.com>\nLähetetty: maanantai 1. helmikuuta 2016 18.32\nVastaanottaja: Bo\nAihe: Plan",
  ],
  ["ru", "От: Ann Lee <ann@example.com>\nОтправлено: 1 февраля 2016 г. 18:32\nКому: Bo\nТема: Plan"],
  ["uk", "Від: Ann Lee <ann@example.com>\nНадіслано: 1 лютого 2016 р. 18:32\nКому: Bo\nТема: Plan"],
  ["bg", "От: Ann Lee <ann@example.com>\nИзпратено: 1 февруари 2016 г. 18:32\nДо: Bo\nОтносно: Plan"],
  ["hr", "Šalje: Ann Lee <ann@example.com>\nDatum: 1. veljače 2016. 18:32\nPrima: Bo\nPredmet: Plan"],
  ["sl", "Od: Ann Lee <ann@example.com>\nPoslano: 01. februar 2016 18:32\nZa: Bo\nZadeva: Plan"],
  ["tr", "Kimden: Ann Lee <ann@example.com>\nGönderildi: 1 Şubat 2016 Pazartesi 18:32\nKime: Bo\nKonu: Plan"],
  ["el", "Από: Ann Lee <ann@example.com>\nΣτάλθηκε: Δευτέρα, 1 Φεβρουαρίου 2016 18:32\nΠρος: Bo\nΘέμα: Plan"],
  ["he", "\u200fמאת: Ann Lee <ann@example.com>\nנשלח: יום שני 01 פברואר 2016 18:32\nאל: Bo\nנושא: Plan"],
  ["ar", "من: Ann Lee <ann@example.com>\nتم الإرسال: 01 فبراير 2016 18:32\nإلى: Bo\nالموضوع: Plan"],
  ["ja", "差出人: Ann Lee <ann@example.com>\n送信日時: 2016年2月1日 18:32\n宛先: Bo\n件名: Plan"],
  ["zh-Hans", "发件人： Ann Lee <ann@example.com>\n发送时间： 2016年2月1日 18:32\n收件人： Bo\n主题： Plan"],
  ["zh-Hans day", "发件人：张三\n日期：2016年2月1日\n收件人：李四\n主题：Plan"],
  ["zh-Hant", "寄件者: Ann Lee <ann@example.com>\n日期: 2016年2月1日 18:32\n收件者: Bo\n主旨: Plan"],
  ["ko", "보낸 사람: Ann Lee <ann@example.com>\n보낸 날짜: 2016년 2월 1일 18:32\n받는 사람: Bo\n제목: Plan"],
  ["vi", "Từ: Ann Lee <ann@example.com>\nĐã gửi: Thứ Hai, 1 Tháng Hai 2016 18:32\nĐến: Bo\nChủ đề: Plan"],
  ["th", "จาก: Ann Lee <ann@example.com>\nส่งเมื่อ: 1 ก.พ. 2016 18:32\nถึง: Bo\nเรื่อง: Plan"],
  ["id", "Dari: Ann Lee <ann@example.com>\nDikirim: 01 Februari 2016 18:32\nKepada: Bo\nSubjek: Plan"],
  [
    "ca",
    "De: Ann Lee <ann@example.com>\nEnviat: dilluns, 1 de febrer de 2016 18:32\nPer a: Bo\nAssumpte: Plan",
  ],
  [
    "et",
    "Saatja: Ann Lee <ann@example.com>\nSaadetud: esmaspäev, 1. veebruar 2016 18:32\nAdressaat: Bo\nTeema: Plan",
  ],
  ["sq", "Nga: Ann Lee <ann@example.com>\nDërguar: e hënë, 1 shkurt 2016 18:32\nPër: Bo\nSubjekti: Plan"],
  ["mk", "Од: Ann Lee <ann@example.com>\nИспратено: 1 февруари 2016 18:32\nДо: Bo\nТема: Plan"],
  ["be", "Ад: Ann Lee <ann@example.com>\nАдпраўлена: 1 лютага 2016 18:32\nКаму: Bo\nТэма: Plan"],
  ["kk", "Кімнен: Ann Lee <ann@example.com>\nЖіберілді: 2016 ж. 1 ақпан 18:32\nКімге: Bo\nТақырып: Plan"],
  ["az", "Kimdən: Ann Lee <ann@example.com>\nGöndərildi: 1 fevral 2016 18:32\nKimə: Bo\nMövzu: Plan"],
  ["ka", "ვისგან: Ann Lee <ann@example.com>\nგაგზავნილია: 1 თებერვალი, 2016 18:32\nვის: Bo\nთემა: Plan"],
  ["hi", "प्रेषक: Ann Lee <ann@example.com>\nभेजा गया: सोमवार, 1 फ़रवरी 2016 18:32\nप्रति: Bo\nविषय: Plan"],
  ["bn", "প্রেরক: Ann Lee <ann@example.com>\nতারিখ: 1 ফেব্রুয়ারি 2016 18:32\nপ্রাপক: Bo\nবিষয়: Plan"],
  ["cy", "Oddi wrth: Ann Lee <ann@example.com>\nAnfonwyd: Dydd Llun, 1 Chwefror 2016 18:32\nPwnc: Plan"],
  ["ga", "Ó: Ann Lee <ann@example.com>\nSeolta: Dé Luain 1 Feabhra 2016 18:32\nChuig: Bo\nÁbhar: Plan"],
  [
    "af",
    "Van: Ann Lee <ann@example.com>\nGestuur: Maandag 01 Februarie 2016 18:32\nAan: Bo\nOnderwerp: Plan",
  ],
  ["lt", "Nuo: Ann Lee <ann@example.com>\nIšsiųsta: 2016 m. vasario 1 d. 18:32\nKam: Bo\nTema: Plan"],
  [
    "Notes",
    "Ann Lee <ann@example.com> on 02/01/2016 06:32:11 PM\n\nTo:   Bo Kern/BER/KERN\ncc:\nSubject:  Plan",
  ],
  [
    "Notes, a table",
    "Ann Lee <ann@example.com>\n02/01/2016 06:32 PM\n\nTo\nBo Kern/BER/KERN@KERN\ncc\n\nSubject\nPlan",
  ],
  ["GroupWise", ">>> Ann Lee <ann@example.com> 2/1/2016 6:32 PM >>>"],
  [
    "cc:Mail",
    "____________ Reply Separator ____________\nSubject: Plan\nAuthor:  Ann Lee at INTERNET\nDate:    2/1/2016 6:32 PM",
  ],
];

test.each(blocks)("a block cuts what is below it: %s", (_, block) => {
  expect(extractReply({ text: `Fine.\n\n${block}\n\nOld words.\n` }).kept).toBe("Fine.");
});

describe("what only looks like a block stays", () => {
  test.each([
    "From: head office we heard nothing.\nCan you ask them?",
    "Date: Wednesday 3, October\nTime: 7:00\nPlace: the hall",
    "To: be decided\nSubject: unclear",
    "Von: Berlin\nBis: Hamburg",
    "An: alle\nDatum: 12.05.2026\nBetreff: Sommerfest",
    "| Date | 2026-05-12 |\n| To | York |\n| Subject | office |",
    "From: Berlin\nTo: Hamburg\nwith the train at 8:00",
    "Data: 3 maggio\nOra: 10:00\nLuogo: Roma",
  ])("%j", (text) => {
    expect(extractReply({ text: `Hello,\n\n${text}` }).kept).toBe(`Hello,\n\n${text}`);
  });
});

test("a block ends where its labels end", () => {
  const lines = linesOfText(
    "From: Ann <ann@example.com>\nTo: Bo <bo@example.com>;\nCy <cy@example.com>\nSubject: Plan\n\nOld",
  );
  expect(headerBlockEnd(lines, 0)).toBe(4);
  expect(headerBlockEnd(lines, 4)).toBe(0);
});

test("a block in one line needs From and several labels", () => {
  expect(isOneLineHeader("From: A Sent: Monday To: B Subject: Hi", 3)).toBe(true);
  expect(isOneLineHeader("From: Berlin To: Hamburg", 3)).toBe(false);
});
