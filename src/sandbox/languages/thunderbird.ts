// What Thunderbird writes above a quote, by the language of its user: “author wrote on date” or the other way round, as each
// translation has it. Source: mailnews.reply_header_authorwrotesondate and …ondateauthorwrote of its localizations
// (messengercompose.properties), which the fixtures of crisp-oss/email-reply-parser and mailgun/talon agree with.
import type { AttributionForm, AttributionForms } from "./attribution.ts";

const date = { day: "2-digit", month: "2-digit", year: "2-digit" } as const;
const time = { hour: "numeric", minute: "2-digit" } as const;
const form = (words: string): AttributionForm => ({ words, date, time });

/** All but English, and the languages in which no source was found. */
export const thunderbirdForms: AttributionForms = {
  // Am 03.03.26 um 15:14 schrieb Ann Lee:
  de: form("Am {date} um {time} schrieb {name}:"),
  // Le 03/03/26 à 15:14, Ann Lee a écrit :
  fr: form("Le {date} à {time}, {name} a écrit :"),
  // El 03/03/26 a las 15:14, Ann Lee escribió:
  es: form("El {date} a las {time}, {name} escribió:"),
  // Il 03/03/26 15:14, Ann Lee ha scritto:
  it: form("Il {date} {time}, {name} ha scritto:"),
  // Em 03/03/26 15:14, Ann Lee escreveu:
  pt: form("Em {date} {time}, {name} escreveu:"),
  // Op 03-03-26 om 15:14 schreef Ann Lee:
  nl: form("Op {date} om {time} schreef {name}:"),
  // W dniu 03.03.26 o 15:14, Ann Lee pisze:
  pl: form("W dniu {date} o {time}, {name} pisze:"),
  // Dne 03. 03. 26 v 15:14 Ann Lee napsal(a):
  cs: form("Dne {date} v {time} {name} napsal(a):"),
  // 2026. 03. 03. 15:14 keltezéssel, Ann Lee írta:
  hu: form("{date} {time} keltezéssel, {name} írta:"),
  // Den 03.03.26 kl. 15.14 skrev Ann Lee:
  da: form("Den {date} kl. {time} skrev {name}:"),
  // Den 26-03-03 kl. 15:14, skrev Ann Lee:
  sv: form("Den {date} kl. {time}, skrev {name}:"),
  // Den 03.03.26 15:14, skrev Ann Lee:
  nb: form("Den {date} {time}, skrev {name}:"),
  // Ann Lee kirjoitti 3.3.2026 klo 15.14:
  fi: form("{name} kirjoitti {date} klo {time}:"),
  // 03.03.26 15:14, Ann Lee пишет:
  ru: form("{date} {time}, {name} пишет:"),
  // 03.03.26 15:14, Ann Lee пише:
  uk: form("{date} {time}, {name} пише:"),
  // 03.03.26 15:14 tarihinde Ann Lee yazdı:
  tr: form("{date} {time} tarihinde {name} yazdı:"),
  // Στις 03/03/26 3:14 μ.μ., ο/η Ann Lee έγραψε:
  el: form("Στις {date} {time}, ο/η {name} έγραψε:"),
  // On 26/03/03 15:14, Ann Lee wrote: Japanese users see it in English.
  ja: form("On {date} {time}, {name} wrote:"),
  // 在 26/03/03 15:14, Ann Lee 写道:
  zh: form("在 {date} {time}, {name} 写道:"),
  // 26. 03. 03. 오후 3:14에 Ann Lee 이(가) 쓴 글:
  ko: form("{date} {time}에 {name} 이(가) 쓴 글:"),
  // Vào 15:14 03/03/26, Ann Lee đã viết:
  vi: form("Vào {time} {date}, {name} đã viết:"),
};
