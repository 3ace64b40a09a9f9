// The sentences of which automatic answers consist, by language, as patterns over lower-case text. Each is bounded, so that no
// text takes long. No code, no rows.

/** Patterns of whole sentences, from their first word on. */
export interface Sentences {
  absence: RegExp;
  /** What else such an answer says, which alone proves nothing. */
  beside: RegExp;
}

export const bySentence: Record<string, Sentences> = {
  English: {
    absence:
      /^(?:(?:hi|hello),? )?(?:thanks?(?: you)? for your (?:e-?mail|message|mail)[,;.]? ?(?:but |however,? )?)?(?:(?:please note that|unfortunately,?) )?(?:i am|i'm|i will be|i'll be|we are|our offices? (?:is|are)|our team is) (?:(?:currently|presently|now|also|all) )?(?:out of (?:the |my |our )?office|out of office|(?:away )?on (?:annual |maternity |paternity |parental |sick |a )?(?:leave|vacation|holidays?)|away from (?:the office|my desk|my e-?mail)|not in the office|closed)\b/u,
    beside:
      /^(?:thanks?(?: you)? (?:very much )?for (?:your |the |contacting|getting in touch|reaching out)|i (?:will|shall|'ll) (?:be back|return|respond|reply|answer|get back|be returning)\b|i(?:'ll| will be| am)? (?:back|returning) (?:on|in)\b|i(?:'ll have| have| will have) (?:no|limited|little|intermittent|sporadic) (?:\p{L}{1,12} ){0,2}(?:access|connection|internet|e-?mail|availability|opportunity|possibility)|i (?:will|'ll) (?:only )?(?:check|read) (?:my )?(?:e-?mails?|messages)|(?:in|for) (?:urgent|case of|an emergency|emergencies|immediate)|(?:for|in) (?:any |all |an |your |the case of (?:an )?)?(?:urgent|urgency|immediate|emergenc|absence)|if (?:you (?:need|require|have)|your|it|this|the matter)\b[^,?]{0,60}(?:urgen|immediate|emergenc|assistance)[^,?]{0,40},? (?:please|kindly|you (?:can|may)|contact|call|e-?mail|write to|reach|my colleague)|(?:in my absence|meanwhile|in the meantime),? please|please contact |please (?:call|reach|phone|e-?mail|write to|direct|send) (?=.{0,150}(?:@|\d{3}|urgen|immediate|emergenc|colleague|instead))|your (?:e-?mail|message|mail) (?:will|is|has) (?:not )?(?:be |been )?(?:read|forwarded|answered|received|processed)|(?:during|in) (?:this time|my absence|this period)|there (?:will|may) be (?:a )?delay)/u,
  },
  German: {
    absence:
      /^(?:vielen dank für ihre (?:e-?mail|nachricht|mail)[,;.]? ?)?(?:leider )?(?:ich bin|wir sind|bin ich|unser büro ist) (?:(?:vom|von|ab|bis|am|zur ?zeit|derzeit|momentan|aktuell|leider|vorübergehend)\b[^,?]{0,60})?(?:nicht (?:im (?:büro|haus|hause|dienst)|am (?:arbeits)?platz|erreichbar)|abwesend|außer haus|ausser haus|im urlaub|in elternzeit|im mutterschutz|geschlossen|in urlaub)\b/u,
    beside:
      /^(?:vielen dank für|danke für (?:ihre|deine|die) (?:e-?mail|nachricht|mail)|in dringenden (?:fällen|angelegenheiten)|bei dringenden|in eiligen fällen|für dringende|bitte (?:wenden sie sich|kontaktieren sie|wende dich|rufen sie)|ihre (?:e-?mail|nachricht|mail) wird (?:nicht )?|ab dem |ich bin (?:ab|am) .{1,40}(?:wieder|zurück)|ich werde (?:ihre|deine) (?:e-?mail|nachricht|mail)|während meiner abwesenheit|ich (?:melde mich|antworte) (?:nach|ab|am)|eine weiterleitung|(?:e-?mails|nachrichten) werden (?:nicht|in dieser zeit))/u,
  },
  French: {
    absence:
      /^(?:merci (?:de|pour) votre (?:e-?mail|message|mail|courriel)[,;.]? ?)?(?:je suis|je serai|nous sommes|nos bureaux sont) (?:actuellement |)(?:absent|absente|absents|absent\(e\)|en congés?|en vacances|en déplacement|hors du bureau|fermés)(?![\p{L}])/u,
    beside:
      /^(?:merci (?:de|pour) votre|en cas d'urgence|pour toute (?:urgence|question urgente|demande urgente)|je (?:vous répondrai|prendrai connaissance|serai de retour|reviendrai|traiterai)|(?:durant|pendant|en) mon absence|veuillez (?:contacter|vous adresser)|vous pouvez (?:contacter|joindre)|votre (?:message|mail|e-?mail|courriel) (?:ne )?(?:sera|est))/u,
  },
  Spanish: {
    absence:
      /^(?:gracias por su (?:correo|mensaje|e-?mail)[,;.]? ?)?(?:me encuentro|estoy|estaré|estamos|nos encontramos) (?:actualmente |)(?:fuera de (?:la )?oficina|de vacaciones|ausente|cerrados?)(?![\p{L}])/u,
    beside:
      /^(?:(?:muchas )?gracias por (?:su|tu)|(?:en|para) (?:caso de|casos?|asuntos?|temas?) (?:urgencia|urgentes?)|si es urgente|(?:responderé|contestaré|volveré|regresaré|regreso)|durante mi ausencia|por favor,? (?:contacte|póngase en contacto|diríjase|escriba)|puede contactar)/u,
  },
  Italian: {
    absence:
      /^(?:grazie per la (?:sua |tua )?(?:e-?mail|mail|messaggio)[,;.]? ?)?(?:sono|sarò|siamo|saremo|gli uffici sono) (?:attualmente |)(?:assente|fuori (?:ufficio|sede)|in (?:ferie|vacanza|congedo)|chiusi)(?![\p{L}])/u,
    beside:
      /^(?:grazie per|per (?:urgenze|questioni urgenti|comunicazioni urgenti|qualsiasi urgenza)|in caso di (?:urgenza|necessità|urgenze)|(?:risponderò|rientrerò|tornerò|leggerò)|durante la mia assenza|(?:si prega di|potete|può) contattare)/u,
  },
  Dutch: {
    absence:
      /^(?:bedankt voor (?:uw|je) (?:e-?mail|mail|bericht)[,;.]? ?)?(?:ik ben|wij zijn|ons kantoor is) (?:(?:momenteel|tot|van|t\/m)\b[^,?]{0,40})?(?:afwezig|niet (?:op kantoor|aanwezig|bereikbaar)|met (?:vakantie|verlof)|op vakantie|gesloten)\b/u,
    beside:
      /^(?:bedankt voor|dank voor|(?:in|voor|bij) (?:dringende|urgente|spoed)|(?:neem|u kunt|je kunt|gelieve) .{0,60}(?:contact|terecht)|ik (?:zal|ben) .{0,60}(?:beantwoorden|terug|reageren)|tijdens mijn afwezigheid|uw (?:e-?mail|mail|bericht) wordt)/u,
  },
  Portuguese: {
    absence:
      /^(?:obrigad[oa] pel[oa] (?:seu|sua) (?:e-?mail|mensagem)[,;.]? ?)?(?:estou|estarei|encontro-me|estamos) (?:atualmente |)(?:fora do escritório|ausente|de férias|em férias|fora da empresa|de licença)(?![\p{L}])/u,
    beside:
      /^(?:obrigad[oa] pel[oa]|(?:em|para) (?:caso de|casos?|assuntos?) (?:urgência|urgentes?)|(?:responderei|regressarei|retornarei|voltarei)|durante a minha ausência|por favor,? (?:contacte|entre em contato|contate))/u,
  },
  Polish: {
    absence:
      /^(?:dziękuję za (?:wiadomość|e-?mail|maila)[,;.]? ?)?(?:jestem|będę|przebywam) (?:obecnie |w dniach [^,?]{1,40} |do [^,?]{1,30} )?(?:nieobecn[ya]|poza biurem|na urlopie|w podróży służbowej)(?![\p{L}])/u,
    beside:
      /^(?:dziękuję za|w (?:sprawach pilnych|pilnych sprawach)|w razie pilnych|proszę (?:o kontakt|kontaktować)|(?:odpowiem|odpiszę|wracam|wrócę)|podczas mojej nieobecności)/u,
  },
  Swedish: {
    absence:
      /^(?:tack för ditt (?:mejl|mail|meddelande)[,;.]? ?)?jag är (?:just nu |för närvarande |)(?:inte på kontoret|på semester|tjänstledig|föräldraledig|frånvarande|ledig)(?![\p{L}])/u,
    beside:
      /^(?:tack för|vid brådskande|för brådskande|om (?:ditt ärende|det) är brådskande|jag (?:svarar|återkommer|är tillbaka)|kontakta )/u,
  },
  "Danish and Norwegian": {
    absence:
      /^(?:tak for din (?:mail|e-?mail|besked)[,;.]? ?)?jeg (?:er|holder) (?:i øjeblikket |for tiden |)(?:ikke (?:på kontoret|til stede)|på ferie|på barsel|fraværende|bortreist|ferie)(?![\p{L}])/u,
    beside:
      /^(?:takk? for|ved (?:hastende|presserende|akutte)|i (?:hastende|presserende|akutte)|jeg (?:svarer|vender tilbage|er tilbage|er tilbake)|kontakt |hvis det haster)/u,
  },
  Czech: {
    absence:
      /^(?:děkuji za (?:váš |)(?:e-?mail|zprávu)[,;.]? ?)?(?:jsem|budu|nejsem|nebudu) (?:momentálně |do [^,?]{1,30} |)(?:mimo kancelář|v kanceláři|na dovolené|nepřítom(?:en|na)|k zastižení)(?![\p{L}])/u,
    beside:
      /^(?:děkuji za|v (?:naléhavých|urgentních) (?:případech|záležitostech)|v případě (?:potřeby|naléhavé)|(?:odpovím|ozvu se|vrátím se)|prosím kontaktujte)/u,
  },
};

/** Where a program says so itself, nothing more is needed. Whole sentences, so that what is said about such mails is not meant. */
export const saysSo =
  /^(?:\W{0,3})(?:(?:please note(?::| that)? )?this is an? (?:auto(?:matic|mated)?[- ]?(?:generated )?|automatically generated )(?:reply|response|answer|e-?mail|message|out of office)\b(?!.{0,60}\b(?:from|you|i|we|they|that|about)\b)|this (?:reply|response|answer|e-?mail|message) (?:was|is|has been) (?:sent |generated |created )?automatically(?: generated| sent)?|dies(?:e (?:e-?mail|nachricht|antwort)|) (?:ist eine automatisch(?:e| generierte) (?:antwort|nachricht|e-?mail)|wurde automatisch (?:erstellt|generiert|versandt|versendet|erzeugt))|(?:ceci est|il s'agit d')(?: une|un)? (?:réponse|message) automatique|(?:ce message|cet e-?mail|cette réponse) (?:est|a été) (?:généré|envoyé|générée|envoyée)e? automatiquement|est[ea] es un(?:a)? (?:respuesta|mensaje|correo) automátic[oa]|questa è una risposta automatica|questo è un messaggio automatico|dit is een automatisch(?:e)? (?:antwoord|bericht|gegenereerd)|esta é uma (?:resposta|mensagem) automática|to jest (?:automatyczna odpowiedź|wiadomość automatyczna|wiadomość wygenerowana automatycznie)|det här är ett automatiskt svar|dette er e[nt] automatisk svar|toto je automatická odpověď)/u;

/** An acknowledgement of another desk. People say that they received something, too, so something more must be there. */
export const receivedWords =
  /^(?:(?:hi|hello|dear)[^.]{0,40} )?(?:thank(?:s| you) for (?:contacting|your (?:e-?mail|message|request|enquiry|inquiry))[^?]{0,60} )?(?:your (?:request|ticket|message|e-?mail|enquiry|inquiry|case|support request)\b[^?]{0,60} (?:has been|was) (?:successfully )?(?:received|logged|created|opened|registered|submitted)|we(?:'ve| have)? received your (?:request|ticket|message|e-?mail|enquiry|inquiry|support request)|(?:a|your) (?:support )?ticket has been (?:opened|created)|(?:wir haben ihre (?:anfrage|nachricht|e-?mail) erhalten|ihre (?:anfrage|nachricht|e-?mail)\b[^?]{0,60} (?:ist|wurde) (?:bei uns )?(?:eingegangen|erhalten|registriert))|(?:nous avons bien reçu votre|votre (?:demande|message|ticket)\b[^?]{0,60} a (?:bien )?été (?:reçue?|enregistrée?))|hemos recibido su (?:solicitud|mensaje|correo)|su (?:solicitud|ticket|mensaje)\b[^?]{0,60} ha sido (?:recibid[oa]|registrad[oa]|cread[oa]))/u;
export const besideReceived =
  /^(?:thank(?:s| you) for|a member of our|one of our|our (?:support |customer )?(?:team|staff|agents?)|we (?:will|'ll|aim to|try to|usually|normally)|to (?:add|view|check|reply|update)|you (?:can|will|may) |please (?:do not|don't|keep|quote|include|allow)|(?:your |the )?(?:ticket|case|reference)(?: number| id)?\b|vielen dank|unser(?:e|em)? |wir (?:werden|melden|bearbeiten|bemühen)|ihre (?:ticket|vorgangs)|bitte (?:antworten|geben|haben)|nous (?:vous|traitons|mettons)|merci (?:de|pour)|notre équipe|nos équipes|gracias por|nuestro equipo|le responderemos|nos pondremos)/u;
export const deskWords =
  /\b(?:ticket|case|request|reference|vorgang|anfrage|demande|solicitud)(?: (?:number|id|no\.?|nr\.?|n°))? ?[:([]{0,2} ?#? ?[a-z]{0,6}[-_]?\d{3,}|\[?#\d{3,}|\b(?:business|working) (?:hours|days)|\bwerktag|jours? ouvr|\bwithin \d{1,2} hours/u;

/** What Outlook writes into a receipt: "Your message To: … was read on …". */
export const receiptWords =
  /^(?:your message\b|ihre nachricht\b|votre message\b|su mensaje\b|el mensaje\b|il messaggio\b|uw bericht\b|a sua mensagem\b|twoja wiadomość|ditt meddelande\b|din meddelelse\b|meldingen\b|vaše zpráva|ваше сообщение|this is a (?:return )?receipt for|dies ist eine (?:lese|empfangs)bestätigung)/u;
