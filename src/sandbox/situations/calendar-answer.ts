// The reader's calendar answers an invitation: text/calendar with METHOD:REPLY (RFC 5546, RFC 6047).
import { write, getProgram, seedOf, threadHeaders } from "../simulator.ts";
import type { OutgoingEmail } from "../../outbox/courier.ts";
import type { Scene, Situation } from "../situation.ts";
import { escapeText } from "../rewrite-html.ts";

/** PARTSTAT of RFC 5545 and the word that calendars put before the subject. */
const answers = {
  ACCEPTED: { title: "Yes", prefix: "Accepted", verb: "has accepted" },
  TENTATIVE: { title: "Maybe", prefix: "Tentative", verb: "has tentatively accepted" },
  DECLINED: { title: "No", prefix: "Declined", verb: "has declined" },
};
type PartStat = keyof typeof answers;

export const calendarAnswer: Situation = {
  name: "calendar-answer",
  title: "Answer an invitation from the calendar",
  expected:
    "It is known for a calendar’s answer. To a session it says who comes, and “No” cancels it in time; on a task it is kept as a quiet note.",
  button: "Answer the invitation",
  isAnswer: true,
  choice: {
    title: "The answer",
    options: Object.entries(answers).map(([value, { title }]) => ({ value, title })),
  },
  write: async (scene, { choice }) => {
    const { received, reader: author, at } = scene;
    const { prefix, verb } = answers[choice as PartStat];
    const words = `${author.name} ${verb} this invitation.`;
    const email = await write({ author, at, words }, getProgram("gmail-web"), {
      to: organizerOf(received) ?? received.replyTo ?? received.from.address,
      subject: `${prefix}: ${received.subject}`,
      text: `${words}\n`,
      html: `<div><p>${escapeText(words)}</p></div>\n`,
      files: [],
      headers: threadHeaders(received),
      calendar: { method: "REPLY", content: calendarOf(scene, choice as PartStat) },
      envelopeFrom: author.address,
    });
    return [{ about: "The answer", email }];
  },
};

const hourMs = 3_600_000;

/** Calendars answer the organizer whom the invitation names, and not the email. */
function organizerOf(received: OutgoingEmail): string | undefined {
  const organizer = invitationLines(received).find((line) => line.startsWith("ORGANIZER"));
  return organizer === undefined ? undefined : /:mailto:(.*)$/iu.exec(organizer)?.[1];
}

/** What the invitation of an email says, of which a calendar repeats in its answer what names the event. */
function invitationLines({ calendar }: OutgoingEmail): string[] {
  if (calendar?.method !== "REQUEST") return [];
  const lines = calendar.content.replaceAll(/\r\n[ \t]/gu, "").split("\r\n");
  return lines.filter((line) => /^(?:DTSTART|DTEND|ORGANIZER|UID|SEQUENCE|SUMMARY)[;:]/u.test(line));
}

function calendarOf(scene: Scene, answer: PartStat): string {
  const invitation = invitationLines(scene.received);
  const lines = [
    "BEGIN:VCALENDAR",
    "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
    "VERSION:2.0",
    "CALSCALE:GREGORIAN",
    "METHOD:REPLY",
    "BEGIN:VEVENT",
    ...(invitation.length === 0 ? inventedLines(scene) : invitation),
    `DTSTAMP:${utc(scene.at)}`,
    `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=${answer};X-NUM-GUESTS=0:mailto:${scene.reader.address}`,
    "STATUS:CONFIRMED",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}

/** For an email that invites to nothing: an hour on the day after tomorrow. */
function inventedLines({ received, reader, mailFrom, at }: Scene): string[] {
  const day = new Date(Math.ceil(at.getTime() / hourMs) * hourMs + 48 * hourMs);
  const uid = seedOf({ author: reader, at: new Date(received.date), words: received.subject }).slice(0, 32);
  return [
    `DTSTART:${utc(day)}`,
    `DTEND:${utc(new Date(day.getTime() + hourMs))}`,
    `ORGANIZER:mailto:${mailFrom}`,
    `UID:${uid}@google.com`,
    "SEQUENCE:0",
    `SUMMARY:${escaped(received.subject)}`,
  ];
}

/** 20260303T141400Z */
function utc(moment: Date): string {
  return `${moment.toISOString().slice(0, 19).replaceAll(/[-:]/gu, "")}Z`;
}

/** TEXT of RFC 5545 section 3.3.11. */
function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/gu, (sign) => `\\${sign}`).replaceAll(/\r?\n/gu, "\\n");
}

/** RFC 5545 section 3.1: no line longer than 75 octets; what goes on begins with a space. */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = "";
  for (const character of line) {
    if (Buffer.byteLength(piece + character) > 74) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece].join("\r\n ");
}
