// Forwards as mail programs write them, in many languages: what stands above and around the email that is passed on. The labels
// are those of the programs' own translations, as email-forward-parser (MIT) lists them and as our own reply engine knows them.

export interface ForwardCase {
  name: string;
  subject: string;
  text: string;
  /** What the program wrote for the date. */
  date: string;
}

/** What all cases pass on, whoever's program it is. */
export const passedOn = {
  fromName: "Ann Weber",
  fromAddress: "ann@harbordental.example",
  subject: "Website relaunch",
  cover: "Please have a look, this is new.",
  body: "Hello Priya,\n\ncan we add a booking page? We need it by May.\n\nThanks\nAnn",
};

const { fromName, fromAddress, subject, cover, body } = passedOn;
const sender = `${fromName} <${fromAddress}>`;
const to = "Priya Nair <priya@northbeam.example>";
const cc = "Lee Okafor <lee@harbordental.example>, Tom Becker <tom@northbeam.example>";
const marked = (text: string) =>
  text
    .split("\n")
    .map((line) => (line === "" ? ">" : `> ${line}`))
    .join("\n");

interface Form {
  program: string;
  separator?: string;
  /** Label and key, in order: f(rom), d(ate), s(ubject), t(o), c(c). */
  labels: string;
  date: string;
  prefix?: string;
  isMarked?: boolean;
  bodyMarked?: boolean;
  endsWith?: string;
  colon?: string;
}

function toCase(language: string, form: Form): ForwardCase {
  const values: Record<string, string> = { f: sender, d: form.date, s: subject, t: to, c: cc };
  const head = form.labels
    .split("|")
    .map((label) => {
      const [words = "", key = ""] = label.split("=");
      return `${words}${form.colon ?? ":"} ${values[key]}`;
    })
    .join("\n");
  const words = form.bodyMarked === true ? marked(body) : body;
  const whole = `${head}\n\n${words}${form.endsWith === undefined ? "" : `\n\n${form.endsWith}`}`;
  const block = form.isMarked === true ? marked(whole) : whole;
  const parts = [cover, "", ...(form.separator === undefined ? [] : [form.separator]), block];
  return {
    name: `${form.program}, ${language}`,
    subject: `${form.prefix ?? "Fwd"}: ${subject}`,
    text: `${parts.join("\n")}\n`,
    date: form.date,
  };
}

/** language | separator | from | subject | date | to | a date as it is written there */
const apple = `
en|Begin forwarded message|From|Subject|Date|To|3 March 2026 at 10:00:01 GMT
cs|Začátek přeposílané zprávy|Od|Předmět|Datum|Komu|3. března 2026 10:00:01 SEČ
da|Start på videresendt besked|Fra|Emne|Dato|Til|3. marts 2026 kl. 10.00.01 CET
de|Anfang der weitergeleiteten Nachricht|Von|Betreff|Datum|An|3. März 2026 um 10:00:01 MEZ
es|Inicio del mensaje reenviado|De|Asunto|Fecha|Para|3 de marzo de 2026, 10:00:01 CET
fi|Välitetty viesti alkaa|Lähettäjä|Aihe|Päivämäärä|Vastaanottaja|3. maaliskuuta 2026 klo 10.00.01 UTC+2
fr|Début du message réexpédié |De |Objet |Date |À |3 mars 2026 à 10:00:01 UTC+1
hr|Započni proslijeđenu poruku|Šalje|Predmet|Datum|Prima|3. ožujka 2026. u 10:00:01 CET
hu|Továbbított levél kezdete|Feladó|Tárgy|Dátum|Címzett|2026. március 3. 10:00:01 CET
it|Inizio messaggio inoltrato|Da|Oggetto|Data|A|3 marzo 2026 alle ore 10:00:01 CET
nl|Begin doorgestuurd bericht|Van|Onderwerp|Datum|Aan|3 maart 2026 om 10:00:01 CET
no|Videresendt melding|Fra|Emne|Dato|Til|3. mars 2026 kl. 10:00:01 CET
pl|Początek przekazywanej wiadomości|Od|Temat|Data|Do|3 marca 2026 o 10:00:01 CET
pt|Início da mensagem reencaminhada|De|Assunto|Data|Para|3 de março de 2026, 10:00:01 WET
pt-br|Início da mensagem encaminhada|De|Assunto|Data|Para|3 de março de 2026 10:00:01 BRT
ro|Începe mesajul redirecționat|Expeditorul|Subiectul|Data|Destinatarul|3 martie 2026 la 10:00:01 EET
ru|Начало переадресованного сообщения|Отправитель|Тема|Дата|Кому|3 марта 2026 г. в 10:00:01 GMT+3
sk|Začiatok preposlanej správy|Od|Predmet|Dátum|Pre|3. marca 2026 o 10:00:01 SEČ
sv|Vidarebefordrat mejl|Från|Ämne|Datum|Till|3 mars 2026 10:00:01 CET
tr|İleti başlangıcı|Kimden|Konu|Tarih|Kime|3 Mart 2026 10:00:01 GMT+3
uk|Початок листа, що пересилається|Від кого|Тема|Дата|Кому|3 березня 2026 р. о 10:00:01 EET`;

/** language | from | a date; the rest of Gmail's header is English everywhere */
const gmail = `
cs|Od|út 3. 3. 2026 v 10:00
da|Fra|tirs. 3. mar. 2026 kl. 10.00
de|Von|Di., 3. März 2026 um 10:00 Uhr
en|From|Tue, Mar 3, 2026 at 10:00\u202fAM
es|De|mar, 3 mar 2026 a las 10:00
et|Saatja|T, 3. märts 2026 kell 10:00
fi|Lähettäjä|ti 3. maalisk. 2026 klo 10.00
fr|De |mar. 3 mars 2026 à 10:00
hr|Šalje|uto, 3. ožu 2026. u 10:00
hu|Feladó|2026. márc. 3., K 10:00
it|Da|mar 3 mar 2026 alle ore 10:00
nl|Van|di 3 mrt 2026 om 10:00
no|Fra|tir. 3. mars 2026 kl. 10:00
pl|Od|wt., 3 mar 2026 o 10:00
pt|De|terça, 3/03/2026 à(s) 10:00
pt-br|De|ter., 3 de mar. de 2026 às 10:00
ro|De la|mar., 3 mar. 2026 la 10:00
ru|От|вт, 3 мар. 2026 г. в 10:00
sk|Od|ut 3. 3. 2026 o 10:00
sv|Från|tis 3 mars 2026 kl 10:00
tr|Gönderen|3 Mar 2026 Sal, 10:00 tarihinde
uk|Від|вт, 3 бер. 2026 р. о 10:00`;

/** language | prefix | from | date's label | to | cc | subject | a date; no separator: a line is drawn above it */
const outlook = `
en|FW|From|Sent|To|Cc|Subject|Tuesday, March 3, 2026 10:00 AM
de|WG|Von|Gesendet|An|Cc|Betreff|Dienstag, 3. März 2026 10:00
fr|TR|De |Envoyé |À |Cc |Objet |mardi 3 mars 2026 10:00
es|RV|De|Enviado el|Para|CC|Asunto|martes, 3 de marzo de 2026 10:00
it|I|Da|Inviato|A|Cc|Oggetto|martedì 3 marzo 2026 10:00
nl|FW|Van|Verzonden|Aan|CC|Onderwerp|dinsdag 3 maart 2026 10:00
pt|FW|De|Enviado|Para|Cc|Assunto|3 de março de 2026 10:00
pt-br|ENC|De|Enviada em|Para|Cc|Assunto|terça-feira, 3 de março de 2026 10:00
pl|PD|Od|Wysłano|Do|DW|Temat|wtorek, 3 marca 2026 10:00
cs|FW|Od|Odesláno|Komu|Kopie|Předmět|úterý 3. března 2026 10:00
sk|FW|Od|Odoslané|Komu|Kópia|Predmet|utorok 3. marca 2026 10:00
da|VS|Fra|Sendt|Til|Cc|Emne|3. marts 2026 10:00
no|VS|Fra|Sendt|Til|Kopi|Emne|tirsdag 3. mars 2026 10:00
sv|VB|Från|Skickat|Till|Kopia|Ämne|den 3 mars 2026 10:00
fi|VL|Lähettäjä|Lähetetty|Vastaanottaja|Kopio|Aihe|tiistai 3. maaliskuuta 2026 10.00
hu|FW|Feladó|Elküldve|Címzett|Másolatot kap|Tárgy|2026. március 3., kedd 10:00
ro|FW|De la|Trimis|Către|Cc|Subiect|marți, 3 martie 2026 10:00
tr|İLT|Kimden|Gönderildi|Kime|Bilgi|Konu|3 Mart 2026 Salı 10:00
ru|FW|От|Отправлено|Кому|Копия|Тема|3 марта 2026 г. 10:00
ja|FW|差出人|送信日時|宛先|CC|件名|2026年3月3日 10:00
zh|转发|发件人|发送时间|收件人|抄送|主题|2026年3月3日 10:00
ko|FW|보낸 사람|보낸 날짜|받는 사람|참조|제목|2026년 3월 3일 화요일 오전 10:00
el|ΠΡΘ|Από|Στάλθηκε|Προς|Κοιν.|Θέμα|Τρίτη, 3 Μαρτίου 2026 10:00
he|FW|מאת|נשלח|אל|עותק|נושא|יום שלישי 3 מרץ 2026 10:00
ar|FW|من|تاريخ الإرسال|إلى|نسخة|الموضوع|3 مارس 2026 10:00`;

/** language | separator | subject | date's label | from | to */
const thunderbird = `
cs|Přeposlaná zpráva|Předmět|Datum|Od|Komu
da|Videresendt meddelelse|Subject|Date|From|To
de|Weitergeleitete Nachricht|Betreff|Datum|Von|An
en|Forwarded Message|Subject|Date|From|To
es|Mensaje reenviado|Asunto|Fecha|De|Para
fi|Välitetty viesti / Fwd.Msg|Aihe|Päiväys|Lähettäjä|Vastaanottaja
fr|Message transféré|Sujet |Date |De |Pour 
hr|Proslijeđena poruka|Naslov|Datum|Šalje|Prima
hu|Továbbított üzenet|Tárgy|Dátum|Feladó|Címzett
it|Messaggio Inoltrato|Oggetto|Data|Mittente|A
nl|Doorgestuurd bericht|Onderwerp|Datum|Van|Aan
no|Videresendt melding|Emne|Dato|Fra|Til
pl|Treść przekazanej wiadomości|Temat|Data|Nadawca|Adresat
pt|Mensagem reencaminhada|Assunto|Data|De|Para
ro|Mesaj redirecționat|Subiectul|Data|De la|Către
ru|Перенаправленное сообщение|Тема|Дата|От|Кому
sk|Preposlaná správa --- Forwarded Message|Predmet|Dátum|Od|Pre
sv|Vidarebefordrat meddelande|Ämne|Datum|Från|Till
tr|İletilen İleti|Konu|Tarih|Kimden|Kime
uk|Переслане повідомлення|Тема|Дата|Від|Кому`;

/** language | separator | from | to | date's label | subject | a date */
const yahoo = `
en|Forwarded Message|From|To|Sent|Subject|Tuesday, March 3, 2026 at 10:00:01 AM GMT
de|Weitergeleitete Nachricht|Von|An|Gesendet|Betreff|Dienstag, 3. März 2026 um 10:00:01 MEZ
es|Mensaje reenviado|De|Para|Enviado|Asunto|martes, 3 de marzo de 2026, 10:00:01 CET
fr|Message transmis|De |À |Envoyé |Objet |mardi 3 mars 2026 à 10:00:01 UTC+1
it|Messaggio inoltrato|Da|A|Inviato|Oggetto|martedì 3 marzo 2026 alle ore 10:00:01 CET
nl|Doorgestuurd bericht|Van|Aan|Verzonden|Onderwerp|dinsdag 3 maart 2026 om 10:00:01 CET
pl|Przekazana wiadomość|Od|Do|Wysłano|Temat|wtorek, 3 marca 2026 10:00:01 CET
pt-br|Mensagem encaminhada|De|Para|Enviado|Assunto|terça-feira, 3 de março de 2026 10:00:01 BRT
ru|Пересылаемое сообщение|От|Кому|Отправлено|Тема|вторник, 3 марта 2026 г. в 10:00:01 GMT+3
sv|Vidarebefordrat meddelande|Från|Till|Skickat|Ämne|tisdag 3 mars 2026 10:00:01 CET`;

function rowsOf(table: string): string[][] {
  return table
    .trim()
    .split("\n")
    .map((line) => line.split("|"));
}

const utc = "Tue, 3 Mar 2026 10:00:01 +0100";

const families: ForwardCase[] = [
  ...rowsOf(apple).map(([language = "", separator, f, s, d, t, date = ""]) =>
    toCase(language, {
      program: "Apple Mail",
      separator: `${separator}:\n`,
      labels: `${f}=f|${s}=s|${d}=d|${t}=t`,
      date,
      isMarked: true,
    }),
  ),
  ...rowsOf(gmail).map(([language = "", f, date = ""]) =>
    toCase(language, {
      program: "Gmail",
      separator: "---------- Forwarded message ---------",
      labels: `${f}=f|Date=d|Subject=s|To=t|Cc=c`,
      date,
    }),
  ),
  ...rowsOf(outlook).map(([language = "", prefix, f, d, t, c, s, date = ""]) =>
    toCase(language, {
      program: "Outlook",
      prefix: prefix!,
      labels: `${f}=f|${d}=d|${t}=t|${c}=c|${s}=s`,
      date,
    }),
  ),
  ...rowsOf(thunderbird).map(([language = "", separator, s, d, f, t]) =>
    toCase(language, {
      program: "Thunderbird",
      separator: `-------- ${separator} --------`,
      labels: `${s}=s|${d}=d|${f}=f|${t}=t`,
      date: utc,
    }),
  ),
  ...rowsOf(yahoo).map(([language = "", separator, f, t, d, s, date = ""]) =>
    toCase(language, {
      program: "Yahoo",
      separator: `----- ${separator} -----`,
      labels: `${f}=f|${t}=t|${d}=d|${s}=s`,
      date,
    }),
  ),
];

const single: ForwardCase[] = [
  toCase("en", {
    program: "Outlook on the web",
    separator: "________________________________",
    labels: "From=f|Sent=d|To=t|Subject=s",
    date: "Tuesday, March 3, 2026 10:00 AM",
  }),
  toCase("de", {
    program: "HubSpot",
    separator: "---------- Weitergeleitete Nachricht ---------",
    labels: "Von=f|Datum=d|Betreff=s|An=t|Cc=c",
    date: "Dienstag, 3. März 2026, 10:00:01 +0100",
  }),
  toCase("en", {
    program: "Missive",
    separator: "---------- Forwarded message ----------",
    labels: "From=f|Date=d|To=t|Cc=c|Subject=s",
    date: "March 3, 2026 at 10:00 AM",
    bodyMarked: true,
  }),
  toCase("en", {
    program: "MailMate",
    separator: "Forwarded message:\n",
    labels: "From=f|To=t|Cc=c|Subject=s|Date=d",
    date: utc,
    isMarked: true,
  }),
  toCase("en", {
    program: "Ionos",
    separator: "> ---------- Original Message ----------",
    labels: "From=f|To=t|Date=d|Subject=s",
    date: "03/03/2026 10:00 AM EST",
    isMarked: true,
  }),
  toCase("en", {
    program: "Zoho",
    separator: "============ Forwarded message ============",
    labels: "From=f|To=t|Date=d|Subject=s",
    date: "Tue, 03 Mar 2026 10:00:01 +0100",
  }),
  toCase("en", {
    program: "Proton",
    separator: "------- Forwarded Message -------",
    labels: "From=f|Date=d|Subject=s|To=t",
    date: "On Tuesday, March 3rd, 2026 at 10:00 AM",
  }),
  toCase("en", {
    program: "mutt",
    separator: `----- Forwarded message from ${sender} -----\n`,
    labels: "Date=d|From=f|To=t|Subject=s",
    date: utc,
  }),
  toCase("en", {
    program: "Fastmail",
    separator: "----- Original message -----",
    labels: "From=f|To=t|Subject=s|Date=d",
    date: "Tuesday, March 3, 2026 10:00 AM",
  }),
  toCase("en", {
    program: "K-9 Mail",
    separator: "-------- Original Message --------",
    labels: "From=f|Sent=d|To=t|Subject=s",
    date: "March 3, 2026 10:00:01 AM GMT+01:00",
  }),
  toCase("de", {
    program: "GMX",
    prefix: "Fw",
    labels: "Gesendet=d|Von=f|An=t|Betreff=s",
    date: "Dienstag, 03. März 2026 um 10:00 Uhr",
  }),
  toCase("zh", {
    program: "QQ",
    separator: "------------------ 原始邮件 ------------------",
    labels: "发件人=f|发送时间=d|收件人=t|主题=s",
    date: "2026年3月3日(星期二) 上午10:00",
  }),
  toCase("hu, with tabs", {
    program: "Thunderbird",
    separator: "-------- Továbbított üzenet --------",
    labels: "Tárgy=s|Dátum=d|Feladó=f|Címzett=t|CC=c",
    date: utc,
    colon: ": \t",
  }),
];

/** Outlook 2019 sets in what it quotes: language | head | date */
const attributed: ForwardCase[] = rowsOf(`
en|On 03/03/2026 10:00, "${fromName}" <${fromAddress}> wrote:|03/03/2026 10:00
de|Am 03.03.26, 10:00 schrieb "${fromName}" <${fromAddress}>:|03.03.26, 10:00
fr|Le 03/03/2026 10:00, « ${fromName} » <${fromAddress}> a écrit :|03/03/2026 10:00
es|El 03/03/2026 10:00, "${fromName}" <${fromAddress}> escribió:|03/03/2026 10:00
nl|Op 03/03/2026 10:00 heeft ${fromName} <${fromAddress}> geschreven:|03/03/2026 10:00
hu|03/03/2026 10:00 időpontban ${fromName} (${fromAddress}) ezt írta:|03/03/2026 10:00
sk|03/03/2026 10:00 používateľ ${fromName} (<${fromAddress}>) napísal:|03/03/2026 10:00
fi|${fromName} <${fromAddress}> kirjoitti 03/03/2026 10.00:|03/03/2026 10.00
no|${fromName} <${fromAddress}> skrev følgende den 03/03/2026, 10:00:|03/03/2026, 10:00
tr|"${fromName}" <${fromAddress}>, 03/03/2026 10:00 tarihinde şunu yazdı:|03/03/2026 10:00`).map(
  ([language = "", head, date = ""]) => ({
    name: `Outlook 2019 with its old heads, ${language}`,
    subject: `FW: ${subject}`,
    text: `${cover}\n\n${head}\n\n${body.replaceAll(/^(?=.)/gmu, "    ")}\n`,
    date,
  }),
);

/** The plain text of Yahoo Mail, whose header is one line. */
const glued: ForwardCase[] = rowsOf(`
en|Forwarded Message|From|To|Cc|Sent|Subject|Tuesday, March 3, 2026, 10:00:01 AM GMT+1
fi|Edelleenlähetetty viesti|Lähettäjä|Vastaanottaja|Kopio|Lähetetty|Aihe|tiistaina 3. maaliskuuta 2026 klo 10.00.01 UTC+1`).map(
  ([language = "", separator, f, t, c, d, s, date = ""]) => ({
    name: `Yahoo in one line, ${language}`,
    subject: `Fw: ${subject}`,
    text: `${cover}\n\n   ----- ${separator} ----- ${f}: ${sender}${t}: ${to}${c}: ${cc}${d}: ${date}${s}: ${subject}\n ${body}\n`,
    date,
  }),
);

export const forwardCases: readonly ForwardCase[] = [...families, ...single, ...attributed, ...glued];
