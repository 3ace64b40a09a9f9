// What calendars answer to an invitation: in the forms in which their programs send it, and from files that are none.
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEmail } from "../../src/inbox/parse.ts";
import {
  answerCommentLengthMax,
  answerLengthMax,
  readCalendarAnswer,
  type CalendarAnswer,
} from "../../src/inbox/session-answer.ts";
import { sessionCalendar } from "../../src/outbox/session-calendar.ts";
import { calendarAnswer } from "../../src/sandbox/situations/calendar-answer.ts";
import { sampleEmail } from "../outbox/sample-email.ts";
import { sampleSession } from "../outbox/sample-session.ts";

const folder = new URL("../../fixtures/emails/calendar-answers/", import.meta.url);
const ann = "ann@harbordental.example";
const given = (answer: CalendarAnswer["answer"], comment = ""): CalendarAnswer => ({
  uid: sampleSession.uid,
  sequence: 2,
  attendee: ann,
  answer,
  comment,
});

/** By file: the forms that programs write, after mail of theirs. */
const expected: Record<string, CalendarAnswer> = {
  "apple-accepted": given("accepted"),
  "davical-accepted": { ...given("accepted"), sequence: undefined },
  "google-accepted": given("accepted"),
  "google-maybe-with-note": given("tentative", "I'll be late: 10 minutes, sorry <3"),
  "outlook-accepted": given("accepted"),
  "outlook-declined-with-words": given("declined", "Leider bin ich am Sonntag, ganz früh, nicht da."),
  "roundcube-maybe": given("tentative", "Only if the train is on time"),
  "thunderbird-declined": given("declined"),
};

describe("an answer as programs send it", () => {
  it.each(Object.entries(expected))("(%s) is read from its email", async (name, answer) => {
    const email = await parseEmail(readFileSync(new URL(`${name}.eml`, folder)));
    expect(email.calendarMethod).toBe("REPLY");
    expect(email.calendarAnswer).toEqual(answer);
  });

  it("is in every file of the folder", () => {
    expect(readdirSync(folder).map((file) => file.replace(/\.eml$/u, ""))).toEqual(Object.keys(expected));
  });

  it.each([
    ["ACCEPTED", "accepted"],
    ["TENTATIVE", "tentative"],
    ["DECLINED", "declined"],
  ] as const)(
    "to an invitation of ours (%s) names its session and comes to its organizer",
    async (choice, answer) => {
      const received = {
        ...sampleEmail,
        calendar: { method: "REQUEST", content: sessionCalendar(sampleSession, "request") } as const,
      };
      const scene = {
        received,
        reader: { name: "Ann Weber", address: ann, timeZone: "Europe/Berlin" },
        mailFrom: received.from.address,
        emailBytesMax: 1_000_000,
        at: new Date("2026-03-03T15:30:05.000Z"),
        source: () => Promise.resolve(Buffer.alloc(0)),
      };
      const filled = { words: "", program: "gmail-web", choice } as const;
      const [call] = await calendarAnswer.write(scene, filled);
      expect(call!.email.envelopeTo).toBe(sampleSession.organizer.address);
      expect((await parseEmail(call!.email.raw)).calendarAnswer).toEqual(given(answer));

      const [other] = await calendarAnswer.write({ ...scene, received: sampleEmail }, filled);
      expect(other!.email.envelopeTo).toBe(sampleEmail.replyTo);
      expect((await parseEmail(other!.email.raw)).calendarAnswer).toMatchObject({
        attendee: ann,
        answer,
        sequence: 0,
      });
    },
  );
});

/** A reply of these lines within its event, one line each. */
const reply = (...lines: string[]) =>
  ["BEGIN:VCALENDAR", "METHOD:REPLY", "BEGIN:VEVENT", "UID:s7", ...lines, "END:VEVENT", "END:VCALENDAR"].join(
    "\r\n",
  );
const accepted = `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${ann}`;

describe("a file", () => {
  it("needs a uid, one attendee and an answer, and no more", () => {
    expect(readCalendarAnswer(reply(accepted))).toEqual({
      uid: "s7",
      sequence: undefined,
      attendee: ann,
      answer: "accepted",
      comment: "",
    });
    expect(readCalendarAnswer(`\n${reply(accepted).replaceAll("\r\n", "\n")}\n`)).toMatchObject({
      uid: "s7",
    });
    expect(readCalendarAnswer(reply(accepted).toLowerCase())).toMatchObject({
      uid: "s7",
      answer: "accepted",
    });
  });

  it.each([
    ["no calendar at all", "Hello"],
    ["nothing", ""],
    ["an invitation", reply(accepted).replace("REPLY", "REQUEST")],
    ["another time proposed", reply(accepted).replace("REPLY", "COUNTER")],
    ["no method", reply(accepted).replace("METHOD:REPLY\r\n", "")],
    ["no event", "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR"],
    ["a task", reply(accepted).replaceAll("VEVENT", "VTODO")],
    ["no uid", reply(accepted).replace("UID:s7\r\n", "")],
    ["an endless uid", reply(accepted).replace("s7", "s".repeat(256))],
    ["nobody", reply()],
    ["no answer yet", reply(`ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:${ann}`)],
    ["somebody else sent", reply(`ATTENDEE;PARTSTAT=DELEGATED:mailto:${ann}`)],
    ["an attendee without a state", reply(`ATTENDEE:mailto:${ann}`)],
    ["an attendee without an address", reply("ATTENDEE;PARTSTAT=ACCEPTED:invalid:nomail")],
    ["two people's answers", reply(accepted, "ATTENDEE;PARTSTAT=ACCEPTED:mailto:lee@harbordental.example")],
    ["two answers of one person", reply(accepted, `ATTENDEE;PARTSTAT=DECLINED:mailto:${ann}`)],
    ["a damaged line", reply(accepted, "SUMM")],
    ["an end that never comes", reply(accepted).replace("END:VEVENT\r\nEND:VCALENDAR", "")],
  ])("that holds %s is no answer", (_, text) => {
    expect(readCalendarAnswer(text)).toBeUndefined();
  });

  it("may name others who have not answered, and the same person twice", () => {
    const waiting = "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:lee@harbordental.example";
    expect(readCalendarAnswer(reply(waiting, accepted, accepted))).toMatchObject({ attendee: ann });
  });

  it.each([
    ["ATTENDEE;PARTSTAT=accepted:MAILTO:Ann@HarborDental.example", ann],
    [`ATTENDEE;PARTSTAT=ACCEPTED:${ann}`, ann],
    [`ATTENDEE;EMAIL="${ann}";PARTSTAT=ACCEPTED:urn:uuid:41C5`, ann],
    ["ATTENDEE;PARTSTAT=ACCEPTED:mailto:ann%2Bwork@harbordental.example", "ann+work@harbordental.example"],
    ["ATTENDEE;PARTSTAT=ACCEPTED:mailto:100%ann@harbordental.example", "100%ann@harbordental.example"],
  ])("names the attendee of %s", (line, attendee) => {
    expect(readCalendarAnswer(reply(line))).toMatchObject({ attendee, answer: "accepted" });
  });

  it.each([
    ["0", 0],
    ["12", 12],
    ["-1", undefined],
    ["1.5", 1],
    // As the reader takes what is no number at all.
    ["many", 0],
    ["99999999999999999999", undefined],
  ])("with the sequence %s has %s", (written, sequence) => {
    expect(readCalendarAnswer(reply(accepted, `SEQUENCE:${written}`))).toMatchObject({ sequence });
  });

  it("has the first comment that says anything, before a note of Google's", () => {
    const noted = `ATTENDEE;PARTSTAT=ACCEPTED;X-RESPONSE-COMMENT="a &amp\\; b":mailto:${ann}`;
    const commentOf = (...lines: string[]) => readCalendarAnswer(reply(...lines))?.comment;
    expect(commentOf(noted)).toBe("a & b");
    expect(commentOf(noted, "COMMENT:\\n", "COMMENT;LANGUAGE=en:Late\\, sorry\\nAnn\\n")).toBe(
      "Late, sorry\nAnn",
    );
    expect(commentOf(accepted, `COMMENT:${"é".repeat(answerCommentLengthMax * 2)}`)).toHaveLength(
      answerCommentLengthMax,
    );
  });

  it("is not read beyond its length, and in time up to it", () => {
    const padded = (length: number) =>
      reply(accepted, `COMMENT:${"x".repeat(length - reply(accepted, "COMMENT:").length)}`);
    expect(readCalendarAnswer(padded(answerLengthMax))).toMatchObject({ answer: "accepted" });
    expect(readCalendarAnswer(padded(answerLengthMax + 1))).toBeUndefined();
    const fill = (text: string) => text.repeat(Math.floor((answerLengthMax - 400) / text.length));
    const began = performance.now();
    for (const bomb of [
      reply(accepted, `COMMENT:x${fill("\r\n ")}`),
      reply(accepted, `X-A${fill(";A=b")}:x`),
      reply(accepted, `X-A;A=${fill('"')}:x`),
      reply(accepted, `X-A;MEMBER=${fill('"a",')}:x`),
      reply(accepted, `COMMENT:${fill("\r")}`),
      reply(fill(`${accepted}\r\n`)),
      reply(`ATTENDEE;PARTSTAT=ACCEPTED;X-RESPONSE-COMMENT="${fill("<div>")}":mailto:${ann}`),
      fill("BEGIN:VEVENT\r\n"),
    ]) {
      readCalendarAnswer(bomb);
    }
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it("of any kind ends in a sound answer or in none", () => {
    const whole = reply(
      'ATTENDEE;PARTSTAT=ACCEPTED;CN="A, B":mailto:ann@harbordental.example',
      "SEQUENCE:2",
      "COMMENT:Late\\, sorry",
      "DTSTART;TZID=Europe/Berlin:20260329T013000",
    );
    const piece = fc.constantFrom(
      "\r\n",
      "\n ",
      ":",
      ";",
      '"',
      "\\",
      "\0",
      "\ud800",
      "BEGIN:VEVENT\r\n",
      "END:VEVENT\r\n",
      "%",
      "^n",
      "\u0007",
      "METHOD:REPLY\r\n",
      "ATTENDEE;PARTSTAT=DECLINED:mailto:a\0b@c.example\r\n",
      "COMMENT:\u0001\u009f\r\n",
      "UID:\0\r\n",
    );
    const mutated = fc
      .tuple(fc.nat(whole.length), fc.nat(12), piece)
      .map(([at, cut, put]) => whole.slice(0, at) + put + whole.slice(at + cut));
    fc.assert(
      fc.property(fc.oneof({ weight: 5, arbitrary: mutated }, fc.string({ unit: "binary" })), (text) => {
        const answer = readCalendarAnswer(text);
        if (answer === undefined) return;
        for (const words of [answer.uid, answer.attendee, answer.comment]) {
          expect(words.isWellFormed()).toBe(true);
          expect(words).not.toMatch(/(?![\n\t])\p{Cc}/u);
        }
        expect(answer.attendee).toMatch(/^[^\s@]+@[^\s@]+\.[^\s@]+$/u);
        expect(["accepted", "declined", "tentative"]).toContain(answer.answer);
      }),
      { numRuns: 2_000 },
    );
  });
});
