// The visible line of a help desk above which one is asked to write: "##- Please type your reply above this line -##". Each
// language's words stand under a real marker of some product. Below such a line nothing is the author's.

const markerLengthMax = 200;

// The line, with marks of decoration around it, says "above this line" (or "below" it nothing is to be written).
const aboveThisLine = [
  // en  Zendesk: ##- Please type your reply above this line -##     Basecamp: --- Reply above this line to add your comment ---
  //     Jira: —-—-—-—    Reply above this line.     Desk: -- REPLY ABOVE THIS LINE --     osTicket: -- reply above this line --
  //     Kayako: In replies all text above this line is added to the ticket     UserVoice: === Please reply above this line ===
  "above (?:this|the) (?:dotted |dashed )?(?:line|message|text|marker)|(?:do not|don't|don’t) (?:write|type|reply|edit|enter text|modify)(?: anything)? below this line",
  // de  ##- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein. -##
  "(?:oberhalb|über) diese[rs]? (?:zeile|linie|trennlinie)",
  // fr  ##- Veuillez saisir votre réponse au-dessus de cette ligne -##
  "au[- ]dessus de cette ligne",
  // es ca gl  ##- Por favor, escriba su respuesta por encima de esta línea -##
  "(?:por encima|encima|arriba|más arriba) de esta l[ií]nea|sobre esta l[ií]nea|(?:sobre|damunt) d['’]aquesta línia|por riba desta liña",
  // it  ##- Si prega di digitare la risposta sopra questa riga -##
  "(?:sopra|al di sopra di) questa (?:riga|linea)",
  // pt  ##- Por favor, digite sua resposta acima desta linha -##
  "acima (?:desta|dessa) linha",
  // nl  ##- Typ uw antwoord boven deze regel -##
  "boven (?:deze|de) (?:regel|lijn)",
  // sv da nb is  ##- Skriv ditt svar ovanför den här raden -##   ##- Skriv dit svar over denne linje -##
  "ovanför (?:den här raden|denna rad|den här linjen|linjen)|(?:over|ovenfor) denne (?:linjen?|linien?)|fyrir ofan þessa línu",
  // fi et  ##- Kirjoita vastauksesi tämän rivin yläpuolelle -##
  "tämän (?:rivin|viivan) (?:yläpuolelle|yläpuolella)|selle rea kohale",
  // pl cs sk  ##- Wpisz swoją odpowiedź powyżej tego wiersza -##   ##- Napište svou odpověď nad tento řádek -##
  "(?:powyżej|ponad|nad) (?:tej linii|tego wiersza|tą linią|tym wierszem)|nad (?:tento řádek|tímto řádkem|tuto čáru|touto čarou|tento riadok|týmto riadkom|túto čiaru)",
  // hu  ##- Kérjük, válaszát e fölé a sor fölé írja -##
  "(?:e|ezen|a|ezen a)?\\s?(?:fölé a )?sor fölé",
  // ro  ##- Introduceți răspunsul deasupra acestei linii -##
  "deasupra acest(?:ei linii|ui rând)",
  // hr sr sl  ##- Unesite odgovor iznad ove linije -##
  "iznad (?:ove linije|ovog retka|ove crte|ovog reda)|изнад ове линије|nad to (?:vrstico|črto)",
  // ru uk bg  ##- Введите ответ над этой строкой -##
  "(?:над этой (?:строкой|чертой|линией)|выше этой (?:строки|черты|линии))|(?:над цим рядком|вище цього рядка|над цією лінією)|над този ред|над тази линия",
  // tr  ##- Lütfen yanıtınızı bu satırın üstüne yazın -##
  "bu (?:satırın|çizginin) (?:üstüne|üzerine|üstünde|üzerinde)",
  // el  ##- Πληκτρολογήστε την απάντησή σας πάνω από αυτή τη γραμμή -##
  "πάνω από αυτή(?:ν)? τη(?:ν)? γραμμή",
  // he ar fa  ##- נא הקלד את תשובתך מעל לשורה זו -##   ##- يرجى كتابة ردك فوق هذا السطر -##
  "מעל (?:ל)?שורה (?:זו|הזו|הזאת)|מעל השורה הזו|(?:فوق|أعلى) هذا (?:السطر|الخط)|بالای این (?:خط|سطر)",
  // zh ja ko  ##- 请在此行上方键入您的回复 -##   ##- この行より上に返信を入力してください -##   ##- 이 줄 위에 답장을 입력하세요 -##
  "(?:此|这|這)(?:行|线|線|一行|條線|条线)(?:的)?(?:上方|之上|以上|上面)|この(?:行|線|ライン)(?:より|の|から)上|이 (?:줄|선|행)(?:의)? 위",
  // vi th id ms  ##- Vui lòng nhập trả lời phía trên dòng này -##
  "(?:phía |bên )?trên dòng này|เหนือ(?:บรรทัด|เส้น)นี้|di atas (?:baris|garis) ini",
].join("|");
const decorated = new RegExp(
  // "- Put the logo above this line" is an item of a list: one mark is not enough.
  `^(?:[#*=_~|<—–─-]{2}|#|\\[|\\(|\\{)[\\s#*=_~|<\\[({—–─-]{0,80}.{0,90}(?:${aboveThisLine})`,
  "iu",
);
// Without decoration the line must be nothing but the request: "Reply above this line", "Write ABOVE THIS LINE to post a reply".
const undecorated =
  /^(?:please )?(?:(?:type|write|enter|add|put) (?:your )?(?:reply|response|answer|comment|message)?|reply|respond|answer|in repl(?:ies|y),? (?:all )?(?:the )?text|only text) ?above (?:this|the) line[^?]{0,80}$|^(?:bitte )?(?:antworten sie (?:bitte )?|antworten )(?:oberhalb|über) dieser (?:zeile|linie)[^?]{0,40}$|^(?:répond(?:ez|re)|veuillez répondre) au-dessus de cette ligne[^?]{0,40}$|^(?:responda|escriba su respuesta) por encima de esta línea[^?]{0,40}$|^rispondi sopra questa (?:riga|linea)[^?]{0,40}$|^antwoord boven deze (?:regel|lijn)[^?]{0,40}$|^responda acima desta linha[^?]{0,40}$/iu;

/** Whether the line is the visible reply marker of a help desk, in whatever language. */
export function isReplyMarker(text: string): boolean {
  if (text.length > markerLengthMax || text.length < 6) {
    return false;
  }
  const first = text.charCodeAt(0);
  const isLetter = (first | 32) >= 97 && (first | 32) <= 122;
  return isLetter
    ? undecorated.test(text)
    : decorated.test(text) || undecorated.test(text.replace(/^[*•|_~=-]\s{0,3}/, ""));
}
