// The words with which clients take back a request or an approval, ask for their backlog, or begin what should be different, in
// English, German, French and Spanish. Values only; how a line is read says phrase-book.ts.

const withdraw: readonly string[] = [
  "(please |pls |) withdraw (it|this|this one|this request|this task|the request|my request|our request|) (please|)",
  "(i|we) (withdraw|want to withdraw|would like to withdraw) (it|this|this request|this task|the request|my request)",
  "(i'd|we'd) like to withdraw (it|this|this request|this task|the request|my request|our request)",
  "(bitte |) (zurückziehen|zurücknehmen) / (ich ziehe|wir ziehen) (das|sie|die anfrage|diese anfrage) (zurück|hiermit zurück)",
  "(bitte |) (die anfrage|diese anfrage|die aufgabe|diese aufgabe) (bitte |) zurückziehen / (ich möchte|wir möchten) (sie|die anfrage|diese anfrage) zurückziehen",
  "(je retire|nous retirons|merci de retirer|veuillez retirer|retirer) (cette|la|ma|notre) demande",
  "(por favor |) (retirar|retira|retire|retirad) (la|esta|mi|nuestra) (solicitud|petición) / (retiro|retiramos) (la|esta|mi|nuestra) (solicitud|petición)",
];

const undo: readonly string[] = [
  "(please |) undo (it|this|that|the approval|my approval|) (please|) / (please |) take (it|the approval|my approval) back",
  "(please |) revoke (it|the approval|my approval) / (that|this|it) was a mistake / (sorry, |) (that was|it was) by mistake",
  "(bitte |) (rückgängig|rückgängig machen) / (bitte |) (die freigabe|meine freigabe) (bitte |) (zurücknehmen|rückgängig machen)",
  "(das|es) war ein (versehen|irrtum) / (ich nehme|wir nehmen) (die|meine|unsere) freigabe zurück",
  "(merci d'annuler|veuillez annuler|annuler|annulez|j'annule) (la|ma|mon|cette) (validation|approbation) / c'était une erreur",
  "(por favor |) (deshacer|deshaz|anular|anula|retirar|retiro) (la|mi) aprobación / fue un error",
];

/** The whole email asks for nothing else. */
const backlog: readonly string[] = [
  "(please |) (send |show |) (me |us |) (the |my |our |) backlog (,|) (please|) / (please |) (send |show |) (me |us |) (the |my |our |) (list of tasks|task list|queue) (,|) (please|)",
  "(bitte |) (die |meine |unsere |) (warteliste|backlog|aufgabenliste) (bitte |) (schicken|senden|zeigen|) / (das |mein |unser |) backlog (bitte|)",
  "(la |ma |notre |) (liste d'attente|liste des tâches) (svp|s'il vous plaît|) / (le |mon |notre |) backlog (svp|s'il vous plaît|)",
  "(la |mi |nuestra |) (lista de espera|lista de tareas) (por favor|) / (el |mi |nuestro |) backlog (por favor|)",
];

/** What follows it may be anything. */
const changes: readonly string[] = [
  "(changes|change|change request|change requests|requested changes) : / (please |) (some |a few |two |three |) (changes|corrections) (please |) :",
  "not approved / not yet approved / (i|we) (do not|don't|cannot|can't) approve (it|this|yet|it yet|this yet|)",
  "please change / please fix / please correct / please revise / (can|could) you (please |) (change|fix|correct|revise)",
  "(änderung|änderungen|änderungswunsch|änderungswünsche|korrektur|korrekturen) : / (noch |) nicht freigegeben",
  "bitte ändern (sie|) / bitte korrigieren (sie|) / bitte anpassen / bitte noch / (können|könnten) sie (bitte |) noch",
  "(modification|modifications|correction|corrections) : / pas (encore |) (approuvé|validé) / non (approuvé|validé)",
  "(merci de|veuillez|pouvez-vous|pourriez-vous) (modifier|changer|corriger)",
  "(cambio|cambios|corrección|correcciones) : / no (está |) (aprobado|aprobada) / (todavía|aún) no (está |) (aprobado|aprobada)",
  "por favor (cambiar|cambia|cambie|corregir|corrige|corrija) / (podéis|puede|podrías|podría) (cambiar|corregir)",
];

export const wholePhrases = { withdraw, undo, backlog };
export const beginningPhrases = { changes };
