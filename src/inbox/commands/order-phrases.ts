// The words around a list of numbers that orders the backlog, in English, German, French and Spanish; 0 stands for the whole
// list. Values only; how a line is read says phrase-book.ts.

const order: readonly string[] = [
  "0 / (new |my |our |the |preferred |) (order|priority|priorities|ranking|sequence) (:|is|is:|would be|) 0 / please (:|) 0",
  "0 (,|) please / (please |) (start with|begin with|do|work on) 0 (please|) / (i|we) (want|prefer) 0 / first 0",
  "(in |) this order (please |) : 0 / 0 in (this|that) order (please|) / in the order 0 / let's (do|go with|start with) 0",
  "(neue |meine |unsere |die |) reihenfolge (bitte |) (:|ist|wäre|) 0 / bitte (:|) 0 / 0 (,|) bitte / (zuerst|erst) 0",
  "bitte in (dieser|der) reihenfolge (:|) 0 / (in |) (dieser|der) reihenfolge (:|) 0 / 0 in dieser reihenfolge / prioritäten (:|) 0",
  "priorität (:|) 0 / bitte (zuerst |mit |) 0 (anfangen|beginnen) / (bitte |) mit 0 anfangen",
  "(nouvel |l'|mon |notre |) ordre (:|) 0 / dans (cet|l') ordre (:|) 0 / 0 (,|) (s'il vous plaît|svp|stp|merci)",
  "(priorité|priorités) (:|) 0 / d'abord 0 / (commencez|commencer) par 0 / (le |) nouvel ordre (:|) 0",
  "(nuevo |mi |nuestro |el |) orden (:|) 0 / (en |) este orden (:|) 0 / 0 (,|) por favor / por favor (:|,|) 0",
  "(prioridad|prioridades) (:|) 0 / primero 0 / (empezad|empezar|empiecen|empieza) (con|por) (la |el |) 0",
];

/** Of one number only. */
const first: readonly string[] = [
  "0 first (please|) / 0 (zuerst|als erstes) (bitte|) / bitte 0 (zuerst|als erstes) / 0 (en premier|d'abord) (svp|)",
  "0 primero (por favor|) / please (do |) 0 first / 0 goes first / (die |) 0 (bitte |) zuerst / (le|la) 0 en premier",
];

const opener: readonly string[] = [
  "yes / ok / okay / sure / ja / gerne / klar / oui / d'accord / sí, / vale / de acuerdo",
];

export const orderPhrases = { order, first, opener };

/** Between two numbers; a blank alone does as well. */
export const separatorPhrases: readonly string[] = [
  ", / ; / > / - > / = > / → / then / and then / , then / , and then / and / , and / & / followed by / , followed by",
  "dann / , dann / und dann / , und dann / danach / , danach / und / , und / anschließend",
  "puis / , puis / et puis / , et puis / ensuite / , ensuite / et / , et",
  "luego / , luego / y luego / , y luego / después / y / , y / y después / , después",
];
