// An answer to all, with somebody on Cc whom nobody here knows.
import { writeAnswer } from "../simulator.ts";
import type { Situation } from "../situation.ts";

/** A designer who works for many. */
export const outsider = { name: "Nora Lindqvist", address: "nora@studiolindqvist.example" };

export const replyAll: Situation = {
  name: "reply-all",
  title: "Reply to all, with an outsider on Cc",
  expected: `It becomes a message like any answer. ${outsider.name}, whom nobody here knows, is told nothing and does not join the task.`,
  button: "Reply to all",
  isAnswer: true,
  words: `I have put ${outsider.name} on copy, she designs our forms.`,
  hasProgram: true,
  write: async ({ received, reader: author, at }, { words, program }) => [
    {
      about: "The answer",
      email: await writeAnswer(received, { author, program, words, at, cc: [outsider] }),
    },
  ],
};
