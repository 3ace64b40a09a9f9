// Words that are nobody's name at the end of a short reply: they deny, put off, make conditions, ask, or name a part of the
// work. Values only.
import { foldWord } from "./plain-tokens.ts";

const english = `not no none never nothing nobody nor neither cannot cant dont wont isnt hasnt havent didnt but however
  except excluding without though although albeit unless until till if when whenever once after before provided providing
  pending subject assuming only still yet almost nearly partly partially mostly largely maybe perhaps probably possibly
  hopefully later tomorrow tonight today soon next monday tuesday wednesday thursday friday saturday sunday january february
  march april may june july august september october november december will would should could might must shall can please
  pls plz also too additionally change changes changed fix fixes fixed add adding remove removing update updated replace
  make move need needs want wants wait waiting hold stop delay pause undo question questions query issue issues problem
  problems concern concerns typo bug bugs error errors wrong missing rejected reject rejecting declined decline denied deny
  disapproved unapproved disapprove reconsider wip draft tbd tbc todo ps pps nb btw fyi re fw fwd auto automatic automated
  reply reacted liked loved homepage website site page pages version option phase part parts step item items task tasks
  mobile desktop tablet logo design text copy content header footer landing headline invoice budget legal finance marketing
  conditional conditionally provisional provisionally preliminary temporarily tentatively so far why what who whom whose
  where how which instead rather again more less first second third one two three half most some any other others
  otherwise reservation reservations caveat caveats condition conditions approval approve approved approves close closed
  cancel reschedule check review revise revised revision revisions launch publish live note notes remark comment comments
  because since while despite regarding about for from in on out up off let lets see look looks ask asked say said just
  hope wish kinda sorta ish jk kidding joking verbally internally below above attached attachment enclosed left right top
  bottom red blue green black white grey gray yellow dark light send email ring talk speak tell give get put use try keep
  take go start begin continue proceed finish deploy release push test merge upload download insert swap switch correct
  adjust increase reduce shrink enlarge delete call meet meeting contact ok okay yes ready done complete completed open reopen old new big small bigger smaller`;
const german = `nicht nein kein keine keinen keiner keinem nie niemals nichts nur noch aber jedoch allerdings dennoch trotzdem
  ausser bis wenn falls sofern sobald nachdem bevor erst vorbehaltlich vorbehalt unter bedingung bedingungen teilweise fast
  beinahe vielleicht eventuell wahrscheinlich moglicherweise hoffentlich spater morgen heute bald montag dienstag mittwoch
  donnerstag freitag samstag sonntag januar februar marz mai juni juli oktober dezember werde wird werden wurde konnte konnten
  kann konnen soll sollte mussen muss darf bitte auch zusatzlich ausserdem andern anderung anderungen geandert korrektur
  korrekturen korrigieren fehlt fehlen fehler falsch problem probleme frage fragen warten wartet stopp halt moment startseite
  seite seiten kontakt impressum webseite variante entwurf fassung teil teile punkt punkte schritt text texte bild bilder
  aufgabe aufgaben rechnung abgelehnt ablehnung statt stattdessen doch wieder weniger mehr erste zweite ersten zweiten warum
  wieso weshalb was wer wo wie welche welcher oder zuruck ruckgangig vorlaufig bedingt grundsatzlich prinzipiell
  eigentlich soweit bisher rest weil ohne ausgenommen ubrigens hinweis jein naja eher quasi ungefahr siehe unten oben anbei anhang links rechts rot blau grun schwarz weiss schicken
  sende senden anrufen nehmen machen mach tauschen loschen entfernen einfugen hinzufugen grosser kleiner anpassen testen starten anmerkung anmerkungen anders neu neue alt`;
const french = `pas non ne ni jamais rien aucun aucune mais cependant toutefois pourtant neanmoins sauf hormis excepte si quand
  lorsque des apres avant sous reserve reserves condition conditions seulement uniquement encore presque quasiment
  partiellement peut-etre probablement plus tard demain bientot lundi mardi mercredi jeudi vendredi samedi dimanche janvier
  fevrier mars avril mai juin juillet aout septembre octobre novembre decembre sera serait pourrait pourriez pouvez devrait
  faut aussi egalement changer changez modifier modifiez modification modifications ajouter ajoutez retirer supprimer corriger
  corrigez manque faute erreur erreurs probleme problemes question questions attendre attendez attends stop accueil page
  pages maquette partie option etape texte textes facture refuse refusee rejete pourquoi quoi qui ou comment quel quelle
  plutot premiere premier deuxieme moins provisoirement jusque pourvu sinon car sans bof environ voir ci-dessous ci-joint rouge bleu vert noir blanc envoyer envoyez appeler appelez mettre
  mettez remplacer remplacez enlever enlevez ajuster nouveau nouvelle`;
const spanish = `ni nunca nada ningun ninguna ninguno pero sino embargo salvo excepto cuando despues antes hasta sujeto
  condicion condiciones pendiente solo solamente unicamente todavia aun casi parcialmente quiza quizas probablemente
  despues luego manana pronto lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo
  junio julio agosto septiembre octubre noviembre diciembre sera seria podria podriais puede deberia falta faltan tambien
  ademas cambiar cambiad cambia cambio cambios anadir anade quitar corregir error errores problema problemas pregunta duda
  dudas esperar espera esperad espere inicio pagina paginas propuesta parte opcion fase texto textos factura rechazado
  rechazada porque por-que que quien donde como cual otra otro primero primera segundo menos provisionalmente sin abajo adjunto
  rojo azul verde negro blanco enviar enviad llamar llamad poner poned reemplazar eliminar ajustar probar nuevo
  nueva alto`;

export const reservationWords: ReadonlySet<string> = new Set(
  [english, german, french, spanish].flatMap((words) => words.split(/\s+/u)).map(foldWord),
);
