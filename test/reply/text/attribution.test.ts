// The "… wrote:" lines of mail programs in many languages, above marked and above unmarked quotes, and the lines that only look so.
import { describe, expect, test } from "vitest";
import { extractReply } from "../../../src/reply/extract.ts";
import { linesOfText } from "../../../src/reply/line.ts";
import { isAttributionByPlace } from "../../../src/reply/text/attribution-by-place.ts";
import { findAttributions } from "../../../src/reply/text/attribution.ts";

// Each is what the program named writes, with its date and address; \n where it wraps them.
const attributions: [string, string][] = [
  ["en Gmail", "On Mon, Feb 1, 2016 at 6:32 PM, Ann Lee <ann@example.com> wrote:"],
  ["en Gmail, wrapped", "On Mon, Feb 1, 2016 at 6:32 PM, Ann Lee <ann@example.com>\nwrote:"],
  ["en Gmail, old", "2016-10-24 15:36 GMT+02:00 Ann Lee <ann@example.com>:"],
  ["en Apple Mail", "On 1 Feb 2016, at 18:32, Ann Lee <ann@example.com> wrote:"],
  ["en Thunderbird", "On 2/1/2016 6:32 PM, Ann Lee wrote:"],
  ["en Thunderbird, author first", "Ann Lee wrote on 2/1/2016 6:32 PM:"],
  ["en Proton", "On Monday, February 1st, 2016 at 6:32 PM, Ann Lee <ann@example.com> wrote:"],
  ["en Yahoo", "On Monday, February 1, 2016, 06:32:00 PM GMT+1, Ann Lee <ann@example.com> wrote:"],
  ["en Yahoo Classic", "--- On Mon, 2/1/16, Ann Lee <ann@example.com> wrote:"],
  ["en Superhuman", "On Mon, Feb 01, 2016 at 6:32 PM, Ann Lee < ann@example.com > wrote:"],
  ["en Spark", "On 1 Feb 2016, 18:32 +0100, Ann Lee <ann@example.com>, wrote:"],
  ["en Zoho", "---- On Mon, 01 Feb 2016 18:32:00 +0100 Ann Lee <ann@example.com> wrote ----"],
  ["en Evolution", "On Mon, 2016-02-01 at 18:32 +0100, Ann Lee wrote:"],
  ["en KMail", "On Monday, 1 February 2016 18:32:00 CET Ann Lee wrote:"],
  ["en mutt", "On Mon, Feb 01, 2016 at 06:32:00PM +0100, Ann Lee wrote:"],
  ["en Roundcube", "On 2016-02-01 18:32, Ann Lee wrote:"],
  ["en K-9", "On 1 February 2016 18:32:00 CET, Ann Lee <ann@example.com> wrote:"],
  ["en The Bat", "Monday, February 1, 2016, 6:32:00 PM, you wrote:"],
  ["en Eudora", "At 06:32 PM 2/1/2016 +0100, Ann Lee wrote:"],
  ["en AOL", "In a message dated 2/1/2016 6:32:00 P.M. Eastern Standard Time, ann@example.com writes:"],
  ["en Gnus", "In message <87abc@example.com>, Ann Lee <ann@example.com> writes:"],
  ["en mailto", "On Feb 1, 2016, at 6:32 PM, Ann Lee <ann@example.com<mailto:ann@example.com>> wrote:"],
  ["en address on lines of its own", "On Feb 1, 2016, at 6:32 PM, Ann Lee <\nann@example.com\n> wrote:"],
  ["en address only", "Ann Lee <ann@example.com> wrote:"],
  ["de Gmail", "Am Mo., 1. Feb. 2016 um 18:32 Uhr schrieb Ann Lee <ann@example.com>:"],
  ["de Gmail, name first", "Ann Lee <ann@example.com> schrieb am Mo., 1. Feb. 2016, 18:32:"],
  ["de Thunderbird", "Am 01.02.2016 um 18:32 schrieb Ann Lee:"],
  [
    "de Yahoo",
    "Am Montag, 1. Februar 2016, 18:32:00 MEZ hat Ann Lee <ann@example.com> Folgendes geschrieben:",
  ],
  ["de Zoho", "---- Am Mo, 01 Feb 2016 18:32:00 +0100 schrieb Ann Lee <ann@example.com> ----"],
  ["de Evolution", "Am Montag, dem 01.02.2016 um 18:32 +0100 schrieb Ann Lee:"],
  ["fr Gmail", "Le lun. 1 févr. 2016 à 18:32, Ann Lee <ann@example.com> a écrit :"],
  ["fr-CA", "Le lun. 1 févr. 2016 à 18 h 32, Ann Lee <ann@example.com> a écrit :"],
  ["fr Thunderbird", "Le 01/02/2016 à 18:32, Ann Lee a écrit :"],
  ["fr Yahoo", "Le lundi 1 février 2016 à 18:32:00 UTC+1, Ann Lee <ann@example.com> a écrit :"],
  ["es Gmail", "El lun, 1 feb 2016 a las 18:32, Ann Lee (<ann@example.com>) escribió:"],
  ["es Yahoo", "En lunes, 1 de febrero de 2016 18:32:00 CET, Ann Lee <ann@example.com> escribió:"],
  ["es Thunderbird", "El 1/2/16 a las 18:32, Ann Lee escribió:"],
  ["it Gmail", "Il giorno lun 1 feb 2016 alle ore 18:32 Ann Lee <ann@example.com> ha scritto:"],
  ["it KMail", "In data lunedì 1 febbraio 2016 18:32:00 CET, Ann Lee ha scritto:"],
  ["pt-BR Gmail", "Em seg., 1 de fev. de 2016 às 18:32, Ann Lee <ann@example.com> escreveu:"],
  ["pt-PT Gmail", "Ann Lee <ann@example.com> escreveu no dia segunda, 1/02/2016 à(s) 18:32:"],
  ["pt-PT Thunderbird", "Às 18:32 de 01/02/2016, Ann Lee escreveu:"],
  ["nl Gmail", "Op ma 1 feb 2016 om 18:32 schreef Ann Lee <ann@example.com>:"],
  ["nl Apple Mail", "Op 1 feb. 2016 om 18:32 heeft Ann Lee <ann@example.com> het volgende geschreven:"],
  ["nl Thunderbird", "Op 01-02-16 om 18:32 schreef Ann Lee:"],
  ["pl Gmail", "pon., 1 lut 2016 o 18:32 Ann Lee <ann@example.com> napisał(a):"],
  ["pl Thunderbird", "W dniu 01.02.2016 o 18:32, Ann Lee pisze:"],
  ["pl Apple Mail", "Wiadomość napisana przez Ann Lee <ann@example.com> w dniu 1 lut 2016, o godz. 18:32:"],
  ["cs Gmail", "po 1. 2. 2016 v 18:32 odesílatel Ann Lee <ann@example.com> napsal:"],
  ["cs Thunderbird", "Dne 1. 2. 2016 v 18:32 Ann Lee napsal(a):"],
  ["cs Apple Mail", "1. 2. 2016 v 18:32, Ann Lee <ann@example.com>:"],
  ["sk Gmail", "po 1. 2. 2016 o 18:32 Ann Lee <ann@example.com> napísal(a):"],
  ["sk Apple Mail", "Dňa 1. 2. 2016 o 18:32 používateľ Ann Lee <ann@example.com> napísal:"],
  ["hu Gmail", "Ann Lee <ann@example.com> ezt írta (időpont: 2016. febr. 1., H, 18:32):"],
  ["hu Thunderbird", "2016. 02. 01. 18:32 keltezéssel, Ann Lee írta:"],
  ["hu Apple Mail", "2016. febr. 1. dátummal, 18:32 időpontban Ann Lee <ann@example.com> írta:"],
  ["ro Gmail", "În lun., 1 feb. 2016 la 18:32, Ann Lee <ann@example.com> a scris:"],
  ["ro Apple Mail", "Pe 1 feb. 2016, la 18:32, Ann Lee <ann@example.com> a scris:"],
  ["da Gmail", "Den man. 1. feb. 2016 kl. 18.32 skrev Ann Lee <ann@example.com>:"],
  ["sv Gmail", "Den mån 1 feb. 2016 kl 18:32 skrev Ann Lee <ann@example.com>:"],
  ["sv Apple Mail", "1 feb. 2016 kl. 18:32 skrev Ann Lee <ann@example.com>:"],
  ["sv Thunderbird", "Den 2016-02-01 kl. 18:32, skrev Ann Lee:"],
  ["nb Gmail", "man. 1. feb. 2016 kl. 18:32 skrev Ann Lee <ann@example.com>:"],
  ["fi Gmail", "ma 1. helmik. 2016 klo 18.32 Ann Lee (ann@example.com) kirjoitti:"],
  ["fi Apple Mail", "Ann Lee <ann@example.com> kirjoitti 1.2.2016 kello 18.32:"],
  ["ru Gmail", "пн, 1 февр. 2016 г. в 18:32, Ann Lee <ann@example.com>:"],
  ["ru Mail.ru", "Понедельник, 1 февраля 2016, 18:32 +03:00 от Ann Lee <ann@example.com>:"],
  ["ru Yandex", '01.02.2016, 18:32, "Ann Lee" <ann@example.com>:'],
  ["ru Thunderbird", "01.02.2016 18:32, Анна Ли пишет:"],
  ["ru Google Groups", "понедельник, 1 февраля 2016 г. пользователь Ann Lee <ann@example.com> написал:"],
  ["uk Gmail", "пн, 1 лют. 2016 р. о 18:32 Ann Lee <ann@example.com> пише:"],
  ["bg Gmail", "На пн, 1.02.2016 г. в 18:32 Ann Lee <ann@example.com> написа:"],
  ["sr Gmail", "пон, 1. феб 2016. у 18:32 Ann Lee <ann@example.com> је написао/ла:"],
  ["hr Gmail", "pon, 1. velj 2016. u 18:32 Ann Lee <ann@example.com> napisao je:"],
  ["sl Gmail", "V V pon., 1. feb. 2016 ob 18:32 je oseba Ann Lee <ann@example.com> napisala:"],
  ["tr Gmail", "Ann Lee <ann@example.com>, 1 Şub 2016 Pzt, 18:32 tarihinde şunu yazdı:"],
  ["tr Apple Mail", "Ann Lee <ann@example.com> şunları yazdı (1 Şub 2016 18:32):"],
  ["el Gmail", "Στις Δευ, 1 Φεβ 2016 στις 6:32 μ.μ., ο/η Ann Lee <ann@example.com> έγραψε:"],
  ["el Apple Mail", "1 Φεβ 2016, 18:32, ο χρήστης «Ann Lee <ann@example.com>» έγραψε:"],
  [
    "he Gmail",
    "\u202bבתאריך יום ב׳, 1 בפבר׳ 2016 ב-18:32 מאת \u202aAnn Lee\u202c\u200f <\u202aann@example.com\u202c\u200f>:\u202c",
  ],
  ["he Apple Mail", "ב-1 בפבר׳ 2016, בשעה 18:32, \u200fAnn Lee <ann@example.com> כתב/ה:"],
  [
    "ar Gmail",
    "في الاثنين، 1 فبراير 2016 في 6:32 م تمت كتابة ما يلي بواسطة \u202aAnn Lee\u202c\u200f <\u202aann@example.com\u202c\u200f>:",
  ],
  ["ar Apple Mail, Arabic figures", "في ١ فبراير ٢٠١٦، الساعة ٦:٣٢ م، كتب Ann Lee <ann@example.com>:"],
  ["fa Gmail, Persian figures", "در تاریخ دوشنبه ۱ فوریهٔ ۲۰۱۶،\u200f ۱۸:۳۲ Ann Lee <ann@example.com> نوشت:"],
  ["ja Gmail", "2016年2月1日(月) 18:32 Ann Lee <ann@example.com>:"],
  ["ja Apple Mail", "2016/02/01 18:32、Ann Lee <ann@example.com>のメール:"],
  ["zh-CN Gmail", "Ann Lee <ann@example.com>于2016年2月1日 周一18:32写道："],
  ["zh-CN Apple Mail", "在 2016年2月1日，下午6:32，Ann Lee <ann@example.com> 写道："],
  ["zh-CN 163", '在 2016-02-01 18:32:00，"Ann Lee" <ann@example.com> 写道：'],
  ["zh-TW Gmail", "Ann Lee <ann@example.com> 於 2016年2月1日 週一 下午6:32寫道："],
  ["ko Gmail", "2016년 2월 1일 (월) 오후 6:32, Ann Lee <ann@example.com>님이 작성:"],
  ["ko Apple Mail", "2016. 2. 1. 오후 6:32, Ann Lee <ann@example.com> 작성:"],
  ["vi Gmail", "Vào Th 2, 1 thg 2, 2016 vào lúc 18:32 Ann Lee <ann@example.com> đã viết:"],
  ["th Gmail", "ในวันที่ จ. 1 ก.พ. 2016 เวลา 18:32 Ann Lee <ann@example.com> เขียนว่า:"],
  ["id Gmail", "Pada tanggal Sen, 1 Feb 2016 pukul 18.32 Ann Lee <ann@example.com> menulis:"],
  ["ms Gmail", "Pada Isn, 1 Feb 2016 6:32 PTG Ann Lee <ann@example.com> menulis:"],
  ["ca Gmail", "Missatge de Ann Lee <ann@example.com> del dia dl., 1 de febr. 2016 a les 18:32:"],
  ["eu Gmail", "Ann Lee (<ann@example.com>) erabiltzaileak hau idatzi du (2016 ots. 1, al. (18:32)):"],
  ["gl Gmail", "O luns, 1 feb 2016 ás 18:32, Ann Lee (<ann@example.com>) escribiu:"],
  ["et Gmail", "Kuupäev E, 1. veebruar 2016 kell 18:32 kirjutas Ann Lee <ann@example.com>:"],
  ["lv Gmail", "pirmd., 2016. g. 1. febr., plkst. 18:32 — lietotājs Ann Lee (<ann@example.com>) rakstīja:"],
  ["lt Gmail", "2016-02-01, pr, 18:32 Ann Lee <ann@example.com> rašė:"],
  ["is Gmail", "Þann mán., 1. feb. 2016 kl. 18:32 skrifaði Ann Lee <ann@example.com>:"],
  ["a language nobody speaks", "Zub 3 mok 2016 blip 18:32, Ann Lee <ann@example.com> gnorf:"],
];

// Only to be believed right above quote marks.
const byPlace: [string, string][] = [
  ["en Thunderbird, name only", "Ann Lee wrote:"],
  ["en one name", "KARL wrote:"],
  ["de Thunderbird, name only", "Ann Lee schrieb:"],
  ["fr, name only", "Ann Lee a écrit :"],
  ["ru, name only", "Анна Ли написал(а):"],
  ["zh, name only", "李安 写道："],
  ["Horde", "Quoting Ann Lee <ann@example.com>:"],
  ["Horde, de", "Zitat von Ann Lee <ann@example.com>:"],
  ["no date, unknown verb", "Ann Lee <ann@example.com> gnorf:"],
  ["mutt", "* Ann Lee <ann@example.com> [2016-02-01 18:32]:"],
  ["news", "In article <abc@example.com>, Ann Lee <ann@example.com> gnorf:"],
  ["no verb, no time", "2016/02/01 Ann Lee <ann@example.com>"],
];

describe("an attribution", () => {
  test.each(attributions)("above unmarked words: %s", (_, attribution) => {
    const reply = extractReply({ text: `Yes.\n\n${attribution}\n\nThe old words,\nall of them.\n` });
    expect(reply.kept).toBe("Yes.");
  });

  test.each([...attributions, ...byPlace])("above marked words: %s", (_, attribution) => {
    const reply = extractReply({ text: `Yes.\n\n${attribution}\n\n> The old words,\n> all of them.\n` });
    expect(reply.kept).toBe("Yes.");
    expect(reply.method).toContain("attribution");
  });

  test.each([...attributions, ...byPlace])("above an answer below the quote: %s", (_, attribution) => {
    const reply = extractReply({ text: `${attribution}\n> The old words,\n> all of them.\n\nYes.\n` });
    expect(reply.kept).toBe("Yes.");
  });

  test.each(attributions)("wrapped at any blank: %s", (_, attribution) => {
    const words = attribution.replaceAll("\n", " ").split(" ");
    for (let at = 1; at < words.length; at++) {
      const first = words.slice(0, at).join(" ");
      // No program wraps before this.
      if (first.length < 20) {
        continue;
      }
      const wrapped = `${first}\n${words.slice(at).join(" ")}`;
      const reply = extractReply({ text: `Yes.\n\n${wrapped}\n> The old words\n` });
      expect(reply.kept, wrapped).toBe("Yes.");
    }
  });
});

describe("what an author types stays", () => {
  test.each([
    "Meeting on 3 May 2024, 10:00, with ann@example.com:\nthe budget\nthe launch",
    "On Monday we wrote to the bank:\nplease close the account.",
    "On 3 May 2024 my sister wrote:\nI shall come on Friday.",
    "Am Montag, den 3. Mai 2024, schrieb die Bank:\nWir kündigen.",
    "Le 3 mai 2024, la banque a écrit\nque tout allait bien.",
    "Here is what they sent:\nthree boxes, two of them empty.",
    "As you wrote:\nblue is better than red.",
    "These are the dates:\n2024-05-03 10:00 rehearsal\n2024-05-04 20:00 concert",
    "Write to ann@example.com or call 030 123456 at 10:00:\nshe knows.",
    "2024-01-15 Ann <ann@example.com>\n2024-01-16 Bo <bo@example.com>\n2024-01-17 Cy <cy@example.com>",
    "I asked Bob <bob@example.com> and he wrote back yes.\nSo we proceed.",
    "Hi Bob,\n\nThanks for the report you wrote\nI'll fix it.",
    "The shop opens at 10:30, on 3 May 2024:\ncome early.",
  ])("%j", (text) => {
    expect(extractReply({ text }).kept).toBe(text);
  });

  test("a sentence right above a quote typed by hand is no attribution", () => {
    for (const line of [
      "As you wrote:",
      "You wrote:",
      "They sent us this note:",
      "My comments on what he wrote:",
    ]) {
      expect(isAttributionByPlace(line), line).toBe(false);
    }
  });
});

test("an attribution is found with all the lines it is wrapped over", () => {
  const lines = linesOfText("Ok\n\nOn Mon, Feb 1,\n2016 at 6:32 PM Ann <\nann@example.com> wrote:\n\n> old");
  expect([...findAttributions(lines)]).toEqual([[2, 5]]);
});
