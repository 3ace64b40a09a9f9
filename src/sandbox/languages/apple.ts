// What Apple's mail programs write above a quote, and what an iPhone signs with, by the language of their user. Form: the
// fixtures in these languages of crisp-oss/email-reply-parser, mailgun/talon, zapier/email-reply-parser and edgetier.
import { type AttributionForms, formMaker } from "./attribution.ts";

const date = { day: "numeric", month: "short", year: "numeric" } as const;
const digits = { day: "2-digit", month: "2-digit", year: "numeric" } as const;
const time = { timeStyle: "short" } as const;
const form = formMaker(date, time);

/** All but English, whose programs differ from one another. */
export const appleForms: AttributionForms = {
  // Am 03.03.2026 um 15:14 schrieb Ann Lee <ann@example.com>:
  de: form("Am {date} um {time} schrieb {name} <{address}>:", { date: digits }),
  // Le 3 mars 2026 à 15:14, Ann Lee <ann@example.com> a écrit :
  fr: form("Le {date} à {time}, {name} <{address}> a écrit :"),
  // El 3 mar 2026, a las 15:14, Ann Lee <ann@example.com> escribió:
  es: form("El {date}, a las {time}, {name} <{address}> escribió:"),
  // Il giorno 3 mar 2026, alle ore 15:14, Ann Lee <ann@example.com> ha scritto:
  it: form("Il giorno {date}, alle ore {time}, {name} <{address}> ha scritto:"),
  // Em 3 de mar. de 2026, à(s) 15:14, Ann Lee <ann@example.com> escreveu:
  pt: form("Em {date}, à(s) {time}, {name} <{address}> escreveu:"),
  // Op 3 mrt 2026, om 15:14 heeft Ann Lee <ann@example.com> het volgende geschreven:
  nl: form("Op {date}, om {time} heeft {name} <{address}> het volgende geschreven:"),
  // Wiadomość napisana przez Ann Lee <ann@example.com> w dniu 3 mar 2026, o godz. 15:14:
  pl: form("Wiadomość napisana przez {name} <{address}> w dniu {date}, o godz. {time}:"),
  // 3. 3. 2026 v 15:14, Ann Lee <ann@example.com>:
  cs: form("{date} v {time}, {name} <{address}>:"),
  // Dňa 3. 3. 2026 o 15:14 používateľ Ann Lee <ann@example.com> napísal:
  sk: form("Dňa {date} o {time} používateľ {name} <{address}> napísal:"),
  // 2026. márc. 3. dátummal, 15:14 időpontban Ann Lee <ann@example.com> írta:
  hu: form("{date} dátummal, {time} időpontban {name} <{address}> írta:"),
  // Pe 3 mar. 2026, la 15:14, Ann Lee <ann@example.com> a scris:
  ro: form("Pe {date}, la {time}, {name} <{address}> a scris:"),
  // Den 3. mar. 2026 kl. 15.14 skrev Ann Lee <ann@example.com>:
  da: form("Den {date} kl. {time} skrev {name} <{address}>:"),
  // 3 mars 2026 kl. 15:14 skrev Ann Lee <ann@example.com>:
  sv: form("{date} kl. {time} skrev {name} <{address}>:"),
  // 3. mars 2026 kl. 15:14 skrev Ann Lee <ann@example.com>:
  nb: form("{date} kl. {time} skrev {name} <{address}>:"),
  // Ann Lee <ann@example.com> kirjoitti 3.3.2026 kello 15.14:
  fi: form("{name} <{address}> kirjoitti {date} kello {time}:", {
    date: { day: "numeric", month: "numeric", year: "numeric" },
  }),
  // 3 мар. 2026 г., в 15:14, Ann Lee <ann@example.com> написал(а):
  ru: form("{date}, в {time}, {name} <{address}> написал(а):"),
  // 3 бер. 2026 р. о 15:14 Ann Lee <ann@example.com> пише:
  uk: form("{date} о {time} {name} <{address}> пише:"),
  // Ann Lee <ann@example.com> şunları yazdı (3 Mar 2026 15:14):
  tr: form("{name} <{address}> şunları yazdı ({date} {time}):"),
  // Στις 3 Μαρ 2026, στις 3:14 μ.μ., ο/η Ann Lee <ann@example.com> έγραψε:
  el: form("Στις {date}, στις {time}, ο/η {name} <{address}> έγραψε:"),
  // ב-3 במרץ 2026, בשעה 15:14, Ann Lee <ann@example.com> כתב/ה:
  he: form("ב-{date}, בשעה {time}, {name} <{address}> כתב/ה:"),
  // في ٠٣/٠٣/٢٠٢٦ الساعة ٣:١٤ م، كتب/كتبت Ann Lee <ann@example.com>:
  ar: form("في {date} الساعة {time}، كتب/كتبت {name} <{address}>:", { date: digits, locale: "ar-EG" }),
  // 2026/03/03 15:14、Ann Lee <ann@example.com>のメール:
  ja: form("{date} {time}、{name} <{address}>のメール:", { date: digits }),
  // 在 2026年3月3日，15:14，Ann Lee <ann@example.com> 写道：
  zh: form("在 {date}，{time}，{name} <{address}> 写道："),
  // 2026. 3. 3. 오후 3:14, Ann Lee <ann@example.com> 작성:
  ko: form("{date} {time}, {name} <{address}> 작성:", {
    date: { day: "numeric", month: "numeric", year: "numeric" },
  }),
  // Vào 15:14, 3 thg 3, 2026, Ann Lee <ann@example.com> đã viết:
  vi: form("Vào {time}, {date}, {name} <{address}> đã viết:"),
};

/** "Sent from my iPhone" */
export const iphoneSignatures: Readonly<Record<string, string>> = {
  de: "Von meinem iPhone gesendet",
  fr: "Envoyé de mon iPhone",
  es: "Enviado desde mi iPhone",
  it: "Inviato da iPhone",
  pt: "Enviado do meu iPhone",
  nl: "Verstuurd vanaf mijn iPhone",
  pl: "Wysłane z iPhone’a",
  cs: "Odesláno z iPhonu",
  sk: "Odoslané z iPhonu",
  hu: "Az iPhone-omról küldve",
  ro: "Trimis de pe iPhone-ul meu",
  da: "Sendt fra min iPhone",
  sv: "Skickat från min iPhone",
  nb: "Sendt fra min iPhone",
  fi: "Lähetetty iPhonesta",
  ru: "Отправлено с iPhone",
  uk: "Надіслано з iPhone",
  tr: "iPhone’umdan gönderildi",
  el: "Στάλθηκε από το iPhone μου",
  he: "נשלח מה-iPhone שלי",
  ar: "أُرسلت من الـ iPhone",
  ja: "iPhoneから送信",
  zh: "发自我的iPhone",
  ko: "나의 iPhone에서 보냄",
  vi: "Đã gửi từ iPhone của tôi",
};
