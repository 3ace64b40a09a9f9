// The lines that telephones and mail programs add below a message by themselves: "Sent from my iPhone", "Get Outlook for iOS".
// Each language's form stands under real lines; a device or program must be named, or the line be nothing but the phrase.

const lengthMax = 200;

const device =
  "(?:iphone|ipad|ipod|apple|mac|android|samsung|galaxy|huawei|honor|xiaomi|redmi|oneplus|oppo|motorola|moto|htc|nokia|sony|xperia|lg|blackberry|windows|outlook|hotmail|yahoo|ymail|proton ?mail|tutanota|tuta|mail|mailbox|e-?mail|thunderbird|airmail|spark|superhuman|gmail|inbox|mobile|mobil|mobiles|phone|smartphone|cell|cellphone|handy|tablet|tablette|pixel|typeapp|bluemail|nine|newton|edison|aol|gmx|web\\.de|zoho|hey|front|missive|shortwave|mailspring|em client|k-?9|fairemail|aquamail|sparrow|nylas|polymail|unibox|verizon|t-mobile|wiko|surface|appareil|portable|móvil|movil|celular|cellulare|telefon|telefono|telefoon|teléfono|toestel|mobilgerät|mobiltelefon|mobiltelefonen|puhelimesta|iphonesta|telefonu|telefonului|телефона|смартфона|айфона|почты|mail\\.ru|яндекс|iphone|facebook|instagram|jira|basecamp|canary|postbox|evolution|mutt|roundcube)";
const words = (max: number) => `(?:[^\\s]{1,24} ){0,${max}}`;
const tail = "[^?!]{0,90}";
const patterns = [
  // Sent from my iPhone     Sent via Superhuman ( https://sprh.mn/?vip=ann )     <<sent by galaxy>>     Sent with Proton Mail secure email.
  `[<(]{0,2}(?:sent|written|composed|typed) (?:wirelessly |securely |on the go )?(?:from|via|with|by|using|on) (?:my |a |an |the )?${words(4)}${device}(?![a-z])[^.?!,]{0,80}[.!)>]{0,2}(?: {0,3}(?:(?:please |pls )?(?:excuse|pardon|forgive)[^?]{0,80}|(?:sorry|apologies)[^?.]{0,80}\\.?))?`,
  // Sent from my TI-85     Sent from my cell, please excuse any typos.     From My Iphone 6     Someone from mobile
  "sent from my [\\p{L}\\d-]{1,20}(?: (?!to |and |which )[\\p{L}\\d-]{1,20}){0,3}[.!]?(?:[.,;]? {0,3}(?:(?:please |pls )?(?:excuse|pardon|forgive)[^?]{0,80}|sorry[^?.]{0,80}\\.?))?",
  `from my ${words(2)}${device}(?: [\\w-]{1,12}){0,3}|[\\p{L}]{2,20} from mobile`,
  // Get Outlook for iOS<https://aka.ms/o0ukef>     Download BlueMail for Android     Yahoo Mail: Search, Organize, Conquer
  "(?:get|download|try) (?:outlook|bluemail|spark|yahoo|typeapp|edison|the all-new|aqua)[^?!]{0,140}|yahoo mail: search, organi[sz]e, conquer|envoy[ée] by .{0,5}",
  // Von meinem iPhone gesendet     Gesendet von Outlook für Android     Diese Nachricht wurde von meinem Android-Mobiltelefon mit K-9 Mail gesendet.
  `von (?:meinem|meiner|mein) [^.?!]{1,60} (?:gesendet|aus gesendet|verschickt|geschickt)\\.?|(?:gesendet|verfasst|geschickt) (?:von|mit|aus|vom|über|per)(?: meinem| meiner)?(?: [^\\s]{1,24}){0,3} ?${device}${tail}|diese (?:nachricht|e-?mail) wurde (?:von|mit) (?:meinem|mein|einem)? ?[^?!]{1,80} gesendet\\.?|(?:holen sie sich|laden sie|hol dir|outlook für) (?:outlook |android|ios)[^?!]{0,80}`,
  // Envoyé de mon iPhone     Envoyé depuis l'application Mail Orange     Télécharger Outlook pour iOS
  `envoyé (?:sans fil )?(?:depuis|de|à partir|par|avec|via)(?: [^\\s]{1,24}){0,3} ?${device}${tail}|envoyé (?:de|depuis) mon [^.?!]{1,40}|(?:télécharge[rz]|obtenez|obtenir) outlook [^?!]{1,80}`,
  // Enviado desde mi iPhone     Enviado do meu iPhone     Obtener Outlook para iOS     Obter o Outlook para Android     ca Enviat des del meu iPhone
  `(?:enviado|mandado|enviada|escrito|enviat) (?:desde|con|do|de|a partir|pelo|através|via|des)(?: [^\\s]{1,24}){0,3} ?${device}${tail}|enviado (?:desde mi|do meu) [^.?!]{1,40}|(?:obtener|obtenga|descargar|obter|obtenha)(?: o)? outlook [^?!]{1,80}`,
  // Inviato da iPhone     Inviato da Yahoo Mail su Android     Scarica Outlook per iOS
  `inviato (?:da|dal|dall'|con|tramite)(?: [^\\s]{1,24}){0,3} ?${device}${tail}|inviato dal mio [^.?!]{1,40}|(?:scarica|ottieni) outlook [^?!]{1,80}`,
  // Verstuurd vanaf mijn iPhone     Verzonden met BlackBerry Work     Outlook voor Android downloaden
  `(?:verzonden|verstuurd|gestuurd) (?:vanaf|vanuit|met|via|van|door)(?: [^\\s]{1,24}){0,3} ?${device}${tail}|(?:verzonden|verstuurd) vanaf mijn [^.?!]{1,40}|(?:download|outlook voor) (?:outlook voor|android|ios)[^?!]{0,60}`,
  // Sendt fra min iPhone     Skickat från min iPhone     Hent Outlook til iOS     Hämta Outlook för Android     Sent úr iPhone
  `(?:sendt|skickat|skickades|sänt|sent) (?:fra|från|med|via|úr)(?: [^\\s]{1,24}){0,3} ?${device}${tail}|(?:sendt fra|skickat från) min [^.?!]{1,40}|(?:hent|hämta|få|skaffa) outlook (?:til|för|for) [^?!]{1,60}`,
  // Lähetetty iPhonesta     Hanki Outlook for Android     et Saadetud minu iPhone'ist
  `lähetetty (?:[^\\s]{1,24} ){0,3}(?:[\\p{L}]{2,20}(?:sta|stä|lta|ltä))[^?!]{0,40}|lähetetty ${words(3)}${device}${tail}|hanki outlook[^?!]{1,60}|saadetud minu [^?!]{1,40}`,
  // Wysłane z iPhone'a     Wysłano z urządzenia Samsung     Pobierz aplikację Outlook dla systemu iOS     lt Išsiųsta iš mano     lv Nosūtīts no
  `wysłan[aeoy] (?:z|ze|za pomocą|przez)(?: [^\\s]{1,24}){0,3} ?${device}${tail}|wysłan[eo] z [\\p{L}\\d' ’-]{1,30}|(?:pobierz|uzyskaj) (?:aplikację |program )?outlook [^?!]{1,60}|išsiųsta iš [^?!]{1,40}|nosūtīts no [^?!]{1,40}`,
  // Odesláno z iPhonu     Odoslané z iPhonu     Získat Outlook pro Android     Poslano s iPhonea     Poslato sa iPhone-a
  "(?:odesláno|odoslané|poslané|poslano|poslato) (?:z|ze|zo|s|sa|iz|pomocí|pomocou) (?:m[éô][^\\s]{0,4} |mog |mojega )?[\\p{L}\\d' ’-]{1,40}|(?:získat|stáhnout|získať) (?:aplikaci |aplikáciu )?outlook [^?!]{1,60}",
  // iPhone-ról küldve     Elküldve innen: Outlook     Az Android Outlook letöltése     Trimis de pe iPhone-ul meu     Descărcați Outlook pentru iOS
  "[\\p{L}\\d -]{2,30}(?:ról|ről|ból|ből|mról) küldve|elküldve (?:innen|a következőből)[^?!]{1,40}|(?:az? )?(?:android|ios|outlook)[^?!]{0,30} (?:letöltése|beszerzése)|trimis (?:de pe|din|de la|cu)[^?!]{1,40}|(?:descărcați|obțineți) outlook [^?!]{1,60}",
  // Отправлено с iPhone     Отправлено из мобильной Яндекс Почты     Надіслано з iPhone     Изпратено от iPhone     Послато са
  "(?:отправлено|надіслано|відправлено|изпратено|послано|послато|пратено) (?:с|из|з|із|от|от моя|от моето|през|са|од) [^?!]{1,60}|(?:скачать|получить|отримати|завантажити) outlook [^?!]{1,60}",
  // iPhone'umdan gönderildi     iPhone'umdan gönderildi.     Στάλθηκε από το iPhone μου     נשלח מה-iPhone שלי     أُرسلت من الـ iPhone
  "[\\p{L}\\d'’ ]{2,40}(?:dan|den|tan|ten) gönderildi\\.?|(?:ios|android) için outlook[^?!]{0,40}|(?:στάλθηκε|εστάλη) από [^?!;]{1,50}|λήψη του outlook [^?!]{1,40}|נשלח (?:מה|מ|מתוך|באמצעות)[^?!]{1,50}|(?:أُرسلت|أرسلت|تم الإرسال|مرسل|مُرسل) من [^?!]{1,50}|ارسال(?: شده)? از [^?!]{1,50}",
  // 從我的 iPhone 傳送     发自我的iPhone     来自我的华为手机     iPhoneから送信     나의 iPhone에서 보냄     Outlook for Android 다운로드
  "(?:從我的|从我的|发自我的|發自我的|发自我|来自我的|發送自我的|來自我的) ?.{1,30}|(?:发自|發自|使用)[\\p{L}\\d ._-]{1,30}?(?:发送|發送|邮箱|信箱)|.{0,20}(?:から送信|から送信されました)。?|(?:나의|내) .{1,24}에서 보냄\\.?|.{1,24}에서 보냄\\.?",
  // Được gửi từ iPhone của tôi     Gửi từ iPhone của tôi     Dikirim dari iPhone saya     Dihantar dari     ส่งจาก iPhone ของฉัน
  "(?:được )?(?:gửi|đã gửi) (?:từ|bằng) [^?!]{1,40}|(?:dikirim|dihantar) (?:dari|dengan|menggunakan) [^?!]{1,40}|(?:unduh|dapatkan) outlook [^?!]{1,40}|ส่งจาก ?.{1,40}",
];
const deviceLine = new RegExp(`^(?:${patterns.join("|")})$`, "iu");
// [Outlook for Android](https://aka.ms/ghei36)      Outlook for iOS<https://aka.ms/o0ukef>
const links =
  /\[([^\]]{1,60})\]\(\S{1,120}\)|<(?:https?:\S{1,120}|mailto:\S{1,80})>|\( ?https?:\S{1,120} ?\)/g;
// What they all begin or end with, or the line is not looked at any further.
const hint =
  /^[<([]{0,3}(?:sent|writ|comp|typed|from|get|down|try|yahoo|von|ges|verf|gesch|diese|hol|lad|out|env|obt|tél|esc|mand|desc|inv|scar|ott|ver|gest|send|skick|sänt|hent|häm|få|skaf|läh|han|saad|wysł|pob|uzy|išs|nos|ode|odo|pos|zís|stáh|elk|az|trim|отп|над|від|изп|пос|пра|скач|пол|отр|зав|ios|and|στά|εσ|λήψ|נש|أ|تم|مر|مُ|ار|從|从|发|發|来|來|使|나|내|đ|gử|dik|dih|und|dap|ส่ง)|(?:mobile|küldve|gönderildi\.?|送信。?|されました。?|보냄\.?|letöltése|beszerzése)$/iu;

/** Whether a program or device added the line by itself. */
export function isDeviceLine(text: string): boolean {
  if (text.length < 4 || text.length > lengthMax || !hint.test(text)) {
    return false;
  }
  return deviceLine.test(/[\]<(]/.test(text) ? text.replace(links, "$1").trim() : text);
}
