// A session as calendars are told of it, for the tests of its file and of the couriers that carry it.
import type { CalendarSession } from "../../src/outbox/session-calendar.ts";

export const sampleSession: CalendarSession = {
  uid: "session-7@reply.northbeam.example",
  sequence: 2,
  stampedAt: "2026-03-02T10:00:00.000Z",
  startsAt: "2026-03-29T00:30:00.000Z",
  minutes: 45,
  summary: "Strategy session with Northbeam",
  agenda: "Booking form; photographs, map.\n\nQuestions?",
  callLink: "https://meet.example/north-beam?pwd=a,b;c",
  organizer: { name: "Northbeam", address: "requests@reply.northbeam.example" },
  contact: { name: "Weber, Ann", address: "ann@harbordental.example" },
  staff: { name: "Priya Nair", address: "priya@northbeam.example" },
};
