// Previews of the emails about a request until work on it starts: what is asked, what is answered, and how it can end.
import { edits, says, withdraws } from "./acts-of-clients.ts";
import { accepts, declines, estimatesAnew, handsOver, mergesInto, starts } from "./acts-of-staff.ts";
import { played, type Act, type Request } from "./play-request.ts";
import { hostileWords, rightToLeft } from "./preview-words.ts";
import type { Preview, PreviewPerson } from "./preview.ts";

const title = "Route new patient enquiries to the right practice";
const ask: Request = {
  title,
  by: "ann",
  words:
    "Hi,\n\nsome enquiries from the website go to the wrong practice. Can the form ask which one somebody wants?\n\nAnn",
};
const exported = {
  filename: "enquiries.csv",
  contentType: "text/csv",
  bytes: Buffer.from("a;b\n".repeat(900)),
};
const question =
  "Hi Ann,\n\nyes, we can. Two things we need to know:\n\n- Should it be a list of all four practices, or by postcode?\n- Who gets an enquiry in which nobody chose one?";

export const previewsOfRequests: readonly Preview[] = [
  asked("receipt", "first", "The only one in the backlog", "ann", []),
  {
    kind: "receipt",
    name: "behind-others",
    title: "Behind others in the backlog",
    compose: (stage) =>
      played(stage, "ann", [
        { ...ask, title: "Reminders two days before an appointment", acts: [accepts("priya", "1 day")] },
        { ...ask, title: "Merge double contacts" },
        ask,
      ]),
  },
  asked("question", "asked", "What is missing", "ann", [says("priya", question)]),
  asked("question", "staff", "As a colleague of the agency reads it", "tom", [says("priya", question)]),
  asked("question", "right-to-left", "Right to left, with emoji", "lior", [says("ines", rightToLeft)]),
  asked("edited", "title-and-words", "Its title and more words, as staff read it", "priya", [
    edits("ann", "Route enquiries by practice and by language", {
      words: "One more thing: enquiries in Turkish should go to Altona, where Aylin answers them.",
    }),
  ]),
  asked("edited", "title", "Only its title, as a colleague reads it", "lee", [
    edits("ann", "Route enquiries by practice"),
  ]),
  asked("accepted", "next", "Without words, and the next one to start", "ann", [accepts("priya", "3 days")]),
  {
    kind: "accepted",
    name: "waits",
    title: "With words, a range, and others before it",
    compose: (stage) =>
      played(stage, "ann", [
        {
          ...ask,
          title: "Set up the email sending domain",
          acts: [
            accepts("tom", "half a day"),
            starts("tom"),
            handsOver("tom", { words: "It is done, please have a look." }),
          ],
        },
        { ...ask, title: "Merge double contacts" },
        {
          ...ask,
          acts: [
            accepts("priya", "2-3 days", {
              words: "Thank you, that is all we need. The old enquiries will move along.",
              files: [exported],
            }),
          ],
        },
      ]),
  },
  asked("accepted", "staff", "With words, as a colleague of the agency reads it", "tom", [
    accepts("priya", "2-3 days", { words: "Thank you, that is all we need." }),
  ]),
  asked("estimate-changed", "longer", "Longer than before", "ann", [
    accepts("priya", "2-3 days"),
    estimatesAnew("priya", "1 week", {
      words:
        "Hi Ann,\n\nthe form turns out to be used on eleven pages, not on two, so this takes longer than we thought.",
    }),
  ]),
  asked("declined", "reason", "With the reason", "ann", [
    declines("priya", {
      words:
        "Hi Ann,\n\nHubSpot cannot print letters, and we would rather not build it. A colleague of ours in Hamburg does that well; shall we bring you together?",
    }),
  ]),
  asked("declined", "staff", "As a colleague of the agency reads it", "tom", [
    declines("priya", { words: "HubSpot cannot print letters, and we would rather not build it." }),
  ]),
  asked("withdrawn", "words", "With words, as staff read it", "priya", [
    withdraws("ann", { words: "We get a new website in May, so this is not worth it any more. Sorry!" }),
  ]),
  asked("withdrawn", "plain", "Without words, as a colleague reads it", "lee", [withdraws("ann")]),
  asked("merged", "duplicate", "A duplicate of another one", "ann", [
    mergesInto("priya", { ...ask, by: "lee", title: "Enquiries for Altona come to Eimsbüttel", with: [] }),
  ]),
  asked("accepted", "hostile", "A title that would be markup", "ann", [accepts("priya", "4 hours")], {
    title: hostileWords.slice(0, 120),
  }),
];

/** A request of Ann's that reaches Lee and Lior, too, and what is done to it. */
function asked(
  kind: string,
  name: string,
  previewTitle: string,
  reader: PreviewPerson,
  acts: readonly Act[],
  other: Partial<Request> = {},
): Preview {
  const request = { ...ask, with: ["lee", "lior"] as const, acts, ...other };
  return { kind, name, title: previewTitle, compose: (stage) => played(stage, reader, [request]) };
}
