// The words with which programs begin the subjects of their answers, by language. Sources: Outlook and Exchange in each
// language, Lotus Notes, Gmail, iCloud, cPanel, Sieve, and the lists of sisimai (RFC3834) and Discourse. No code, no rows.

/** Out-of-office answers and other automatic replies; a slash stands between phrases. */
export const autoPhrases: Readonly<Record<string, readonly string[]>> = {
  English: [
    "auto reply / auto response / automatic reply / automatic response / automated reply",
    "automated response / automatic out of office reply / out of office / out of the office",
    "out of office reply / out of office auto reply / out of office autoreply / out of office response",
    "out of office message / out of office notification / out of office automatic reply / autoreply",
    "autoresponse / vacation reply / vacation response / vacation autoreply / vacation message",
    "vacation notice / away from office / away from the office",
    "i am out of the office / i'm out of the office / i am out of office / yahoo! auto response",
  ],
  German: [
    "automatische antwort / automatische rückantwort / automatische rueckantwort",
    "automatische email antwort / autoantwort / auto antwort / abwesenheitsnotiz / abwesenheitsnachricht",
    "abwesenheitsmeldung / abwesenheitsassistent / abwesenheitsbenachrichtigung / abwesenheit / abwesend",
    "nicht im büro / nicht im buero / außer haus / ausser haus / urlaubsabwesenheit",
    "urlaubsbenachrichtigung / out of office antwort / automatische empfangsbestätigung",
    "automatische eingangsbestätigung",
  ],
  French: [
    "réponse automatique / reponse automatique / message d'absence / notification d'absence",
    "avis d'absence / absent du bureau / absente du bureau / absence du bureau / absent(e) du bureau",
    "en dehors du bureau / message automatique d'absence / réponse automatique d'absence",
    "réponse d'absence du bureau / hors du bureau",
  ],
  Spanish: [
    "respuesta automática / respuesta automatica / fuera de la oficina / fuera de oficina",
    "autorrespuesta / mensaje automático / respuesta automática de fuera de la oficina",
  ],
  Catalan: ["resposta automàtica / resposta automatica / fora de l'oficina / missatge automàtic"],
  Portuguese: [
    "resposta automática / fora do escritório / fora de escritório / fora do escritorio",
    "ausência do escritório / ausência temporária / mensagem automática",
    "resposta automática de ausência temporária",
  ],
  Italian: [
    "risposta automatica / fuori ufficio / fuori sede / assente dall'ufficio / messaggio automatico",
    "risposta automatica fuori sede / assenza dall'ufficio / risposta fuori sede",
  ],
  Dutch: [
    "automatisch antwoord / automatische reactie / automatisch bericht / afwezigheidsbericht",
    "afwezigheidsmelding / afwezig / niet op kantoor / afwezigheidsassistent / automatische beantwoording",
    "buiten kantoor",
  ],
  Polish: [
    "automatyczna odpowiedź / automatyczna odpowiedz / odpowiedź automatyczna / odpowiedz automatyczna",
    "autoodpowiedź / nieobecność / nieobecnosc / poza biurem / nieobecność w biurze",
    "poza biurem odpowiedź automatyczna",
  ],
  Swedish: [
    "autosvar / automatiskt svar / automatiskt svarsmeddelande / frånvaro / frånvaromeddelande",
    "franvaromeddelande / inte på kontoret / inte pa kontoret / ej på kontoret / frånvarande",
  ],
  Danish: [
    "autosvar / automatisk svar / ikke på kontoret / fravær / fraværsmeddelelse / ikke til stede",
    "ude af kontoret",
  ],
  Norwegian: [
    "autosvar / automatisk svar / fraværsmelding / fravær / ikke på kontoret / ikke til stede",
    "fraværsassistent",
  ],
  Icelandic: ["sjálfvirkt svar / sjálfvirk svörun / ekki á skrifstofunni / ekki við"],
  Finnish: [
    "automaattinen vastaus / automaattivastaus / poissa toimistosta / poissaoloilmoitus / poissaoloviesti",
  ],
  Czech: [
    "automatická odpověď / automaticka odpoved / mimo kancelář / mimo kancelar / nejsem v kanceláři",
    "odpověď v nepřítomnosti / oznámení o nepřítomnosti",
  ],
  Slovak: [
    "automatická odpoveď / automaticka odpoved / mimo kancelárie / mimo kancelárii",
    "odpoveď v neprítomnosti / som mimo kancelárie",
  ],
  Hungarian: [
    "automatikus válasz / automatikus valasz / házon kívül / házon kívül üzenet / irodán kívül",
    "automatikus válaszüzenet / nem vagyok az irodában",
  ],
  Romanian: [
    "răspuns automat / raspuns automat / în afara biroului / in afara biroului / absent de la birou",
    "absența de la birou / plecat din birou / mesaj automat",
  ],
  Bulgarian: ["автоматичен отговор / извън офиса / отсъствие от офиса / автоматично съобщение"],
  Greek: ["αυτόματη απάντηση / αυτοματη απαντηση / εκτός γραφείου / εκτος γραφειου / απουσία από το γραφείο"],
  Turkish: ["otomatik yanıt / otomatik yanit / otomatik cevap / ofis dışında / ofis dışı / işyeri dışında"],
  Russian: [
    "автоматический ответ / автоответ / автоматическое сообщение / автоответчик / нет на месте",
    "вне офиса / нет в офисе / отсутствую на рабочем месте / заместительный ответ",
  ],
  Ukrainian: ["автоматична відповідь / автовідповідь / поза офісом / немає на місці / не в офісі"],
  Croatian: ["automatski odgovor / izvan ureda / odsutnost iz ureda / nisam u uredu"],
  Serbian: [
    "automatski odgovor / аутоматски одговор / van kancelarije / ван канцеларије / nisam u kancelariji",
  ],
  Slovenian: [
    "samodejni odgovor / avtomatski odgovor / zunaj pisarne / odsotnost iz pisarne",
    "obvestilo o odsotnosti",
  ],
  Lithuanian: ["automatinis atsakymas / ne biure / nesu biure / pranešimas apie nebuvimą"],
  Latvian: ["automātiskā atbilde / automatiska atbilde / ārpus biroja / neesmu birojā"],
  Estonian: ["automaatvastus / automaatne vastus / kontorist väljas / kontorist eemal"],
  Hebrew: ["תשובה אוטומטית / מענה אוטומטי / מחוץ למשרד / הודעה אוטומטית"],
  Arabic: ["رد تلقائي / الرد التلقائي / رد آلي / خارج المكتب / رسالة تلقائية"],
  Persian: ["پاسخ خودکار / خارج از دفتر"],
  Japanese: [
    "自動応答 / 自動返信 / 自動応答メール / 自動返信メール / 自動返答 / 不在通知 / 不在応答 / 不在のお知らせ / 不在連絡",
  ],
  "Chinese, simplified": ["自动答复 / 自动回复 / 自动应答 / 外出自动回复 / 不在办公室 / 休假自动回复"],
  "Chinese, traditional": ["自動回覆 / 自動回復 / 自動答覆 / 不在辦公室 / 外出自動回覆 / 休假自動回覆"],
  Korean: [
    "자동 회신 / 자동회신 / 자동 응답 / 자동응답 / 자동 답장 / 부재중 / 부재 중 / 부재중 알림 / 부재중 자동 회신",
  ],
  Vietnamese: ["trả lời tự động / tự động trả lời / thư trả lời tự động / vắng mặt tại văn phòng"],
  Thai: ["ตอบกลับอัตโนมัติ / การตอบกลับอัตโนมัติ / ข้อความตอบกลับอัตโนมัติ / ไม่อยู่ที่สำนักงาน", "ไม่อยู่ที่ทำงาน"],
  Indonesian: ["balasan otomatis / jawaban otomatis / di luar kantor / tidak di kantor"],
  Malay: ["balasan automatik / luar pejabat"],
};

/** What Outlook puts before the subject that a receipt is about. A person may write "Read: our new prices" just as well. */
export const receiptPhrases: readonly string[] = [
  "read / not read / gelesen / ungelesen / nicht gelesen / lu / non lu / leído / no leído / letto",
  "non letto / lida / não lida / gelezen / niet gelezen / ongelezen / przeczytane / nieprzeczytane",
  "läst / oläst / læst / ulæst / lest / ulest / luettu / přečteno / prečítané / elolvasva / citit",
  "okundu / прочтено / прочитано / διαβάστηκε / 開封済み / 已读 / 已讀 / 읽음 / lesebestätigung / read receipt",
  "return receipt / accusé de réception (affichage) / return receipt (displayed)",
  "lesebestätigung (angezeigt)",
];
