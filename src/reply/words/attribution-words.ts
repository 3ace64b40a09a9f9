// The words and figures of "… wrote:" lines, by language, each under real lines: Gmail's, Apple Mail's, Thunderbird's
// (mailnews.reply_header_*), Yahoo's, Horde's. Expressions are bounded and only ever run over lines of at most 400 characters.

/** Words stand between bars; none is an expression. */
interface Words {
  /** The first words of the line. */
  opens?: string;
  /** Its last words, right before the colon. */
  ends?: string;
  /** Verbs and prepositions that stand right before the name, which then ends the line. */
  inside?: string;
}

const byLanguage: Record<string, Words> = {
  // On Mon, Feb 1, 2016 at 6:32 PM, Ann <a@b.c> wrote:     At 6/16/2016 08:32 PM, you wrote:     In message <id>, Ann writes:
  // In a message dated 5/5/2001 10:00:00 AM Eastern Daylight Time, ann@b.c writes:     2013-05-06 12:18 from Ann <a@b.c>:
  en: {
    opens:
      "on|at|in a message dated|in message|in article|in an email dated|in reply to|thus spake|quoting|quoth",
    ends: "wrote|writes|sent|has written|wrote the following|wrote in message|spake thusly",
    inside: "from|wrote on|wrote at|wrote in|writes on",
  },
  // Am Mo., 1. Feb. 2016 um 18:32 Uhr schrieb Ann <a@b.c>:     Ann <a@b.c> schrieb am Mo., 1. Feb. 2016, 18:32:
  // Am Montag, 1. Februar 2016, 18:32:00 MEZ hat Ann <a@b.c> Folgendes geschrieben:     Zitat von Ann <a@b.c>:
  de: {
    opens: "am|zitat von|zitiere|in einer email vom|in einer e-mail vom",
    ends: "schrieb|schrieb folgendes|geschrieben|schreibt|schrieben sie|schriebst du",
    inside: "schrieb|schreibt|schrieb am",
  },
  // Le 4 janv. 2016 à 19:03, Ann <a@b.c> a écrit :     Le mar. 5 janv. 2021 à 10 h 00, Ann <a@b.c> a écrit :     Selon Ann <a@b.c>:
  fr: {
    opens: "le|selon|dans un e-mail daté du|dans un message daté du|en date de|en date du|citant",
    ends: "a écrit|écrit|a envoyé|nous a dit|ont écrit|avez écrit",
    inside: "a écrit le|de la part de",
  },
  // El lun, 1 feb 2016 a las 18:32, Ann (<a@b.c>) escribió:     En martes, 5 de enero de 2021 10:00:00 CET, Ann <a@b.c> escribió:
  es: {
    opens: "el|en|a las|citando a",
    ends: "escribió|escribio|ha escrito|escribía|escribiste",
    inside: "escribió el",
  },
  // Il giorno lun 1 feb 2016 alle ore 18:32 Ann <a@b.c> ha scritto:     In data martedì 5 gennaio 2021 10:00:00 CET, Ann ha scritto:
  it: {
    opens: "il|in data|citando|alle|nel messaggio",
    ends: "ha scritto|scritto|scrive|scriveva|ha inviato",
    inside: "ha scritto il|scrive il",
  },
  // Em seg., 1 de fev. de 2016 às 18:32, Ann <a@b.c> escreveu:     Ann <a@b.c> escreveu no dia segunda, 1/02/2016 à(s) 18:32:
  // No dia 01/02/2016, às 18:32, Ann <a@b.c> escreveu:     Às 18:32 de 01/02/2016, Ann escreveu:     A terça, 5 de janeiro de 2021, Ann escreveu:
  pt: {
    opens: "em|no dia|a|às|citando|na",
    ends: "escreveu|escreveu o seguinte",
    inside: "escreveu no dia|escreveu em|escreveu às",
  },
  // Op ma 1 feb 2016 om 18:32 schreef Ann <a@b.c>:     Op 2 feb. 2015 om 05:28 heeft Ann <a@b.c> het volgende geschreven:
  nl: {
    opens: "op|citeren|citaat van",
    ends: "schreef|geschreven|het volgende geschreven|schreef het volgende|verzond",
    inside: "schreef|heeft|schreef op|verzond",
  },
  // pon., 1 lut 2016 o 18:32 Ann <a@b.c> napisał(a):     W dniu 2017-01-09 11:59:39 użytkownik Ann <a@b.c> napisał:
  // Wiadomość napisana przez Ann <a@b.c> w dniu 5 sty 2021, o godz. 10:00:     Cytowanie Ann <a@b.c>:
  pl: {
    opens: "w dniu|dnia|wiadomość napisana przez|cytowanie|dn.",
    ends: "napisał|napisała|napisał(a)|napisał/a|pisze|pisze, że|napisali|nadesłał",
    inside: "napisał|napisał(a)|przez",
  },
  // po 1. 2. 2016 v 18:32 odesílatel Ann <a@b.c> napsal:     Dne 5. 1. 2020 v 10:00 Ann napsal(a):     5. 1. 2021 v 10:00, Ann <a@b.c>:
  cs: {
    opens: "dne|v|cituji|citát",
    ends: "napsal|napsala|napsal(a)|napsal/a|píše|napsal dne",
    inside: "napsal|napsal(a)|odesílatel",
  },
  // po 1. 2. 2016 o 18:32 Ann <a@b.c> napísal(a):     Dňa 5. 1. 2021 o 10:00 používateľ Ann <a@b.c> napísal:
  sk: {
    opens: "dňa|citovanie",
    ends: "napísal|napísala|napísal(a)|napísal/a|píše",
    inside: "napísal|napísal(a)|používateľ",
  },
  // Ann <a@b.c> ezt írta (időpont: 2016. febr. 1., H, 18:32):     2021. 01. 05. 10:00 keltezéssel, Ann írta:
  hu: { ends: "írta|ezt írta|a következőt írta|írta a következőt|írt", inside: "ezt írta|írta|keltezéssel" },
  // În lun., 1 feb. 2016 la 18:32, Ann <a@b.c> a scris:     Pe 5 ian. 2021, la 10:00, Ann <a@b.c> a scris:
  ro: {
    opens: "în|în data de|pe|la|pe data de|la data",
    ends: "a scris|a scris următoarele|scris|a trimis",
    inside: "a scris",
  },
  // Den man. 1. feb. 2016 kl. 18.32 skrev Ann <a@b.c>:     På 5. jan 2021 skrev Ann:
  da: {
    opens: "den|d.|på|citat af|citat fra|kl.",
    ends: "skrev|skrev følgende|skriver",
    inside: "skrev|skrev følgende den",
  },
  // Den mån 1 feb. 2016 kl 18:32 skrev Ann <a@b.c>:     1 feb. 2016 kl. 18:32 skrev Ann <a@b.c>:     Citerar Ann <a@b.c>:
  sv: {
    opens: "den|på|citerar|kl.|vid",
    ends: "skrev|skrev följande|följande|skriver",
    inside: "skrev|skrev den|skrev följande",
  },
  // man. 1. feb. 2016 kl. 18:32 skrev Ann <a@b.c>:     nn: Den 05.01.2021 10:00, Ann skreiv:     På mandag skrev Ann:
  nb: {
    opens: "den|på|sitat av|siterer|kl.",
    ends: "skrev|skrev følgende|skreiv|skriver",
    inside: "skrev|skreiv|skrev følgende den",
  },
  // ma 1. helmik. 2016 klo 18.32 Ann (a@b.c) kirjoitti:     Ann <a@b.c> kirjoitti 5.1.2021 kello 10.00:     Lainaus Ann <a@b.c>:
  fi: {
    opens: "lainaus|lähettäjä|klo",
    ends: "kirjoitti|kirjoitti seuraavasti|kirjoittaa|lähetti",
    inside: "kirjoitti",
  },
  // пн, 1 февр. 2016 г. в 18:32, Ann <a@b.c>:     понедельник, 1 февраля 2016 г. пользователь Ann написал:
  // Понедельник, 1 февраля 2016, 18:32 +03:00 от Ann <a@b.c>:     01.02.2016 18:32, Ann пишет:
  ru: {
    opens: "цитирую|цитата",
    ends: "написал|написала|написал(а)|написал (а)|пишет|писал|писал(а)|написали",
    inside: "от|пишет|написал|пользователь|от пользователя",
  },
  // пн, 1 лют. 2016 р. о 18:32 Ann <a@b.c> пише:
  uk: { ends: "пише|написав|написала|написав(ла)|написав(-ла)|писав", inside: "від|пише|користувач" },
  // На пн, 1.02.2016 г. в 18:32 Ann <a@b.c> написа:     mk: На пон, 1 фев 2016 во 18:32 Ann <a@b.c> напиша:
  bg: { opens: "на", ends: "написа|напиша|написа следното|пише|напісаў", inside: "написа|от" },
  // pon, 1. velj 2016. u 18:32 Ann <a@b.c> napisao je:     Dana 05.01.2021. u 10:00, Ann je napisao/la:     Ann je napisao/la:
  hr: {
    opens: "dana|u|na",
    ends: "napisao je|napisala je|je napisao|je napisala|je napisao/la|je napisao/napisala|napisao|napisala|piše|napisao/la je|je napisao(la)",
    inside: "napisao je|korisnik|je napisao",
  },
  // пон, 1. феб 2016. у 18:32 Ann <a@b.c> је написао/ла:
  sr: {
    opens: "дана|у|на",
    ends: "је написао|је написала|је написао/ла|написао је|написао/ла је|написао|пише",
    inside: "корисник|написао",
  },
  // V pon., 1. feb. 2016 ob 18:32 je oseba Ann <a@b.c> napisala:     Dne 5. 1. 2021 ob 10:00 je Ann napisal(a):
  sl: {
    opens: "v|dne|dne,",
    ends: "napisal|napisala|je napisal|je napisala|je napisal(a)|napisal(a)|piše",
    inside: "je oseba|je",
  },
  // Ann <a@b.c>, 1 Şub 2016 Pzt, 18:32 tarihinde şunu yazdı:     Ann <a@b.c> şunları yazdı (5 Oca 2021 10:00):
  tr: {
    ends: "yazdı|şunu yazdı|şunları yazdı|yazmış|tarihinde yazdı",
    inside: "şunları yazdı|şunu yazdı|tarihinde",
  },
  // Στις Δευ, 1 Φεβ 2016 στις 6:32 μ.μ., ο/η Ann <a@b.c> έγραψε:
  el: {
    opens: "στις|την|στα|το|ο/η",
    ends: "έγραψε|έγραψαν|γράφει|έγραψε τα εξής",
    inside: "ο χρήστης|έγραψε",
  },
  // ‫בתאריך יום ב׳, 1 בפבר׳ 2016 ב-18:32 מאת ‪Ann‬‏ <‪a@b.c‬‏>:‬     ב-5 בינו׳ 2021, בשעה 10:00, Ann <a@b.c> כתב/ה:
  he: {
    opens: "בתאריך|ב|ביום|מאת|ב־",
    ends: "כתב|כתבה|כתב/ה|כתב(ה)|כתב את הדברים הבאים|כתבת",
    inside: "מאת|כתב|כתב/ה|כתבה",
  },
  // في الاثنين، 1 فبراير 2016 في 6:32 م تمت كتابة ما يلي بواسطة Ann <a@b.c>:     على 05/01/2021 10:00، كتب Ann:
  ar: {
    opens: "في|على|بتاريخ|يوم",
    ends: "كتب|كتبت|كتب ما يلي|كتب/ت|كتب(ت)",
    inside: "كتب|كتبت|بواسطة|تمت كتابة ما يلي بواسطة|من",
  },
  // در تاریخ دوشنبه ۱ فوریهٔ ۲۰۱۶،‏ ۱۸:۳۲ Ann <a@b.c> نوشت:
  fa: { opens: "در تاریخ|در|به تاریخ", ends: "نوشت|نوشته|نوشته است|نوشته‌است|نوشتهاست", inside: "نوشت" },
  // Vào Th 2, 1 thg 2, 2016 vào lúc 18:32 Ann <a@b.c> đã viết:
  vi: { opens: "vào|ngày|lúc|vào lúc|vào ngày", ends: "viết|đã viết|đã gửi", inside: "đã viết" },
  // ในวันที่ จ. 1 ก.พ. 2016 เวลา 18:32 Ann <a@b.c> เขียนว่า:     เมื่อ 5 ม.ค. 2021 10:00 Ann เขียนว่า:
  th: { opens: "ในวันที่|เมื่อ|เมื่อวันที่|วันที่", ends: "เขียนว่า|เขียน|ได้เขียนว่า", inside: "เขียนว่า" },
  // Pada tanggal 1 Feb 2016 18.32, Ann <a@b.c> menulis:     ms: Pada Isn, 1 Feb 2016 6:32 PTG Ann <a@b.c> menulis:
  id: {
    opens: "pada|pada tanggal|pada tgl|tanggal",
    ends: "menulis|telah menulis|berikut ini|menulis hal berikut",
    inside: "menulis",
  },
  // Missatge de Ann <a@b.c> del dia dl., 1 de febr. 2016 a les 18:32:     El 5 gen 2021, a les 10:00, Ann <a@b.c> va escriure:
  ca: {
    opens: "missatge de|el|el dia|a les",
    ends: "ha escrit|va escriure|escriu",
    inside: "del dia|ha escrit el|ha escrit",
  },
  // Ann (<a@b.c>) erabiltzaileak hau idatzi du (2016 ots. 1, al. (18:32)):
  eu: {
    ends: "idatzi du|idatzi zuen|hau idatzi du|idatzi dau",
    inside: "hau idatzi du|igorleak|erabiltzaileak",
  },
  // O luns, 1 feb 2016 ás 18:32, Ann (<a@b.c>) escribiu:
  gl: { opens: "o|o día|en|ás", ends: "escribiu|escribiu o seguinte", inside: "escribiu o" },
  // Kuupäev E, 1. veebruar 2016 kell 18:32 kirjutas Ann <a@b.c>:
  et: { opens: "kuupäev|kuupäeval", ends: "kirjutas|kirjutas järgmist", inside: "kirjutas" },
  // pirmd., 2016. g. 1. febr., plkst. 18:32 — lietotājs Ann (<a@b.c>) rakstīja:
  lv: { ends: "rakstīja|raksta|rakstījis|rakstījusi", inside: "lietotājs|rakstīja" },
  // 2016-02-01, pr, 18:32 Ann <a@b.c> rašė:
  lt: { ends: "rašė|parašė|rašo", inside: "rašė" },
  // Þann mán., 1. feb. 2016 kl. 18:32 skrifaði Ann <a@b.c>:
  is: { opens: "þann|hinn|á", ends: "skrifaði|reit", inside: "skrifaði" },
  sq: { opens: "më", ends: "shkroi|ka shkruar", inside: "shkroi" },
  // Op Ma 1 Feb 2016 om 18:32 het Ann <a@b.c> geskryf:
  af: { ends: "geskryf|skryf|skreau", inside: "het|skreau" },
};

// Scripts that put no blank between words: what matters is how the line begins and ends.
// zh 在 2016年2月1日，下午6:32，Ann <a@b.c> 写道：     Ann <a@b.c> 於 2016年2月1日 週一 下午6:32寫道：     Ann <a@b.c>于2016年2月1日 周一18:32写道：
// ja 2016/02/01 18:32、Ann <a@b.c>のメール:     2016年2月1日(月) 18:32 Ann <a@b.c>:     Annさんは書きました:
// ko 2016년 2월 1일 (월) 오후 6:32, Ann <a@b.c>님이 작성:     2016. 2. 1. 오후 6:32, Ann <a@b.c> 작성:
const unspacedEnds =
  "写道|寫道|写|写信|撰写|写到|寫到|来信|のメッセージ|のメール|さんのメール|書きました|さんからのメール|さんは書きました|が書いた|作成|작성|님이 작성|님이 쓴 글|이(가) 쓴 글|님의 글|님이 보낸 메일|님의 말";
const unspacedOpens = "在|於|于";

/** The first words of a line that an attribution begins with. */
export const opener = new RegExp(
  `^[-*_>\\s"(]{0,12}(?:(?:${alternatives("opens")})[\\s,]|ב-|${unspacedOpens})`,
  "iu",
);

/** A verb of writing at the end of the line. */
export const verbAtEnd = new RegExp(
  `(?:(?<!\\p{L})(?:${alternatives("ends")})|(?:${escaped(unspacedEnds)}))[\\s,]{0,2}[:：]?[\\s*_-]{0,12}$`,
  "iu",
);

/** A verb of writing, other than the English, or what stands before the name of who wrote. */
export const verbBeforeName = new RegExp(
  `(?:^|[\\s>"”)»,，、،(])(?:${alternatives("inside")})(?:[\\s:(<"„«“]|$)`,
  "iu",
);

/** An English verb of writing at the end of the line. */
export const englishVerbAtEnd = /\b(?:wrote|sent|writes)\s?:?[\s*_-]{0,12}$/i;

/** Who a person says has written, where a mail program would give a name: "You wrote:". */
export const pronouns = new Set(
  (
    "i|you|he|she|it|we|they|who|someone|somebody|one|this|that|ich|du|er|sie|wir|ihr|es|man|je|tu|il|elle|nous|vous|ils|elles|" +
    "yo|tú|él|ella|usted|nosotros|ellos|io|lui|lei|noi|voi|loro|eu|ele|ela|nós|você|eles|ik|jij|hij|zij|wij|ja|ty|ona|my|wy|oni|" +
    "jag|hon|vi|han|de|jeg|hun|minä|sinä|hän|я|ты|он|она|мы|вы|они|ти|він|вона|ми|ви|вони"
  ).split("|"),
);

/** Whom some programs speak to: "At 6/16/2016 08:32 PM, you wrote:". */
export const addressed = new Set("you|du|sie|tu|vous|usted|lei|voi|você|jij|ty|wy|ты|вы|ти|ви".split("|"));

/** What a person says before the word for somebody: "my colleague", "le directeur". */
export const determiners = new Set(
  (
    "my|our|your|his|her|their|the|a|one|mon|ma|notre|votre|le|la|les|un|une|mi|nuestro|nuestra|el|los|il|lo|gli|o|os|meu|minha|" +
    "mijn|onze|de|het|een|min|vår|den|en|et|mój|moja|nasz|мой|моя|наш|наша"
  ).split("|"),
);

const lastWords = new Set(
  Object.values(byLanguage).flatMap(({ ends = "" }) =>
    ends.split("|").map((words) => words.split(" ").at(-1)),
  ),
);
const unspacedEnding = new RegExp(`(?:${escaped(unspacedEnds)})$`, "u");

/** Whether the last word of the line is a verb of writing; quick, for lines that do not end in a colon. */
export function endsInVerb(text: string): boolean {
  const last = text.slice(text.lastIndexOf(" ") + 1);
  return (
    last.length < 20 &&
    (lastWords.has(last.toLowerCase()) || (/[^\0-\u2fff]$/.test(last) && unspacedEnding.test(last)))
  );
}

/** A year of the common calendar, or as Persia and Islam (13…, 14…) or Thailand (25…) count: 2016, 1403, 2567. */
export const year = /(?:^|\D)(?:1[349]|20|25)\d{2}(?:\D|$)/;
/** 18:32, 18.32, 18h32, 18 h 32, 18時32分, 18시 32분 */
export const time = /(?:^|\D)\d{1,2}(?:[:.h]|\sh\s|時|시\s?)\d{2}(?:\D|$)/;
/** 01/02/2016, 2016-02-01, 1. 2. 2016, and not 192.0.2.1 */
export const numericDate = /(?<!\d\.)(?<!\d)\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}(?!\d|\.\d)/;
/** "Fri, 5 …", "понедельник, 6 …", "11:00 AM, …", "2017-02-05 …" */
export const startsWithDate =
  /^[-*_>\s"([]{0,8}(?:[\p{L}\p{M}]{1,14}[.,]{0,2}\s?){0,2}\d{1,4}(?:[\s.,:/年년-]|$)/u;
/** "5. 1. 2021 …", "пн, 1 …", "2021年1月5日(火) …": a figure, or one short word before it */
export const startsWithFigure =
  /^[-*_>\s"([]{0,8}(?:\p{L}{1,14}[.,]{1,2}\s?|\p{L}{2,3}\s)?\d{1,4}(?:[\s.,:/年년-]|$)/u;

const digits = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** Arabic and Persian figures as Latin ones: ٢٠٢١ → 2021. */
export function withLatinDigits(text: string): string {
  return /^[\x20-\u065f]*$/.test(text)
    ? text
    : text.replace(digits, (digit) => String(digit.charCodeAt(0) & 0xf));
}

/** All words of one field as alternatives, longest first, so that "napisał(a)" is not taken for "napisał". */
function alternatives(field: keyof Words): string {
  const all = new Set(Object.values(byLanguage).flatMap((words) => words[field]?.split("|") ?? []));
  return escaped([...all].toSorted((one, other) => other.length - one.length).join("|"));
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()[\]\\/]/g, "\\$&");
}
