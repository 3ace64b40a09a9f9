// The other way mail programs head a quote: a block of From, Sent, To and Subject lines, and separators such as
// "-----Original Message-----". One such line alone proves nothing; a block needs two kinds and an address or a date.
import type { Line } from "../line.ts";

type Kind = "from" | "date" | "to" | "cc" | "subject" | "reply-to";

/** Lines a header block may span, wrapped values and blank lines included. */
const blockLinesMax = 20;

const labels = new Map<string, Kind>();
for (const [kind, words] of [
  //          en    de    fr es pt  it   nl    pl   sv   da nb  fi          cs sk   hu       ro     ru uk          tr         el    he  ar   zh              ja      ko      vi
  [
    "from",
    "from|von|de|da|van|od|från|fra|lähettäjä|odesílatel|feladó|de la|от|від|от кого|kimden|gönderen|από|מאת|من|发件人|寄件者|寄件人|差出人|보낸 사람|보낸사람|từ|dari|šalje",
  ],
  [
    "date",
    "sent|date|gesendet|gesendet am|datum|envoyé|envoyé le|date d'envoi|message du|enviado|enviado el|enviado em|fecha|data|inviato|inviato il|verzonden|verzonden op|wysłano|wysłane|skickat|dato|sendt|dátum|elküldve|lähetetty|päiväys|päivämäärä|odesláno|odoslané|trimis|trimis la|отправлено|дата|надіслано|gönderildi|tarih|στάλθηκε|ημερομηνία|נשלח|תאריך|تاريخ|التاريخ|تم الإرسال|发送时间|发送日期|日期|送信日時|日付|보낸 날짜|날짜|đã gửi|ngày|tanggal|dikirim|poslano",
  ],
  [
    "to",
    "to|an|à|a|para|aan|do|till|til|vastaanottaja|komu|címzett|către|catre|кому|kime|alıcı|προς|אל|إلى|收件人|收件者|宛先|받는 사람|받는사람|đến|tới|kepada|za|destinataire",
  ],
  [
    "cc",
    "cc|kopie|copie à|copie|cópia|copia|kopia|dw|kopio|kopi|копия|копія|bilgi|κοιν.|עותק|نسخة|抄送|副本|参照|참조|másolatot kap",
  ],
  [
    "subject",
    "subject|betreff|objet|asunto|assunto|oggetto|onderwerp|temat|ämne|emne|aihe|předmět|predmet|tárgy|subiect|тема|konu|θέμα|נושא|الموضوع|主题|主旨|標題|主題|件名|제목|chủ đề|tiêu đề|subjek|perihal",
  ],
  [
    "reply-to",
    "reply-to|antwort an|répondre à|risposta|rispondi a|responder a|svar till|svar til|beantwoorden|importance|wichtigkeit|priority|attachments|anlagen",
  ],
] as [Kind, string][]) {
  for (const word of words.split("|")) {
    labels.set(word, kind);
  }
}

/**
 * The index after a header block that starts at `at`, or 0. Values may be wrapped; a blank line may stand between labels.
 * Two kinds with an address or a date among them make a block, or three kinds without.
 */
export function headerBlockEnd(lines: readonly Line[], at: number): number {
  const first = lines[at];
  if (!first || labelOf(first.text) === undefined) {
    return 0;
  }
  const kinds = new Set<Kind>();
  let evidence = false;
  let end = at;
  for (let i = at, wrapped = 0; i < lines.length && i - at < blockLinesMax; i++) {
    const line = lines[i];
    if (!line || line.depth !== first.depth || line.document !== first.document) {
      break;
    }
    // "From: me to you" as the author's last line is no part of the block below the mail program's rule.
    if (i > at && (line.cut !== "" || isRule(line))) {
      break;
    }
    const kind = labelOf(line.text);
    if (kind) {
      kinds.add(kind);
      wrapped = 0;
      end = i + 1;
    } else if (line.text === "" ? !blankInside(lines, i, kinds) : ++wrapped > 2 || !labelNear(lines, i)) {
      break;
    }
    evidence ||= isEvidence(line.text, kind);
  }
  const headed = kinds.has("from") || kinds.has("date") || kinds.has("to");
  return headed && kinds.size >= (evidence ? 2 : 3) ? wrappedSubjectEnd(lines, end) : 0;
}

/** "From: bob@example.com Date: Thu, 24 Mar 2016": a header block that lost its line ends. Only to be believed below a rule. */
export function isOneLineHeader(text: string): boolean {
  if (text.length > 1000 || !text.includes("@") || labelOf(text) === undefined) {
    return false;
  }
  const kinds = new Set<Kind | undefined>();
  for (const word of text.split(/\s+/)) {
    kinds.add(/[:：]$/.test(word) ? labels.get(word.slice(0, -1).toLowerCase()) : undefined);
  }
  kinds.delete(undefined);
  return kinds.size >= 2;
}

/** Whether the line says what follows is an earlier or forwarded message: "-----Original Message-----" in many languages. */
export function isSeparator(text: string): boolean {
  if (text.length > 120) {
    return false;
  }
  const words = /^[\s*_>]{0,8}-{1,40}\s{0,4}([^-].{4,60}?)\s{0,4}-{0,40}[\s*_]{0,8}$/.exec(text)?.[1];
  if (words !== undefined) {
    return separators.test(words);
  }
  return beginsForward.test(text);
}

/** Whether the line is the visible reply marker of a help desk: "## Reply above this line ##", "-- REPLY ABOVE THIS LINE --". */
export function isReplyMarker(text: string): boolean {
  return text.length < 160 && replyMarker.test(text);
}

/** Whether the line is nothing but a rule: "____", "-----", "=====". */
export function isRule(line: Line): boolean {
  return (
    line.rule ||
    (line.text.length >= 3 && line.text.length < 200 && /^[\s*]{0,3}[-_=~─━—]{3,}[\s*]{0,3}$/.test(line.text))
  );
}

/** Whether the line opens with a header label of any language ("From:", "Von:"). */
export function labelOf(text: string): Kind | undefined {
  let colon = text.indexOf(":");
  if (colon < 0 || colon > 40) {
    colon = text.slice(0, 40).indexOf("：");
  }
  if (colon <= 0) {
    return undefined;
  }
  return labels.get(
    text
      .slice(0, colon)
      .replace(/[*_\s]+/g, " ")
      .trim()
      .toLowerCase(),
  );
}

const separators = new RegExp(
  `^(?:${[
    "original (?:message|e-?mail|appointment)|reply message|forwarded (?:message|by)|begin forwarded message", // en
    "ursprüngliche (?:nachricht|mail)|original-?nachricht|antwort nachricht|weitergeleitete nachricht", // de
    "message d['’]origine|message original|message transféré|courriel original", // fr
    "mensaje original|mensaje reenviado", // es
    "messaggio originale|messaggio inoltrato", // it
    "oorspronkelijk bericht|doorgestuurd bericht", // nl
    "mensagem original|mensagem encaminhada", // pt
    "(?:wiadomość oryginalna|oryginalna wiadomość|treść oryginalnej wiadomości)|przekazana wiadomość", // pl
    "ursprungligt meddelande|originalmeddelande|vidarebefordrat meddelande", // sv
    "oprindelig (?:meddelelse|besked)|videresendt (?:meddelelse|besked|melding)|opprinnelig melding", // da nb
    "alkuperäinen viesti|välitetty viesti", // fi
    "původní (?:zpráva|e-mail)|pôvodná správa|eredeti üzenet|mesaj original", // cs sk hu ro
    "исходное сообщение|пересылаемое сообщение|оригінальне повідомлення", // ru uk
    "orijinal (?:mesaj|ileti)|özgün ileti|αρχικό μήνυμα|הודעה מקורית|الرسالة الأصلية", // tr el he ar
    "原始(?:邮件|郵件)|回复的原邮件|轉寄郵件|转发邮件|元のメッセージ|원본 메시지|thư gốc", // zh ja ko vi
  ].join("|")})[\\s:]{0,3}$`,
  "iu",
);

// Apple Mail writes these with no dashes.
const beginsForward =
  /^(?:Begin forwarded message|Anfang der weitergeleiteten (?:Nachricht|E-Mail)|Début du message (?:réexpédié|transféré)|Inicio del mensaje reenviado|Inizio messaggio inoltrato|Begin doorgestuurd bericht|Início da mensagem encaminhada)\s?:$/i;

const replyMarker =
  /^[\s#*=_>~|-]{0,20}(?:(?:please )?(?:reply|type your reply|write) above (?:this|the) line|bitte (?:antworten sie )?(?:oberhalb|über) dieser (?:zeile|linie)[\p{L} ]{0,20}|répond(?:ez|re) au-dessus de cette ligne|responda por encima de esta línea|rispondi sopra questa (?:riga|linea)|antwoord boven deze (?:regel|lijn)|responda acima desta linha)[\s#*=_<~|.-]{0,20}(?:$|or )/iu;

function isEvidence(text: string, kind: Kind | undefined): boolean {
  if (text.includes("@") || text.includes("mailto:")) {
    return true;
  }
  return kind === "date" && /\d/.test(text);
}

/** A blank line stays inside the block when a further label of a new kind follows it (Outlook for Mac writes one). */
function blankInside(lines: readonly Line[], at: number, kinds: ReadonlySet<Kind>): boolean {
  const next = labelOf(lines[at + 1]?.text ?? "");
  return next !== undefined && !kinds.has(next);
}

/** A line without a label is a wrapped value when a label follows within two lines. */
function labelNear(lines: readonly Line[], at: number): boolean {
  for (let i = at + 1; i <= at + 2; i++) {
    const text = lines[i]?.text ?? "";
    if (text === "") {
      return false;
    }
    if (labelOf(text)) {
      return true;
    }
  }
  return false;
}

/** "Subject: Two", "line subject": nothing tells where a wrapped last value ends, so the block ends with its last label. */
function wrappedSubjectEnd(lines: readonly Line[], end: number): number {
  let next = end;
  while (
    next < lines.length &&
    next < end + 3 &&
    /^[<>[(]?mailto:|^<[^<>\s]{3,200}@[^<>\s]{3,200}>$/.test(lines[next]?.text ?? "")
  ) {
    next++;
  }
  return next;
}
