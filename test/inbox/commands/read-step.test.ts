// Replies that ask for changes, withdraw a request or take an approval back, and those that do not, in four languages. A wrong
// yes takes a step that nobody wanted; a missed one is a message that staff read.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asksForChanges, readWhole as readStep } from "../../../src/inbox/commands/read-step.ts";
import { taken as approvals } from "./approval-phrases.ts";
import { reading } from "./names.ts";

const readWhole = reading(readStep);

const changes = {
  taken: [
    "Changes: make it larger.",
    "changes: the logo, please",
    "Hi Priya,\n\nChanges: make it larger.\n\nBest,\nAnn",
    "Change requests:\n- a larger logo\n- another green",
    "Two changes please: a larger logo, another green",
    "Some corrections: “Dear” and not “Hi”.",
    "Please change the following: the logo is too small",
    "Could you please fix the following issues: the logo, the footer",
    "Please correct this: the logo is too small",
    "Can you make these changes: a larger logo",
    "Not approved, the colour is wrong.",
    "Not approved",
    "Not yet approved: the footer is missing.",
    "I don't approve it yet. Nothing happens when I press the button.",
    "It is not approved. Where is the footer?",
    "Änderungen: größeres Logo",
    "Guten Tag Frau Nair,\n\nÄnderungswünsche: Das Logo ist zu klein.",
    "Aenderungen: groesseres Logo",
    "Bitte noch ändern: das Logo",
    "Bitte korrigieren Sie noch: das Logo",
    "Noch nicht freigegeben, das Logo fehlt.",
    "Nicht freigegeben. Was ist mit dem Logo?",
    "Modifications : un logo plus grand",
    "Bonjour,\n\nCorrections : le logo est trop petit",
    "Merci de corriger les points suivants : le logo, le pied de page",
    "Pas encore validé, le logo manque.",
    "Cambios: un logo más grande",
    "Cambios: el logo no se ve bien",
    "Por favor corregid lo siguiente: el logo",
    "Todavía no está aprobado, falta el logo.",
  ],
  refused: [
    "Changes: none, approved!",
    "Changes: none",
    "Changes: nothing",
    "Changes: no",
    "Changes: no changes needed.",
    "Changes: n/a",
    "Changes: I have none.",
    "Changes: not needed",
    "Changes: all good",
    "Changes: looks great to me",
    "Changes: approved",
    "Changes: -",
    "Changes:",
    "Please change nothing, it is perfect.",
    "Please change: nothing",
    "Please fix a date for the next call.",
    "Can you fix a date for the next call?",
    "Could you fix it next month? For now it is approved.",
    "Could you change our billing address?",
    "Please change the appointment to Friday.",
    "Not approved?",
    "Not approved yet? What is missing?",
    "Is it not approved yet?",
    "Not approved yesterday, but today it is approved.",
    "The changes: they are great",
    "We love the changes: larger is better",
    "Änderungen: keine",
    "Änderungen: keine, freigegeben!",
    "Änderungen: nichts, alles bestens",
    "Änderungen: es gibt keine",
    "Änderungen: passt so",
    "Bitte ändern Sie nichts mehr, es ist perfekt.",
    "Bitte noch einen Termin vereinbaren",
    "Können Sie noch die Rechnung schicken?",
    "Noch nicht freigegeben?",
    "Modifications : aucune",
    "Modifications : rien à changer",
    "Modifications : aucune, c'est validé",
    "Merci de changer la date de notre appel",
    "Pas encore validé ?",
    "Cambios: ninguno",
    "Cambios: no",
    "Cambios: no hay",
    "Cambios: por ahora no.",
    "Cambios: nada, aprobado",
    "Por favor cambia la fecha de la llamada",
    "¿No está aprobado?",
    "",
    "2, 1",
  ],
};

const withdrawals = {
  taken: [
    "Please withdraw this request.",
    "withdraw",
    "Withdraw it, please",
    "I'd like to withdraw my request.",
    "We want to withdraw this request",
    "Please cancel this request",
    "Hi Priya,\n\nplease cancel our request.\n\nThanks,\nAnn",
    "We would like to cancel this task.",
    "That was a mistake, please withdraw it",
    "Anfrage zurückziehen",
    "Bitte ziehen Sie die Anfrage zurück",
    "Guten Tag,\n\nbitte ziehen Sie unsere Anfrage zurück.\n\nViele Grüße\nKarla Vogt",
    "Ich ziehe die Anfrage hiermit zurück.",
    "Hiermit ziehen wir die Anfrage zurück",
    "Bitte die Anfrage zurückziehen",
    "Bitte Anfrage zurueckziehen",
    "Merci de retirer notre demande",
    "Nous annulons cette demande.",
    "Bonjour,\n\nveuillez annuler ma demande.\n\nCordialement,\nAnne",
    "Por favor, retirad la solicitud",
    "Retiro mi solicitud.",
    "Por favor, cancele nuestra petición",
  ],
  refused: [
    "Please don't withdraw this request.",
    "Please withdraw this request if it costs more than a day",
    "Shall we withdraw this request?",
    "Please withdraw the footer from the page",
    "Please cancel",
    "Please cancel the meeting",
    "Please cancel this request, but keep the other one",
    "Can our clients withdraw a request?",
    "We might cancel this request",
    "Add a button to cancel this request",
    "That was a mistake",
    "Bitte nicht zurückziehen",
    "Anfrage zurückziehen?",
    "Bitte ziehen Sie die Anfrage noch nicht zurück",
    "Bitte ziehen Sie das Logo zurück",
    "Wir ziehen um",
    "Ne retirez pas la demande",
    "Faut-il annuler la demande ?",
    "No retires la solicitud",
    "¿Retiro la solicitud?",
    "",
  ],
};

const undoings = {
  taken: [
    "Please undo it",
    "undo the approval, please",
    "Please take my approval back.",
    "Revoke my approval",
    "The approval was a mistake.",
    "Sorry, I approved it by mistake",
    "That was a mistake, please undo it.",
    "Bitte rückgängig machen",
    "Die Freigabe war ein Versehen.",
    "Bitte nehmen Sie die Freigabe zurück",
    "Wir nehmen unsere Freigabe zurück.",
    "Das war ein Irrtum. Bitte die Freigabe zurücknehmen.",
    "Merci d'annuler la validation",
    "J'annule mon approbation, désolé",
    "La validation était une erreur",
    "Por favor anula la aprobación",
    "La aprobación fue un error. Lo siento",
  ],
  refused: [
    "That was a mistake",
    "That was a mistake.",
    "Sorry, it was by mistake",
    "This was a mistake",
    "Das war ein Versehen",
    "Das war ein Irrtum.",
    "C'était une erreur",
    "Fue un error",
    "Please undo the last change of the footer",
    "Don't undo it",
    "Can I undo it?",
    "Undo it only if it is not too late",
    "The approval was not a mistake",
    "Bitte nicht rückgängig machen",
    "Kann ich die Freigabe zurücknehmen?",
    "Faut-il annuler la validation ?",
    "No anules la aprobación",
    "Sorry",
    "",
  ],
};

/** Those of the lists that are not read as they should be. */
const misread = (
  { taken, refused }: { taken: readonly string[]; refused: readonly string[] },
  isTaken: (kept: string) => boolean,
) => ({
  missed: taken.filter((kept) => !isTaken(kept)),
  wronglyTaken: refused.filter(isTaken),
});
const none = { missed: [], wronglyTaken: [] };

describe("a request for changes", () => {
  it("is what names them or denies the approval, and no reply that approves, asks or has none", () => {
    expect(misread(changes, asksForChanges)).toEqual(none);
  });

  it("is none where an approval stands behind it, whichever it is", () => {
    const beginning = fc.constantFrom(
      "Changes: ",
      "Änderungen: ",
      "Please change this: a comma. ",
      "Not approved. ",
    );
    fc.assert(
      fc.property(beginning, fc.constantFrom(...ownApprovals), (before, approval) => {
        expect(asksForChanges(before + approval)).toBe(false);
      }),
    );
  });

  it("may be long, and what takes it back at its end counts; a book is for people to read", () => {
    const long = `Changes:\n${"- the logo is too small\n".repeat(200)}`;
    expect(asksForChanges(long)).toBe(true);
    expect(asksForChanges(`${long}For now it is approved.`)).toBe(false);
    expect(asksForChanges(long.repeat(5))).toBe(false);
  });

  it("takes no time over long and hostile texts", () => {
    const began = performance.now();
    for (const piece of ["changes: ", "not approved ", "changes ", "n/", "no ", "\n", "é", "bitte "]) {
      asksForChanges(piece.repeat(100_000 / piece.length));
      asksForChanges(`Changes: ${piece.repeat(19_000 / piece.length)}`);
    }
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

/** Approvals that approve by their own words, and not as an answer to praise. */
const ownApprovals = approvals.filter((phrase) => /approved|freigegeben|validé|aprobad/iu.test(phrase));

describe("a withdrawal", () => {
  it("says nothing else", () => {
    expect(misread(withdrawals, (kept) => readWhole(kept) === "withdraw")).toEqual(none);
  });
});

describe("taking an approval back", () => {
  it("names what is taken back and says nothing else; that something was a mistake does not", () => {
    expect(misread(undoings, (kept) => readWhole(kept) === "undo")).toEqual(none);
  });
});
