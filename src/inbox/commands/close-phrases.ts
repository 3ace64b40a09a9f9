// The words that ask for a task to be closed, in English, German, French and Spanish. Values only; how a line is read says
// phrase-book.ts.

/** Each approves by itself. Not here: "complete it" and "finish it", which may well ask for the rest of the work. */
const closes: readonly string[] = [
  // English
  "(please|pls|plz|kindly|feel free to|go ahead and|please go ahead and) close (it|this|this one|the task|this task|) (now|)",
  "(please|pls|plz|kindly|feel free to|go ahead and|please go ahead and) close (the|this) (ticket|request) (now|)",
  "you (can|may|can now|may now|can go ahead and) close (it|this|this one|that|the task|this task) (now|please|)",
  "you (can|may|can now|may now|can go ahead and) close (the|this) (ticket|request) (now|please|)",
  "close (it|this|this one|the task|this task|the ticket|this ticket) (now|please|)",
  "(please |pls |feel free to |) close (it|this|the task|this task|the ticket|this ticket) (out|off)",
  "(i'm|i am|we're|we are|) happy for you to (close|sign off|mark) (it|this|the task|this task) (off|as complete|)",
  "(this|it|the task|this task|the ticket|this ticket|this one|) can (now |) be (closed|signed off) (now|)",
  "(this|it|the task|this task|the ticket|this one|) can (now |) be marked (as |) (complete|completed|done)",
  "(please|pls|kindly|feel free to|go ahead and) mark (it|this|the task|this task|this one) (as |) (complete|completed|done)",
  "you (can|may|can now|can go ahead and) mark (it|this|the task|this task|this one) (as |) (complete|completed|done)",
  "(please|pls|you can|you may|feel free to) mark as (complete|completed|done|closed|approved) (please|)",
  "(please |you can |) mark (it|this|the task|this task) (as |) (closed|approved|finished|complete) (please|)",
  // German
  "bitte (es |das |dies |die aufgabe |das ticket |den task |den vorgang |diese aufgabe |dieses ticket |) (jetzt |) schließen",
  "(es |das |die aufgabe |das ticket |den task |den vorgang |diese aufgabe |dieses ticket |) bitte schließen",
  "(es |das |die aufgabe |das ticket |der task |der vorgang |) (kann|darf) (so|jetzt|nun|gerne|somit|damit|) geschlossen werden",
  "(sie können|du kannst|ihr könnt) (es|das|die aufgabe|das ticket|den task|diese aufgabe) (jetzt|gerne|so|) schließen",
  "bitte (es |das |die aufgabe |das ticket |) als (erledigt|abgeschlossen|fertig|freigegeben) markieren",
  "(sie können|du kannst|ihr könnt) (es|das|die aufgabe|das ticket) als (erledigt|abgeschlossen|fertig) markieren",
  "(es |das |die aufgabe |) (kann|darf) als (erledigt|abgeschlossen|fertig) markiert werden",
  // French
  "(vous pouvez|tu peux) (la |le |) (clôturer|clore|fermer) (la tâche|cette tâche|le ticket|ce ticket|la demande|) (svp|)",
  "(merci de|veuillez|prière de|merci de bien vouloir) (la |le |) (clôturer|clore|fermer) (la tâche|cette tâche|le ticket|)",
  "(vous pouvez|tu peux|merci de|veuillez) (la |le |) marquer (la tâche |cette tâche |) comme (terminée|terminé|validée|achevée)",
  "(ça|cela|la tâche|le ticket|la demande) peut être (clôturé|clôturée|fermé|fermée|clos|close)",
  "clôturez (la tâche|cette tâche|le ticket|la|le|) (s'il vous plaît|svp|)",
  // Spanish
  "(por favor |por favor, |) (cerradlo|cerradla|ciérrenlo|ciérrenla|ciérrelo|ciérrela|ciérralo|ciérrala)",
  "(por favor |por favor, |) (cerrad|cierren|cierre|cierra) (la tarea|esta tarea|el ticket|este ticket) (por favor|)",
  "ya (podéis|pueden|puede|puedes|se puede) (cerrarlo|cerrarla|cerrar la tarea|cerrar el ticket|cerrar)",
  "(sí|si), (podéis|pueden|puede|puedes) (cerrarlo|cerrarla|cerrar la tarea|cerrar el ticket)",
  "(por favor |) (marcadla|marcadlo|márquenlo|márquela|márquelo|márcalo) como (completada|completado|terminada|terminado)",
];

/** Without words before it, it may be a question, or ask for the rest of the work. */
const mayClose: readonly string[] = [
  "(podéis|pueden|puede|puedes|se puede) (cerrarlo|cerrarla|cerrar la tarea|cerrar esta tarea|cerrar el ticket|cerrar)",
  "(podéis|pueden|puede|puedes) (darlo|darla) por (cerrado|cerrada|terminado|terminada|finalizado|hecho)",
  "(podéis|pueden|puede|puedes) (marcarlo|marcarla) como (completado|completada|terminado|terminada|hecho|finalizado)",
  "(kannst du|kannst|können sie|könnt ihr) (es |das |die aufgabe |das ticket |gerne |so |) (schließen|abschließen|zumachen)",
  "(bitte |) abschließen / (es |das |die aufgabe |) kann (so |) abgeschlossen werden / (bitte |) schließen / kann zu",
  "(on peut|peut) (clôturer|fermer|la clôturer|le clôturer) / à clôturer / clôturer / (ready|ok|okay|fine) to (close|be closed)",
];

export const closePhrases = { closes, mayClose };
