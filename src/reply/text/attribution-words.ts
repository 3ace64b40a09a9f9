// The words and figures of "… wrote:" lines, by language, each under a real line. Ends of words are what counts: the expressions
// are bounded and are only run over lines of at most 400 characters.

// On, Am, Le … as the first word of the line, by language.
const openers = [
  "on|at", // en  On Mon, Feb 1, 2016 at 6:32 PM, Ann <a@b.c> wrote:   At 6/16/2016 08:32 PM, you wrote:
  "am", // de  Am 21.04.2016 um 17:48 schrieb Ann <a@b.c>:
  "le", // fr  Le 4 janv. 2016 à 19:03, Ann <a@b.c> a écrit :
  "el", // es  El jueves, 21 de noviembre de 2013, Ann escribió:
  "il|in data", // it  Il giorno gio 8 dic 2016 alle ore 10:00 Ann <a@b.c> ha scritto:
  "em|no dia|a", // pt  Em 2 de fevereiro de 2015 10:58, Ann <a@b.c> escreveu:
  "op", // nl  Op 2 feb. 2015 om 05:28 heeft Ann <a@b.c> het volgende geschreven:
  "w dniu|dnia", // pl  W dniu 2017-01-09 11:59:39 użytkownik Ann <a@b.c> napisał:
  "den|på", // sv da nb  Den 14 september 2015 02:23:18, Ann (a@b.c) skrev:
  "dne|dňa|v", // cs sk  Dne 5. 1. 2020 v 10:00 Ann napsal(a):
  "în data|pe|la data", // ro  În data de mar., 5 ian. 2021 la 10:00, Ann <a@b.c> a scris:
  "στις|την", // el  Στις Τρί, 5 Ιαν 2021 στις 10:00 π.μ., ο/η Ann <a@b.c> έγραψε:
  "vào", // vi  Vào 14:24 8 tháng 6, 2017, Ann <a@b.c> đã viết:
  "pada", // id  Pada tanggal 5 Jan 2021 10.00, Ann <a@b.c> menulis:
  "dana|u", // hr  Dana 5. sij 2021. u 10:00, Ann <a@b.c> napisao je:
  "בתאריך|ב", // he  בתאריך יום ג׳, 5 בינו׳ 2021 ב-10:00 מאת Ann <a@b.c>:
  "في", // ar  في الثلاثاء، 5 يناير 2021 في 10:00 ص كتب Ann <a@b.c>:
];
/** The first words of a line that an attribution begins with. */
export const opener = new RegExp(`^[-*_>\\s]{0,12}(?:(?:${openers.join("|")})[\\s,]|在|於|于)`, "iu");

// The verbs. English ones must end the line; the others may stand before the name.
const endVerbs = [
  "wrote|sent|writes", // en
  "schrieb|geschrieben", // de
  "écrit", // fr
  "escribió|escribio", // es
  "scritto", // it
  "escreveu", // pt
  "schreef|geschreven", // nl
  "napisał(?:\\(a\\)|a)?|pisze", // pl
  "skrev|följande", // sv da nb
  "kirjoitti", // fi  pe 20. lokak. 2017 klo 17.50 Ann <a@b.c> kirjoitti:
  "napsal(?:\\(a\\)|a)?|napísal(?:\\(a\\)|a)?", // cs sk
  "írta", // hu  Ann <a@b.c> ezt írta (időpont: 2021. jan. 5., K, 10:00):
  "scris", // ro
  "написал(?:а|\\(а\\))?|пишет|пише|написав(?:ла)?|написа", // ru uk bg
  "yazdı", // tr  Ann <a@b.c>, 5 Oca 2021 Sal, 10:00 tarihinde şunu yazdı:
  "έγραψε", // el
  "כתב/?ה?", // he
  "كتب", // ar
  "viết", // vi
  "menulis", // id
  "napisao(?: je)?|napisala(?: je)?|je napisao", // hr sr
  "写道|寫道|写|のメッセージ|書きました|작성|님이 작성", // zh ja ko  在 2016年12月12日，下午8:45，Ann <a@b.c> 写道：
].join("|");
/** A verb of writing at the end of the line. */
export const verbAtEnd = new RegExp(`(?:${endVerbs})\\s?[:：]?[\\s*_-]{0,12}$`, "iu");
/** A verb of writing, other than the English, anywhere in the line. */
export const otherVerb = new RegExp(
  `(?:^|[\\s>"”)])(?:schrieb|schreef|heeft|skrev|napisał|napsal|írta|пишет|kirjoitti|כתב|كتب|от|від|from|מאת)(?:[\\s:(]|$)`,
  "iu",
);
/** An English verb of writing at the end of the line. */
export const englishVerbAtEnd = /\b(?:wrote|sent|writes)\s?:?[\s*_-]{0,12}$/i;

export const year = /(?:^|\D)(?:19|20)\d{2}(?:\D|$)/;
export const time = /(?:^|\D)\d{1,2}[:.h]\d{2}(?:\D|$)/;
export const numericDate = /\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/;
// "Fri, 5 …", "понедельник, 6 …", "11:00 AM, …", "2017-02-05 …"
export const startsWithDate =
  /^[-*_>\s"(]{0,8}(?:[\p{L}\p{M}]{1,14}[.,]{0,2}\s?){0,2}\d{1,4}(?:[\s.,:/年-]|$)/u;
