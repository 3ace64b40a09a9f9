// What Gmail writes above a quote, by the language of its user. Form: the fixtures in these languages of
// discourse/email_reply_trimmer, crisp-oss/email-reply-parser, alfonsrv/mail-parser-reply and mailgun/talon,
// and email-origin's gmail1.html (fr).
import { type AttributionForms, formMaker } from "./attribution.ts";

const date = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
const time = { timeStyle: "short" } as const;
const form = formMaker(date, time);

/** All but English, whose programs differ from one another. */
export const gmailForms: AttributionForms = {
  // Am Di., 3. März 2026 um 15:14 Uhr schrieb Ann Lee <ann@example.com>:
  de: form("Am {date} um {time} Uhr schrieb {name} <{address}>:"),
  // Le mar. 3 mars 2026 à 15:14, Ann Lee <ann@example.com> a écrit : with blanks at which no line breaks
  fr: form("Le\u00a0{date} à\u00a0{time}, {name} <{address}> a écrit\u00a0:"),
  // El mar, 3 mar 2026 a las 15:14, Ann Lee (<ann@example.com>) escribió:
  es: form("El {date} a las {time}, {name} (<{address}>) escribió:"),
  // Il giorno mar 3 mar 2026 alle ore 15:14 Ann Lee <ann@example.com> ha scritto:
  it: form("Il giorno {date} alle ore {time} {name} <{address}> ha scritto:"),
  // Em ter., 3 de mar. de 2026 às 15:14, Ann Lee <ann@example.com> escreveu:
  pt: form("Em {date} às {time}, {name} <{address}> escreveu:"),
  // Op di 3 mrt 2026 om 15:14 schreef Ann Lee <ann@example.com>:
  nl: form("Op {date} om {time} schreef {name} <{address}>:"),
  // wt., 3 mar 2026 o 15:14 Ann Lee <ann@example.com> napisał(a):
  pl: form("{date} o {time} {name} <{address}> napisał(a):"),
  // út 3. 3. 2026 v 15:14 odesílatel Ann Lee <ann@example.com> napsal:
  cs: form("{date} v {time} odesílatel {name} <{address}> napsal:"),
  // ut 3. 3. 2026 o 15:14 Ann Lee <ann@example.com> napísal(a):
  sk: form("{date} o {time} {name} <{address}> napísal(a):"),
  // Ann Lee <ann@example.com> ezt írta (időpont: 2026. márc. 3., K, 15:14):
  hu: form("{name} <{address}> ezt írta (időpont: {date}, {time}):"),
  // mar., 3 mar. 2026 la 15:14, Ann Lee <ann@example.com> a scris:
  ro: form("{date} la {time}, {name} <{address}> a scris:"),
  // Den tirs. 3. mar. 2026 kl. 15.14 skrev Ann Lee <ann@example.com>:
  da: form("Den {date} kl. {time} skrev {name} <{address}>:"),
  // Den tis 3 mars 2026 kl 15:14 skrev Ann Lee <ann@example.com>:
  sv: form("Den {date} kl {time} skrev {name} <{address}>:"),
  // tir. 3. mars 2026 kl. 15:14 skrev Ann Lee <ann@example.com>:
  nb: form("{date} kl. {time} skrev {name} <{address}>:"),
  // ti 3. maalisk. 2026 klo 15.14 Ann Lee <ann@example.com> kirjoitti:
  fi: form("{date} klo {time} {name} <{address}> kirjoitti:", {
    date: { ...date, month: "long" },
    shortens: ["kuuta", "k."],
  }),
  // вт, 3 мар. 2026 г. в 15:14, Ann Lee <ann@example.com>:
  ru: form("{date} в {time}, {name} <{address}>:"),
  // вт, 3 бер. 2026 р. о 15:14 Ann Lee <ann@example.com> пише:
  uk: form("{date} о {time} {name} <{address}> пише:"),
  // Ann Lee <ann@example.com>, 3 Mar 2026 Sal, 15:14 tarihinde şunu yazdı:
  tr: form("{name} <{address}>, {date}, {time} tarihinde şunu yazdı:"),
  // Στις Τρί 3 Μαρ 2026 στις 3:14 μ.μ., ο χρήστης Ann Lee <ann@example.com> έγραψε:
  el: form("Στις {date} στις {time}, ο χρήστης {name} <{address}> έγραψε:"),
  // בתאריך יום ג׳, 3 במרץ 2026 ב-15:14 מאת Ann Lee <ann@example.com>: with marks of direction around each part
  he: form("\u202bבתאריך {date} ב-{time} מאת \u202a{name}\u202c\u200f <\u202a{address}\u202c\u200f>:\u202c"),
  // في الثلاثاء، 3 مارس 2026 في 3:14 م تمت كتابة ما يلي بواسطة Ann Lee <ann@example.com>:
  ar: form(
    "في {date} في {time} تمت كتابة ما يلي بواسطة \u202a{name}\u202c\u200f <\u202a{address}\u202c\u200f>:",
  ),
  // 2026年3月3日(火) 15:14 Ann Lee <ann@example.com>:
  ja: form("{date} {time} {name} <{address}>:"),
  // Ann Lee <ann@example.com> 于2026年3月3日周二 15:14写道：
  zh: form("{name} <{address}> 于{date} {time}写道："),
  // 2026년 3월 3일 (화) 오후 3:14, Ann Lee <ann@example.com>님이 작성:
  ko: form("{date} {time}, {name} <{address}>님이 작성:"),
  // Vào Th 3, 3 thg 3, 2026 vào lúc 15:14 Ann Lee <ann@example.com> đã viết:
  vi: form("Vào {date} vào lúc {time} {name} <{address}> đã viết:", { shortens: ["Thứ", "Th"] }),
};
