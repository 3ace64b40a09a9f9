// The labels of the header that Outlook writes above a quote, its rule in plain text, and its date, by the language of its
// user. Form: the fixtures from_block and original_message of mailgun/talon and crisp-oss/email-reply-parser in these
// languages, and the tables of closeio/quotequail and alfonsrv/mail-parser-reply.
import type { Answer } from "../program.ts";

/** What Outlook writes in one language. */
export interface OutlookWords {
  from: string;
  sent: string;
  to: string;
  subject: string;
  /** Between rules of five dashes. */
  original: string;
}

const words = (from: string, sent: string, to: string, subject: string, original: string): OutlookWords => ({
  from,
  sent,
  to,
  subject,
  original,
});

const english = words("From", "Sent", "To", "Subject", "Original Message");

const byLanguage: Readonly<Record<string, OutlookWords>> = {
  de: words("Von", "Gesendet", "An", "Betreff", "Ursprüngliche Nachricht"),
  fr: words("De", "Envoyé", "À", "Objet", "Message d'origine"),
  es: words("De", "Enviado el", "Para", "Asunto", "Mensaje original"),
  it: words("Da", "Inviato", "A", "Oggetto", "Messaggio originale"),
  pt: words("De", "Enviado", "Para", "Assunto", "Mensagem original"),
  nl: words("Van", "Verzonden", "Aan", "Onderwerp", "Oorspronkelijk bericht"),
  pl: words("Od", "Wysłano", "Do", "Temat", "Wiadomość oryginalna"),
  cs: words("Od", "Odesláno", "Komu", "Předmět", "Původní zpráva"),
  sk: words("Od", "Odoslané", "Komu", "Predmet", "Pôvodná správa"),
  hu: words("Feladó", "Elküldve", "Címzett", "Tárgy", "Eredeti üzenet"),
  ro: words("De la", "Trimis", "Către", "Subiect", "Mesaj original"),
  da: words("Fra", "Sendt", "Til", "Emne", "Oprindelig meddelelse"),
  sv: words("Från", "Skickat", "Till", "Ämne", "Ursprungligt meddelande"),
  nb: words("Fra", "Sendt", "Til", "Emne", "Opprinnelig melding"),
  fi: words("Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe", "Alkuperäinen viesti"),
  ru: words("От", "Отправлено", "Кому", "Тема", "Исходное сообщение"),
  uk: words("Від", "Надіслано", "Кому", "Тема", "Оригінальне повідомлення"),
  tr: words("Kimden", "Gönderildi", "Kime", "Konu", "Özgün İleti"),
  el: words("Από", "Στάλθηκε", "Προς", "Θέμα", "Αρχικό μήνυμα"),
  he: words("מאת", "נשלח", "אל", "נושא", "הודעה מקורית"),
  ar: words("من", "تم الإرسال", "إلى", "الموضوع", "الرسالة الأصلية"),
  ja: words("差出人", "送信日時", "宛先", "件名", "元のメッセージ"),
  zh: words("发件人", "发送时间", "收件人", "主题", "邮件原件"),
  ko: words("보낸 사람", "보낸 날짜", "받는 사람", "제목", "원본 메시지"),
  vi: words("Từ", "Đã gửi", "Đến", "Chủ đề", "Thư gốc"),
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
  const date = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
  const time = { hour: "2-digit", minute: "2-digit" } as const;
  const write = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { timeZone, ...options }).format(moment);
  return `${write(date)} ${write(time)}`;
}
