// Every case of every kind of email that the previews show. A new kind needs one entry here; a test misses it otherwise.
import type { Stage } from "../domain/task.ts";
import { deliveryProblemPreviews } from "./delivery-problem-preview.ts";
import { germanPreviews } from "./german-previews.ts";
import { germanStepPreviews } from "./german-step-previews.ts";
import { heldCases, heldSummary } from "./held-preview.ts";
import { answer, beyondAnEmail, hostileWords, longWords, question, rightToLeft } from "./preview-words.ts";
import { previewsOfBacklog } from "./previews-of-backlog.ts";
import { previewsOfDigests } from "./previews-of-digests.ts";
import { previewsOfRequests } from "./previews-of-requests.ts";
import { previewsOfWork } from "./previews-of-work.ts";
import type { AttachedFile } from "./program.ts";
import { sessionPreviews } from "./session-previews.ts";
import { conversation, probeAsked, signInAsked, stormBegan, type Preview, type Said } from "./preview.ts";
import { readStoryFile } from "./story-file.ts";

const picture = readStoryFile({ filename: "quote-stages.png", contentType: "image/png" });
const table = readStoryFile({ filename: "old-booking-export.csv", contentType: "text/csv" });
const oddlyNamed: AttachedFile = {
  filename: '<b>Größe & "Preise"</b> 2026 – صورة 🦷.pdf',
  contentType: "application/pdf",
  bytes: Buffer.from("%PDF-1.4\n"),
};
/** Larger than what travels with an email. */
const scans: AttachedFile = {
  filename: "all-scans.zip",
  contentType: "application/zip",
  bytes: Buffer.alloc(11 * 1024 * 1024),
};

const route = "Route new patient enquiries to the right practice";
const stages = "Deal stages for freight quotes";

export const previews: readonly Preview[] = [
  message("short", "A first message", "ann", [{ by: "priya", words: question }]),
  message("answered", "An answer, with the message before it, as staff read it", "priya", [
    { by: "priya", words: question },
    { by: "ann", words: answer },
  ]),
  {
    kind: "message",
    name: "long",
    title: "A long one with lists and a link",
    compose: (stage) =>
      conversation(stage, {
        client: "atlas",
        title: stages,
        said: [{ by: "tom", words: longWords }],
        reader: "marta",
        stage: "Working",
      }),
  },
  message("shortened", "Longer than an email should be, so shortened", "ann", [
    { by: "priya", words: `The list, as you asked:\n\n${beyondAnEmail}` },
  ]),
  message("files", "With files that travel along", "lee", [
    { by: "ann", words: "Here is what I have.", files: [table, picture, oddlyNamed] },
  ]),
  message("large-files", "With files too large for an email", "ann", [
    { by: "priya", words: "All scans are in one file.", files: [scans] },
  ]),
  message("no-words", "Only a file, no words", "priya", [
    { by: "priya", words: question },
    { by: "ann", words: "", files: [table] },
  ]),
  {
    kind: "message",
    name: "approval",
    title: "Ready to be approved",
    compose: (stage) =>
      conversation(stage, {
        client: "harbor",
        title: route,
        said: [
          { by: "lee", words: "When can we look at it?" },
          { by: "priya", words: "It is done. If it is as you wanted it, just say so here." },
        ],
        reader: "lee",
        stage: "Pending Approval",
      }),
  },
  message(
    "right-to-left",
    "Right to left, with emoji, from and to such names",
    "lior",
    [
      { by: "ines", words: rightToLeft },
      { by: "ines", words: `${rightToLeft}\n\nOn Monday, too.` },
    ],
    { stage: "Working" },
  ),
  message(
    "hostile",
    "Words that would be markup",
    "ann",
    [
      { by: "lee", words: "Is this shown as it is?" },
      { by: "priya", words: hostileWords, files: [{ ...oddlyNamed, filename: hostileWords.slice(0, 60) }] },
    ],
    { stage: "Working" },
  ),
  message(
    "note",
    "For staff only",
    "priya",
    [
      { by: "ann", words: answer },
      { by: "tom", words: "Their new phone system comes in May, so I would wait with this.", isNote: true },
    ],
    { kind: "note" },
  ),
  message(
    "files",
    "With files",
    "tom",
    [
      { by: "tom", words: question },
      { by: "priya", words: "Both exports, for comparing.", isNote: true, files: [table, picture] },
    ],
    { kind: "note" },
  ),
  message(
    "shortened",
    "Longer than an email should be, so shortened",
    "priya",
    [
      { by: "ann", words: answer },
      { by: "tom", words: beyondAnEmail, isNote: true },
    ],
    { kind: "note" },
  ),
  message(
    "right-to-left",
    "Right to left, with emoji",
    "priya",
    [
      { by: "lior", words: "שלום" },
      { by: "ines", words: rightToLeft, isNote: true },
    ],
    { kind: "note" },
  ),
  ...previewsOfDigests,
  ...deliveryProblemPreviews,
  {
    kind: "held-summary",
    name: "one",
    title: "One email is held",
    compose: (stage) => heldSummary(stage, [heldCases[0]!], "priya"),
  },
  {
    kind: "held-summary",
    name: "many",
    title: "More emails are held than are listed",
    compose: (stage) => heldSummary(stage, heldCases, "tom"),
  },
  {
    kind: "probe",
    name: "set-up",
    title: "A probe of the set-up page",
    compose: (stage) => probeAsked(stage),
  },
  {
    kind: "storm",
    name: "sender",
    title: "One sender’s emails",
    compose: (stage) => stormBegan(stage, route),
  },
  { kind: "storm", name: "everything", title: "Everybody’s emails", compose: (stage) => stormBegan(stage) },
  { kind: "sign-in", name: "staff", title: "For staff", compose: (stage) => signInAsked(stage, "priya") },
  { kind: "sign-in", name: "client", title: "For a client", compose: (stage) => signInAsked(stage, "ann") },
  {
    kind: "sign-in",
    name: "right-to-left",
    title: "For a name from right to left",
    compose: (stage) => signInAsked(stage, "lior"),
  },
  ...previewsOfRequests,
  ...previewsOfWork,
  ...previewsOfBacklog,
  ...sessionPreviews,
  ...germanPreviews,
  ...germanStepPreviews,
];

/** A conversation of Harbor Dental whose last words `reader` reads. */
function message(
  name: string,
  title: string,
  reader: Said["by"],
  said: readonly [Said, ...Said[]],
  { kind = "message", stage }: { kind?: string; stage?: Stage } = {},
): Preview {
  return {
    kind,
    name,
    title,
    compose: (world) =>
      conversation(world, { client: "harbor", title: route, said, reader, ...(stage && { stage }) }),
  };
}
