// What a calendar answers to an invitation: the file that it sends back (METHOD:REPLY of RFC 5546 section 3.2.3), on ical.js.
// It is a claim: whether its author is that attendee is asked elsewhere. Pure, bounded.
import ICAL from "ical.js";
import { isAddress, normalizeAddress } from "../domain/address.ts";
import { renderText } from "../reply/html/render.ts";
import { cutText } from "./text-decoding.ts";

export interface CalendarAnswer {
  /** Of the event that was answered, as its invitation had it. */
  uid: string;
  /** Which state of the event was answered; some programs leave it out. */
  sequence: number | undefined;
  /** The address that was invited, in its normal form. */
  attendee: string;
  answer: "accepted" | "declined" | "tentative";
  /** What they wrote beside it; empty for nothing. */
  comment: string;
}

/** Characters. An answer repeats the event at most, with its description and time zone. */
export const answerLengthMax = 256 * 1024;
export const answerCommentLengthMax = 4_000;
const uidLengthMax = 255;

const answers = new Map<string, CalendarAnswer["answer"]>([
  ["ACCEPTED", "accepted"],
  ["DECLINED", "declined"],
  ["TENTATIVE", "tentative"],
]);

/**
 * Undefined for whatever is no answer of one attendee to one event: another method, a proposal of another time, nobody's or
 * several people's answers. Never throws.
 */
export function readCalendarAnswer(icsText: string): CalendarAnswer | undefined {
  if (icsText.length > answerLengthMax) return undefined;
  try {
    return answerIn(icsText.toWellFormed().trim());
  } catch {
    // Whatever a damaged file makes the reader throw.
    return undefined;
  }
}

function answerIn(text: string): CalendarAnswer | undefined {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  if (textOf(calendar, "method").toUpperCase() !== "REPLY") return undefined;
  const event = calendar.getFirstSubcomponent("vevent");
  if (event === null) return undefined;
  const uid = textOf(event, "uid");
  if (uid === "" || uid.length > uidLengthMax) return undefined;
  const given = event.getAllProperties("attendee").flatMap(answerOf);
  const [first] = given;
  if (
    first === undefined ||
    given.some((one) => one.attendee !== first.attendee || one.answer !== first.answer)
  ) {
    return undefined;
  }
  const sequence = event.getFirstPropertyValue("sequence");
  return {
    uid,
    sequence:
      typeof sequence === "number" && Number.isSafeInteger(sequence) && sequence >= 0 ? sequence : undefined,
    attendee: first.attendee,
    answer: first.answer,
    comment: cutText(commentOf(event) || first.comment, answerCommentLengthMax),
  };
}

/** None for somebody who has not answered: a few programs send back all who were invited. */
function answerOf(property: ICAL.Property): Pick<CalendarAnswer, "attendee" | "answer" | "comment">[] {
  const answer = answers.get(parameterOf(property, "partstat").toUpperCase());
  const attendee = [
    addressIn(String(property.getFirstValue() ?? "")),
    addressIn(parameterOf(property, "email")),
  ].find(isAddress);
  if (answer === undefined || attendee === undefined) return [];
  // Google Calendar keeps the note here, as html and with the escapes of TEXT.
  const note = parameterOf(property, "x-response-comment").replaceAll(/\\([\\;,])/gu, "$1");
  return [{ attendee, answer, comment: note === "" ? "" : plain(renderText(note)) }];
}

/** Of a mailto URI, in which signs may be percent-encoded (RFC 6068). */
function addressIn(value: string): string {
  const bare = value.replace(/^mailto:/iu, "");
  try {
    return normalizeAddress(decodeURIComponent(bare));
  } catch {
    return normalizeAddress(bare);
  }
}

function commentOf(event: ICAL.Component): string {
  const comments = event
    .getAllProperties("comment")
    .map((property) => plain(String(property.getFirstValue() ?? "")));
  return comments.find((comment) => comment !== "") ?? "";
}

function textOf(component: ICAL.Component, name: string): string {
  const value = component.getFirstPropertyValue(name);
  return typeof value === "string" ? plain(value) : "";
}

function parameterOf(property: ICAL.Property, name: string): string {
  const value: unknown = property.getFirstParameter(name);
  return typeof value === "string" ? value : "";
}

function plain(text: string): string {
  return text
    .replaceAll(/\r\n?/gu, "\n")
    .replaceAll(/(?![\n\t])\p{Cc}/gu, " ")
    .trim();
}
