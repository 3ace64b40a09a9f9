// The agency at work, for the stories of the partnership: clients write and answer by email through the webhook or use their
// browser, staff use theirs, and time stands until a story moves it.
import { expect } from "vitest";
import type { ContactKey, StaffKey } from "../../../fixtures/world.ts";
import { contacts } from "../../../fixtures/world.ts";
import type { OutgoingEmail } from "../../../src/outbox/courier.ts";
import type { InboundEmailRow } from "../../../src/store/inbound-emails.ts";
import { findTask, type TaskRow } from "../../../src/store/tasks.ts";
import { listEventsOfTask } from "../../../src/store/events.ts";
import { addressOf } from "../../support/world.ts";
import { openDesk, type Letter } from "../desk.ts";
import type { Page } from "../../portal/app.ts";

export type Office = Awaited<ReturnType<typeof openOffice>>;

/** A Monday morning; the agency works in Europe/London. */
export const monday = new Date("2027-03-01T09:00:00.000Z");

export async function openOffice(settings: Record<string, string> = {}) {
  const desk = await openDesk({ AGENCY_ZONE: "Europe/London", ...settings });
  const { started, sent } = desk;
  started.clock.moveTo(monday);
  let minutes = 0;
  /** Every mail comes a while after the one before, so that none is taken for a storm. */
  const passMinutes = (count: number) => {
    minutes += count;
    started.clock.moveTo(new Date(monday.getTime() + minutes * 60_000));
  };
  const from = (key: ContactKey) => `${nameOf(key)} <${addressOf(key)}>`;
  const bring = async (letter: Letter): Promise<InboundEmailRow> => {
    passMinutes(20);
    const email = await desk.bring(letter);
    await desk.settled();
    return email;
  };
  const newestTo = (key: ContactKey | StaffKey, about?: RegExp): OutgoingEmail => {
    const found = sent.findLast(
      ({ to, text, subject }) =>
        to.address === addressOf(key) && (about === undefined || about.test(`${subject}\n${text}`)),
    );
    if (found === undefined) throw new Error(`${key} got no email about ${String(about)}.`);
    return found;
  };
  return {
    ...desk,
    bring,
    passMinutes,
    /** The next whole days, at the same time. */
    passDays: (days: number) => passMinutes(days * 24 * 60),
    now: () => started.clock.now(),
    /** A new email to the agency; answers the task that it opened. */
    request: async (key: ContactKey, subject: string, body: string): Promise<number> => {
      const email = await bring({ from: from(key), subject, body });
      expect(email).toMatchObject({ status: "handled", reason: "opened_task" });
      return email.taskId!;
    },
    /** An answer to the newest email that they got, or to this one. */
    answer: (
      key: ContactKey,
      body: string,
      to: OutgoingEmail = newestTo(key),
      more: Partial<Letter> = {},
    ): Promise<InboundEmailRow> =>
      bring({
        from: from(key),
        to: to.replyTo ?? to.from.address,
        subject: `Re: ${to.subject}`,
        headers: [`In-Reply-To: ${to.headers["Message-ID"]}`, `References: ${to.headers["Message-ID"]}`],
        body,
        ...more,
      }),
    newestTo,
    /** Emails to somebody since a moment in the list. */
    emailsTo: (key: ContactKey | StaffKey, since = 0): OutgoingEmail[] =>
      sent.slice(since).filter(({ to }) => to.address === addressOf(key)),
    /** Takes a step on the task's page, as whoever is signed in. */
    step: async (
      key: ContactKey | StaffKey,
      taskId: number,
      name: string,
      fields: Record<string, string> = {},
    ): Promise<Page> => {
      const browser = await desk.signedIn(key);
      const page = await browser.post(`/tasks/${taskId}/${name}`, {
        key: `${name} ${taskId} ${minutes}`,
        ...fields,
      });
      await desk.settled();
      return page;
    },
    pageOf: async (key: ContactKey | StaffKey, path: string): Promise<string> => {
      const page = await (await desk.signedIn(key)).get(path);
      expect(page.status).toBe(200);
      return page.text;
    },
    task: async (id: number): Promise<TaskRow> => (await findTask(started.store.read, id))!,
    eventsOf: async (id: number): Promise<string[]> =>
      (await listEventsOfTask(started.store.read, id)).map(({ type }) => type),
  };
}

/** Brings a task of Harbor Dental's from a request to this stage. */
export async function taskAt(
  office: Office,
  stage: "Triage" | "Accepted" | "Working" | "Pending Approval",
  title = "Fix lead routing",
  by: ContactKey = "ann",
): Promise<number> {
  const id = await office.request(by, title, `Please: ${title}.`);
  if (stage === "Triage") return id;
  expect((await office.step("priya", id, "accept", { estimate: "2 to 3 days" })).status).toBe(303);
  if (stage === "Accepted") return id;
  const delivery = new Date(office.now().getTime() + 3 * 86_400_000).toISOString().slice(0, 10);
  expect((await office.step("priya", id, "start", { delivery })).status).toBe(303);
  if (stage === "Working") return id;
  expect((await office.step("priya", id, "hand-over", { text: "Please look at it." })).status).toBe(303);
  return id;
}

function nameOf(key: ContactKey): string {
  return contacts.find((contact) => contact.key === key)!.name;
}
