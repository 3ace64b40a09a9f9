// What telephones and programs add by themselves, in many languages; sentences that begin alike stay.
import { expect, test } from "vitest";
import { isDeviceLine } from "../../../src/reply/text/device-line.ts";

test.each([
  "Sent from my iPhone",
  "Sent via Superhuman ( https://sprh.mn/?vip=ann )",
  "<<sent by galaxy>>",
  "(Sent from mobile device)",
  "Sent from my cell, please excuse any typos.",
  "Sent from my HTC M8 Android phone.  Please excuse typoze",
  "Sent from [mail](https://go.microsoft.com/fwlink/?LinkId=550986) for windows 10",
  "Get [Outlook for Android](https://aka.ms/ghei36)",
  "Get Outlook for iOS<https://aka.ms/o0ukef>",
  "Sent with Proton Mail secure email.",
  "Von meinem iPhone gesendet",
  "Gesendet von Outlook für Android<https://aka.ms/AAb9ysg>",
  "Envoyé de mon iPhone",
  "Enviado desde mi iPhone",
  "Enviado do meu iPhone",
  "Inviato da iPhone",
  "Verstuurd vanaf mijn iPhone",
  "Sendt fra min iPhone",
  "Skickat från min iPhone",
  "Lähetetty iPhonesta",
  "Wysłane z iPhone'a",
  "Odesláno z iPhonu",
  "iPhone-ról küldve",
  "Trimis de pe iPhone-ul meu",
  "Отправлено с iPhone",
  "iPhone'umdan gönderildi",
  "Στάλθηκε από το iPhone μου",
  "נשלח מה-iPhone שלי",
  "أُرسلت من الـ iPhone",
  "iPhoneから送信",
  "나의 iPhone에서 보냄",
  "发自我的iPhone",
  "使用Zoho Mail发送",
  "Được gửi từ iPhone của tôi",
  "Dikirim dari iPhone saya",
])("a device's: %s", (line) => {
  expect(isDeviceLine(line)).toBe(true);
});

test.each([
  "Sent from my desk, which is easier than my phone.",
  "Sent from my desk to yours.",
  "I sent it from my phone yesterday",
  "Get the papers from the office",
  "From my point of view it works.",
  "Sent by mail yesterday, you will have it on Monday",
  "使用新的颜色",
  "Отправлено вчера",
  "أرسلت الملف",
])("the author's: %s", (line) => {
  expect(isDeviceLine(line)).toBe(false);
});
