// What Yahoo Mail in a browser writes above a quote, by the language of its user. Form: de and pl as a public price parser's tests
// have them (“yahoo de”, “yahoo pl”, September 2026), zh email-origin's yahoo.html, tr our tr-unmarked.
import { type AttributionForms, formMaker } from "./attribution.ts";

const form = formMaker({ dateStyle: "full" }, { timeStyle: "medium" });

/** All but English. */
export const yahooForms: AttributionForms = {
  // Am Dienstag, 3. März 2026, 15:14:00 MEZ hat Ann Lee <ann@example.com> Folgendes geschrieben:
  de: form("Am {date}, {time} {zone} hat {name} <{address}> Folgendes geschrieben:"),
  // W wtorek, 3 marca 2026, 15:14:00 CET, Ann Lee <ann@example.com> napisał(-a):
  pl: form("W {date}, {time} {zone}, {name} <{address}> napisał(-a):"),
  // 3 Mart 2026 Salı 15:14:00 GMT+1 tarihinde Ann Lee <ann@example.com> şunu yazdı:
  tr: form("{date} {time} {zone} tarihinde {name} <{address}> şunu yazdı:"),
  // Ann Lee (<ann@example.com>) 在 2026年3月3日星期二 下午03:14:00 [GMT+1] 寫道：
  zh: form("{name} (<{address}>) 在 {date} {time} [{zone}] 寫道：", {
    time: { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: true },
  }),
};

/** "Sent from Yahoo Mail on Android"; fr as replies on a public forum have it, es and it as public parsers' tests do. */
export const yahooAndroidSignatures: Readonly<Record<string, string>> = {
  fr: "Envoyé depuis Yahoo Mail pour Android",
  es: "Enviado desde Yahoo Mail para Android",
  it: "Inviato da Yahoo Mail su Android",
};
