// What mail servers and providers say became of an email, and whether what they say condemns its address. Pure.

/** What a provider or a mail server says became of an email that was sent. */
export type Delivery = "processed" | "deferred" | "delivered" | "dropped" | "bounced" | "complained";

/** Why an address is paused: what became of the email that showed it to be dead or unwilling. */
export type PauseCause = "bounced" | "dropped" | "refused" | "complained";

/** Of what a server says this much is looked at, and kept. */
export const deliveryReasonLengthMax = 500;

/**
 * Subject and detail of the enhanced codes that say that the address itself will never take mail. Source: RFC 3463
 * section 3, RFC 7505 section 4.2 (1.10) and RFC 7293 section 14 (7.17, 7.18), as listed in IANA's "SMTP Enhanced Status
 * Codes Registry"; 7.13 is RFC 5248's "User Account Disabled"; 4.310 is Microsoft's "DNS domain does not exist" ("Email
 * non-delivery reports and SMTP errors in Exchange Online").
 */
const addressCodes = new Set(["1.1", "1.2", "1.3", "1.6", "1.10", "2.1", "4.310", "7.13", "7.17", "7.18"]);

/** Codes that say nothing by themselves, or different things at different servers: the words beside them decide. */
const vagueCodes = new Set(["0.0", "1.0", "2.0", "3.0", "4.0", "4.1", "4.4", "5.0"]);

/** Any enhanced code that is no part of a longer number, such as an IP address. */
const enhancedCode = /(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)/u;
/** The enhanced code right after the reply code of a server: what that server itself said (RFC 2034). */
const repliedCode = /(?<![\d.])[45]\d\d[- #:('"]{1,4}([45])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)/u;
/** A final reply of a server (RFC 5321 section 4.2.1), at the start or after what introduces it. */
const finalReply = /(?<![\d.])5[05]\d(?=[- #:;,'")]|$)/u;
const laterReply = /(?<![\d.])4[25]\d(?=[- #])/u;

/** What servers say of an address that is not there, or not any more. */
const addressWords = new RegExp(
  [
    "(?:user|recipient|mailbox|address|account|addressee) (?:\\S{1,100} )?(?:is )?(?:unknown|not known|invalid)",
    "(?:unknown|invalid|no such|bad destination) (?:local |virtual |e-?mail |destination )?(?:user|recipient|mailbox|address|account|person|host|domain)",
    "(?:user|recipient|mailbox|address|account)\\b.{0,100}?\\b(?:not found|(?:does not|doesn['’]t|do not|did not) exist|not exist|no longer (?:exists|available|valid|active)|(?:could not|couldn['’]t) be found|cannot be found)",
    "(?:user|mailbox|account|recipient|address)\\b.{0,40}?\\b(?:is |has been |was )?(?:disabled|deactivated|inactive|closed|suspended|terminated|deleted)",
    "user (?:doesn['’]t|does not) have an? \\S{1,100} account",
    "mailbox (?:unavailable|not available)|no mailbox (?:here )?by that name|(?:is )?not (?:a|our) (?:valid |known )?(?:mailbox|user|customer|recipient)",
    "not listed in (?:domino directory|public name)|recipientnotfound|recipient not found|unrouteable address",
    "(?:host|domain)(?: or domain)?(?: name)? (?:\\S{1,100} )?(?:not found|does not exist|unknown)|couldn['’]t find any host|nxdomain|domain has no (?:mail|mx)|nullmx|null mx",
    "does not like recipient|recipient address rejected: access denied",
    "empfänger.{0,60}?(?:unbekannt|nicht gefunden|existiert nicht|ungültig)|(?:unbekannter|ungültiger) empfänger|(?:postfach|mailbox|adresse).{0,60}?(?:existiert nicht|nicht gefunden|ist nicht (?:verfügbar|bekannt)|nicht vorhanden|deaktiviert)",
    "destinataire.{0,60}?(?:inconnu|introuvable)|utilisateur inconnu|destinatario.{0,60}?(?:desconocido|sconosciuto)",
  ].join("|"),
  "iu",
);

/** What servers say when they mind the email, its sender or the moment, and not the address. */
const otherWords =
  /\bspam|\bpolic(?:y|ies)\b|\bblock|black ?list|reputation|gr[ea]y-?list|\bvirus|malware|\bspf\b|\bdkim\b|\bdmarc\b|\brelay|authenticat|\bquota|mailbox (?:is )?full|\bfull\b|too (?:large|big|many|much|quickly)|size limit|rate (?:limit|that)|temporar|try again|\blater\b|timed? ?out|timeout|postfach (?:ist )?voll|überfüllt/iu;

/**
 * Whether a final failure says that nothing sent to this address will ever arrive, so that sending to it should pause.
 * `words` is what the server said; `status` is the enhanced code that the reporter gives beside it, if any. The server's
 * own code comes first: reporters make 5.1.1 of every 550 (sendmail does). A full mailbox, a message that is too large, a
 * policy and everything of class 4 do not condemn an address. Without a final code anywhere nothing does.
 */
export function isAddressAtFault({ words, status }: { words: string; status?: string | undefined }): boolean {
  // Addresses of help pages hold words such as "blocked" of their own.
  const said = words.slice(0, deliveryReasonLengthMax * 2).replace(/https?:\/\/\S+/giu, "");
  const given = status === undefined ? null : enhancedCode.exec(status);
  const own = repliedCode.exec(said) ?? enhancedCode.exec(said);
  if (own !== null && !isVague(own)) return isAddressCode(own, said);
  const isFinal = own?.[1] === "5" || given?.[1] === "5" || finalReply.test(said);
  if (!isFinal || own?.[1] === "4" || (own === null && laterReply.test(said))) return false;
  if (otherWords.test(said)) return false;
  if (given !== null && !isVague(given)) return isAddressCode(given, said);
  return addressWords.test(said);
}

function isVague([, , subject, detail]: RegExpExecArray): boolean {
  return vagueCodes.has(`${subject}.${detail}`);
}

/** Gmail also says 5.2.1 of a mailbox that gets too much mail at this moment. */
function isAddressCode([, kind, subject, detail]: RegExpExecArray, said: string): boolean {
  const code = `${subject}.${detail}`;
  if (kind !== "5" || !addressCodes.has(code)) return false;
  return code !== "2.1" || !/too quickly|rate that|receiving mail/iu.test(said);
}
