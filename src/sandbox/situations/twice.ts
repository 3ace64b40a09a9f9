// The same email three times: twice to the reply address, as when a provider calls again, and once by a mailbox on Cc.
import { writeAnswer } from "../simulator.ts";
import type { Situation } from "../situation.ts";

export const twice: Situation = {
  name: "twice",
  title: "Send the same email more than once",
  expected:
    "The second call is answered 200 and stores nothing. The copy that comes by the agency’s own address is stored and set aside. It is one message.",
  button: "Send it three times",
  isAnswer: true,
  words: "Yes, that is right.",
  hasProgram: true,
  write: async ({ received, reader: author, mailFrom, at }, { words, program }) => {
    const cc = [{ name: received.from.name, address: mailFrom }];
    const email = await writeAnswer(received, { author, program, words, at, cc });
    return [
      { about: "To the reply address", email },
      { about: "The same call again", email },
      { about: "By the agency’s address on Cc", email: { ...email, envelopeTo: mailFrom } },
    ];
  },
};
