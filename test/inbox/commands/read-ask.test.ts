// Asking for a session by email: listed words, and nothing else.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAsk as readPlain } from "../../../src/inbox/commands/read-ask.ts";
import { reading } from "./names.ts";

const readAsk = reading(readPlain);

const forTraining = [
  "schedule a training session",
  "Schedule a training session",
  "Please schedule a training session.",
  "Book a training",
  "book training please",
  "Could we book a training session?",
  "Can you please arrange another training session?",
  "We'd like to schedule a training session",
  "I would like a training session, please",
  "We need a training session",
  "Hi Priya,\n\nplease book a training session for us.\n\nThanks,\nAnn",
  "Free times for training",
  "free times for a training session please",
  "Which times are free for a training session?",
  "When can we have our training?",
  "Please send us free times for training",
  "Training session please",
  "Trainingstermin buchen",
  "Bitte einen Trainingstermin buchen",
  "Ich möchte einen Trainingstermin buchen.",
  "Wir würden gerne ein Training vereinbaren",
  "Können wir bitte ein Training ausmachen?",
  "Freie Termine für Training",
  "freie Termine für ein Training bitte",
  "Guten Tag,\n\nwir möchten gerne einen Trainingstermin vereinbaren.\n\nViele Grüße\nKarla Vogt",
  "Training bitte",
  "Welche Termine sind frei für ein Training?",
  "Termin für Training vereinbaren",
];
const forStrategy = [
  "book a strategy session",
  "Please book our next strategy call",
  "free times for strategy",
  "Strategietermin buchen",
  "Wir möchten ein Strategiegespräch vereinbaren",
  "Freie Termine für Strategie",
  "strategy session please",
];
const withLength: [string, number][] = [
  ["free times for training 30", 30],
  ["free times for training 60", 60],
  ["Free times for a training session of 45 minutes", 45],
  ["Please book a 60 minute training session", 60],
  ["Please book a 60-minute training session", 60],
  ["freie Termine für Training 45", 45],
  ["Wir möchten ein Training von 60 Minuten buchen", 60],
];
const messages = [
  "Training",
  "Training session",
  "training 30",
  "The training session was great",
  "Please cancel the training session",
  "Please don't book a training session",
  "Do not schedule a training session yet",
  "Please schedule a training session with our new colleague",
  "Schedule a training session on Friday",
  "Book a training session or a strategy session",
  "Free times for training 90",
  "Free times for training 30 and 60",
  "free times for strategy 30",
  "Add a training page to the website",
  "We want to book a training session once the form is done",
  "Book a meeting",
  "Free times",
  "Please schedule a task",
  "Build a booking form for training sessions",
  "Bitte das Training absagen",
  "Wir möchten keinen Trainingstermin buchen",
  "Noch kein Training bitte",
  "Trainingstermin für Karla und Tom buchen",
  "Bitte eine Seite für Trainings bauen",
  "",
  "please",
  "2",
];

describe("an email asks for a session", () => {
  it.each(forTraining)("of training: %j", (text) => {
    expect(readAsk(text)).toEqual({ kind: "training", minutes: 30 });
  });

  it.each(forStrategy)("of strategy: %j", (text) => {
    expect(readAsk(text)).toEqual({ kind: "strategy", minutes: 45 });
  });

  it.each(withLength)("of a length: %j", (text, minutes) => {
    expect(readAsk(text)).toEqual({ kind: "training", minutes });
  });

  it("also where subject and text say the same", () => {
    expect(readAsk("Schedule a training session.\nPlease book a training session of 60 minutes")).toEqual({
      kind: "training",
      minutes: 60,
    });
  });
});

describe("an email that says more", () => {
  it.each(messages)("asks for none: %j", (text) => {
    expect(readAsk(text)).toBeUndefined();
  });

  it("whatever stands around the words", () => {
    const more = fc.constantFrom(
      "not",
      "unless",
      "about the invoice",
      "tomorrow",
      "wenn",
      "nicht",
      "because",
      "@",
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...forTraining, ...forStrategy),
        more,
        fc.boolean(),
        (text, word, isBefore) => {
          expect(readAsk(isBefore ? `${word} ${text}` : `${text} ${word}`)).toBeUndefined();
        },
      ),
    );
  });

  it("never takes long", () => {
    const started = performance.now();
    for (const text of [
      "please ".repeat(200),
      "book a ".repeat(140),
      "training ".repeat(110),
      "training please please ".repeat(12) + "book a",
      "?".repeat(999),
    ]) {
      expect(readAsk(text)).toBeUndefined();
    }
    expect(performance.now() - started).toBeLessThan(500);
  });
});
