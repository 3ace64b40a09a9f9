// The calendar parts of an email: whose method counts, and from which of them the answer is read.
import { describe, expect, it } from "vitest";
import { readCalendarParts } from "../../src/inbox/calendar-part.ts";
import type { MimePart } from "../../src/inbox/mime-parts.ts";

const part = (contentType: string, text: string, parameters: Record<string, string> = {}): MimePart => ({
  contentType,
  parameters: new Map(Object.entries(parameters)),
  disposition: "",
  filename: "",
  contentId: "",
  containers: [],
  content: new Uint8Array(Buffer.from(text)),
});
const file = (method: string, answer = "ACCEPTED", uid = "s7") =>
  `BEGIN:VCALENDAR\r\nMETHOD:${method}\r\nBEGIN:VEVENT\r\nUID:${uid}\r\nATTENDEE;PARTSTAT=${answer}:mailto:ann@x.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;

describe("calendar parts", () => {
  it("give the method of the first and its answer", () => {
    const parts = [
      part("text/plain", file("CANCEL")),
      part("text/calendar", file("REPLY"), { charset: "utf-8", method: "reply" }),
      part("application/ics", file("REPLY", "DECLINED", "s8")),
    ];
    expect(readCalendarParts(parts)).toMatchObject({
      calendarMethod: "REPLY",
      calendarAnswer: { uid: "s7", answer: "accepted" },
    });
  });

  it("give the answer of the file when the form of the text is damaged", () => {
    const parts = [
      part("text/calendar", "BEGIN:VCAL", { method: "REPLY" }),
      part("application/ics", file("REPLY")),
    ];
    expect(readCalendarParts(parts)).toMatchObject({
      calendarMethod: "REPLY",
      calendarAnswer: { uid: "s7" },
    });
  });

  it("give no answer but to a reply, and no method where there is none", () => {
    expect(readCalendarParts([part("text/calendar", file("REQUEST"))])).toEqual({
      calendarMethod: "REQUEST",
    });
    expect(readCalendarParts([part("text/calendar", file("REPLY"), { method: "REQUEST" })])).toEqual({
      calendarMethod: "REQUEST",
    });
    expect(readCalendarParts([part("text/calendar", "", { method: "REPLY" })])).toEqual({
      calendarMethod: "REPLY",
    });
    expect(readCalendarParts([part("text/calendar", "Hello", { method: "RE\u0000PLY" })])).toEqual({});
    expect(readCalendarParts([part("text/plain", file("REPLY"))])).toEqual({});
    expect(readCalendarParts([])).toEqual({});
  });

  it("are not read one after the other without end", () => {
    const empty = Array.from({ length: 50 }, () => part("text/calendar", "", { method: "REPLY" }));
    expect(readCalendarParts([...empty, part("text/calendar", file("REPLY"))])).toEqual({
      calendarMethod: "REPLY",
    });
  });

  it("are read in their own charset", () => {
    const text = file("REPLY").replace("END:VEVENT", "COMMENT:früh\r\nEND:VEVENT");
    const latin = {
      ...part("text/calendar", "", { method: "REPLY", charset: "iso-8859-1" }),
      content: new Uint8Array(Buffer.from(text, "latin1")),
    };
    expect(readCalendarParts([latin])).toMatchObject({ calendarAnswer: { comment: "früh" } });
  });
});
