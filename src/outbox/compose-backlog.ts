// Composes the email that lists a client's backlog by number, to be answered with an order, and writes it down with what its
// numbers mean.
import { dayInWords } from "../domain/day.ts";
import { estimateInWords } from "../domain/estimate-words.ts";
import { namesInWords } from "../domain/in-words.ts";
import { estimateOf, stageSlug } from "../domain/task.ts";
import { listActive, listBacklog } from "../store/backlog.ts";
import { recordChoices } from "../store/email-choices.ts";
import type { RecordedEvent } from "../store/events.ts";
import { findPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { findTask } from "../store/tasks.ts";
import { answerHeaders } from "./answer-headers.ts";
import type { Outbox } from "./outbox.ts";
import { writeByProgram } from "./write-by-program.ts";

/** Tasks that are listed; the page has the rest. */
export const listedMax = 50;

/** Answers how many emails it wrote: none when its reader was erased in between. */
export async function composeBacklog(
  outbox: Outbox,
  rows: Rows,
  event: Extract<RecordedEvent, { type: "backlog.asked" }>,
): Promise<number> {
  const { contactId, cause, goneTaskIds } = event.payload;
  const reader = await findPerson(rows, { kind: "contact", id: contactId });
  if (reader?.clientId == null) return 0;
  const { locale } = reader;
  const { agencyName, baseUrl } = outbox.installation;
  const { say } = outbox.render;
  const backlog = await listBacklog(rows, reader.clientId, listedMax);
  const listed = backlog.slice(0, listedMax);
  const active = await listActive(rows, reader.clientId);
  const gone = await Promise.all(goneTaskIds.map((id) => findTask(rows, id)));
  const values = {
    locale,
    agencyName,
    readerName: reader.name,
    cause,
    gone: namesInWords(
      gone.flatMap((task) =>
        task === undefined ? [] : say(locale, "backlog.quoted", { title: task.title }),
      ),
      locale,
    ),
    lines: listed.map((task, index) => {
      const estimate = estimateOf(task);
      return {
        number: index + 1,
        title: task.title,
        stage: say(locale, `stage.${stageSlug(task.stage)}`),
        detail: estimate === undefined ? null : estimateInWords(estimate, locale),
      };
    }),
    hasMore: backlog.length > listedMax,
    hasSeveral: listed.length > 1,
    active: active.map(({ title, stage, deliveryOn }) => ({
      title,
      stage: say(locale, `stage.${stageSlug(stage)}`),
      detail:
        stage !== "Working" || deliveryOn === null
          ? null
          : say(locale, "backlog.delivery", { day: dayInWords(deliveryOn, locale, "short") }),
    })),
    // An order of its own as an example: the last of three first.
    example: listed.length > 2 ? "3, 1, 2" : "2, 1",
    pageLink: `${baseUrl}/backlog`,
    why: say(locale, "backlog.why"),
  };
  const id = await writeByProgram(outbox, rows, {
    eventId: event.id,
    kind: "backlog",
    reader,
    values,
    headers: await answerHeaders(rows, event.payload.inboundEmailId),
    more: { takesAnswer: true },
  });
  if (id === undefined) return 0;
  await recordChoices(
    rows,
    id,
    listed.map((task, index) => ({ number: index + 1, taskId: task.id })),
  );
  return 1;
}
