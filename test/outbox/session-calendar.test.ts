// The calendar file of a session, read back by another package and line by line, also when every word in it is hostile.
import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import {
  calendarAgendaLengthMax,
  feedRefreshSeconds,
  sessionCalendar,
  sessionFeed,
} from "../../src/outbox/session-calendar.ts";
import { sampleSession as session } from "./sample-session.ts";

function read(text: string): { calendar: ICAL.Component; events: ICAL.Component[] } {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return { calendar, events: calendar.getAllSubcomponents("vevent") };
}
const valueOf = (component: ICAL.Component, name: string) => String(component.getFirstPropertyValue(name));
const linesOf = (text: string) => text.replaceAll("\r\n ", "").split("\r\n");
const peopleOf = (event: ICAL.Component) =>
  event.getAllProperties("attendee").map((attendee) => ({
    address: String(attendee.getFirstValue()).replace(/^mailto:/iu, ""),
    name: attendee.getFirstParameter("cn"),
    status: attendee.getFirstParameter("partstat"),
    rsvp: attendee.getFirstParameter("rsvp"),
  }));

describe("the invitation to a session", () => {
  const text = sessionCalendar(session, "request");
  const { calendar, events } = read(text);
  const [event] = events;

  it("is a request of one event with its uid, sequence and times in UTC", () => {
    expect(valueOf(calendar, "method")).toBe("REQUEST");
    expect(events).toHaveLength(1);
    expect(linesOf(text)).toEqual(
      expect.arrayContaining([
        "VERSION:2.0",
        "UID:session-7@reply.northbeam.example",
        "SEQUENCE:2",
        "DTSTAMP:20260302T100000Z",
        // Clocks go forward in Berlin during this session; its end is a matter of minutes.
        "DTSTART:20260329T003000Z",
        "DTEND:20260329T011500Z",
        "STATUS:CONFIRMED",
      ]),
    );
    expect(calendar.getAllSubcomponents("vtimezone")).toEqual([]);
    expect(event!.getAllSubcomponents("valarm")).toEqual([]);
  });

  it.each([
    ["accepted", "ACCEPTED"],
    ["tentative", "TENTATIVE"],
    ["declined", "DECLINED"],
    [null, "NEEDS-ACTION"],
  ] as const)("sent again says what its contact's calendar answered (%s)", (answer, status) => {
    const [again] = read(sessionCalendar({ ...session, answer }, "request")).events;
    expect(peopleOf(again!)[0]).toMatchObject({ address: session.contact.address, status, rsvp: "TRUE" });
  });

  it("says what it is about and where it happens", () => {
    expect(valueOf(event!, "summary")).toBe("Strategy session with Northbeam");
    expect(valueOf(event!, "description")).toBe(
      "Booking form; photographs, map.\n\nQuestions?\n\nhttps://meet.example/north-beam?pwd=a,b;c",
    );
    expect(valueOf(event!, "location")).toBe(session.callLink);
    // A URI has no backslash escapes, so that the signs which need one are encoded.
    expect(linesOf(text)).toContain("URL;VALUE=URI:https://meet.example/north-beam?pwd=a%2Cb%3Bc");
  });

  it("asks the contact for an answer to our address, and the staff member has accepted", () => {
    const organizer = event!.getFirstProperty("organizer")!;
    expect([organizer.getFirstValue(), organizer.getFirstParameter("cn")]).toEqual([
      "mailto:requests@reply.northbeam.example",
      "Northbeam",
    ]);
    expect(peopleOf(event!)).toEqual([
      { address: session.contact.address, name: "Weber, Ann", status: "NEEDS-ACTION", rsvp: "TRUE" },
      { address: session.staff.address, name: "Priya Nair", status: "ACCEPTED", rsvp: undefined },
    ]);
  });

  it("is the same for the same state of the session", () => {
    expect(sessionCalendar({ ...session }, "request")).toBe(text);
  });

  it("may have no agenda, and a place that is no link", () => {
    const bare = sessionCalendar({ ...session, agenda: " \n", callLink: "Room 4, first floor" }, "request");
    expect(valueOf(read(bare).events[0]!, "description")).toBe("Room 4, first floor");
    expect(linesOf(bare)).toContain("LOCATION:Room 4\\, first floor");
    expect(bare).not.toContain("URL");
    const nowhere = sessionCalendar({ ...session, agenda: "", callLink: "" }, "request");
    expect(nowhere).not.toMatch(/^(?:URL|LOCATION|DESCRIPTION)/mu);
    for (const callLink of ["javascript:alert(1)", "https://", "ftp://files.example/x"]) {
      expect(sessionCalendar({ ...session, callLink }, "request")).not.toMatch(/^URL/mu);
    }
  });

  it("holds no more than the beginning of an endless agenda, and the link below it", () => {
    const long = sessionCalendar({ ...session, agenda: "x".repeat(calendarAgendaLengthMax * 3) }, "request");
    const description = valueOf(read(long).events[0]!, "description");
    expect(description).toBe(`${"x".repeat(calendarAgendaLengthMax - 1)}…\n\n${session.callLink}`);
  });
});

describe("a cancellation", () => {
  it("is the same event with the method and the state of one, and asks for no answer", () => {
    const text = sessionCalendar({ ...session, sequence: 3 }, "cancel");
    const { calendar, events } = read(text);
    expect(valueOf(calendar, "method")).toBe("CANCEL");
    expect(["uid", "sequence", "status"].map((name) => valueOf(events[0]!, name))).toEqual([
      session.uid,
      "3",
      "CANCELLED",
    ]);
    expect(peopleOf(events[0]!).map(({ address }) => address)).toEqual([
      session.contact.address,
      session.staff.address,
    ]);
    expect(text).not.toContain("RSVP");
  });
});

describe("the feed of a staff member", () => {
  it("publishes every session once, without attendees, with whom it is", () => {
    const other = {
      ...session,
      uid: "session-8@reply.northbeam.example",
      startsAt: "2026-04-01T08:00:00.000Z",
    };
    const text = sessionFeed("Sessions; Priya, Northbeam", [session, other]);
    const { calendar, events } = read(text);
    expect(valueOf(calendar, "method")).toBe("PUBLISH");
    expect(valueOf(calendar, "x-wr-calname").replaceAll("\\", "")).toBe("Sessions; Priya, Northbeam");
    expect(valueOf(calendar, "refresh-interval")).toBe(`PT${feedRefreshSeconds / 60}M`);
    expect(events.map((event) => valueOf(event, "uid"))).toEqual([session.uid, other.uid]);
    expect(valueOf(events[0]!, "description")).toBe(
      `Weber, Ann (ann@harbordental.example)\n\n${session.agenda}\n\n${session.callLink}`,
    );
    expect(text).not.toMatch(/^ATTENDEE/mu);
    expect(text).toMatch(/^ORGANIZER/mu);
  });

  it("may be empty", () => {
    const { calendar, events } = read(sessionFeed("Priya Nair", []));
    expect([valueOf(calendar, "method"), events]).toEqual(["PUBLISH", []]);
  });
});

const pieces = [
  "\r\n",
  "\n",
  "\r",
  "\0",
  "\u0007",
  "\u0085",
  "\u2028",
  "\t",
  " ",
  ",",
  ";",
  ":",
  '"',
  "\\",
  "\\n",
  "^n",
  "^'",
  "\r\nBEGIN:VEVENT\r\nUID:evil\r\n",
  "\nATTENDEE:mailto:eve@evil.example\n",
  "END:VCALENDAR",
  "\r\n X-A:b",
  "Größe",
  "標題",
  "👩‍💻",
  "\ud83d",
  "x".repeat(80),
];
const hostile = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((found) => found.join("")),
  fc.string({ unit: "binary", maxLength: 200 }),
);

/** What a calendar may make of a text: the same signs, with line breaks and other control characters as it must have them. */
const signsOf = (text: string) => text.toWellFormed().replaceAll(/[\p{Cc}\p{Z}\s]+/gu, "");

it("whatever people write, the file is well-formed and holds one event that says it", () => {
  fc.assert(
    fc.property(
      hostile,
      hostile,
      hostile,
      hostile,
      hostile,
      fc.constantFrom("request" as const, "cancel" as const),
      (summary, agenda, callLink, name, organizer, action) => {
        const text = sessionCalendar(
          {
            ...session,
            summary,
            agenda,
            callLink,
            organizer: { ...session.organizer, name: organizer },
            contact: { ...session.contact, name },
          },
          action,
        );
        expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
        for (const line of text.split("\r\n")) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/(?!\t)\p{Cc}|[\u2028\u2029]|\p{Cs}/u);
        }
        const names = linesOf(text).map((line) => /^[A-Z-]+(?=[:;])/u.exec(line)?.[0] ?? line);
        const once = ["UID", "SUMMARY", "DTSTART", "ORGANIZER", "METHOD", "STATUS"];
        expect(once.map((name_) => names.filter((one) => one === name_).length)).toEqual(once.map(() => 1));
        expect(names.filter((one) => one === "ATTENDEE")).toHaveLength(2);

        const { events } = read(text);
        expect(events).toHaveLength(1);
        expect(valueOf(events[0]!, "uid")).toBe(session.uid);
        expect(signsOf(valueOf(events[0]!, "summary"))).toBe(signsOf(summary));
        const description = events[0]!.getFirstPropertyValue("description");
        expect(signsOf(String(description ?? ""))).toBe(signsOf(`${agenda}\n${callLink}`));
        const [contact] = peopleOf(events[0]!);
        const shown = signsOf(name).replaceAll('"', "'").replaceAll("\\", "/");
        expect(signsOf(contact!.name ?? "")).toBe(shown === "" ? session.contact.address : shown);
        expect(contact!.address).toBe(session.contact.address);
      },
    ),
    { numRuns: 300 },
  );
});

it("whatever people write, a feed is well-formed and holds as many events as there are sessions", () => {
  fc.assert(
    fc.property(hostile, fc.array(fc.tuple(hostile, hostile), { maxLength: 4 }), (name, words) => {
      const sessions = words.map(([summary, agenda], index) => ({
        ...session,
        uid: `s${index}@x.example`,
        summary,
        agenda,
      }));
      const text = sessionFeed(name, sessions);
      expect(
        text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75 && !/(?!\t)\p{Cc}/u.test(line)),
      ).toBe(true);
      expect(read(text).events.map((event) => valueOf(event, "uid"))).toEqual(sessions.map(({ uid }) => uid));
    }),
  );
});

it("what only rows could have spoilt is a fault of ours", () => {
  for (const address of ["ann", "a@b.example, eve@evil.example", "a@b.example\r\nX:y", "a;b@c.example"]) {
    expect(() => sessionCalendar({ ...session, contact: { name: "Ann", address } }, "request")).toThrow(
      "address",
    );
  }
  for (const uid of ["", "a b", "x\r\nSUMMARY:y", "x".repeat(256)]) {
    expect(() => sessionCalendar({ ...session, uid }, "cancel")).toThrow("uid");
  }
});
