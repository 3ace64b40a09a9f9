// The previews of digests.
import { digestOf } from "./digest-preview.ts";
import type { Preview } from "./preview.ts";
import { hostileWords, longWords, question, rightToLeft } from "./preview-words.ts";

const route = "Route new patient enquiries to the right practice";

export const previewsOfDigests: readonly Preview[] = [
  {
    kind: "digest",
    name: "daily",
    title: "A day’s news of several tasks",
    compose: (stage) =>
      digestOf(stage, "ann", "daily", [
        { title: route, by: "priya", words: [question], isStarted: true },
        {
          title: "Reminder emails before appointments",
          by: "tom",
          words: [longWords, "One more thing: may we write in the evening, too?"],
        },
        { title: hostileWords.slice(0, 80), by: "priya", words: [hostileWords, rightToLeft] },
      ]),
  },
  {
    kind: "digest",
    name: "hourly",
    title: "An hour’s news of one task, which can be answered",
    compose: (stage) =>
      digestOf(stage, "lee", "hourly", [
        { title: "Opening hours", by: "priya", words: ["They are on the page now."] },
      ]),
  },
];
