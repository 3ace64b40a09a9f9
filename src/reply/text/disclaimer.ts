// What servers and mailing lists add below a message: confidentiality notices and list footers, in many languages. Only the last
// paragraphs of a stretch are taken, and only where two of their phrases stand together or a list says so itself.
import { type Line, isBlank } from "../line.ts";
import { isRule } from "./separator.ts";

/** Characters of one paragraph that are looked at, and paragraphs from the end. */
const paragraphCharactersMax = 3000;
const paragraphsMax = 8;
/** Lines below a rule that ends a quote. */
const footerLinesMax = 6;

// How a notice opens; each language under a real first sentence.
const opening = new RegExp(
  `^[\\s*_=>#|("«-]{0,12}(?:${[
    // This e-mail and any attachments are confidential …   CONFIDENTIALITY NOTICE: …   The information contained in this message …
    "(?:this|the (?:contents? of|information (?:contained |transmitted |transmitted is |provided )?(?:in|with)) this|the information (?:contained|transmitted)|privileged|confidential|confidentiality|disclaimer|legal (?:notice|disclaimer)|important notice|notice of confidentiality|private and confidential|if you (?:are not the intended|have received this|received this)|unless expressly stated|please consider the environment|think before you print|save a tree|caution: this (?:e-?mail|message)|warning: this (?:e-?mail|message)|any views or opinions|internet communications are not)",
    // Diese E-Mail enthält vertrauliche …   Der Inhalt dieser E-Mail ist vertraulich …   Wichtiger Hinweis: …
    "(?:diese (?:e-?mail|nachricht|mitteilung)|der inhalt dieser (?:e-?mail|nachricht)|die in dieser (?:e-?mail|nachricht)|vertraulichkeitshinweis|haftungsausschluss|wichtiger hinweis|bitte (?:denken sie an die|prüfen sie der) umwelt|sollten sie nicht der (?:richtige |vorgesehene |beabsichtigte ))",
    // Ce message et toutes les pièces jointes sont confidentiels …   L'intégrité de ce message …
    "(?:ce (?:message|courriel|courrier|mail|e-?mail)|les informations contenues dans|le contenu de ce(?:t)? |avis de confidentialité|clause de confidentialité|si vous n['’]êtes pas (?:le|la) destinataire|pensez à l['’]environnement|cet e-?mail)",
    // Este mensaje y sus adjuntos …   AVISO LEGAL: …   A informação contida nesta mensagem …
    "(?:este (?:mensaje|correo|e-?mail|email)|la información contenida en|esta (?:mensagem|comunicación|comunicação)|aviso (?:legal|de confidencialidad(?:e)?)|a informação contida|as informações contidas|antes de imprimir|si (?:usted )?no es el destinatario)",
    // Questo messaggio e gli eventuali allegati …   Le informazioni contenute …   Ai sensi del …
    "(?:questo (?:messaggio|documento)|questa (?:e-?mail|comunicazione)|le informazioni contenute|il contenuto di questa|avviso di riservatezza|ai sensi (?:del|della|dell['’]))",
    // Dit bericht kan informatie bevatten …   De informatie in dit e-mailbericht …
    "(?:dit (?:bericht|e-?mail(?:bericht)?)|deze (?:e-?mail|mail)|de informatie (?:verzonden |opgenomen |vervat )?in (?:dit|deze)|de inhoud van d(?:it|eze))",
    // Treść tej wiadomości …   Niniejsza wiadomość …   Tato zpráva je důvěrná …   Ez az üzenet bizalmas …   Acest mesaj este confidențial …
    "(?:treść (?:tej|niniejszej) wiadomości|niniejsza (?:wiadomość|korespondencja)|ta wiadomość|tat[oa] (?:zpráva|správa)|obsah (?:této|tohto|tejto)|ez az (?:üzenet|e-?mail)|acest (?:mesaj|e-?mail))",
    // Denne e-mail er fortrolig …   Detta meddelande kan innehålla konfidentiell …   Tämä viesti on luottamuksellinen …
    "(?:denne (?:e-?mail|e-?post|besked|melding|meddelelse)|detta (?:meddelande|e-?post|mejl)|tämä (?:viesti|sähköposti))",
    // Это сообщение конфиденциально …   Bu e-posta mesajı …   本邮件及其附件含有…保密信息   このメールは…秘密情報…   본 메일은 …
    "(?:это (?:сообщение|письмо|электронное)|данное (?:сообщение|письмо)|настоящее (?:сообщение|электронное)|информация, содержащаяся|це повідомлення|bu (?:e-?posta|mesaj|elektronik posta|ileti)|本(?:邮件|電子郵件|电子邮件|電郵|信件|メール)|此(?:邮件|郵件|电子邮件|電子郵件)|この(?:メール|電子メール|e-?mail)|본 (?:메일|이메일|전자우편)|이 (?:메일|이메일|전자우편))",
  ].join("|")})`,
  "iu",
);

// Two of these in one paragraph that opens so make a notice.
const phrases = new RegExp(
  [
    // en
    "confidential|privileged|intended (?:only |solely )?(?:for|recipient)|intended recipient|(?:solely|exclusively) for (?:the use|the addressee)|addressee|in error|notify (?:the sender|us|me)|delete (?:this|it|the|all)|unauthori[sz]ed|strictly prohibited|disclos|disseminat|copying|computer virus|virus(?:es)? |liab(?:le|ility)|before printing|originated from outside",
    // de
    "vertraulich|rechtlich geschützt|nicht der (?:richtige |vorgesehene )?(?:adressat|empfänger)|irrtümlich|informieren sie|vernichten sie|löschen sie|unerlaubte|nicht gestattet|haftung",
    // fr
    "confidentiel|destinataire|par erreur|détruire|supprimer|avertir|expéditeur|toute (?:utilisation|diffusion|publication)|interdite|responsabilité|imprimer",
    // es pt it ca gl
    "confidencia|destinatari|por error|por erro|notif|elimin|prohibid|proibid|borr|apag|riservat|per errore|cancell|vietat|privilegi",
    // nl
    "vertrouwelijk|geadresseerde|ten onrechte|verwijderen|bestemd voor|afzender|aansprakelijk",
    // pl cs sk hu ro
    "poufn|adresat|omyłkow|usunięci|důvěrn|dôvern|adresát|omylem|omylom|bizalmas|címzett|törölje|confidențial|destinatar|din greșeală",
    // da nb sv fi
    "fortrolig|konfidentiell|modtager|mottak|mottagare|ved en feil|ved en fejl|av misstag|slett|luottamuksell|vastaanottaja|erehdyksessä|tuhoamaan",
    // ru uk tr
    "конфиденциальн|получател|адресат|по ошибке|удалить|удалите|конфіденційн|помилково|gizli|alıcı|yanlışlıkla|siliniz|hukuki",
    // zh ja ko
    "保密|机密|機密|收件人|收信人|误收|誤收|删除|刪除|法律|秘密|受信者|誤って|削除|기밀|수신인|수신자|삭제|유출",
  ].join("|"),
  "giu",
);

// Mailing lists: "_______________________________________________", "riak-users mailing list", …   Google Groups, Yahoo Groups, LISTSERV.
const listFooter =
  /^[\s*_=>#|-]{0,10}(?:you received this (?:message|e-?mail|mail) because you are subscribed to|you are currently subscribed to|to (?:unsubscribe(?: from this|,| send| click| or |:)|post to this group|view this discussion on|manage your subscription)|for more options,? visit|sent through the |unsubscribe(?: from this list)?: ?<?https?:|list (?:archives?|info(?:rmation)?|help): ?<?https?:|[\w.+-]{2,60} mailing list(?: -- |$| - )|reply to this email directly,? (?:or )?view it on|sie erhalten diese (?:nachricht|e-?mail), weil|sie haben diese nachricht erhalten, weil|vous recevez ce (?:message|mail|courriel) (?:parce que|car)|has recibido este (?:mensaje|correo) porque|hai ricevuto questo messaggio perch|você (?:está recebendo|recebeu) (?:este|esta|essa) (?:e-?mail|mensagem) porque|je ontvangt dit bericht omdat|вы получили это (?:сообщение|письмо), (?:поскольку|потому)|du (?:får|har fått) (?:det här|detta) (?:meddelandet|mejlet))/iu;

/** The index of the first line of the notices and footers that close lines[from, to), or `to`. Linear in the last paragraphs. */
export function disclaimerStart(lines: readonly Line[], from: number, to: number): number {
  let start = to;
  let end = to;
  for (let count = 0; count < paragraphsMax; count++) {
    while (end > from && (isBlank(lines[end - 1]) || isRuleAt(lines, end - 1))) {
      end--;
    }
    const top = paragraphTop(lines, from, end);
    if (top === end || !isNotice(lines, top, end) || isAnnounced(lines, from, top)) {
      break;
    }
    start = top;
    end = top;
  }
  return start === to ? to : withRulesAbove(lines, from, start);
}

/** "_______________", then a few short lines, below a quote: a signature or a list's footer, whatever it says. */
export function isRuledFooter(lines: readonly Line[], { from, to }: { from: number; to: number }): boolean {
  const worded = lines.slice(from, Math.min(to, from + footerLinesMax * 3)).filter((line) => !isBlank(line));
  const [rule, ...below] = worded;
  return (
    rule !== undefined &&
    /^_{5,}$/.test(rule.text) &&
    to - from <= footerLinesMax * 3 &&
    below.length <= footerLinesMax &&
    below.every(({ text }) => text.length <= 90) &&
    // A footer may end in a sentence; who writes two goes on below the rule.
    below.filter(({ text }) => /[\p{Ll}\d][.?!]$/u.test(text) && !/[@/]/.test(text)).length < 2
  );
}

function isRuleAt(lines: readonly Line[], at: number): boolean {
  const line = lines[at];
  return line !== undefined && (isRule(line) || /^[*#=_-]{3,200}$/.test(line.text));
}

/** The first line of the paragraph that ends before `end`; a rule closes it too. */
function paragraphTop(lines: readonly Line[], from: number, end: number): number {
  let top = end;
  for (let characters = 0; top > from && characters <= paragraphCharactersMax; top--) {
    const line = lines[top - 1];
    if (!line || line.text === "" || isRuleAt(lines, top - 1)) {
      break;
    }
    characters += line.text.length;
  }
  return top;
}

function isNotice(lines: readonly Line[], top: number, end: number): boolean {
  const first = lines[top]?.text ?? "";
  if (listFooter.test(first.slice(0, 200))) {
    // "To unsubscribe from this list, our customers must write to us." is a sentence.
    const asks = /^to unsubscribe from/i.test(first);
    return (
      !asks || lines.slice(top, Math.min(end, top + footerLinesMax)).some(({ text }) => /[@/]/.test(text))
    );
  }
  if (!opening.test(first.slice(0, 200))) {
    return false;
  }
  const found = new Set<string>();
  let length = 0;
  for (let i = top; i < end && length <= paragraphCharactersMax; i++) {
    const text = lines[i]?.text.slice(0, paragraphCharactersMax) ?? "";
    length += text.length;
    for (const [phrase] of text.matchAll(phrases)) {
      found.add(phrase.toLowerCase());
    }
  }
  // "This is confidential, please delete it." is a request; a notice is long, or names more.
  return found.size >= (length >= 120 ? 2 : 4);
}

/** "Please put this notice at the bottom of the page:", right above it, and not a heading of its own. */
function isAnnounced(lines: readonly Line[], from: number, top: number): boolean {
  let last = top - 1;
  while (last >= from && isBlank(lines[last])) {
    last--;
  }
  const above = last < from ? "" : (lines[last]?.text ?? "");
  return /[^:：][:：]$/.test(above) && above.split(" ", 4).length > 3 && !opening.test(above.slice(0, 200));
}

function withRulesAbove(lines: readonly Line[], from: number, start: number): number {
  let at = start;
  for (let i = start - 1; i >= from && start - i <= 4; i--) {
    if (isRuleAt(lines, i)) {
      at = i;
    } else if (!isBlank(lines[i])) {
      break;
    }
  }
  return at;
}
