// The labels of the header blocks that mail programs write above a quote ("From:", "Von:", "发件人："), by language, under a real
// block of that language. They are read by text/header-label.ts.

/** What a header label names. `other` are labels that only ever stand among the rest. */
export type LabelKind = "from" | "date" | "to" | "cc" | "subject" | "other";

/** Alternatives between bars, in lower case. */
export const headerLabels: Record<string, Partial<Record<LabelKind, string>>> = {
  // From: Ann Lee <ann@example.com>   Sent: Monday, 1 February 2016 18:32   To: Bo   Cc: Cy   Subject: Plan      cc:Mail: Author: Ann at INTERNET
  en: {
    from: "from|author|sender",
    date: "sent|date|sent on|sent time|date sent|sent at|posted at|received",
    to: "to|sent to|recipient|recipients|to recipients",
    cc: "cc|copy|cc recipients|bcc",
    subject: "subject",
    other:
      "reply-to|reply to|importance|priority|attachments|attachment|organization|organisation|sensitivity|sent by|resent-from|when|where|location|required attendees|optional attendees|please respond to",
  },
  // Von: Ann   Gesendet: Montag, 1. Februar 2016 18:32   An: Bo   Betreff: Plan     Notes: Datum:, Thema:, Kopie:
  de: {
    from: "von|absender",
    date: "gesendet|gesendet am|datum",
    to: "an|empfänger",
    cc: "kopie|kopie (cc)|blindkopie",
    subject: "betreff|thema",
    other: "antwort an|antworten an|wichtigkeit|priorität|anlagen|anhänge|organisation",
  },
  // De : Ann   Envoyé : lundi 1 février 2016 18:32   À : Bo   Objet : Plan     Thunderbird: Pour :, Sujet :     Orange: Message du, De, A, Copie à
  fr: {
    from: "de|expéditeur",
    date: "envoyé|envoyé le|envoyé par|date d'envoi|date d’envoi|message du",
    to: "à|a|pour|destinataire|destinataires",
    cc: "copie à|copie",
    subject: "objet|sujet",
    other: "répondre à|importance|pièces jointes|pièce jointe",
  },
  // De: Ann   Enviado: lunes, 1 de febrero de 2016 18:32   Para: Bo   Asunto: Plan
  es: {
    from: "de|remitente",
    date: "enviado|enviado el|enviada el|fecha",
    to: "para|a|destinatario",
    cc: "con copia|copia",
    subject: "asunto",
    other: "responder a|importancia|prioridad|datos adjuntos|archivos adjuntos",
  },
  // Da: Ann   Inviato: lunedì 1 febbraio 2016 18:32   A: Bo   Oggetto: Plan     Thunderbird: Mittente:
  it: {
    from: "da|mittente",
    date: "inviato|inviato il|inviata|data|data invio",
    to: "a|destinatario",
    cc: "copia|cc",
    subject: "oggetto",
    other: "rispondi a|risposta|priorità|allegati|allegato",
  },
  // De: Ann   Enviado: segunda-feira, 1 de fevereiro de 2016 18:32   Para: Bo   Assunto: Plan     Outlook: Enviada em:
  pt: {
    from: "de|remetente",
    date: "enviado|enviada|enviado em|enviada em|enviado a|data",
    to: "para",
    cc: "com cópia|cópia",
    subject: "assunto",
    other: "responder a|responder para|importância|prioridade|anexos|anexo",
  },
  // Van: Ann   Verzonden: maandag 1 februari 2016 18:32   Aan: Bo   Onderwerp: Plan
  nl: {
    from: "van|afzender",
    date: "verzonden|verzonden op|datum",
    to: "aan",
    cc: "kopie",
    subject: "onderwerp",
    other: "antwoord aan|beantwoorden|beantwoorden - aan|urgentie|prioriteit|bijlagen|bijlage",
  },
  // Od: Ann   Wysłano: poniedziałek, 1 lutego 2016 18:32   Do: Bo   DW: Cy   Temat: Plan     Thunderbird: Nadawca:, Adresat:
  pl: {
    from: "od|nadawca",
    date: "wysłano|wysłane|data|data wysłania",
    to: "do|adresat",
    cc: "dw|do wiadomości|kopia|udw",
    subject: "temat",
    other: "odpowiedź-do|odpowiedz do|ważność|załączniki",
  },
  // Od: Ann   Odesláno: pondělí 1. února 2016 18:32   Komu: Bo   Předmět: Plan
  cs: {
    from: "od|odesílatel",
    date: "odesláno|datum|poslano",
    to: "komu|pro",
    cc: "kopie",
    subject: "předmět",
    other: "odpověď na|důležitost|přílohy|příloha",
  },
  // Od: Ann   Odoslané: pondelok 1. februára 2016 18:32   Komu: Bo   Kópia: Cy   Predmet: Plan     Apple Mail: Pre:
  sk: {
    from: "od|odosielateľ",
    date: "odoslané|poslané|dátum",
    to: "komu|pre",
    cc: "kópia",
    subject: "predmet",
    other: "odpovedať-pre|odpovedať komu|dôležitosť|prílohy",
  },
  // Feladó: Ann   Elküldve: 2016. február 1., hétfő 18:32   Címzett: Bo   Másolatot kap: Cy   Tárgy: Plan
  hu: {
    from: "feladó|küldő",
    date: "elküldve|dátum|küldve",
    to: "címzett|címzettek",
    cc: "másolatot kap|másolat",
    subject: "tárgy",
    other: "válaszcím|fontosság|mellékletek",
  },
  // De la: Ann   Trimis: luni, 1 februarie 2016 18:32   Către: Bo   Subiect: Plan     Apple Mail: Expeditorul:, Destinatarul:, Subiectul:, Dată:
  ro: {
    from: "de la|expeditor|expeditorul",
    date: "trimis|trimis la|data|dată",
    to: "către|catre|destinatar|destinatarul",
    cc: "copie|cópie",
    subject: "subiect|subiectul",
    other: "răspuns către|importanță|atașări",
  },
  // Fra: Ann   Sendt: 1. februar 2016 18:32   Til: Bo   Emne: Plan
  da: {
    from: "fra|afsender",
    date: "sendt|dato",
    to: "til|modtager",
    cc: "kopi",
    subject: "emne",
    other: "svar til|vigtighed|prioritet|vedhæftede filer|vedhæftet",
  },
  // Från: Ann   Skickat: den 1 februari 2016 18:32   Till: Bo   Kopia: Cy   Ämne: Plan
  sv: {
    from: "från|avsändare",
    date: "skickat|skickades|datum|sänt",
    to: "till|mottagare",
    cc: "kopia|kopia till",
    subject: "ämne|ärende",
    other: "svara till|svar till|prioritet|bilagor|bifogade filer",
  },
  // Fra: Ann   Sendt: mandag 1. februar 2016 18:32   Til: Bo   Kopi: Cy   Emne: Plan
  nb: {
    from: "fra|avsender",
    date: "sendt|dato",
    to: "til",
    cc: "kopi",
    subject: "emne",
    other: "svar til|viktighet|vedlegg",
  },
  // Lähettäjä: Ann   Lähetetty: maanantai 1. helmikuuta 2016 18.32   Vastaanottaja: Bo   Kopio: Cy   Aihe: Plan
  fi: {
    from: "lähettäjä",
    date: "lähetetty|päiväys|päivämäärä|pvm",
    to: "vastaanottaja|vastaanottajat|saaja",
    cc: "kopio",
    subject: "aihe",
    other: "vastaus|vastausosoite|tärkeys|liitteet",
  },
  // От: Ann   Отправлено: 1 февраля 2016 г. 18:32   Кому: Bo   Копия: Cy   Тема: Plan     Apple Mail: Отправитель:
  ru: {
    from: "от|от кого|отправитель",
    date: "отправлено|дата|дата отправки",
    to: "кому|получатель",
    cc: "копия",
    subject: "тема",
    other: "ответ-кому|важность|вложения",
  },
  // Від: Ann   Надіслано: 1 лютого 2016 р. 18:32   Кому: Bo   Копія: Cy   Тема: Plan
  uk: {
    from: "від|від кого|відправник",
    date: "надіслано|дата|відправлено",
    to: "кому",
    cc: "копія",
    subject: "тема",
    other: "кому відповісти|важливість|вкладення",
  },
  // От: Ann   Изпратено: понеделник, 1 февруари 2016 г. 18:32   До: Bo   Копие: Cy   Относно: Plan
  bg: {
    from: "от|подател",
    date: "изпратено|дата",
    to: "до|получател",
    cc: "копие",
    subject: "относно|тема",
  },
  // Šalje: Ann   Datum: 1. veljače 2016. 18:32   Prima: Bo   Predmet: Plan     Outlook: Od:, Poslano:, Za:, Naslov:
  hr: {
    from: "šalje|od|pošiljatelj",
    date: "poslano|datum|poslato",
    to: "prima|za|primatelj",
    cc: "kopija",
    subject: "predmet|naslov",
    other: "odgovori na|važnost",
  },
  // Пошаље/Шаље: Ann   Послато: …   Коме: Bo   Наслов: Plan
  sr: {
    from: "шаље|од",
    date: "послато|датум",
    to: "прима|за|коме",
    cc: "копија",
    subject: "наслов|предмет",
  },
  // Od: Ann   Poslano: ponedeljek, 01. februar 2016 18:32   Za: Bo   Zadeva: Plan
  sl: {
    from: "od|pošiljatelj",
    date: "poslano|datum",
    to: "za|prejemnik",
    cc: "kopija|v vednost",
    subject: "zadeva",
  },
  // Kimden: Ann   Gönderildi: 1 Şubat 2016 Pazartesi 18:32   Kime: Bo   Bilgi: Cy   Konu: Plan
  tr: {
    from: "kimden|gönderen",
    date: "gönderildi|tarih|gönderim tarihi|gönderme tarihi",
    to: "kime|alıcı|alici",
    cc: "bilgi|kopya",
    subject: "konu",
    other: "yanıt adresi|önem|ekler",
  },
  // Από: Ann   Στάλθηκε: Δευτέρα, 1 Φεβρουαρίου 2016 18:32   Προς: Bo   Κοιν.: Cy   Θέμα: Plan
  el: {
    from: "από|αποστολέας",
    date: "στάλθηκε|ημερομηνία|εστάλη",
    to: "προς|παραλήπτης",
    cc: "κοιν.|κοινοποίηση|αντίγραφο",
    subject: "θέμα",
  },
  // ‏מאת: Ann   נשלח: יום שני 01 פברואר 2016 18:32   אל: Bo   עותק: Cy   נושא: Plan
  he: { from: "מאת|מ", date: "נשלח|נשלח ב|תאריך|בתאריך", to: "אל|ל", cc: "עותק|העתק", subject: "נושא|הנדון" },
  // من: Ann   تم الإرسال: 1 فبراير 2016   إلى: Bo   نسخة: Cy   الموضوع: Plan
  ar: {
    from: "من|المرسل",
    date: "تاريخ|التاريخ|تم الإرسال|أرسلت|تاريخ الإرسال|أُرسلت",
    to: "إلى|الى|المستلم",
    cc: "نسخة|نسخة إلى",
    subject: "الموضوع|موضوع",
  },
  // از: Ann   تاریخ: …   به: Bo   موضوع: Plan
  fa: {
    from: "از|فرستنده",
    date: "تاریخ|ارسال شده|ارسال‌شده",
    to: "به|گیرنده",
    cc: "رونوشت",
    subject: "موضوع",
  },
  // 差出人: Ann   送信日時: 2016年2月1日 18:32   宛先: Bo   件名: Plan
  ja: {
    from: "差出人|送信者|送信元|発信者",
    date: "送信日時|日付|日時|送信日|発信日時",
    to: "宛先|送信先|to",
    cc: "写し|同報",
    subject: "件名|題名|主題",
  },
  // 发件人: Ann   发送时间: 2016年2月1日 18:32   收件人: Bo   抄送: Cy   主题: Plan     zh-Hant: 寄件者: 日期: 收件者: 副本: 主旨:
  zh: {
    from: "发件人|发信人|寄件者|寄件人|發件人|寄信人",
    date: "发送时间|发送日期|发件时间|日期|时间|寄件日期|傳送時間|傳送日期|寄送時間|發送時間|已傳送",
    to: "收件人|收件者|收信人",
    cc: "抄送|抄送人|副本|副本抄送",
    subject: "主题|主旨|標題|主題|标题",
    other: "回复|重要性|附件",
  },
  // 보낸 사람: Ann   보낸 날짜: 2016년 2월 1일 18:32   받는 사람: Bo   참조: Cy   제목: Plan
  ko: {
    from: "보낸 사람|보낸사람|보낸이|발신",
    date: "보낸 날짜|보낸날짜|날짜|보낸 시간|보낸시간|일시",
    to: "받는 사람|받는사람|받는이|수신",
    cc: "참조",
    subject: "제목",
  },
  // Từ: Ann   Đã gửi: Thứ Hai, 1 Tháng Hai 2016 18:32   Đến: Bo   Chủ đề: Plan
  vi: {
    from: "từ|người gửi",
    date: "đã gửi|ngày|ngày gửi|gửi lúc|thời gian",
    to: "đến|tới|người nhận",
    cc: "đồng gửi|cc",
    subject: "chủ đề|tiêu đề",
  },
  // จาก: Ann   ส่งเมื่อ: …   ถึง: Bo   เรื่อง: Plan
  th: { from: "จาก", date: "ส่ง|ส่งเมื่อ|วันที่|ส่งแล้ว", to: "ถึง", cc: "สำเนา|สำเนาถึง", subject: "เรื่อง|หัวข้อ|ชื่อเรื่อง" },
  // Dari: Ann   Dikirim: 01 Februari 2016 18:32   Kepada: Bo   Subjek: Plan
  id: {
    from: "dari|pengirim",
    date: "tanggal|dikirim|terkirim|waktu",
    to: "kepada|untuk|ke|penerima",
    cc: "tembusan",
    subject: "subjek|perihal|judul",
  },
  // Daripada: Ann   Dihantar: …   Kepada: Bo   Subjek: Plan
  ms: {
    from: "daripada",
    date: "dihantar|tarikh",
    to: "kepada",
    cc: "salinan|s.k.",
    subject: "subjek|perkara",
  },
  // De: Ann   Enviat: dilluns, 1 de febrer de 2016 18:32   Per a: Bo   Assumpte: Plan
  ca: {
    from: "de",
    date: "enviat|enviat el|data",
    to: "per a|a|per",
    cc: "a/c|còpia",
    subject: "assumpte|tema",
  },
  // Nork: Ann   Bidalia: …   Nori: Bo   Gaia: Plan
  eu: {
    from: "nork|bidaltzailea",
    date: "bidalia|data|bidaltze-data",
    to: "nori|hartzailea",
    subject: "gaia",
  },
  // De: Ann   Enviado: …   Para: Bo   Asunto: Plan
  gl: { from: "de", date: "enviado|data", to: "para", subject: "asunto" },
  // Saatja: Ann   Saadetud: esmaspäev, 1. veebruar 2016 18:32   Adressaat: Bo   Teema: Plan
  et: {
    from: "saatja|kellelt",
    date: "saadetud|kuupäev|saatmisaeg",
    to: "adressaat|saaja|kellele",
    cc: "koopia",
    subject: "teema",
  },
  // No: Ann   Nosūtīts: pirmdiena, 2016. gada 1. februāris 18:32   Kam: Bo   Temats: Plan
  lv: { from: "sūtītājs", date: "nosūtīts|datums", to: "saņēmējs|kam", cc: "kopija", subject: "temats|tēma" },
  // Nuo: Ann   Išsiųsta: 2016 m. vasario 1 d. 18:32   Kam: Bo   Tema: Plan
  lt: { from: "nuo|siuntėjas", date: "išsiųsta|data", to: "kam|gavėjas|iki", cc: "kopija", subject: "tema" },
  // Nga: Ann   Dërguar: e hënë, 1 shkurt 2016 18:32   Për: Bo   Subjekti: Plan
  sq: { from: "nga", date: "dërguar", to: "për", subject: "subjekti" },
  // Од: Ann   Испратено: понеделник, 1 февруари 2016 18:32   До: Bo   Тема: Plan
  mk: { from: "од", date: "испратено|датум", to: "до", cc: "копија", subject: "тема" },
  // Ад: Ann   Адпраўлена: 1 лютага 2016 18:32   Каму: Bo   Тэма: Plan
  be: { from: "ад|ад каго", date: "адпраўлена|дата", to: "каму", cc: "копія", subject: "тэма" },
  // Кімнен: Ann   Жіберілді: 2016 ж. 1 ақпан 18:32   Кімге: Bo   Тақырып: Plan
  kk: { from: "кімнен", date: "жіберілді|күні", to: "кімге", cc: "көшірме", subject: "тақырып|тақырыбы" },
  // Kimdən: Ann   Göndərildi: 1 fevral 2016 18:32   Kimə: Bo   Mövzu: Plan
  az: { from: "kimdən", date: "göndərildi|göndərilib|tarix", to: "kimə", subject: "mövzu" },
  // ვისგან: Ann   გაგზავნილია: 1 თებერვალი, 2016 18:32   ვის: Bo   თემა: Plan
  ka: { from: "ვისგან|საწყისი|გამგზავნი", date: "გაგზავნილია|თარიღი", to: "ვის|მიმღები", subject: "თემა" },
  // प्रेषक: Ann   भेजा गया: सोमवार, 1 फ़रवरी 2016 18:32   प्रति: Bo   विषय: Plan
  hi: { from: "प्रेषक|से", date: "भेजा गया|दिनांक|तारीख", to: "प्रति|को", cc: "प्रतिलिपि", subject: "विषय" },
  // প্রেরক: Ann   তারিখ: 1 ফেব্রুয়ারি 2016 18:32   প্রাপক: Bo   বিষয়: Plan
  bn: { from: "প্রেরক", date: "তারিখ|পাঠানো হয়েছে", to: "প্রাপক|প্রতি", subject: "বিষয়" },
  // Oddi wrth: Ann   Anfonwyd: Dydd Llun, 1 Chwefror 2016 18:32   At: Bo   Pwnc: Plan
  cy: { from: "oddi wrth", date: "anfonwyd", subject: "pwnc" },
  // Ó: Ann   Seolta: Dé Luain 1 Feabhra 2016 18:32   Chuig: Bo   Ábhar: Plan
  ga: { from: "ó", date: "seolta", to: "chuig", subject: "ábhar" },
  // Van: Ann   Gestuur: Maandag 01 Februarie 2016 18:32   Aan: Bo   Onderwerp: Plan
  af: { from: "van", date: "gestuur", to: "aan", subject: "onderwerp" },
  // Frá: Ann   Sent: mánudagur, 1. febrúar 2016 18:32   Til: Bo   Efni: Plan
  is: {
    from: "frá|sendandi",
    date: "sent|dagsetning|dags.",
    to: "til|viðtakandi",
    cc: "afrit",
    subject: "efni",
  },
};
