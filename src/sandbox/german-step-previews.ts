// The previews of emails about steps and about the backlog whose reader's language is German.
import {
  approves,
  asksChanges,
  edits,
  asksChangesByReply,
  isRefused,
  nothingHappensFor,
  says,
  takesApprovalBack,
  withdraws,
} from "./acts-of-clients.ts";
import type { Refusal, SaidStep } from "../domain/refused-step.ts";
import {
  accepts,
  assigns,
  declines,
  estimatesAnew,
  handsOver,
  mergesInto,
  putsOff,
  starts,
} from "./acts-of-staff.ts";
import { play, played, type Act, type Request } from "./play-request.ts";
import { backlogAsked, ordered } from "./previews-of-backlog.ts";
import type { Preview, PreviewPerson } from "./preview.ts";

const title = "Anfragen neuer Kunden an die richtige Filiale leiten";
/** Karla may not approve, Jonas may. */
const ask: Request = {
  title,
  by: "karla",
  with: ["jonas"],
  words:
    "Einige Anfragen von der Website kommen in der falschen Filiale an. Kann das Formular danach fragen?",
};
const next: Request = {
  title: "Erinnerung zwei Tage vor dem Termin",
  by: "karla",
  words: "Können Kunden an ihren Termin erinnert werden?",
  acts: [accepts("priya", "1 day")],
};
const begun = [accepts("priya", "2-3 days"), starts("priya")];
const done = [
  ...begun,
  handsOver("priya", {
    words: "Guten Tag,\n\ndas Formular fragt jetzt nach der Filiale. Bitte probieren Sie es einmal aus.",
  }),
];
const approved = [...done, approves("jonas", { words: "Sehr gut, vielen Dank!" })];

export const germanStepPreviews: readonly Preview[] = [
  step("receipt", "", "karla", [], [next]),
  step("question", "", "karla", [says("priya", "Guten Tag Frau Vogt,\n\nals Liste oder nach Postleitzahl?")]),
  step("edited", "", "jonas", [
    edits("karla", "Anfragen nach Filiale und Sprache leiten", { words: "Auch Türkisch." }),
  ]),
  step(
    "accepted",
    "",
    "karla",
    [accepts("priya", "2-3 days", { words: "Das machen wir gern." })],
    [
      { ...next, acts: [...begun, handsOver("tom", { words: "Bitte sehen Sie es sich an." })] },
      { ...next, title: "Newsletter für Stammkunden", acts: [accepts("tom", "1 day")] },
    ],
  ),
  step("accepted", "next", "karla", [accepts("priya", "1 day")]),
  step("estimate-changed", "", "karla", [
    accepts("priya", "half a day"),
    estimatesAnew("priya", "1 day", { words: "Das Formular steht auf mehr Seiten, als wir dachten." }),
  ]),
  step("declined", "", "karla", [declines("priya", { words: "Briefe druckt HubSpot leider nicht." })]),
  step("withdrawn", "", "jonas", [withdraws("karla", { words: "Wir bekommen eine neue Website." })]),
  step("merged", "", "karla", [
    mergesInto("priya", {
      ...ask,
      with: [],
      by: "jonas",
      title: "Anfragen für Altona kommen in Eimsbüttel an",
    }),
  ]),
  step("assigned", "", "aenne", [...begun, assigns("priya", "aenne")]),
  step("started", "", "karla", begun),
  step("delivery-changed", "", "karla", [
    ...begun,
    putsOff("priya", 2, { words: "Der Anbieter Ihrer Website antwortet erst am Montag." }),
  ]),
  step("ready-for-approval", "", "jonas", done, [next]),
  step("ready-for-approval", "last", "jonas", done),
  step("ready-for-approval", "colleague", "karla", done),
  step("ready-for-approval", "staff", "aenne", [says("aenne", "Ich bin auch dabei."), ...done], [next]),
  step("changes-asked", "", "jonas", [
    ...done,
    asksChanges("karla", { words: "Bergedorf fehlt noch in der Liste." }),
  ]),
  step("changes-asked", "own", "jonas", [
    ...done,
    asksChangesByReply("jonas", "Änderungen: Bergedorf fehlt noch."),
  ]),
  step("changes-asked", "own-colleague", "karla", [
    ...done,
    asksChangesByReply("karla", "Änderungen: Bergedorf fehlt noch."),
  ]),
  step("reminder", "", "jonas", [...done, nothingHappensFor(2)], [next]),
  step("reminder", "last", "jonas", [...done, nothingHappensFor(5)]),
  step("approved", "", "jonas", approved, [next]),
  step("approved", "colleague", "karla", approved, [next]),
  step("approved", "staff", "aenne", [says("aenne", "Ich bin auch dabei."), ...approved]),
  step("approval-undone", "", "karla", [...approved, takesApprovalBack("jonas")]),
  ...(["not_signed", "not_own_address", "earlier_email", "other_email", "unsure"] as const).map((reason) =>
    refused("approve", reason, "jonas", done),
  ),
  refused("approve", "not_approver", "karla", done),
  refused("withdraw", "started", "karla", begun),
  refused("ask_changes", "not_signed", "karla", done),
  refused("undo_approval", "place_used", "jonas", approved),
  german("backlog", "", async (stage) => {
    for (const request of [{ ...next, acts: done }, ask, { ...next, title: "Preise als Tabelle" }]) {
      await play(stage, request);
    }
    return backlogAsked(stage, "karla", "asked");
  }),
  german("backlog", "ordered", async (stage) => {
    const [first, second] = [await play(stage, ask), await play(stage, next)];
    return ordered(stage, "karla", [second, first]);
  }),
  german("backlog", "gone", async (stage) => {
    const [first, second] = [
      await play(stage, ask),
      await play(stage, { ...next, acts: [withdraws("karla")] }),
    ];
    return ordered(stage, "karla", [second, first]);
  }),
  german("backlog", "unchanged", (stage) => backlogAsked(stage, "karla", "unchanged")),
  german("backlog", "not-understood", (stage) => backlogAsked(stage, "karla", "not_understood")),
];

/** What is done to a request of Karla's, behind others that wait, and the email in which `reader` reads of it. */
function step(
  kind: string,
  variant: string,
  reader: PreviewPerson,
  acts: readonly Act[],
  waiting: readonly Request[] = [],
): Preview {
  return german(kind, variant, (stage) => played(stage, reader, [...waiting, { ...ask, acts }]));
}

/** The words of one who wants to take a step, after all that happened before, and why they take none. */
function refused(verb: SaidStep, reason: Refusal, by: PreviewPerson, before: readonly Act[]): Preview {
  const name = verb === "approve" ? reason : `${verb} ${reason}`;
  const acts = [...before, isRefused(by, "Bitte.", verb, reason)];
  return step("step-refused", name.replaceAll(/[_ ]/gu, "-"), by, acts);
}

function german(kind: string, variant: string, compose: Preview["compose"]): Preview {
  if (variant === "") return { kind, name: "german", title: "In German", compose };
  return { kind, name: `german-${variant}`, title: `In German: ${variant.replaceAll("-", " ")}`, compose };
}
