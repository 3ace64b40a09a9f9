// The words with which people choose a numbered time, cancel a session or ask to move it, in English, German, French and
// Spanish; 0 stands for any number. Values only; how a line is read says phrase-book.ts.

const choice: readonly string[] = [
  "0 / # 0 / (number|no.|nr.|nr|nummer|option|slot|numéro|n°|opción|número|choix|créneau|termin|choice|time|horario) (# |) 0",
  "(die|le|la) 0 / (die|die nummer|le numéro|la número|el número|la opción|l'option|le créneau|el horario) 0",
  // English
  "(number|no.|option|slot|time|#|) 0 (,|) (please|pls|it is|works|fits|suits) (please|)",
  "(number|no.|option|slot|time|#|) 0 (works|fits|suits) (me|us|for me|for us|well|great|best|best for me|fine|perfectly)",
  "(number|no.|option|slot|time|#|) 0 (is|would be|sounds) (good|fine|great|perfect|best|ok|okay|ideal) (for me|for us|)",
  "(i'll|we'll|let's|i will|we will|i'd|we'd|i|we) (take|do|pick) (number|option|slot|time|#|) 0 (please|)",
  "(i|we) (choose|pick|prefer|would like|would prefer) (number|option|slot|time|#|) 0 / (i'd|we'd) (like|prefer) 0",
  "(i'd|we'd) (like|prefer) (number|option|slot|time|#) 0 / let's go (with|for) (number|option|slot|time|#|) 0",
  "(please |) book (me |us |) (in |) (for |) (number|option|slot|time|#|) 0 (please|) / please 0 / please, 0",
  // German
  "(nummer|nr.|option|termin|slot|die|) 0 (,|) (bitte|gerne|gern|passt|geht|klappt) / (bitte|gerne|gern) 0",
  "(nummer|nr.|option|termin|slot|die|) 0 passt (mir|uns|gut|super|perfekt|am besten|mir gut|uns gut|mir am besten)",
  "(nummer|nr.|option|termin|slot|die|) 0 (wäre|ist) (gut|super|perfekt|toll|ideal|ok|okay|prima|am besten)",
  "(ich nehme|wir nehmen|ich hätte gern|ich hätte gerne|ich möchte|wir möchten|am liebsten) (die|nummer|option|termin|) 0",
  "(ich nehme|wir nehmen|bitte|gerne|gern) (die|nummer|nr.|option|termin|den termin|slot) 0 (bitte|) / bitte 0 buchen",
  "bitte (die|nummer|nr.|option|termin|den termin|slot) 0 buchen / dann (die|nummer|termin|) 0 (bitte|)",
  // French
  "(le|la|numéro|n°|option|l'option|le créneau|créneau|le numéro|) 0 (,|) (s'il vous plaît|s'il te plaît|svp|stp)",
  "(le|la|numéro|n°|option|l'option|le créneau|le numéro|) 0 (me|nous) (convient|va) (bien|parfaitement|très bien|)",
  "(le|la|numéro|n°|option|l'option|le créneau|le numéro|) 0 (est|serait) (parfait|bien|idéal|très bien) / va pour (le|la) 0",
  "(je prends|nous prenons|je choisis|nous choisissons|je préfère|nous préférons|plutôt) (le|la|l'option|le créneau|numéro|) 0",
  // Spanish
  "(la|número|opción|la opción|el número|la número|) 0 (,|) por favor / por favor, (la|número|opción|) 0",
  "(la|número|opción|la opción|el número|) 0 (me|nos) (va|viene|queda|parece) (bien|muy bien|perfecto|genial|mejor)",
  "(la|número|opción|la opción|el número|) 0 (está|sería) (bien|perfecto|ideal|perfecta|genial)",
  "(elijo|escojo|elegimos|prefiero|preferimos|me quedo con|nos quedamos con|quiero) (la|la opción|opción|el número|número|) 0",
];

const cancel: readonly string[] = [
  // English
  "(please |pls |kindly |) cancel (it|this|that|this one|) (please|)",
  "(please |pls |) cancel (the|this|our|my) (session|meeting|appointment|booking|call|training|slot) (please|)",
  "(please |pls |) cancel (the|this|our|my) (training|strategy) session (please|)",
  "(sorry, |sorry |i'm sorry, |unfortunately |unfortunately, |sorry, but |) (i|we) (have to|need to|must|want to) cancel (it|)",
  "(i|we) (have to|need to|must|want to|would like to) cancel (it|this|the session|this session|our session|the meeting)",
  "(i'd|we'd|i would|we would) like to cancel (it|this|the session|this session|our session|the meeting|the booking|)",
  // German
  "(bitte |leider |) (absagen|stornieren|canceln) (bitte|)",
  "(bitte |) (den termin|diesen termin|die sitzung|diese sitzung|das training|die session) (bitte |) (absagen|stornieren)",
  "(bitte |) (termin|unseren termin|meinen termin|die buchung|das gespräch|es|ihn) (bitte |) (absagen|stornieren)",
  "(ich muss|wir müssen|muss|ich möchte|wir möchten) (den termin|diesen termin|die sitzung|das|) (leider |) (absagen|stornieren)",
  "(ich muss|wir müssen|muss) leider (den termin|diesen termin|die sitzung|das training|) (absagen|stornieren)",
  "leider (muss ich|müssen wir) (den termin|diesen termin|die sitzung|das|) (absagen|stornieren)",
  // French
  "annuler / annulez / annulez-la / annulez-le / à annuler / (merci d'annuler|veuillez annuler) / annuler (svp|s'il vous plaît)",
  "(merci d'annuler|veuillez annuler|annuler|annulez) (la|cette) (session|séance|réunion|réservation|formation) (svp|)",
  "(merci d'annuler|veuillez annuler|annuler|annulez) (le|ce) (rendez-vous|rdv|créneau) (svp|s'il vous plaît|)",
  "(je dois|nous devons|je souhaite|nous souhaitons|je voudrais) (malheureusement |) (l'annuler|annuler) (la séance|le rendez-vous|)",
  // Spanish
  "(por favor |por favor, |) (cancelar|cancela|cancele|cancelen|cancelad|anular) (por favor|)",
  "(por favor |por favor, |) (cancélalo|cancélala|cancélelo|cancélela|cancelarla|cancelarlo|cancelen la sesión)",
  "(por favor |) (cancelar|cancela|cancele|cancelad|anular) (la|esta|mi) (sesión|reunión|cita|formación|reserva|llamada)",
  "(lo siento, |) (tengo|tenemos) que (cancelar|cancelarla|cancelarlo|anular) (la sesión|la cita|la reunión|)",
  "(necesito|necesitamos|quiero|queremos|quisiera|me gustaría) (cancelar|cancelarla) (la sesión|la cita|la reunión|)",
];

/** A question is as good, since the answer only lists free times. */
const move: readonly string[] = [
  // English
  "(please |pls |) (move|reschedule|postpone) (it|this|this one|) (,|) (please|) / change (the|my|our) time (please|)",
  "(please |) (move|reschedule|postpone) (the|this|our|my) (session|meeting|appointment|booking|call|training) (please|)",
  "(can|could|may) (we|i|you) (please |) (move|reschedule|postpone) (it|this|) (please|) (?|)",
  "(can|could|may) (we|i|you) (please |) (move|reschedule|postpone) (the|this|our|my) (session|meeting|call|training) (?|)",
  "(sorry, |sorry |unfortunately |) (i|we) (need|have|want|would like) to (move|reschedule|postpone) (it|this|the session|)",
  "(i'd|we'd) like to (move|reschedule|postpone) (it|this|the session|this session|) / (would|could) we move it (?|)",
  "(another|a different|different) time (please|) (?|) / (can|could) (we|i) (have|find|get) another time (please|) (?|)",
  "(is it|would it be) possible to (move|reschedule|postpone) (it|this|the session|this session|) (?|)",
  // German
  "(bitte |leider |) (verschieben|verlegen|umbuchen) (bitte|)",
  "(bitte |) (den termin|diesen termin|die sitzung|das training|die session|termin|es|ihn) (bitte |) (verschieben|verlegen)",
  "(können|könnten|könnt ihr|können sie) (wir |) (das|den termin|es|ihn|diesen termin|) (bitte |) (verschieben|verlegen) (?|)",
  "(kann|könnte|kannst) (ich|man|du) (das|den termin|es|ihn|diesen termin|) (bitte |) (verschieben|verlegen) (?|)",
  "(ich muss|wir müssen|ich möchte|wir möchten) (leider |) (den termin|das|) (leider |) (verschieben|verlegen)",
  "(bitte |) (einen |) (anderer|anderen|neuer|neuen) termin (bitte|) (?|) / (leider |) (muss ich|müssen wir) verschieben",
  // French
  "(reporter|déplacer|décaler|reportez|déplacez|à reporter) (svp|s'il vous plaît|)",
  "(merci de|veuillez|) (reporter|déplacer|décaler) (la séance|la session|le rendez-vous|la réunion|la formation|le rdv|)",
  "(peut-on|on peut|pouvons-nous|pourrait-on|pourrions-nous) (le |la |) (reporter|déplacer|décaler) (la séance|le rendez-vous|) (?|)",
  "(est-ce qu'on peut|est-il possible de|serait-il possible de) (le |la |) (reporter|déplacer|décaler) (?|)",
  "(je dois|nous devons|je voudrais|nous souhaitons) (le |la |) (reporter|déplacer|décaler) (la séance|le rendez-vous|)",
  "(un |) autre (horaire|créneau|date) (svp|s'il vous plaît|) (?|) / changer (d'horaire|de créneau|l'horaire|de date) (?|)",
  // Spanish
  "(por favor |por favor, |) (mover|cambiar|reprogramar|aplazar|posponer) (por favor|)",
  "(por favor |por favor, |) (moverla|moverlo|cambiarla|cambiarlo|aplazarla|reprogramarla|reprogramarlo)",
  "(por favor |) (mover|cambiar|reprogramar|aplazar|posponer) (la|esta|mi) (sesión|reunión|cita|formación|llamada|hora)",
  "(¿|) (podemos|podríamos|puedo|se puede|podéis|es posible) (mover|cambiar|reprogramar|aplazar|posponer) (la sesión|la cita|) (?|)",
  "(¿|) (podemos|podríamos|puedo|se puede|podéis|la podemos) (moverla|moverlo|cambiarla|cambiarlo|mover|cambiar) (?|)",
  "(tengo|tenemos) que (mover|cambiar|reprogramar|aplazar) (la sesión|la cita|) / (otra hora|otro horario) (por favor|) (?|)",
];

const opener: readonly string[] = [
  "yes / yep / yeah / ok / okay / sure / sorry / yes please / ja / gerne / klar / okay / oui / d'accord / désolé / désolée",
  "sí, / vale / de acuerdo / claro / lo siento / perdón / entschuldigung / sorry, / pardon",
];

export const choicePhrases = { choice, cancel, move, opener };
