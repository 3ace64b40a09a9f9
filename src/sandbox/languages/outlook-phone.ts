// What Outlook on a phone signs with, by the language of its user. Form: de and fr after the fixtures of
// crisp-oss/email-reply-parser, the others the real lines that our device lines were written for. {os} is iOS or Android;
// what stands in brackets is a link.

export const outlookPhoneSignatures: Readonly<Record<string, string>> = {
  de: "Gesendet von [Outlook für {os}]",
  fr: "Envoyé à partir de [Outlook pour {os}]",
  es: "Obtener [Outlook para {os}]",
  it: "Scarica [Outlook per {os}]",
  pt: "Obter o [Outlook para {os}]",
  nl: "[Outlook voor {os}] downloaden",
  pl: "Pobierz aplikację [Outlook dla systemu {os}]",
  cs: "Získat [Outlook pro {os}]",
  ro: "Descărcați [Outlook pentru {os}]",
  da: "Hent [Outlook til {os}]",
  sv: "Hämta [Outlook för {os}]",
  fi: "Hanki [Outlook for {os}]",
  ko: "[Outlook for {os}] 다운로드",
};
