// Lines that set an earlier message apart, and the reply markers of help desks, in many languages; and lines that do not.
import { expect, test } from "vitest";
import { linesOfText } from "../../../src/reply/line.ts";
import { isReplyMarker } from "../../../src/reply/text/reply-marker.ts";
import { isRule, isSeparator } from "../../../src/reply/text/separator.ts";

test.each([
  "-----Original Message-----",
  "-------- Forwarded Message --------",
  "------- Forwarded message follows -------",
  "---------- Forwarded message ---------",
  "----- Reply message -----",
  "*----- Original Message -----*",
  "====Original Message====",
  "—–Original Message—–",
  "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐",
  "______________________________ Reply Separator _________________________________",
  "---------------------- Forwarded by Ann Lee/HOU on 05/05/2001 10:00 AM ---------------------------",
  '-Reply message ----- From: "somebody (someone)" <',
  "Original Message processed by david®",
  "-----Ursprüngliche Nachricht-----",
  "-------- Message d’origine --------",
  "-----Mensaje original-----",
  "----Messaggio originale----",
  "-----Mensagem original-----",
  "-----Oorspronkelijk bericht-----",
  "--- Treść przekazanej wiadomości ---",
  "---------- Původní zpráva ----------",
  "-------- Eredeti üzenet --------",
  "-------- Исходное сообщение --------",
  "-------- Özgün İleti --------",
  "------------------ 原始邮件 ------------------",
  "-------- הודעה מקורית --------",
  "--------- 원본 메일 ---------",
  "Begin forwarded message:",
  "Forwarded message:",
  "Anfang der weitergeleiteten Nachricht:",
  "Début du message réexpédié :",
])("a separator: %s", (line) => {
  expect(isSeparator(line)).toBe(true);
});

test.each([
  "the original message",
  "- original message of the campaign: be kind",
  "-- first point",
  "--- a/src/line.ts",
  "Original Message",
  "---------------",
  "## Forwarded messages in the portal",
  "- message",
])("no separator: %s", (line) => {
  expect(isSeparator(line)).toBe(false);
});

test.each(["____", "-----", "=====", "~~~~", "*---*", "————————"])("a rule: %s", (line) => {
  expect(linesOfText(line).every(isRule)).toBe(true);
});

test.each([
  "##- Please type your reply above this line -##",
  "## - Please type your reply above this line - ##",
  "-- REPLY ABOVE THIS LINE --",
  "--- Reply above this line to add your comment ---",
  "=== Please reply above this line ===",
  "—-—-—-— Reply above this line. —-—-—-—",
  "[[ Reply above this line ]]",
  "Write ABOVE THIS LINE to post a reply or view this on Basecamp",
  "##- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein. -##",
  "##- Veuillez saisir votre réponse au-dessus de cette ligne -##",
  "##- Por favor, escriba su respuesta por encima de esta línea -##",
  "##- Si prega di digitare la risposta sopra questa riga -##",
  "##- Por favor, digite sua resposta acima desta linha -##",
  "##- Typ uw antwoord boven deze regel -##",
  "##- Skriv ditt svar ovanför den här raden -##",
  "##- Skriv dit svar over denne linje -##",
  "##- Kirjoita vastauksesi tämän rivin yläpuolelle -##",
  "##- Napište svou odpověď nad tento řádek -##",
  "##- Введите ответ над этой строкой -##",
  "##- Lütfen yanıtınızı bu satırın üstüne yazın -##",
  "##- 请在此行上方键入您的回复 -##",
  "##- この行より上に返信を入力してください -##",
  "##- 이 줄 위에 답장을 입력하세요 -##",
  "##- Vui lòng nhập trả lời phía trên dòng này -##",
])("a reply marker: %s", (line) => {
  expect(isReplyMarker(line)).toBe(true);
});

test.each([
  "- Put the logo above this line",
  "Please move the picture above this line of text, it looks better there.",
  "What is above the line belongs to us.",
  "-- first point",
  "## Heading",
])("no reply marker: %s", (line) => {
  expect(isReplyMarker(line)).toBe(false);
});
