// Previews of the emails about work: its start, its delivery date, its approval, and what is asked to be changed.
import {
  approves,
  asksChanges,
  asksChangesByReply,
  isRefused,
  nothingHappensFor,
  takesApprovalBack,
} from "./acts-of-clients.ts";
import type { Refusal, SaidStep } from "../domain/refused-step.ts";
import { accepts, assigns, handsOver, putsOff, starts } from "./acts-of-staff.ts";
import { played, type Act, type Request } from "./play-request.ts";
import { conversation, type Preview, type PreviewPerson } from "./preview.ts";

const title = "Route new patient enquiries to the right practice";
const ask: Request = {
  title,
  by: "ann",
  with: ["lee"],
  words:
    "Some enquiries from the website go to the wrong practice. Can the form ask which one somebody wants?",
};
/** It waits behind the one that a preview is about. */
const next: Request = {
  title: "Reminders two days before an appointment",
  by: "ann",
  words: "Can patients be reminded of their appointments?",
  acts: [accepts("tom", "1 day")],
};
const begun = [accepts("priya", "2-3 days"), starts("priya")];
const picture = {
  filename: "the-new-form.pdf",
  contentType: "application/pdf",
  bytes: Buffer.alloc(150_000),
};
const handOver = handsOver("priya", {
  words:
    "Hi Ann,\n\nthe form asks for the practice now, and the 19 old enquiries have moved.\n\nPlease try it once: choose Altona, and see that it reaches Altona.",
  files: [picture],
});
const done = [...begun, handOver];

export const previewsOfWork: readonly Preview[] = [
  work("assigned", "request", "A request that somebody else assigned", "tom", [assigns("priya", "tom")]),
  work("assigned", "working", "Work that has begun", "tom", [...begun, assigns("priya", "tom")]),
  {
    kind: "note",
    name: "mentioned",
    title: "That mentions its reader",
    compose: (stage) =>
      conversation(stage, {
        client: "harbor",
        title,
        said: [
          { by: "ann", words: ask.words },
          { by: "tom", words: "@Priya, can you say when their new phone system comes?", isNote: true },
        ],
        reader: "priya",
      }),
  },
  work("started", "plain", "Without words", "ann", begun),
  work("started", "words", "With words, as a colleague reads it", "lee", [
    accepts("priya", "4 hours"),
    starts("priya", { words: "I begin today. Please do not change the form until I am done." }),
  ]),
  work("delivery-changed", "later", "Later than before", "ann", [
    ...begun,
    putsOff("priya", 2, {
      words: "Hi Ann,\n\nthe provider of your website answers on Monday only, so it takes two days more.",
    }),
  ]),
  work("ready-for-approval", "approver", "For an approver, and another task is next", "ann", done, [next]),
  work("ready-for-approval", "approver-last", "For an approver, and no other task is next", "ann", done),
  work("ready-for-approval", "colleague", "For a colleague who may not approve", "lee", done),
  work("ready-for-approval", "staff", "As a colleague of the agency reads it", "tom", done, [next]),
  {
    kind: "ready-for-approval",
    name: "nobody",
    title: "For a client that has named nobody who may approve",
    compose: (stage) => played(stage, "noa", [{ ...ask, by: "noa", with: [], acts: done }]),
  },
  work("changes-asked", "words", "With words and a file, as staff read it", "priya", [
    ...done,
    asksChanges("ann", {
      words: "Almost! Bergedorf is missing in the list, and it should not be in alphabetical order.",
      files: [picture],
    }),
  ]),
  work("changes-asked", "own", "For whoever asked by a reply, and may approve", "ann", [
    ...done,
    asksChangesByReply("ann", "Changes: Bergedorf is missing in the list."),
  ]),
  work("changes-asked", "own-colleague", "For whoever asked by a reply, and may not approve", "lee", [
    ...done,
    asksChangesByReply("lee", "Changes: Bergedorf is missing in the list."),
  ]),
  work("changes-asked", "colleague", "As a colleague reads it", "ann", [
    ...done,
    asksChanges("lee", { words: "Bergedorf is missing in the list." }),
  ]),
  work("reminder", "first", "After two working days", "ann", [...done, nothingHappensFor(2)], [next]),
  work("reminder", "last", "After five working days, the last one", "ann", [...done, nothingHappensFor(5)]),
  work("approved", "own", "For whoever approved it, and another task is next", "ann", approved(), [next]),
  work("approved", "own-last", "For whoever approved it, and no other task is next", "ann", approved()),
  work(
    "approved",
    "colleague",
    "For a colleague who may not approve, with words",
    "lee",
    approved("Very good!"),
  ),
  work("approved", "staff", "For staff, with words", "priya", approved("Very good, thank you."), [next]),
  work("approval-undone", "staff", "As staff read it", "priya", [...approved(), takesApprovalBack("ann")]),
  work("approval-undone", "client", "Taken back by staff", "ann", [
    ...approved(),
    takesApprovalBack("priya"),
  ]),
  refused("not_signed", "The email was not signed"),
  refused("not_own_address", "It answered somebody else’s email"),
  refused("not_approver", "Its author may not approve", "lee"),
  refused("earlier_email", "It answered an earlier email"),
  refused("other_email", "It answered an email about something else"),
  refused("unsure", "Its own words were not certain"),
  refused("in_work", "It approves what is in work again", "ann", [
    ...done,
    asksChanges("lee", { words: "Larger." }),
  ]),
  refusedStep("withdraw", "not_signed", "A withdrawal that was not signed", []),
  refusedStep("withdraw", "started", "A withdrawal after work started", begun),
  refusedStep("ask_changes", "not_signed", "Changes that were not signed", done),
  refusedStep(
    "undo_approval",
    "not_approver",
    "An approval taken back by whoever may not",
    approved(),
    "lee",
  ),
  refusedStep(
    "undo_approval",
    "place_used",
    "An approval taken back after the next task started",
    approved(),
  ),
];

function approved(words?: string): Act[] {
  return [...done, approves("ann", words === undefined ? undefined : { words })];
}

function refused(
  reason: Refusal,
  previewTitle: string,
  by: PreviewPerson = "ann",
  before: readonly Act[] = done,
): Preview {
  const acts = [...before, isRefused(by, "Approved, thank you!", "approve", reason)];
  return work("step-refused", reason.replaceAll("_", "-"), previewTitle, by, acts);
}

function refusedStep(
  verb: SaidStep,
  reason: Refusal,
  previewTitle: string,
  before: readonly Act[],
  by: PreviewPerson = "ann",
): Preview {
  const name = `${verb} ${reason}`.replaceAll(/[_ ]/gu, "-");
  return work("step-refused", name, previewTitle, by, [...before, isRefused(by, "Please.", verb, reason)]);
}

function work(
  kind: string,
  name: string,
  previewTitle: string,
  reader: PreviewPerson,
  acts: readonly Act[],
  waiting: readonly Request[] = [],
): Preview {
  const requests = [...waiting, { ...ask, acts }];
  return { kind, name, title: previewTitle, compose: (stage) => played(stage, reader, requests) };
}
