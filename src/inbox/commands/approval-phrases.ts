// The words that approve finished work, in English, German, French and Spanish, and those that only may stand beside them.
// Values only; how a line is read says phrase-book.ts.

/**
 * Each approves by itself. Not here, since people say it of dates, of receipts or of half the work as well: "looks good", "ok",
 * "accepted", "confirmed", "done", "go ahead"; nor what asks us for it: "please approve".
 */
const approves: readonly string[] = [
  // English
  "approved / approve / all approved / fully approved / officially approved / hereby approved / approval (given|granted)",
  "(it is|it's|its|this is|that is|that's|thats|all|) (hereby |) approved (by me|by us|from me|from us|as is|as it is|)",
  "(it is|it's|this is|that is|that's|) approved (from|on|for) (my|our) (side|end|part) / approved it / approved with thanks",
  "(i|we) (hereby |happily |gladly |) approve (this|it|that|this work|the work|this task|the task|)",
  "(i've|i have|ive|we've|we have|i|we) approved (this|it|that|this work|the work|this task|the task)",
  "(please |) consider (it|this|this one|that) (as |) (approved|signed off) / (it|this) (has|gets) my approval",
  "you (have|'ve) (my|our) (approval|sign-off|sign off|go-ahead to close it) / you've got (my|our) (approval|sign-off)",
  "(i'm|i am|im|we're|we are|) (happy|glad|pleased) to (approve|sign off|approve this|approve it|sign it off|sign this off)",
  "(it's |it is |this is |all |) (signed off|signed-off) (by me|by us|from my side|from our side|on our end|on our side|)",
  "(i|we) (hereby |) sign (it|this) off / (i|we) (hereby |) sign off on (it|this) / (i've|i have|we've|we have) signed (it|this) off",
  "lgtm / ship it / (it |this |that |all |everything |it all |) looks (all |) (good|great|perfect|fine|excellent) to (me|us)",
  // German
  "freigegeben / freigeben / (ist|das ist|es ist|hiermit|ist hiermit|somit|alles|wird hiermit|ist somit) freigegeben",
  "(das ist |es ist |alles |) (von mir|von uns|von meiner seite|von unserer seite|meinerseits|unsererseits|so) freigegeben",
  "von (meiner|unserer) seite (aus |) freigegeben / freigegeben (von mir|von uns|von meiner seite|von unserer seite|so)",
  "freigabe (ist |hiermit |ist hiermit |) erteilt / (ich erteile|wir erteilen) (hiermit |) (die|meine|unsere) freigabe",
  "hiermit (erteile ich|erteilen wir) (die|meine|unsere) freigabe / (meine|unsere) freigabe (hast du|haben sie|habt ihr)",
  "(du hast|sie haben|ihr habt) (hiermit |) (meine|unsere) (freigabe|abnahme) / freigabe von (mir|uns|meiner seite)",
  "(ich gebe|wir geben) (es |das |dies |die arbeit |die aufgabe |den task |) (hiermit |so |) frei",
  "(hiermit|das|so) (gebe ich|geben wir) (es |das |die arbeit |die aufgabe |den task |) (hiermit |so |) frei",
  "(ist |hiermit |ist hiermit |von mir |alles |das ist |) (genehmigt|abgenommen|abgesegnet) (von mir|von uns|)",
  "(ich genehmige|wir genehmigen|hiermit genehmige ich|hiermit genehmigen wir) (es|das|dies|die arbeit|die aufgabe|)",
  "(ich nehme|wir nehmen|hiermit nehme ich|hiermit nehmen wir) (es|das|die arbeit|die aufgabe) (hiermit |so |) ab",
  "(die |) abnahme (ist |hiermit |) (erteilt|erfolgt|erklärt) / (das |alles |) sieht (für mich|für uns) (sehr |) gut aus",
  // French
  "(c'est|cest|tout est|le tout est|) (approuvé|validé) (par moi|par nous|pour moi|pour nous|de mon côté|de notre côté|)",
  "approuvée / validée / (approuvé|validé) (en l'état|tel quel) / tâche (approuvée|validée)",
  "(j'approuve|nous approuvons|on approuve) (le travail|la tâche|cette tâche|ce travail|tout|)",
  "(je valide|nous validons|on valide) (le travail|la tâche|cette tâche|ce travail|tout|)",
  "(je|nous) (l'approuve|l'approuvons) / je (le|la) valide / nous (le|la) validons / je vous donne mon accord pour clôturer",
  "bon pour (accord|validation) / bon à tirer / (vous avez|tu as) (mon|notre) (accord|approbation|validation|aval)",
  // Spanish
  "(está |queda |todo |dado por |) (aprobado|aprobada|aprobados|validado|validada) (por mí|por nosotros|tal cual|)",
  "(está |) (aprobado|aprobada|validado|validada) (por|de) (mi|nuestra) parte / por (mi|nuestra) parte, (aprobado|aprobada)",
  "por (mi|nuestra) parte (aprobado|aprobada|está aprobado|queda aprobado) / (lo|la) (apruebo|aprobamos|validamos|valido)",
  "(apruebo|aprobamos) (la tarea|el trabajo|esta tarea|este trabajo|todo|) / yo (lo|la) apruebo",
  "(doy|damos|os doy|te doy|le doy|les doy) (mi|nuestra|la) (aprobación|conformidad) / (lo|la) (doy|damos) por (bueno|buena)",
  "(doy|damos|os doy|te doy|le doy|les doy) (mi|nuestro|el) visto bueno / visto bueno / aprobación (dada|concedida)",
  "(tienes|tiene|tienen|tenéis) (mi|nuestra) (aprobación|conformidad) / (tienes|tiene|tienen|tenéis) (mi|nuestro) visto bueno",
];

/** Says that all is well, but not of what; approves with words of closing behind it. */
const finds: readonly string[] = [
  "(it |this |that |all |everything |it all |) (looks|is looking) (all |really |very |) (good|great|perfect|fine|excellent)",
  "(it |this |that |) looks (fantastic|amazing|lovely|awesome|brilliant|wonderful|beautiful|super) / looks (really|very) nice",
  "all (is |) (good|fine|great|perfect|ok|okay|well) (from|on) (my|our) (side|end) / all (is |) (good|fine|great|perfect|ok|okay|well) / (everything|it) (is|'s) (good|fine|great|perfect|ok|in order)",
  "(i'm|i am|we're|we are|) (very |really |so |) happy with (it|this|that|everything|the result|the work|all of it)",
  "good to go / all set / works (for me|perfectly|great|well) / (that|it|this) works / (fine|good|ok|okay) (by|for|with) me",
  "no (further |more |other |) (changes|comments|feedback|remarks|notes) (needed|required|necessary|from me|from us|from my side|)",
  "(i have |we have |) (nothing|nothing else|nothing more) to (add|change) / nothing (else|more) from (me|us|my side)",
  "(das |alles |es |) passt (so|alles|alles so|) (für mich|für uns|) / (das |es |) gefällt (mir|uns) (sehr |) (gut|) / einverstanden / (das |) geht (so |) in ordnung",
  "(das |alles |es |) sieht (alles |) (sehr |richtig |) (gut|super|toll|perfekt|klasse|prima|top) aus / (so |) in ordnung",
  "alles (gut|super|bestens|in ordnung|ok|okay|prima|perfekt|top) / (das |) ist (so |) (in ordnung|ok|okay|perfekt|super)",
  "keine (weiteren |) (änderungen|anmerkungen|einwände|wünsche) (mehr |) (von mir|von uns|von meiner seite|nötig|)",
  "(c'est|cest|tout est) (bon|ok|parfait|nickel|top|super|excellent|impeccable) (pour moi|pour nous|de mon côté|)",
  "(ok|bon|parfait|tout bon) (pour moi|pour nous|de mon côté) / rien à (signaler|redire|ajouter) / c'est très bien",
  "(aucune|pas de) (remarque|remarques|modification|modifications|correction|autre remarque) (de mon côté|de notre côté|)",
  "ça (me|nous) (va|convient|plaît) (très bien|parfaitement|) / (ça|cela) me (semble|paraît) (bon|bien|parfait|très bien)",
  "todo (está |) (bien|perfecto|correcto|ok|genial|en orden) (por mi parte|por nuestra parte|) / está (todo |) (bien|perfecto)",
  "(me|nos) parece (bien|perfecto|muy bien|genial|correcto) / (lo veo|lo vemos) (bien|perfecto|todo bien|muy bien)",
  "(se ve|queda|quedó|ha quedado) (bien|muy bien|perfecto|genial) / por (mi|nuestra) parte (bien|todo bien|perfecto|ok)",
  "(sin|ningún) (cambios|comentarios|cambio) / nada (más |) que (añadir|objetar) / (estoy|estamos) (conforme|conformes) / conforme",
];

/** Yes, before the words that count or behind them. */
const opener: readonly string[] = [
  "yes / yep / yeah / yup / ok / okay / sure / absolutely / definitely / of course / yes please / agreed / indeed",
  "ja / jawohl / jep / klar / gerne / ja bitte / ja gerne / oui / d'accord / bien sûr / oui oui / absolument / tout à fait",
  "sí, / claro / claro que sí / vale / de acuerdo / por supuesto / si, / sí si / ok vale / desde luego",
];

export const approvalPhrases = { approves, finds, opener };
