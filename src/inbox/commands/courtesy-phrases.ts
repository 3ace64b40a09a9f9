// Thanks, praise, wishes and closings that may stand around a command, and the small words within them. None of them can hold a
// condition, a request or a question. Values only; how a line is read says phrase-book.ts.

/** Thanks. */
const thanks: readonly string[] = [
  "(many |) thanks / thanks, (team|all|everyone|guys) / thanks (a lot|a million|a bunch|again|so much|very much|to all|everyone|all|guys|team) / thx / ty",
  "thank you / thank you (all|both|again|so much|very much|everyone|guys|team) / much appreciated / cheers",
  "(i|we) (really |) appreciate (it|this|that|your help|your work|the help|the work|the quick turnaround)",
  "danke / danke (schön|sehr|dir|euch|ihnen|nochmal|nochmals|vielmals|auch) / dankeschön / tausend dank",
  "(vielen|besten|herzlichen|lieben|vielen lieben|vielen herzlichen) dank / merci (vielmal|dir|euch) / dankend",
  "merci / merci (beaucoup|bien|encore|à vous|à tous|à toi|mille fois) / un grand merci / (mille|grand) (merci|mercis)",
  "(muchas |mil |muchísimas |) gracias / gracias (de nuevo|otra vez|a todos|a ti|a vosotros|a ustedes)",
];

/** Praise that says nothing of which part it is for. */
const praise: readonly string[] = [
  "great / perfect / excellent / awesome / amazing / fantastic / brilliant / super / wonderful / lovely / nice",
  "good / beautiful / wow / cool / fab / superb / outstanding / terrific / well done / bravo / you rock / top notch / tip top / tiptop",
  "(great|good|nice|excellent|amazing|fantastic|brilliant|super|lovely|awesome) (work|job|stuff|result|results)",
  "(great|good|nice|excellent|amazing|fantastic|super) (work|job) (,|) (team|everyone|all|guys|folks)",
  "(i|we) (really |all |just |) love (it|this) / love it / (very |really |so |) (happy|pleased|delighted)",
  "super / top / klasse / prima / toll / spitze / wunderbar / großartig / perfekt / hervorragend / ausgezeichnet",
  "(sehr |) (gut|schön) / (gute|tolle|super|klasse|sehr gute|großartige|starke) arbeit / (gut|toll|super) gemacht",
  "(sehr |) zufrieden / begeistert / (sehr |) gelungen / genial / wow / (ist|sind) (super|toll|sehr gut|schön) geworden",
  "parfait / génial / magnifique / impeccable / nickel / formidable / superbe / excellent / très (bien|bon)",
  "(beau|bon|super|excellent|très beau|très bon) (travail|boulot) / (très |) (ravi|ravie|ravis|ravies|satisfait)",
  "(très |) (satisfaite|satisfaits|contents|contentes|content|contente) / j'adore / on adore / nous adorons",
  "perfecto / genial / excelente / estupendo / fantástico / fenomenal / muy (bien|bueno) / me encanta / nos encanta",
  "(buen|gran|excelente|muy buen|buenísimo) trabajo / (muy |) (contento|contenta|contentos|contentas)",
  "(muy |) (encantado|encantada|encantados|satisfecho|satisfechos) / ha quedado (genial|perfecto|muy bien|estupendo)",
];

/** Wishes. */
const wishes: readonly string[] = [
  "have a (nice|great|good|lovely|wonderful|super) (day|weekend|week|evening|afternoon|one|holiday|rest of your day)",
  "enjoy (your|the) (weekend|day|evening|holidays|holiday|week) / happy (friday|monday|new year|holidays|weekend)",
  "(i |) hope (you're|you are|youre|you're all|you are all) (doing |) (well|good|great) / (i |) hope all is well",
  "(i |) hope this (email |) finds you well / keep up the (good|great) work / (nice|great) working with you",
  "(it was |it's been |it has been |) (a |) (great |) pleasure (working with you|to work with you|)",
  "(ein |) (schönes|erholsames|tolles) wochenende / (noch |) einen schönen (tag|abend|nachmittag) (noch|)",
  "schönen (tag|abend|nachmittag|feierabend|urlaub) (noch|) / (eine |) schöne woche (noch|) / schöne (feiertage|ferien)",
  "(ich |) (wünsche|wünschen) (dir|euch|ihnen|allen|) (ein schönes wochenende|einen schönen tag|eine schöne woche)",
  "ich hoffe, (es geht|dir geht es|ihnen geht es|euch geht es) gut / frohe (weihnachten|ostern|feiertage)",
  "bonne (journée|soirée|semaine|fin de journée|fin de semaine|année) / (bon|excellent) (week-end|weekend)",
  "(bonne|excellente) (journée|semaine) (à vous|à tous|à toi|) / bon week-end (à vous|à tous|à toi|)",
  "(que tengas|que tengáis|que tenga|que tengan|) (un |) (buen|feliz|bonito) (día|fin de semana|finde)",
  "espero que (estés|estéis|esté|estén) bien / (que tengas|que tenga|que tengan|) (una |) (buena|feliz) semana",
];

/** How a reply is closed; only a name may follow. */
const closings: readonly string[] = [
  "best / (best|kind|kindest|warm|warmest) (regards|wishes) / regards / all the best / br / kr / rgds / take care",
  "(yours |) sincerely / yours (truly|faithfully|) / (many |) thanks and (best |kind |) regards / talk soon",
  "(mit |) (freundlichen|besten|lieben|herzlichen|vielen|sonnigen) (grüßen|gruß) / (mit |) freundlichem gruß",
  "(viele|liebe|beste|schöne|herzliche|freundliche|viele liebe) grüße / (lieben|schönen|besten|herzlichen) gruß",
  "gruß / grüße / lg / vg / mfg / bg / bis (bald|dann) / ciao / tschüss / hg",
  "(bien |très |) cordialement / bien à (vous|toi|vous tous) / (sincères|meilleures|cordiales) salutations / salutations",
  "amicalement / à bientôt / cdt / cdlt / bises / sincèrement",
  "(un |muchos |) (saludo|saludos) (cordial|cordiales|) / un cordial saludo / (muy |) (atentamente|cordialmente)",
  "(un |) (abrazo|abrazos) / hasta (pronto|luego)",
];

/** Of no meaning alone: only in a clause with thanks, praise or a wish. */
const fillers: readonly string[] = [
  "a / an / the / very / much / really / truly / absolutely / all / both / you / your / you all / everyone / everybody",
  "for / to / with / of / on / it / this / that / is / are / i / we / am / i'm / we're / it's / that's / our / my",
  "team / work / job / help / support / effort / efforts / quick / fast / swift / turnaround / patience / hard / guys",
  "result / results / outcome / whole / speed / from / us / me / your time / the (quick |) update / there",
  "sending (this|it) (over|) / getting this done / doing this / how (it|this|everything) turned out / as always",
  "für / die / das / den / der / dem / dein / deine / deinen / eure / euer / eurem / ihre / ihr / ihren / ihnen / euch",
  "dir / dich / sie / du / an / alle / alles / ganze / schnelle / gute / tolle / super / arbeit / umsetzung / hilfe",
  "unterstützung / mühe / zusammenarbeit / sehr / wirklich / ganz / wir / ich / sind / bin / ist / mit / ergebnis / es",
  "liebes / geworden / einsatz / geduld / schnell / rückmeldung / prompte / zusammen / vom / von / aus / uns / mir",
  "pour / le / la / les / ce / cet / cette / votre / vos / ton / ta / tes / travail / équipe / l'équipe / toute / à",
  "vous / tous / toi / de / du / beaucoup / très / vraiment / rapidité / réactivité / aide / votre aide / l'aide / nous",
  "sommes / suis / je / c'est / est / avec / résultat / du résultat / bien / votre réactivité / un / une",
  "por / el / los / las / tu / su / vuestro / vuestra / trabajo / equipo / todo / toda / todos / al / ayuda / rapidez",
  "esfuerzo / muy / con / resultado / estamos / estoy / es / ha / nos / gran / buen / vuestra ayuda / del",
];

/** They tie clauses together; nothing may end with one. */
const links: readonly string[] = ["and / & / so / then / und / dann / et / alors / donc / y / e / entonces"];

export const courtesyPhrases = {
  thanks,
  praise,
  wish: wishes,
  closing: closings,
  link: links,
  filler: fillers,
};
