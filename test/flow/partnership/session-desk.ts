// A running installation whose staff can be booked, on a clock that is set: who writes what by email, and what they are sent.
import { expect, onTestFinished } from "vitest";
import type { ContactKey, StaffKey } from "../../../fixtures/world.ts";
import { addContact } from "../../../src/actions/add-contact.ts";
import type { OutgoingEmail } from "../../../src/outbox/courier.ts";
import type { NewAvailability } from "../../../src/store/availability.ts";
import { publish } from "../../support/sessions.ts";
import { addressOf } from "../../support/world.ts";
import { openBrowser } from "../../portal/app.ts";
import { openDesk, type Desk, type Letter } from "../desk.ts";

export type SessionDesk = Awaited<ReturnType<typeof openSessionDesk>>;

export interface SessionOfStory {
  id: number;
  clientId: number;
  staffId: number;
  startsAt: string;
  state: string;
  sequence: number;
  agenda: string;
  uid: string;
  calendarAnswer: string | null;
}

/** Opens at this moment with Priya's hours; it is stopped when the test ends. */
export async function openSessionDesk(
  startsAt = "2026-03-02T09:00:00.000Z",
  hours: Partial<NewAvailability> = {},
) {
  const desk = await openDesk({ AGENCY_ZONE: "Europe/Berlin" }, { clock: () => new Date(startsAt) });
  onTestFinished(() => desk.stop());
  const { started, world, sent } = desk;
  await publish(started.store, world, "priya", hours, new Date(startsAt));
  let marks = 0;

  const nameOf = (key: string) => `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
  return {
    ...desk,
    /** What went out since this was last asked, by address: emails of one event go out side by side. */
    news: async (): Promise<OutgoingEmail[]> => {
      await desk.settled();
      const news = sent.slice(marks);
      marks = sent.length;
      return news.toSorted((one, other) => (one.to.address < other.to.address ? -1 : 1));
    },
    newestTo: (key: ContactKey | StaffKey): OutgoingEmail =>
      sent.findLast(({ to }) => to.address === addressOf(key))!,
    /** They write a new email to the request address. */
    write: (key: ContactKey, subject: string, body: string, other: Partial<Letter> = {}) =>
      desk.bring({ from: `${nameOf(key)} <${addressOf(key)}>`, subject, body, ...other }),
    /** They answer an email of ours, with what it said quoted below. */
    answer: (key: ContactKey, email: OutgoingEmail, words: string, other: Partial<Letter> = {}) =>
      desk.bring({
        from: `${nameOf(key)} <${addressOf(key)}>`,
        to: email.replyTo!,
        subject: `Re: ${email.subject}`,
        headers: [
          `In-Reply-To: ${email.headers["Message-ID"]}`,
          `References: ${email.headers["Message-ID"]}`,
        ],
        body: `${words}\n\nOn Mon, 2 Mar 2026 at 10:00, Northbeam wrote:\n\n${quoted(email.text)}\n`,
        ...other,
      }),
    sessions: () =>
      started.store.read.all<SessionOfStory>(
        `select id, client_id as "clientId", staff_id as "staffId", starts_at as "startsAt", state, sequence, agenda, uid,
           calendar_answer as "calendarAnswer" from sessions order by id`,
      ),
    taskCount: async () =>
      Number(
        (await started.store.read.first<{ count: number | string }>("select count(*) as count from tasks"))!
          .count,
      ),
    /** The link of an email's button, opened by whoever is not signed in there: the page, after the link that they are emailed. */
    followLink: (email: OutgoingEmail) => followLink(desk, email),
    /** Lets the clock go on and time do its work. */
    passUntil: async (at: string) => {
      started.clock.advanceTo(new Date(at));
      await desk.settled();
    },
  };
}

async function followLink(
  { started, sent, settled }: Pick<Desk, "started" | "sent" | "settled">,
  email: OutgoingEmail,
) {
  const browser = openBrowser(started.localUrl);
  const link = new URL(/: (http\S+\/sessions\S*)$/mu.exec(email.text)![1]!);
  const refused = await browser.get(link.pathname + link.search);
  expect(refused.status).toBe(303);
  const form = await browser.get(refused.location!);
  const next = /name="next" value="([^"]+)"/u.exec(form.text)![1]!.replaceAll("&#x3D;", "=");
  await browser.post("/sign-in", { address: email.to.address, next });
  await settled();
  const signIn = sent.findLast(
    ({ to, text }) => to.address === email.to.address && text.includes("/sign-in/"),
  )!;
  const { location } = await browser.post(/\/sign-in\/\S+/u.exec(signIn.text)![0], {});
  expect(location).toBe(link.pathname + link.search);
  return { browser, page: await browser.get(location!) };
}

function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

/** Karla of Harbor Dental, who reads German. */
export async function addKarla({ started, world }: SessionDesk): Promise<{ contactId: number }> {
  return started.store.write((rows) =>
    addContact(rows, started.clock.now().toISOString(), {
      own: undefined,
      clientId: world.clients.harbor,
      name: "Karla Vogt",
      address: "karla@harbordental.example",
      timeZone: "Europe/Berlin",
      locale: "de",
    }),
  );
}

/** What a calendar sends when its owner answers an invitation. */
export function calendarAnswer(
  invitation: OutgoingEmail,
  answer: "ACCEPTED" | "DECLINED" | "TENTATIVE",
  { from = invitation.to.address, sequence }: { from?: string; sequence?: number } = {},
): Letter {
  const lines = invitation.calendar!.content.replaceAll("\r\n ", "").split("\r\n");
  const value = (name: string) => lines.find((line) => line.startsWith(name))!;
  const ics = [
    "BEGIN:VCALENDAR",
    "PRODID:-//Calendar//EN",
    "VERSION:2.0",
    "METHOD:REPLY",
    "BEGIN:VEVENT",
    value("UID:"),
    value("DTSTART"),
    sequence === undefined ? value("SEQUENCE:") : `SEQUENCE:${sequence}`,
    `ATTENDEE;PARTSTAT=${answer};CN="Ann":mailto:${invitation.to.address}`,
    "DTSTAMP:20260302T100000Z",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return {
    from: `Ann Weber <${from}>`,
    to: /mailto:(\S+)$/iu.exec(value("ORGANIZER"))![1]!,
    subject: `${answer}: ${invitation.subject}`,
    headers: ["MIME-Version: 1.0", 'Content-Type: text/calendar; charset=utf-8; method="REPLY"'],
    body: `${ics.join("\r\n")}\r\n`,
  };
}
