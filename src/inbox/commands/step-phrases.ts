// The words with which clients take back a request or an approval, ask for their backlog, or begin what should be different, in
// English, German, French and Spanish, and the words that take such a beginning back. Values only; how a line is read says
// phrase-book.ts.

const withdraw: readonly string[] = [
  "(please |pls |) withdraw (it|this|this one|this request|this task|the request|the task|my request|our request|) (please|, please|)",
  "(i|we) (withdraw|want to withdraw|would like to withdraw) (it|this|this request|this task|the request|my request|our request)",
  "(i'd|we'd) like to withdraw (it|this|this request|this task|the request|my request|our request)",
  "(please |pls |) cancel (this request|this task|the request|the task|my request|our request) (please|, please|)",
  "(i|we) (want to|would like to) cancel (this request|this task|the request|the task|my request|our request)",
  "(i'd|we'd) like to cancel (this request|this task|the request|the task|my request|our request)",
  "(bitte |) (zurückziehen|zurücknehmen) / (ich ziehe|wir ziehen) (das|sie|die anfrage|diese anfrage|meine anfrage|unsere anfrage|die aufgabe) (hiermit |) zurück",
  "(hiermit |) (ziehe ich|ziehen wir) (die anfrage|diese anfrage|meine anfrage|unsere anfrage|die aufgabe|diese aufgabe) zurück",
  "(bitte |) (die |diese |meine |unsere |) (anfrage|aufgabe) (bitte |) (zurückziehen|zurücknehmen|stornieren)",
  "bitte (ziehen sie|zieht|zieh|nehmen sie|nehmt|nimm) (die|diese|meine|unsere) (anfrage|aufgabe) zurück",
  "(ich möchte|wir möchten) (sie|die anfrage|diese anfrage|meine anfrage|unsere anfrage) (gerne |) (zurückziehen|zurücknehmen)",
  "(je retire|nous retirons|merci de retirer|veuillez retirer|retirez|retirer) (cette|la|ma|notre) demande (svp|s'il vous plaît|)",
  "(j'annule|nous annulons|merci d'annuler|veuillez annuler|annulez|annuler) (cette|la|ma|notre) demande (svp|s'il vous plaît|)",
  "(por favor |por favor, |) (retirar|retira|retire|retirad|retiren|cancelar|cancela|cancele|cancelad|cancelen) (la|esta|mi|nuestra) (solicitud|petición)",
  "(retiro|retiramos|cancelo|cancelamos) (la|esta|mi|nuestra) (solicitud|petición)",
];

const undo: readonly string[] = [
  "(please |) undo (it|this|that|the approval|my approval|) (please|, please|) / (please |) take (it|the approval|my approval) back",
  "(please |) revoke (it|the approval|my approval) / (the|my) approval was (a mistake|by mistake)",
  "(i|we) (approved|approved it|approved this|approved that) by mistake / approved by mistake",
  "(bitte |) (rückgängig|rückgängig machen) / (bitte |) (die freigabe|meine freigabe) (bitte |) (zurücknehmen|rückgängig machen)",
  "(die|meine|unsere) freigabe war ein (versehen|irrtum|fehler) / (ich nehme|wir nehmen) (die|meine|unsere) freigabe zurück",
  "bitte (nehmen sie|nehmt|nimm) (die|meine|unsere) freigabe zurück",
  "(merci d'annuler|veuillez annuler|annuler|annulez|j'annule|nous annulons) (la|ma|mon|notre|cette) (validation|approbation)",
  "(la|ma|notre|mon) (validation|approbation) était une erreur",
  "(por favor |) (deshacer|deshaz|anular|anula|anule|retirar|retiro|retiramos) (la|mi|nuestra) aprobación / (la|mi|nuestra) aprobación fue un error",
];

/** Why somebody takes something back; alone it does not say what. */
const excuse: readonly string[] = [
  "(sorry |sorry, |) (that|this|it) was a mistake / (sorry |sorry, |) (that was|it was|this was) by mistake / sorry / my mistake",
  "(das|es) war ein (versehen|irrtum|fehler) / entschuldigung / (das|es) war mein fehler",
  "c'était une erreur / désolé / désolée / pardon / fue un error / perdón / lo siento",
];

/** The whole email asks for nothing else. */
const backlog: readonly string[] = [
  "(please |) (send |show |) (me |us |) (the |my |our |) backlog (,|) (please|) / (please |) (send |show |) (me |us |) (the |my |our |) (list of tasks|task list|queue) (,|) (please|)",
  "(bitte |) (die |meine |unsere |) (warteliste|backlog|aufgabenliste) (bitte |) (schicken|senden|zeigen|) / (das |mein |unser |) backlog (bitte|)",
  "(la |ma |notre |) (liste d'attente|liste des tâches) (svp|s'il vous plaît|) / (le |mon |notre |) backlog (svp|s'il vous plaît|)",
  "(la |mi |nuestra |) (lista de espera|lista de tareas) (por favor|) / (el |mi |nuestro |) backlog (por favor|)",
];

/** A list of what should be different follows. Not here, since people say it of dates and invoices as well: "please fix". */
const names: readonly string[] = [
  "(changes|change|change request|change requests|requested changes|corrections|changes needed|changes requested) :",
  "(please |) (some |a few |two |three |) (changes|corrections) (please |) :",
  "(please |can you please |could you please |can you |could you |) (change|fix|correct|revise|adjust) (this|these|) :",
  "(please |can you please |could you please |can you |could you |) (change|fix|correct|revise|adjust) the following (things|points|issues|items|) :",
  "(please |can you please |could you please |can you |could you |) make (these|the following|some|a few) changes :",
  "(änderung|änderungen|änderungswunsch|änderungswünsche|korrektur|korrekturen) (bitte |) :",
  "bitte (noch |) (ändern|korrigieren|anpassen) : / bitte (ändern|korrigieren) sie (noch |) (folgendes |) : / bitte folgendes (noch |) (ändern|korrigieren|anpassen) :",
  "(modification|modifications|correction|corrections) (demandées |) :",
  "(merci de|veuillez|pouvez-vous|pourriez-vous) (modifier|changer|corriger) (ceci|ce qui suit|les points suivants|) :",
];

/** The same in Spanish, whose "no" also is "not". */
const namesInSpanish: readonly string[] = [
  "(cambio|cambios|corrección|correcciones) :",
  "por favor (cambiar|cambia|cambie|cambiad|corregir|corrige|corrija|corregid) (esto|lo siguiente|) :",
  "(podéis|puede|podrías|podría) (cambiar|corregir) (esto|lo siguiente|) :",
];

/** Not finished yet, and perhaps why. */
const denies: readonly string[] = [
  "(it is |it's |this is |that is |that's |) not (yet |) approved (yet|) / (i|we) (do not|don't|cannot|can't) approve (it|this|yet|it yet|this yet|)",
  "(das ist |es ist |) (noch |) nicht freigegeben / pas (encore |) (approuvé|validé) / non (approuvé|validé)",
  "no (está |) (aprobado|aprobada) / (todavía|aún) no (está |) (aprobado|aprobada)",
];

/** Anywhere behind a list's name they say that there is none, or that the work is as it should be. */
const none: readonly string[] = [
  "none / nothing / no / nope / nil / n/a / zero / not needed / not necessary / not required / no need",
  "kein / keine / keinen / keinerlei / nichts / nein / nicht nötig / nicht erforderlich",
  "aucun / aucune / rien / non / pas de / pas nécessaire / néant",
  "ninguno / ninguna / ningún / nada / sin cambios",
];

export const wholePhrases = { withdraw, undo, backlog };
export const excusePhrases = { excuse };
export const beginningPhrases = { names, namesInSpanish, denies };
export const nonePhrases = { none };
