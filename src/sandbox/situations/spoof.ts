// Somebody else writes in the reader's name, even with the reply address at hand: nothing vouches for the sender.
import { domainOf } from "../../domain/address.ts";
import { writeAnswer, type SimulatedEmail } from "../simulator.ts";
import type { Situation } from "../situation.ts";

/** Where the forger's mail comes from; it signs what it sends, in its own name. */
const forgersDomain = "cheap-hosting.example";

export const spoof: Situation = {
  name: "spoof",
  title: "Let a stranger write in this name",
  expected:
    "It is held: the name in From proves nothing without a signature or a server of that domain. Nobody is told, the forger least of all.",
  button: "Forge an answer",
  isAnswer: true,
  words: "Approved. Please send the invoice to our new address.",
  choice: {
    title: "How it is forged",
    options: [
      { value: "unsigned", title: "Unsigned, and SPF fails" },
      { value: "other-domain", title: `Signed by ${forgersDomain}` },
    ],
  },
  write: async ({ received, reader: author, at }, { words, choice, program }) => {
    const email = await writeAnswer(received, { author, program, words, at });
    return [{ about: "The forgery", email: { ...email, ...proofs(choice, author.address) } }];
  },
};

/** An unsigned one claims the domain in the envelope, too, which is what makes SPF fail. */
function proofs(choice: string, address: string): Partial<SimulatedEmail> {
  if (choice === "other-domain") {
    return { envelopeFrom: `bounce@${forgersDomain}`, signingDomain: forgersDomain };
  }
  return { envelopeFrom: `bounce@${domainOf(address)}`, signingDomain: "", spf: "fail" };
}
