// The labels of the header that Outlook writes above a quote, its rule in plain text, and its date, by the language of its
// user. Form: the fixtures from_block and original_message of mailgun/talon and crisp-oss/email-reply-parser in these
// languages, and the tables of closeio/quotequail and alfonsrv/mail-parser-reply.
import { withPrefix, type Answer } from "../program.ts";
import { writeMoment } from "./attribution.ts";

/** What Outlook writes in one language. */
export interface OutlookWords {
  from: string;
  sent: string;
  /** What Outlook for a Mac and for an iPhone say in place of `sent`. */
  date: string;
  to: string;
  subject: string;
  /** Between rules of five dashes. */
  original: string;
}

const words = (
  from: string,
  [sent, date]: [string, string],
  to: string,
  subject: string,
  original: string,
): OutlookWords => ({
  from,
  sent,
  date,
  to,
  subject,
  original,
});

const english = words("From", ["Sent", "Date"], "To", "Subject", "Original Message");

const byLanguage: Readonly<Record<string, OutlookWords>> = {
  de: words("Von", ["Gesendet", "Datum"], "An", "Betreff", "Ursprüngliche Nachricht"),
  fr: words("De", ["Envoyé", "Date"], "À", "Objet", "Message d'origine"),
  es: words("De", ["Enviado el", "Fecha"], "Para", "Asunto", "Mensaje original"),
  it: words("Da", ["Inviato", "Data"], "A", "Oggetto", "Messaggio originale"),
  pt: words("De", ["Enviado", "Data"], "Para", "Assunto", "Mensagem original"),
  nl: words("Van", ["Verzonden", "Datum"], "Aan", "Onderwerp", "Oorspronkelijk bericht"),
  pl: words("Od", ["Wysłano", "Data"], "Do", "Temat", "Wiadomość oryginalna"),
  cs: words("Od", ["Odesláno", "Datum"], "Komu", "Předmět", "Původní zpráva"),
  sk: words("Od", ["Odoslané", "Dátum"], "Komu", "Predmet", "Pôvodná správa"),
  hu: words("Feladó", ["Elküldve", "Dátum"], "Címzett", "Tárgy", "Eredeti üzenet"),
  ro: words("De la", ["Trimis", "Data"], "Către", "Subiect", "Mesaj original"),
  da: words("Fra", ["Sendt", "Dato"], "Til", "Emne", "Oprindelig meddelelse"),
  sv: words("Från", ["Skickat", "Datum"], "Till", "Ämne", "Ursprungligt meddelande"),
  nb: words("Fra", ["Sendt", "Dato"], "Til", "Emne", "Opprinnelig melding"),
  fi: words("Lähettäjä", ["Lähetetty", "Päivämäärä"], "Vastaanottaja", "Aihe", "Alkuperäinen viesti"),
  ru: words("От", ["Отправлено", "Дата"], "Кому", "Тема", "Исходное сообщение"),
  uk: words("Від", ["Надіслано", "Дата"], "Кому", "Тема", "Оригінальне повідомлення"),
  tr: words("Kimden", ["Gönderildi", "Tarih"], "Kime", "Konu", "Özgün İleti"),
  el: words("Από", ["Στάλθηκε", "Ημερομηνία"], "Προς", "Θέμα", "Αρχικό μήνυμα"),
  he: words("מאת", ["נשלח", "תאריך"], "אל", "נושא", "הודעה מקורית"),
  ar: words("من", ["تم الإرسال", "التاريخ"], "إلى", "الموضوع", "الرسالة الأصلية"),
  ja: words("差出人", ["送信日時", "日付"], "宛先", "件名", "元のメッセージ"),
  zh: words("发件人", ["发送时间", "日期"], "收件人", "主题", "邮件原件"),
  ko: words("보낸 사람", ["보낸 날짜", "날짜"], "받는 사람", "제목", "원본 메시지"),
  vi: words("Từ", ["Đã gửi", "Ngày"], "Đến", "Chủ đề", "Thư gốc"),
};

/** The words in the language of the answer; English where none is told. */
export function outlookWords({ language = "en" }: Pick<Answer, "language">): OutlookWords {
  return byLanguage[language] ?? english;
}

/** `Dienstag, 3. März 2026 15:14`; undefined in English, of which each Outlook has its own. */
export function outlookDate({ language = "en", received, author }: Answer): string | undefined {
  if (!(language in byLanguage)) return undefined;
  const { timeZone } = author;
  const moment = new Date(received.date);
  const date = writeMoment(moment, language, { timeZone, dateStyle: "full" });
  return `${date} ${writeMoment(moment, language, { timeZone, timeStyle: "short" })}`;
}

/** A program's `answerSubject`: the prefix of the language, or the program's usual one where that language keeps it. */
export function outlookSubject(usual: string): (subject: string, language?: string) => string {
  return (subject, language = "en") => {
    const prefix = replyPrefixes[language] ?? usual;
    return subject.toLowerCase().startsWith(prefix.toLowerCase()) ? subject : withPrefix(prefix, subject);
  };
}

/** Before the subject of an answer, after Wikipedia's list of email subject abbreviations; all others write RE. */
const replyPrefixes: Readonly<Record<string, string>> = {
  de: "AW:",
  it: "R:",
  pt: "RES:",
  pl: "Odp:",
  da: "SV:",
  sv: "SV:",
  nb: "SV:",
  fi: "VS:",
  tr: "YNT:",
  el: "ΑΠ:",
  zh: "回复:",
};
