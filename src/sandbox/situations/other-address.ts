// The same person answers from an address that is not known to be theirs.
import { writeAnswer } from "../simulator.ts";
import { privateAddress, type Situation } from "../situation.ts";

export const otherAddress: Situation = {
  name: "other-address",
  title: "Answer from a private address",
  expected:
    "It is held, since nobody here knows that address. One click of staff makes it theirs, and from then on it is posted.",
  button: "Answer from home",
  isAnswer: true,
  words: "Writing from home today: yes, please go ahead.",
  hasProgram: true,
  write: async ({ received, reader, at }, { words, program }) => {
    const author = { ...reader, address: privateAddress(reader) };
    return [{ about: "The answer", email: await writeAnswer(received, { author, program, words, at }) }];
  },
};
