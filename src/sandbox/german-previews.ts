// The previews of emails whose reader's language is German: one of each kind that tells of no step.
import { problemWith } from "./delivery-problem-preview.ts";
import { digestOf } from "./digest-preview.ts";
import { heldCases, heldSummary } from "./held-preview.ts";
import { conversation, probeAsked, signInAsked, stormBegan, type Preview, type Said } from "./preview.ts";

const title = "Anfragen neuer Kunden an die richtige Filiale leiten";
const question: Said = {
  by: "priya",
  words:
    "Guten Tag Frau Vogt,\n\ndas Formular ist repariert: Anfragen für Altona kommen jetzt in Altona an, und die 19 alten sind umgezogen.\n\nSollen wir der Filiale Bescheid geben?",
};
const answer: Said = {
  by: "karla",
  words: "Danke, das mache ich selbst. „Altona“ hat übrigens eine neue Durchwahl: 12.",
};
const file = {
  filename: "Preise 2026.csv",
  contentType: "text/csv",
  bytes: Buffer.from("Größe;Preis\n".repeat(400)),
};

export const germanPreviews: readonly Preview[] = [
  german("message", (stage) =>
    conversation(stage, {
      client: "elbe",
      title,
      said: [
        question,
        answer,
        { by: "priya", words: "Sehr gut. Die Preise sind auch schon da.", files: [file] },
      ],
      reader: "karla",
      stage: "Pending Approval",
    }),
  ),
  german("note", (stage) =>
    conversation(stage, {
      client: "elbe",
      title,
      said: [answer, { by: "tom", words: "Die Telefonanlage kommt im Mai.", isNote: true }],
      reader: "aenne",
    }),
  ),
  {
    kind: "note",
    name: "german-mentioned",
    title: "In German: mentioned",
    compose: (stage) =>
      conversation(stage, {
        client: "elbe",
        title,
        said: [answer, { by: "tom", words: "@Änne Groß, wann kommt die Telefonanlage?", isNote: true }],
        reader: "aenne",
      }),
  },
  german("digest", (stage) =>
    digestOf(stage, "karla", "daily", [
      { title, by: "priya", words: [question.words, "Die Preise sind auch schon da."], isStarted: true },
      { title: "Öffnungszeiten über Ostern", by: "tom", words: ["Sie stehen jetzt auf der Seite."] },
    ]),
  ),
  german("delivery-problem", (stage) =>
    problemWith(stage, {
      contact: "karla",
      reader: "aenne",
      reason: "550 5.1.1 Empfänger unbekannt",
      isDead: true,
    }),
  ),
  german("held-summary", (stage) => heldSummary(stage, [heldCases[0]!], "aenne")),
  german("probe", (stage) => probeAsked(stage, { mailbox: "post@northbeam.example", by: "aenne" })),
  german("storm", (stage) => stormBegan(stage, title, "aenne")),
  german("sign-in", (stage) => signInAsked(stage, "karla")),
];

function german(kind: string, compose: Preview["compose"]): Preview {
  return { kind, name: "german", title: "In German", compose };
}
