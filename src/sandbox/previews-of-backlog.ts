// Previews of the email that lists a backlog: empty, with one task and with many, and as the answer to an order.
import { askBacklog, type BacklogCause } from "../actions/ask-backlog.ts";
import { orderBacklog } from "../actions/order-backlog.ts";
import { withdraws } from "./acts-of-clients.ts";
import { accepts, handsOver, starts } from "./acts-of-staff.ts";
import { play, writing, type Request } from "./play-request.ts";
import { newestTo, type Composed, type Preview, type PreviewPerson, type PreviewStage } from "./preview.ts";

const words = "Please see to it when you have time.";

export const previewsOfBacklog: readonly Preview[] = [
  listed("empty", "Nothing waits", []),
  listed("one", "One task waits", requests("dana").slice(0, 1)),
  listed("many", "More tasks wait than are listed", [...requests("dana"), ...further("dana", 50)]),
  listed("ordered", "After an order by email", requests("dana"), (stage, ids) =>
    ordered(stage, "dana", [ids[4]!, ids[0]!]),
  ),
  listed("unchanged", "After an order that it had already", requests("dana"), (stage, ids) =>
    ordered(stage, "dana", [ids[0]!, ids[3]!]),
  ),
  listed(
    "gone",
    "After an order with a task that left the backlog",
    withGone(requests("dana"), [withdraws("dana")]),
    (stage, ids) => ordered(stage, "dana", [ids[4]!, ids[3]!]),
  ),
  listed("not-understood", "After an answer without an order", requests("dana"), (stage) =>
    backlogAsked(stage, "dana", "not_understood"),
  ),
];

/** Of a client with two places: one task each under way and in approval, then three that wait. */
export function requests(by: PreviewPerson): Request[] {
  const handOver = handsOver("tom", { words: "Please have a look." });
  return [
    { title: "Move trial users to their own pipeline", by, words, acts: [accepts("tom", "4 hours")] },
    {
      title: "Lifecycle stages for trial customers",
      by,
      words,
      acts: [accepts("tom", "3 days"), starts("tom")],
    },
    {
      title: "Unsubscribe page in your own colours",
      by,
      words,
      acts: [accepts("tom", "1 day"), starts("tom"), handOver],
    },
    { title: "A report of demo requests by country", by, words, acts: [accepts("priya", "2-3 days")] },
    { title: "Score leads that ask for a price", by, words },
  ];
}

/** The last one leaves the backlog. */
function withGone(all: readonly Request[], acts: Request["acts"]): Request[] {
  return all.map((request, index) => (index === all.length - 1 ? { ...request, acts: acts! } : request));
}

function further(by: PreviewPerson, count: number): Request[] {
  return Array.from({ length: count }, (_, index) => ({ title: `Idea number ${index + 1}`, by, words }));
}

function listed(
  name: string,
  title: string,
  asked: readonly Request[],
  then: (stage: PreviewStage, taskIds: number[]) => Promise<Composed> = (stage) =>
    backlogAsked(stage, "dana", "asked"),
): Preview {
  return {
    kind: "backlog",
    name,
    title,
    compose: async (stage) => {
      const taskIds: number[] = [];
      for (const request of asked) taskIds.push(await play(stage, request));
      return then(stage, taskIds);
    },
  };
}

/** Orders as an answer by email does, and answers the email that says what came of it. */
export async function ordered(stage: PreviewStage, by: PreviewPerson, taskIds: number[]): Promise<Composed> {
  const change = { kind: "first", taskIds } as const;
  const { kind, gone } = await writing(stage, (rows, at) =>
    orderBacklog(rows, at, { by: { kind: "contact", id: stage.people[by].id }, change }),
  );
  const cause = gone.length > 0 ? "gone" : kind === "done" ? "ordered" : "unchanged";
  return backlogAsked(
    stage,
    by,
    cause,
    gone.map(({ id }) => id),
  );
}

/** Answers the email that this contact is sent. */
export async function backlogAsked(
  stage: PreviewStage,
  by: PreviewPerson,
  cause: BacklogCause,
  goneTaskIds: readonly number[] = [],
): Promise<Composed> {
  const { outbox, people } = stage;
  await writing(stage, (rows) =>
    askBacklog(rows, outbox.clock(), { contactId: people[by].id, cause, goneTaskIds }),
  );
  return newestTo(outbox, people[by]);
}
