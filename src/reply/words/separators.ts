// The words of the lines that set an earlier or forwarded message apart ("-----Original Message-----"), by language. Most are
// Thunderbird's (mailnews.reply_header_originalmessage and forward_header_originalmessage), Outlook's, Yahoo's and Apple Mail's.

// With dashes, underscores or equal signs around them.
const ruled: Record<string, string> = {
  // NetEase: ---- Replied Message ----
  // -----Original Message-----   -------- Forwarded Message --------   ----- Reply message -----   cc:Mail: ____ Reply Separator ____
  en: "original message|replied message|original e-mail|original email|original mail|original appointment|reply message|reply separator|forwarded message|forwarded mail|forwarded e-mail|forwarded email|forward header|forwarded letter|begin forwarded message|original message follows|forwarded message follows|message from the internet|quoted message|previous message",
  // -----Ursprüngliche Nachricht-----   -------- Weitergeleitete Nachricht --------
  de: "ursprüngliche nachricht|ursprüngliche mail|ursprüngliche mitteilung|ursprüngliche e-mail|originalnachricht|original-nachricht|original nachricht|originalmail|original-mail|original-e-mail|antwort nachricht|weitergeleitete nachricht|ursprünglicher termin",
  // -------- Message d'origine --------   ----- Mail original -----   ---------- Message transféré ----------
  fr: "message d'origine|message original|message initial|message transféré|message transmis|mail original|courriel original|e-mail d'origine|mail d'origine|courrier original|rendez-vous d'origine|message réexpédié",
  // -----Mensaje original-----
  es: "mensaje original|mensaje reenviado|correo original|mensaje de origen|cita original",
  // -----Messaggio originale-----   Libero: ----Messaggio originale----
  it: "messaggio originale|messaggio inoltrato|messaggio d'origine|e-mail originale|appuntamento originale",
  // -----Mensagem original-----
  pt: "mensagem original|mensagem encaminhada|mensagem reencaminhada|email original|e-mail original|compromisso original",
  // -----Oorspronkelijk bericht-----
  nl: "oorspronkelijk bericht|oorspronkelijke bericht|origineel bericht|doorgestuurd bericht|oorspronkelijke e-mail|oorspronkelijke afspraak",
  // -----Wiadomość oryginalna-----   --- Treść przekazanej wiadomości ---
  pl: "wiadomość oryginalna|oryginalna wiadomość|treść oryginalnej wiadomości|pierwotna wiadomość|wiadomość źródłowa|przekazana wiadomość|wiadomość przekazana|wiadomość przesłana dalej|treść przekazanej wiadomości|przesłana wiadomość",
  // ---------- Původní zpráva ----------   -------- Přeposlaná zpráva --------
  cs: "původní zpráva|původní e-mail|přeposlaná zpráva|předaná zpráva",
  // -----Pôvodná správa-----
  sk: "pôvodná správa|pôvodný e-mail|preposlaná správa|pôvodná správa --- original message|preposlaná správa --- forwarded message",
  // -----Eredeti üzenet-----
  hu: "eredeti üzenet|eredeti levél|továbbított üzenet|továbbított levél",
  // -----Mesaj original-----
  ro: "mesaj original|mesajul original|mesaj redirecționat|mesaj redirectionat|mesaj transmis",
  // -----Oprindelig meddelelse-----
  da: "oprindelig meddelelse|oprindelig besked|original meddelelse|oprindelig mail|videresendt meddelelse|videresendt besked|videresendt mail",
  // -----Ursprungligt meddelande-----
  sv: "ursprungligt meddelande|originalmeddelande|original meddelande|ursprungligt brev|vidarebefordrat meddelande|vidarebefordrat mejl",
  // -----Opprinnelig melding-----
  nb: "opprinnelig melding|original melding|opphavleg melding|videresendt melding|vidaresend melding",
  // -----Alkuperäinen viesti-----
  fi: "alkuperäinen viesti|alkuperäinen viesti / orig.msg.|välitetty viesti|välitetty viesti / fwd.msg|edelleenlähetetty viesti",
  // -----Исходное сообщение-----   -------- Перенаправленное сообщение --------
  ru: "исходное сообщение|оригинальное сообщение|пересылаемое сообщение|перенаправленное сообщение|пересланное сообщение|пересылаемое письмо|исходное письмо",
  uk: "оригінальне повідомлення|вихідне повідомлення|початкове повідомлення|переслане повідомлення|перенаправлене повідомлення",
  be: "зыходны ліст",
  bg: "оригинално съобщение|оригинално писмо|препратено съобщение|препратено писмо",
  hr: "izvorna poruka|originalna poruka|proslijeđena poruka",
  sr: "originalna poruka|оригинална порука|изворна порука|prosleđena poruka|прослеђена порука",
  sl: "izvirno sporočilo|posredovano sporočilo",
  mk: "оригинална порака",
  // -----Orijinal Mesaj-----   -------- Özgün İleti --------
  tr: "orijinal mesaj|orijinal ileti|özgün ileti|orjinal mesaj|özgün mesaj|iletilmiş mesaj|iletilen ileti|yönlendirilmiş ileti|iletilen mesaj",
  el: "αρχικό μήνυμα|πρωτότυπο μήνυμα|προωθημένο μήνυμα",
  he: "הודעה מקורית|ההודעה המקורית|הודעה שהועברה|הודעה מועברת",
  ar: "الرسالة الأصلية|الرسالة الأصليَّة|رسالة أصلية|رسالة معاد توجيهها|الرسالة المحولة|رسالة مُعاد توجيهها",
  fa: "پیام اصلی|پیام هدایت شده|پیغام اصلی",
  // ------------------ 原始邮件 ------------------   zh-Hant: ---------- 轉寄郵件 ----------
  zh: "原始邮件|原始郵件|原始消息|原始訊息|原邮件|原郵件|回复的原邮件|回复邮件|回覆郵件|转发邮件|轉寄郵件|轉寄的郵件|转发的邮件|转发邮件信息|轉寄訊息|已转发邮件|已轉寄郵件|邮件原件|原邮件信息|原始邮件信息|原信",
  // -----元のメッセージ-----   ---------- メッセージを転送 ----------
  ja: "元のメッセージ|元のメール|転送メッセージ|転送されたメッセージ|メッセージを転送|オリジナルメッセージ|original message",
  // -----원본 메시지-----   --------- 원본 메일 ---------
  ko: "원본 메시지|원본 메일|원본메일|원본메시지|전달된 메시지|전달된 메일|보낸 메일 원본",
  vi: "thư gốc|tin nhắn gốc|tin nhắn được chuyển tiếp|thư đã chuyển tiếp|thư chuyển tiếp",
  th: "ข้อความเดิม|ข้อความต้นฉบับ|ข้อความที่ส่งต่อ",
  id: "pesan asli|pesan terusan|pesan yang diteruskan",
  ms: "mesej asal|mesej dimajukan",
  ca: "missatge original|missatge reenviat",
  eu: "jatorrizko mezua|birbidalitako mezua",
  gl: "mensaxe orixinal|mensaxe reenviada",
  et: "algne kiri|algne sõnum|algne teade|edastatud kiri",
  lv: "sākotnējais ziņojums|oriģinālais ziņojums|pārsūtītā vēstule|sākotnējā vēstule",
  lt: "originalus laiškas|pradinis laiškas|pradinis pranešimas|persiųstas laiškas",
  is: "upprunalegur póstur|upphafleg skilaboð|upprunaleg skilaboð|áframsendur póstur",
};

// With a colon and no rule: what Apple Mail, MailMate and Sparrow write above a forwarded mail, and help desks above all.
const spoken: Record<string, string> = {
  en: "begin forwarded message|forwarded message",
  cs: "začátek přeposílané zprávy",
  da: "start på videresendt besked",
  de: "anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail",
  es: "inicio del mensaje reenviado",
  fi: "välitetty viesti alkaa",
  fr: "début du message réexpédié|début du message transféré|début du message transmis",
  hr: "započni proslijeđenu poruku",
  hu: "továbbított levél kezdete",
  it: "inizio messaggio inoltrato",
  nl: "begin doorgestuurd bericht",
  nb: "videresendt melding|start på videresendt melding",
  pl: "początek przekazywanej wiadomości",
  pt: "início da mensagem encaminhada|início da mensagem reencaminhada",
  ro: "începe mesajul redirecționat",
  ru: "начало переадресованного сообщения",
  sk: "začiatok preposlanej správy",
  sv: "vidarebefordrat mejl|börjar vidarebefordrat meddelande",
  tr: "ileti başlangıcı",
  uk: "початок листа, що пересилається",
  ca: "inici del missatge reenviat",
  el: "έναρξη προωθημένου μηνύματος|αρχή προωθημένου μηνύματος",
  he: "תחילת ההודעה שהועברה",
  zh: "下面是被转发的邮件|開始轉寄郵件|以下是轉寄的郵件",
  ja: "転送されたメッセージ|以下に転送されたメッセージを記載します",
  ko: "전달된 메시지 시작|아래는 전달된 메시지입니다",
  vi: "bắt đầu thư được chuyển tiếp",
};

// "---------------------- Forwarded by Ann Lee/HOU on 05/05/2001 10:00 AM ---------------------------": words that go on with a name.
const named =
  /^(?:(?:forwarded|originally sent) by|original message (?:from|processed by)|weitergeleitet von|transféré par|transmis par|inoltrato da|reenviado por|encaminhado por|doorgestuurd door|vidarebefordrat av|videresendt af|przekazane przez|переслано) /u;

const ruledWords = wordsOf(ruled);
const spokenWords = wordsOf(spoken);

/** Whether these words, without what stands around them, name an earlier message where a rule goes with them. */
export function isSeparatorWords(words: string): boolean {
  return ruledWords.has(words) || named.test(words);
}

/** Whether these words, without their colon, name a forwarded message even with no rule. */
export function isSpokenSeparator(words: string): boolean {
  return spokenWords.has(words);
}

function wordsOf(byLanguage: Record<string, string>): Set<string> {
  return new Set(Object.values(byLanguage).flatMap((words) => words.split("|")));
}
