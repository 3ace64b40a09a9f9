// What Thunderbird writes above a quote, by the language of its user: “author wrote on date” or the other way round, as each
// translation has it. Source: mailnews.reply_header_authorwrotesondate and …ondateauthorwrote of its localizations
// (composeMsgs.properties of mozilla-l10n/firefox-l10n and thunderbird/thunderbird-l10n), read there for
// sk, ro, el, he, ar and vi; the others after the fixtures of crisp-oss/email-reply-parser and mailgun/talon.
import { type AttributionForms, formMaker } from "./attribution.ts";

const date = { dateStyle: "short" } as const;
const time = { timeStyle: "short" } as const;
const form = formMaker(date, time);

/** All but English, and the languages in which no source was found. */
export const thunderbirdForms: AttributionForms = {
  // Am 03.03.26 um 15:14 schrieb Ann Lee:
  de: form("Am {date} um {time} schrieb {name}:"),
  // Le 03/03/2026 à 15:14, Ann Lee a écrit :
  fr: form("Le {date} à {time}, {name} a écrit :"),
  // El 3/3/26 a las 15:14, Ann Lee escribió:
  es: form("El {date} a las {time}, {name} escribió:"),
  // Il 03/03/26 15:14, Ann Lee ha scritto:
  it: form("Il {date} {time}, {name} ha scritto:"),
  // Em 03/03/2026 15:14, Ann Lee escreveu:
  pt: form("Em {date} {time}, {name} escreveu:"),
  // Op 03-03-2026 om 15:14 schreef Ann Lee:
  nl: form("Op {date} om {time} schreef {name}:"),
  // W dniu 3.03.2026 o 15:14, Ann Lee pisze:
  pl: form("W dniu {date} o {time}, {name} pisze:"),
  // Dne 03.03.26 v 15:14 Ann Lee napsal(a):
  cs: form("Dne {date} v {time} {name} napsal(a):"),
  // Dňa 3. 3. 2026 o 15:14 Ann Lee napísal(a):
  sk: form("Dňa {date} o {time} {name} napísal(a):"),
  // 2026. 03. 03. 15:14 keltezéssel, Ann Lee írta:
  hu: form("{date} {time} keltezéssel, {name} írta:"),
  // La 03.03.2026 15:14, Ann Lee a scris:
  ro: form("La {date} {time}, {name} a scris:"),
  // Den 03.03.2026 kl. 15.14 skrev Ann Lee:
  da: form("Den {date} kl. {time} skrev {name}:"),
  // Den 2026-03-03 kl. 15:14, skrev Ann Lee:
  sv: form("Den {date} kl. {time}, skrev {name}:"),
  // Den 03.03.2026 15:14, skrev Ann Lee:
  nb: form("Den {date} {time}, skrev {name}:"),
  // Ann Lee kirjoitti 3.3.2026 klo 15.14:
  fi: form("{name} kirjoitti {date} klo {time}:"),
  // 03.03.2026 15:14, Ann Lee пишет:
  ru: form("{date} {time}, {name} пишет:"),
  // 03.03.26 15:14, Ann Lee пише:
  uk: form("{date} {time}, {name} пише:"),
  // 3.03.2026 15:14 tarihinde Ann Lee yazdı:
  tr: form("{date} {time} tarihinde {name} yazdı:"),
  // Στις 3/3/26 3:14 μ.μ., ο Ann Lee έγραψε:
  el: form("Στις {date} {time}, ο {name} έγραψε:"),
  // נכתב על ידי Ann Lee, ב־3.3.2026 בשעה 15:14:
  he: form("נכתב על ידי {name}, ב־{date} בשעה {time}:"),
  // على 3/3/2026 3:14 م، كتب Ann Lee:
  ar: form("على {date} {time}، كتب {name}:"),
  // On 2026/03/03 15:14, Ann Lee wrote: Japanese users see it in English.
  ja: form("On {date} {time}, {name} wrote:"),
  // 在 2026/3/3 15:14, Ann Lee 写道:
  zh: form("在 {date} {time}, {name} 写道:"),
  // 26. 3. 3. 오후 3:14에 Ann Lee 이(가) 쓴 글:
  ko: form("{date} {time}에 {name} 이(가) 쓴 글:"),
  // Vào lúc 15:14 3/3/26, Ann Lee đã viết:
  vi: form("Vào lúc {time} {date}, {name} đã viết:"),
};
